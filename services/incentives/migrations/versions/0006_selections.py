"""Selections with opinions and ballot, objections to them, and honours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _create_selections()
    _create_ballots()
    _create_objections()
    _create_honours()


def _create_selections() -> None:
    op.create_table(
        "selection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(40), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("honours", sa.Integer(), nullable=False),
        sa.Column("least_days", sa.Integer(), nullable=False),
        sa.Column("least_cases", sa.Integer(), nullable=False),
        sa.Column("batches", sa.Integer(), nullable=False),
        sa.Column("counted", sa.JSON()),
        sa.Column("ways", sa.JSON()),
        sa.Column("counted_on", sa.Date()),
        sa.Column("nominees", sa.JSON()),
        sa.Column("passed_over", sa.JSON()),
        sa.Column("returned_because", sa.Text()),
        sa.Column("notice_from", sa.Date()),
        sa.Column("notice_to", sa.Date()),
        sa.Column("awarded_on", sa.Date()),
        sa.Column("objections_to", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_selection"),
        sa.UniqueConstraint("community", "year", name="uq_selection_community_year"),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'counted', 'nominated', 'in_notice', 'checked', 'awarded')",
            name=op.f("ck_selection_state"),
        ),
        sa.CheckConstraint(
            "state != 'awarded' OR awarded_on IS NOT NULL", name=op.f("ck_selection_awarded")
        ),
    )
    op.create_table(
        "opinion",
        sa.Column("selection_id", sa.Uuid(), nullable=False),
        sa.Column("judge", sa.String(100), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("criterion", sa.String(24), nullable=False),
        sa.Column("points", sa.Integer()),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("selection_id", "judge", "appointment_id", name="pk_opinion"),
        sa.ForeignKeyConstraint(
            ["selection_id"], ["selection.id"], name="fk_opinion_selection_id_selection"
        ),
        sa.CheckConstraint("points BETWEEN 0 AND 100", name=op.f("ck_opinion_points")),
        sa.CheckConstraint(
            "(points IS NULL) = (reason IS NOT NULL)", name=op.f("ck_opinion_abstention")
        ),
    )


def _create_ballots() -> None:
    op.create_table(
        "slip",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("selection_id", sa.Uuid(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_print", sa.String(43), nullable=False),
        sa.Column("used_by", sa.String(5)),
        sa.PrimaryKeyConstraint("id", name="pk_slip"),
        sa.UniqueConstraint("code_print", name="uq_slip_code_print"),
        sa.ForeignKeyConstraint(
            ["selection_id"], ["selection.id"], name="fk_slip_selection_id_selection"
        ),
        sa.CheckConstraint("used_by IN ('web', 'paper')", name=op.f("ck_slip_used_by")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_slip_selection_id", "slip", ["selection_id"])
    op.create_table(
        "web_votes",
        sa.Column("selection_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("selection_id", "appointment_id", name="pk_web_votes"),
    )
    op.create_table(
        "box_count",
        sa.Column("selection_id", sa.Uuid(), nullable=False),
        sa.Column("box", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("round", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("counter", sa.String(100), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("spoilt", sa.Integer(), nullable=False),
        sa.Column("votes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("selection_id", "box", "round", "counter", name="pk_box_count"),
        sa.ForeignKeyConstraint(
            ["selection_id"], ["selection.id"], name="fk_box_count_selection_id_selection"
        ),
    )


def _create_objections() -> None:
    op.create_table(
        "selection_objection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("selection_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_print", sa.String(43), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("is_upheld", sa.Boolean()),
        sa.Column("answered_on", sa.Date()),
        sa.Column("answered_by", sa.Text()),
        sa.Column("is_cleaned", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_selection_objection"),
        sa.UniqueConstraint("code_print", name="uq_selection_objection_code_print"),
        sa.ForeignKeyConstraint(
            ["selection_id"], ["selection.id"], name="fk_selection_objection_selection_id_selection"
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_on IS NULL)", name=op.f("ck_selection_objection_answer")
        ),
    )
    op.create_index("ix_selection_objection_selection_id", "selection_objection", ["selection_id"])


def _create_honours() -> None:
    op.create_table(
        "honour",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("selection_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.String(100)),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(40), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_print", sa.String(43), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("post", sa.Text()),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("awarded_on", sa.Date(), nullable=False),
        sa.Column("replaces", sa.Uuid()),
        sa.Column("reason", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_honour"),
        sa.UniqueConstraint("street", "number", name="uq_honour_street_number"),
        sa.UniqueConstraint("code_print", name="uq_honour_code_print"),
        sa.ForeignKeyConstraint(
            ["selection_id"], ["selection.id"], name="fk_honour_selection_id_selection"
        ),
        sa.ForeignKeyConstraint(["replaces"], ["honour.id"], name="fk_honour_replaces_honour"),
        sa.CheckConstraint(
            "state IN ('standing', 'replaced', 'revoked')", name=op.f("ck_honour_state")
        ),
    )
    op.create_index(
        "uq_honour_one_stands",
        "honour",
        ["selection_id", "appointment_id"],
        unique=True,
        postgresql_where=sa.text("state = 'standing'"),
        sqlite_where=sa.text("state = 'standing'"),
    )
    op.create_index("ix_honour_appointment_id", "honour", ["appointment_id"])
