"""What each source has told of a hand-over; so far it was the register alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "handover_told",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(24), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("portions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("appointment_id", "source", name="pk_handover_told"),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["handover.appointment_id"], name="fk_handover_told_appointment_id"
        ),
        sa.CheckConstraint("told <= portions", name=op.f("ck_handover_told_told")),
    )
    op.execute(
        "INSERT INTO handover_told (appointment_id, source, told, portions) "
        "SELECT appointment_id, 'appeals', portions_told, portions FROM handover"
    )
    for name in ("portions_told", "portions"):
        op.drop_column("handover", name)
