"""Applications, how they are screened, and who saw an applicant whole."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_MOMENT = sa.DateTime(timezone=True)
_SELECTED = sa.text("state = 'selected'")
_STANDS = sa.text("state <> 'withdrawn' AND phone_print IS NOT NULL")


def upgrade() -> None:
    _create_application()
    op.create_table(
        "screening_plan",
        sa.Column("street", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", _MOMENT, nullable=False),
        sa.Column("set_by", sa.Text()),
        sa.PrimaryKeyConstraint("street", "version", name="pk_screening_plan"),
    )
    op.create_table(
        "screening",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("started_by", sa.Text()),
        sa.PrimaryKeyConstraint("campaign_id", name="pk_screening"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_screening_campaign_id"),
    )
    op.create_table(
        "screening_score",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("assessor", sa.String(100), nullable=False),
        sa.Column("criterion", sa.String(24), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("scored_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint(
            "application_id", "assessor", "criterion", name="pk_screening_score"
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_screening_score_application_id"
        ),
        sa.CheckConstraint("points BETWEEN 0 AND 100", name="ck_screening_score_points"),
    )
    op.create_table(
        "screening_abstention",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("assessor", sa.String(100), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("abstained_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("application_id", "assessor", name="pk_screening_abstention"),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_screening_abstention_application_id"
        ),
    )
    _create_disclosure()


def _create_disclosure() -> None:
    op.create_table(
        "applicant_disclosure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("fields", sa.String(100), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("disclosed_at", _MOMENT, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_applicant_disclosure"),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_applicant_disclosure_application_id"
        ),
    )
    for column in ("application_id", "disclosed_at"):
        op.create_index(f"ix_applicant_disclosure_{column}", "applicant_disclosure", [column])


def _create_application() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("code", sa.String(19), nullable=False),
        sa.Column("source", sa.String(24), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.String(100)),
        sa.Column("name", sa.Text()),
        sa.Column("phone", sa.Text()),
        sa.Column("phone_print", sa.String(43)),
        sa.Column("address", sa.Text()),
        sa.Column("ability", sa.Text()),
        sa.Column("experience", sa.Text()),
        sa.Column("time_available", sa.Text()),
        sa.Column("motivation", sa.Text()),
        sa.Column("supporter_groups", sa.Text()),
        sa.Column("supporter_residents", sa.Integer(), nullable=False),
        sa.Column("recommender", sa.String(24)),
        sa.Column("recommended_by", sa.Text()),
        sa.Column("recommendation", sa.Text()),
        sa.Column("consent_how", sa.String(24)),
        sa.Column("consents_to_notice", sa.Boolean(), nullable=False),
        sa.Column("reserve_months", sa.Integer(), nullable=False),
        sa.Column("reserve_until", sa.Date()),
        sa.Column("stages_passed", sa.Integer(), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("decided_at", _MOMENT),
        sa.Column("progressed_at", _MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("erased_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_application"),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name="fk_application_campaign_id"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name="fk_application_post_id"),
        sa.UniqueConstraint("community", "number", name="uq_application_community_number"),
        sa.UniqueConstraint("code", name="uq_application_code"),
        sa.CheckConstraint(
            "state IN ('recommended', 'received', 'selected', 'unsuccessful', 'withdrawn', "
            "'appointed')",
            name="ck_application_state",
        ),
        sa.CheckConstraint(
            "reserve_until IS NULL OR state = 'unsuccessful'", name="ck_application_reserve"
        ),
        sa.CheckConstraint(
            "state NOT IN ('selected', 'unsuccessful', 'appointed') OR decided_at IS NOT NULL",
            name="ck_application_decided_at",
        ),
    )
    for name, columns in {
        "ix_application_campaign_id_state": ["campaign_id", "state"],
        "ix_application_community_received_at_id": ["community", "received_at", "id"],
        "ix_application_post_id_received_at_id": ["post_id", "received_at", "id"],
        "ix_application_phone_print": ["phone_print"],
    }.items():
        op.create_index(name, "application", columns)
    for moment, included in {
        "received_at": ["community", "state", "source"],
        "reserve_until": ["community", "post_id"],
    }.items():
        op.create_index(
            f"ix_application_{moment}_id",
            "application",
            [moment, "id"],
            postgresql_include=included,
        )
    for name, columns, where in (
        ("uq_application_selected", ["campaign_id", "post_id"], _SELECTED),
        ("uq_application_phone", ["campaign_id", "post_id", "phone_print"], _STANDS),
    ):
        op.create_index(
            name,
            "application",
            columns,
            unique=True,
            postgresql_where=where,
            sqlite_where=where,
        )
