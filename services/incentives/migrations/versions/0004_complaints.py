"""Complaints about commissioners, and the viewings of their writers' contact."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("way", sa.String(24), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_print", sa.String(43), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text()),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("extended_to", sa.Date()),
        sa.Column("extended_why", sa.Text()),
        sa.Column("finding", sa.String(24)),
        sa.Column("measures", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_on", sa.Date()),
        sa.Column("review_until", sa.Date()),
        sa.Column("review_wish", sa.Text()),
        sa.Column("review_due_on", sa.Date()),
        sa.Column("review", sa.Text()),
        sa.Column("reviewed_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_complaint"),
        sa.UniqueConstraint("code_print", name="uq_complaint_code_print"),
        sa.CheckConstraint(
            "state IN ('received', 'examined', 'answered', 'in_review', 'reviewed', 'closed')",
            name=op.f("ck_complaint_state"),
        ),
        sa.CheckConstraint(
            "(finding IS NULL) = (answered_on IS NULL)", name=op.f("ck_complaint_answer")
        ),
    )
    op.create_index("ix_complaint_community", "complaint", ["community", "received_on"])
    op.create_index("ix_complaint_appointment_id", "complaint", ["appointment_id"])
    op.create_table(
        "complainant_disclosure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("fields", sa.String(100), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("disclosed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_complainant_disclosure"),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name="fk_complainant_disclosure_complaint_id_complaint",
        ),
    )
    for column in ("complaint_id", "disclosed_at"):
        op.create_index(f"ix_complainant_disclosure_{column}", "complainant_disclosure", [column])
