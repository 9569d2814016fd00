"""Which portions of a hand-over each source has told; so far it was the register alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    portion = op.create_table(
        "handover_portion",
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("portions", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("appointment_id", "source", "number", name="pk_handover_portion"),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["handover.appointment_id"],
            name="fk_handover_portion_appointment_id",
        ),
    )
    before = sa.table(
        "handover",
        sa.column("appointment_id", sa.Uuid()),
        *map(sa.column, ("portions_told", "portions")),
    )
    told = op.get_bind().execute(sa.select(before)).all()
    rows = [
        {"appointment_id": key, "source": "appeals", "number": number, "portions": portions}
        for key, many, portions in told
        for number in range(1, many + 1)
    ]
    op.bulk_insert(portion, rows)
    for name in ("portions_told", "portions"):
        op.drop_column("handover", name)
