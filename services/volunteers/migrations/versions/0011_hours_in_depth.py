"""Hours keep the real time beside the planned one, and leaders enter them without a sign-up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_STANDS = sa.text("state <> 'refused'")


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    with op.batch_alter_table("hours") as hours:
        hours.add_column(sa.Column("shift_id", sa.Uuid()))
        hours.add_column(sa.Column("began_at", moment))
        hours.add_column(sa.Column("ended_at", moment))
        hours.add_column(sa.Column("attested_on", sa.Date()))
    # The real time was not asked for before; what was recorded lay in the shift.
    op.execute(
        "UPDATE hours SET began_at = starts_at, ended_at = ends_at, attested_on = "
        "CASE WHEN attested_by IS NULL THEN NULL ELSE served_on END, shift_id = "
        "(SELECT sign_up.shift_id FROM sign_up WHERE sign_up.id = hours.sign_up_id)"
    )
    with op.batch_alter_table("hours") as hours:
        hours.alter_column("shift_id", existing_type=sa.Uuid(), nullable=False)
        hours.alter_column("began_at", existing_type=moment, nullable=False)
        hours.alter_column("ended_at", existing_type=moment, nullable=False)
        hours.alter_column("sign_up_id", existing_type=sa.Uuid(), nullable=True)
        hours.create_foreign_key("fk_hours_shift_id", "shift", ["shift_id"], ["id"])
        hours.create_check_constraint(op.f("ck_hours_times"), "ended_at > began_at")
    op.create_index(
        "uq_hours_shift_id_volunteer_id",
        "hours",
        ["shift_id", "volunteer_id"],
        unique=True,
        postgresql_where=_STANDS,
        sqlite_where=_STANDS,
    )
    op.create_index("ix_hours_attested_by_attested_on", "hours", ["attested_by", "attested_on"])
