"""What makes finding and counting quick.

The mark by which an applicant's name is found, indexes for the list by decision, and
the day on which the first holder of a post was proposed.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from runtime import storing
from runtime.encryption import keyring
from vocabulary.names import same_name

revision = "0013"
down_revision = "0012"

_AT_ONCE = 1000


def upgrade() -> None:
    op.add_column("application", sa.Column("name_print", sa.String(43)))
    _fill()
    op.create_index("ix_application_name_print", "application", ["name_print"])
    if op.get_bind().dialect.name == "postgresql":
        _index_decisions()
    op.add_column("post", sa.Column("first_proposed_on", sa.Date()))
    op.execute(
        "UPDATE post SET first_proposed_on = (SELECT min(proposed_on) FROM appointment "
        "WHERE appointment.post_id = post.id AND began_on IS NOT NULL)"
    )


def _index_decisions() -> None:
    not_decided = sa.text("(decided_at IS NULL)")
    for way, columns in {
        "falling": [not_decided, sa.text("decided_at DESC"), sa.text("id DESC")],
        "rising": [not_decided, "decided_at", "id"],
    }.items():
        op.create_index(f"ix_application_decided_at_{way}", "application", columns)


def _fill() -> None:
    """Some rows at a time, so that memory is enough for any number of applications."""
    application = sa.table(
        "application",
        sa.column("id", sa.Uuid()),
        sa.column("name"),
        sa.column("name_print", sa.String()),
    )
    waits = sa.and_(application.c.name.is_not(None), application.c.name_print.is_(None))
    ring, connection = keyring(), op.get_bind()
    while rows := connection.execute(sa.select(application).where(waits).limit(_AT_ONCE)).all():
        marks = [(ring.fingerprint(same_name(ring.open(row.name))), row.id) for row in rows]
        storing.change(connection, application, ("name_print",), marks)
