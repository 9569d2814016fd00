"""Sharing meetings with agenda, attendance and agreed points, and the cases told there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "sharing_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("theme", sa.String(60), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("guests", sa.Text()),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("announced_on", sa.Date()),
        sa.Column("entered_because", sa.Text()),
        sa.Column("called_off_because", sa.Text()),
        sa.Column("guests_present", sa.Integer()),
        sa.Column("minutes", sa.Text()),
        sa.Column("minuted_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sharing_meeting"),
        sa.CheckConstraint(
            "state IN ('planned', 'held', 'minuted', 'called_off')",
            name=op.f("ck_sharing_meeting_state"),
        ),
        sa.CheckConstraint(
            "(minutes IS NULL) = (minuted_on IS NULL)", name=op.f("ck_sharing_meeting_minutes")
        ),
        sa.CheckConstraint(
            "(announced_on IS NULL) = (entered_because IS NOT NULL)",
            name=op.f("ck_sharing_meeting_announced"),
        ),
    )
    op.create_index("ix_sharing_meeting_community", "sharing_meeting", ["community", "held_at"])
    op.create_table(
        "meeting_point",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("appointment_id", sa.Uuid()),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_point"),
        _of_meeting("meeting_point"),
    )
    for column in ("meeting_id", "appointment_id"):
        op.create_index(f"ix_meeting_point_{column}", "meeting_point", [column])
    op.create_table(
        "meeting_seat",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "number", name="pk_meeting_seat"),
        sa.UniqueConstraint(
            "meeting_id", "appointment_id", name="uq_meeting_seat_meeting_id_appointment_id"
        ),
        _of_meeting("meeting_seat"),
    )
    op.create_table(
        "meeting_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("doer", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_agreement"),
        _of_meeting("meeting_agreement"),
    )
    for column in ("community", "meeting_id"):
        op.create_index(f"ix_meeting_agreement_{column}", "meeting_agreement", [column])
    op.create_table(
        "meeting_answer",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", "meeting_id", name="pk_meeting_answer"),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["meeting_agreement.id"],
            name="fk_meeting_answer_agreement_id_meeting_agreement",
        ),
        _of_meeting("meeting_answer"),
        sa.CheckConstraint(
            "state IN ('goes_on', 'done', 'dropped')", name=op.f("ck_meeting_answer_state")
        ),
    )
    op.create_table(
        "missed_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("quarter", sa.String(6), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_missed_meeting"),
        sa.UniqueConstraint("community", "quarter", name="uq_missed_meeting_community_quarter"),
    )
    _create_cases()


def _create_cases() -> None:
    op.create_table(
        "sharing_case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.String(100), nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("title", sa.String(60)),
        sa.Column("situation", sa.Text()),
        sa.Column("doing", sa.Text()),
        sa.Column("lesson", sa.Text()),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("reach", sa.String(24)),
        sa.Column("approved_on", sa.Date()),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sharing_case"),
        _of_meeting("sharing_case"),
        sa.CheckConstraint(
            "state IN ('draft', 'approved', 'withdrawn')", name=op.f("ck_sharing_case_state")
        ),
        sa.CheckConstraint(
            "state <> 'approved' OR reach IS NOT NULL", name=op.f("ck_sharing_case_consent")
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (title IS NULL)", name=op.f("ck_sharing_case_words")
        ),
    )
    op.create_index("ix_sharing_case_community", "sharing_case", ["community", "state"])
    op.create_index("ix_sharing_case_appointment_id", "sharing_case", ["appointment_id"])
    is_live = sa.text("state <> 'withdrawn'")
    op.create_index(
        "uq_sharing_case_one_of_a_point",
        "sharing_case",
        ["point_id"],
        unique=True,
        postgresql_where=is_live,
        sqlite_where=is_live,
    )


def _of_meeting(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["meeting_id"], ["sharing_meeting.id"], name=f"fk_{table}_meeting_id_sharing_meeting"
    )
