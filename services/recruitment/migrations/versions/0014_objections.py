"""Notices on paper, staff in the interim, and who saw a contact of an appointment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("appointment", sa.Column("position", sa.Text()))
    op.add_column("appointment", sa.Column("paper_reference", sa.String(200)))
    op.create_table(
        "appointment_disclosure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("objection_id", sa.Uuid()),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("fields", sa.String(100), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("disclosed_at", _MOMENT, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_appointment_disclosure"),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name="fk_appointment_disclosure_appointment_id",
        ),
        sa.ForeignKeyConstraint(
            ["objection_id"], ["objection.id"], name="fk_appointment_disclosure_objection_id"
        ),
    )
    for column in ("appointment_id", "objection_id", "disclosed_at"):
        op.create_index(f"ix_appointment_disclosure_{column}", "appointment_disclosure", [column])
