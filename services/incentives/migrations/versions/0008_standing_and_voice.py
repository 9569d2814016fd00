"""Year-end meetings, nominations, committee elections, and reviews of projects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _create_invitees()
    _create_meetings()
    _create_nominations()
    _create_elections()
    _create_reviews()


def _create_invitees() -> None:
    op.create_table(
        "invitee",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text()),
        sa.Column("needed_until", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitee"),
    )
    op.create_index("ix_invitee_needed_until", "invitee", ["needed_until"])
    op.create_table(
        "invitee_disclosure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invitee_id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("fields", sa.String(100), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("disclosed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitee_disclosure"),
        sa.ForeignKeyConstraint(
            ["invitee_id"], ["invitee.id"], name="fk_invitee_disclosure_invitee_id_invitee"
        ),
    )
    for column in ("invitee_id", "disclosed_at"):
        op.create_index(f"ix_invitee_disclosure_{column}", "invitee_disclosure", [column])


def _create_meetings() -> None:
    op.create_table(
        "year_end_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("venue", sa.String(100), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_year_end_meeting"),
        sa.CheckConstraint("state IN ('planned', 'held')", name=op.f("ck_year_end_meeting_state")),
    )
    op.create_index("ix_year_end_meeting_street", "year_end_meeting", ["street", "held_on"])
    op.create_table(
        "meeting_invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year_end_meeting_id", sa.Uuid(), nullable=False),
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("appointment_id", sa.Uuid()),
        sa.Column("person", sa.String(100)),
        sa.Column("invitee_id", sa.Uuid()),
        sa.Column("invited_on", sa.Date(), nullable=False),
        sa.Column("reply", sa.String(24), nullable=False),
        sa.Column("replied_on", sa.Date()),
        sa.Column("note", sa.Text()),
        sa.Column("attended", sa.Boolean()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_invitation"),
        sa.UniqueConstraint(
            "year_end_meeting_id",
            "appointment_id",
            name="uq_meeting_invitation_year_end_meeting_id_appointment_id",
        ),
        sa.ForeignKeyConstraint(
            ["year_end_meeting_id"],
            ["year_end_meeting.id"],
            name="fk_meeting_invitation_year_end_meeting_id_year_end_meeting",
        ),
        sa.ForeignKeyConstraint(
            ["invitee_id"], ["invitee.id"], name="fk_meeting_invitation_invitee_id_invitee"
        ),
        sa.CheckConstraint(
            "reply IN ('invited', 'accepted', 'declined', 'lapsed')",
            name=op.f("ck_meeting_invitation_reply"),
        ),
        sa.CheckConstraint(
            "(appointment_id IS NULL) != (invitee_id IS NULL)",
            name=op.f("ck_meeting_invitation_one_person"),
        ),
    )
    for column in ("appointment_id", "person"):
        op.create_index(f"ix_meeting_invitation_{column}", "meeting_invitation", [column])


def _create_nominations() -> None:
    op.create_table(
        "nomination",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("nominated_for", sa.String(24), nullable=False),
        sa.Column("nominated_on", sa.Date(), nullable=False),
        sa.Column("nominated_by", sa.String(100), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("outcome", sa.String(24), nullable=False),
        sa.Column("outcome_on", sa.Date()),
        sa.Column("outcome_source", sa.String(200)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_nomination"),
        sa.UniqueConstraint(
            "appointment_id",
            "nominated_for",
            "nominated_on",
            name="uq_nomination_appointment_id_nominated_for_nominated_on",
        ),
        sa.CheckConstraint(
            "outcome IN ('pending', 'elected', 'not_elected', 'withdrawn')",
            name=op.f("ck_nomination_outcome"),
        ),
        sa.CheckConstraint(
            "(outcome = 'pending') = (outcome_on IS NULL)", name=op.f("ck_nomination_outcome_on")
        ),
    )
    op.create_index("ix_nomination_community", "nomination", ["community", "nominated_on"])


def _create_elections() -> None:
    op.create_table(
        "committee_election",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("commissioners", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_committee_election"),
        sa.UniqueConstraint("community", "held_on", name="uq_committee_election_community_held_on"),
        sa.CheckConstraint(
            "commissioners BETWEEN 0 AND seats", name=op.f("ck_committee_election_seats")
        ),
    )


def _create_reviews() -> None:
    op.create_table(
        "project_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("project", sa.String(80), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(80), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("answer_due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("closed_on", sa.Date()),
        sa.Column("rated", sa.Integer(), nullable=False),
        sa.Column("results", sa.JSON()),
        sa.Column("summary", sa.Text()),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_project_review"),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'closed', 'answered')", name=op.f("ck_project_review_state")
        ),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_on IS NOT NULL)",
            name=op.f("ck_project_review_answered"),
        ),
    )
    op.create_index("ix_project_review_area", "project_review", ["area", "closes_on"])
    op.create_table(
        "reviewer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("appointment_id", sa.Uuid()),
        sa.Column("invitee_id", sa.Uuid()),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_print", sa.String(43), nullable=False),
        sa.Column("rated_on", sa.Date()),
        sa.Column("lapsed_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reviewer"),
        sa.UniqueConstraint("code_print", name="uq_reviewer_code_print"),
        sa.UniqueConstraint(
            "review_id", "appointment_id", name="uq_reviewer_review_id_appointment_id"
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["project_review.id"], name="fk_reviewer_review_id_project_review"
        ),
        sa.ForeignKeyConstraint(
            ["invitee_id"], ["invitee.id"], name="fk_reviewer_invitee_id_invitee"
        ),
        sa.CheckConstraint(
            "(appointment_id IS NULL) != (invitee_id IS NULL)",
            name=op.f("ck_reviewer_one_person"),
        ),
    )
    op.create_index("ix_reviewer_appointment_id", "reviewer", ["appointment_id"])
    op.create_table(
        "review_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_review_sheet"),
        sa.ForeignKeyConstraint(
            ["review_id"], ["project_review.id"], name="fk_review_sheet_review_id_project_review"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_review_sheet_review_id", "review_sheet", ["review_id"])
