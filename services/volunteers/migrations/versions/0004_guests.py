"""Guests take places, risky activities say what they need, and guardians agree for minors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

#: A change of the table on SQLite makes it anew, without its triggers.
_SQLITE_ONE_PLACE = """
CREATE TRIGGER sign_up_one_place_{event} BEFORE {event} ON sign_up
WHEN NEW.state = 'confirmed' AND EXISTS (
    SELECT 1 FROM sign_up AS other
    WHERE other.volunteer_id = NEW.volunteer_id AND other.id <> NEW.id
    AND other.state = 'confirmed'
    AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at
)
BEGIN SELECT RAISE(ABORT, 'ex_sign_up_one_place_at_a_time: confirmed elsewhere at that time'); END
"""


def upgrade() -> None:
    _create_guest()
    _activities()
    _sign_ups()
    if op.get_bind().dialect.name == "sqlite":
        for event in ("INSERT", "UPDATE"):
            op.execute(_SQLITE_ONE_PLACE.format(event=event))


def _create_guest() -> None:
    op.create_table(
        "guest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_print", sa.String(43), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("phone", sa.Text()),
        sa.Column("phone_print", sa.String(43)),
        sa.Column("group", sa.Text()),
        sa.Column("age_group", sa.String(24), nullable=False),
        sa.Column("guardian_name", sa.Text()),
        sa.Column("guardian_phone", sa.Text()),
        sa.Column("erased_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_guest"),
        sa.UniqueConstraint("code_print", name="uq_guest_code_print"),
    )
    op.create_index(op.f("ix_guest_phone_print"), "guest", ["phone_print"])


def _activities() -> None:
    with op.batch_alter_table("activity") as activity:
        for name in ("is_risky", "needs_insurance"):
            activity.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        activity.add_column(
            sa.Column("needs_skills", sa.JSON(), nullable=False, server_default="[]")
        )
    with op.batch_alter_table("activity") as activity:
        for name in ("is_risky", "needs_insurance", "needs_skills"):
            activity.alter_column(name, server_default=None)


def _sign_ups() -> None:
    with op.batch_alter_table("sign_up") as sign_up:
        for name in ("guardian_agrees", "came_unannounced"):
            sign_up.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        sign_up.add_column(sa.Column("guest_id", sa.Uuid()))
        sign_up.alter_column("volunteer_id", existing_type=sa.Uuid(), nullable=True)
        sign_up.create_foreign_key("fk_sign_up_guest_id", "guest", ["guest_id"], ["id"])
        sign_up.create_unique_constraint("uq_sign_up_guest_id", ["guest_id"])
        sign_up.create_check_constraint(
            op.f("ck_sign_up_person"), "(volunteer_id IS NULL) <> (guest_id IS NULL)"
        )
    with op.batch_alter_table("sign_up") as sign_up:
        for name in ("guardian_agrees", "came_unannounced"):
            sign_up.alter_column(name, server_default=None)
