"""Ratings that came many from one network in a short time are set aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for table in ("rating", "rating_text"):
        op.add_column(table, sa.Column("source_id", sa.Uuid()))
    op.create_table(
        "rating_source",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rating_source"),
        sa.UniqueConstraint(
            "report_id", "network", "hour", name="uq_rating_source_report_id_network_hour"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rating_burst",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sheets", sa.Integer()),
        sa.Column("decision", sa.String(24)),
        sa.Column("reason", sa.Text()),
        sa.Column("decided_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rating_burst"),
        sa.ForeignKeyConstraint(
            ["report_id"], ["work_report.id"], name="fk_rating_burst_report_id_work_report"
        ),
    )
    op.create_index("ix_rating_burst_report_id", "rating_burst", ["report_id"])
