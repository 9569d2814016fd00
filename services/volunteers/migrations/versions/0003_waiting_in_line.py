"""Sign-ups wait in line, free places are offered, and nobody is confirmed twice at one time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_STANDS = sa.text("state IN ('confirmed', 'waiting', 'offered')")

_ONE_PLACE = """
ALTER TABLE sign_up ADD CONSTRAINT ex_sign_up_one_place_at_a_time
EXCLUDE USING gist (volunteer_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
WHERE (state = 'confirmed')
"""
#: SQLite has no exclusion constraints.
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
    _shifts()
    _sign_ups()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(_ONE_PLACE)
    else:
        for event in ("INSERT", "UPDATE"):
            op.execute(_SQLITE_ONE_PLACE.format(event=event))


def _shifts() -> None:
    with op.batch_alter_table("shift") as shift:
        for name in ("offered", "turns"):
            shift.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        shift.drop_constraint(op.f("ck_shift_confirmed"), type_="check")
        shift.create_check_constraint(
            op.f("ck_shift_confirmed"),
            "confirmed >= 0 AND offered >= 0 AND confirmed + offered <= places AND waiting >= 0",
        )
    op.execute("UPDATE shift SET turns = (SELECT COUNT(*) FROM sign_up WHERE shift_id = shift.id)")
    with op.batch_alter_table("shift") as shift:
        for name in ("offered", "turns"):
            shift.alter_column(name, server_default=None)


def _sign_ups() -> None:
    op.drop_index("uq_sign_up_shift_id_volunteer_id", "sign_up")
    with op.batch_alter_table("sign_up") as sign_up:
        sign_up.add_column(sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
        sign_up.add_column(sa.Column("heads", sa.Integer(), nullable=False, server_default="1"))
        sign_up.add_column(sa.Column("offered_until", sa.DateTime(timezone=True)))
        sign_up.drop_constraint(op.f("ck_sign_up_state"), type_="check")
        sign_up.create_check_constraint(
            op.f("ck_sign_up_state"),
            "state IN ('confirmed', 'waiting', 'offered', 'withdrawn', 'lapsed')",
        )
        sign_up.create_check_constraint(op.f("ck_sign_up_heads"), "heads > 0")
        sign_up.create_check_constraint(
            op.f("ck_sign_up_offered_until"), "(state = 'offered') = (offered_until IS NOT NULL)"
        )
    op.execute(
        "UPDATE sign_up SET turn = (SELECT COUNT(*) FROM sign_up AS other "
        "WHERE other.shift_id = sign_up.shift_id AND (other.signed_up_at < sign_up.signed_up_at "
        "OR other.signed_up_at = sign_up.signed_up_at AND other.id <= sign_up.id))"
    )
    with op.batch_alter_table("sign_up") as sign_up:
        for name in ("turn", "heads"):
            sign_up.alter_column(name, server_default=None)
    op.create_index("ix_sign_up_shift_id_turn", "sign_up", ["shift_id", "turn"])
    op.create_index("ix_sign_up_state_offered_until", "sign_up", ["state", "offered_until"])
    op.create_index(
        "uq_sign_up_shift_id_volunteer_id",
        "sign_up",
        ["shift_id", "volunteer_id"],
        unique=True,
        postgresql_where=_STANDS,
        sqlite_where=_STANDS,
    )
