"""What certificates say, when posts were opened, which years are complete, overrides that end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from runtime import storing

revision = "0016"
down_revision = "0015"

_AT_ONCE = 1000


def upgrade() -> None:
    op.add_column("certificate", sa.Column("post_title", sa.String(40)))
    op.add_column("certificate", sa.Column("issuer", sa.Text()))
    _fill_certificates()
    _fill_posts()
    op.add_column("post_override", sa.Column("revoked_at", sa.DateTime(timezone=True)))
    op.add_column(
        "post_override", sa.Column("version", sa.Integer(), nullable=False, server_default="1")
    )
    op.create_table(
        "holiday_year",
        sa.Column("year", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_holiday_year"),
    )


def _fill_posts() -> None:
    """What was opened before the column was there, as the history says."""
    op.execute("""
        UPDATE post SET opened_at = (
            SELECT min(history.happened_at) FROM history
            WHERE history.kind = 'post' AND history.thing_id = post.id
            AND history.what = 'opened'
        ) WHERE opened_at IS NULL
    """)


def _fill_certificates() -> None:
    """As they would be printed today: nothing older is known. Some rows at a time."""
    certificate = sa.table(
        "certificate",
        *(sa.column(name, sa.String()) for name in ("community", "post_title", "issuer")),
        sa.column("id", sa.Uuid()),
        sa.column("appointment_id", sa.Uuid()),
        sa.column("issued_on", sa.Date()),
    )
    appointment = sa.table(
        "appointment", sa.column("id", sa.Uuid()), sa.column("post_id", sa.Uuid())
    )
    post = sa.table("post", sa.column("id", sa.Uuid()), sa.column("title"))
    area = sa.table("area", sa.column("code"), sa.column("names", sa.JSON()))
    connection = op.get_bind()
    names = {row.code: row.names for row in connection.execute(sa.select(area))}
    waits = (
        sa.select(certificate, post.c.title)
        .join_from(certificate, appointment, appointment.c.id == certificate.c.appointment_id)
        .join(post, post.c.id == appointment.c.post_id)
        .where(certificate.c.issuer.is_(None))
        .limit(_AT_ONCE)
    )
    while rows := connection.execute(waits).all():
        printed = [(row.title, f"{_name(names, row)}综合党委", row.id) for row in rows]
        storing.change(connection, certificate, ("post_title", "issuer"), printed)


def _name(names: Mapping[str, Sequence[Mapping[str, Any]]], row: Any) -> str:
    known = names.get(row.community)
    return _called(known, row.issued_on.isoformat()) if known else row.community


def _called(names: Sequence[Mapping[str, Any]], day: str) -> str:
    """The newest name that had begun on the day, or the first one of all."""
    begun = [name for name in names if (name.get("valid_from") or "") <= day]
    called: str = (begun or names[:1])[-1]["name_zh"]
    return called
