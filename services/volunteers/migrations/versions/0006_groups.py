"""Groups with their people, documents, meetings and contests; a copy of the consents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_IS_THERE = sa.text("state <> 'dissolved'")


def upgrade() -> None:
    _create_consent()
    _create_group()
    _create_contest()
    _create_document()
    _create_document_text()
    _create_meeting()
    _create_person()


def _create_consent() -> None:
    op.create_table(
        "consent",
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True)),
        sa.Column("valid_until", sa.Date()),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("consent_id", name="pk_consent"),
    )


def _create_group() -> None:
    op.create_table(
        "resident_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("category", sa.String(24), nullable=False),
        sa.Column("post_id", sa.Uuid()),
        sa.Column("commissioner", sa.String(100)),
        sa.Column("founded_on", sa.Date(), nullable=False),
        sa.Column("dissolved_on", sa.Date()),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("told_members", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('active', 'dissolved')", name=op.f("ck_resident_group_state")
        ),
        sa.CheckConstraint(
            "(state = 'dissolved') = (dissolved_on IS NOT NULL)",
            name=op.f("ck_resident_group_dissolved_on"),
        ),
        sa.CheckConstraint("dissolved_on >= founded_on", name=op.f("ck_resident_group_days")),
        sa.PrimaryKeyConstraint("id", name="pk_resident_group"),
        sa.UniqueConstraint("community", "number", name="uq_resident_group_community_number"),
    )
    op.create_index("ix_resident_group_community_state", "resident_group", ["community", "state"])
    op.create_index("ix_resident_group_founded_on_id", "resident_group", ["founded_on", "id"])
    op.create_index("ix_resident_group_post_id", "resident_group", ["post_id"])
    op.create_index(
        "uq_resident_group_community_name",
        "resident_group",
        ["community", "name"],
        unique=True,
        postgresql_where=_IS_THERE,
        sqlite_where=_IS_THERE,
    )


def _create_contest() -> None:
    op.create_table(
        "contest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("level", sa.String(24), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("award", sa.String(24), nullable=False),
        sa.Column("result", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "level IN ('community', 'street', 'district', 'city')", name=op.f("ck_contest_level")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["resident_group.id"], name="fk_contest_group_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contest"),
        sa.UniqueConstraint(
            "group_id", "held_on", "title", name="uq_contest_group_id_held_on_title"
        ),
    )


def _create_document() -> None:
    op.create_table(
        "group_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("title", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["resident_group.id"], name="fk_group_document_group_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_group_document"),
        sa.UniqueConstraint("group_id", "title", name="uq_group_document_group_id_title"),
    )


def _create_document_text() -> None:
    op.create_table(
        "group_document_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("change", sa.Text()),
        sa.CheckConstraint("number >= 1", name=op.f("ck_group_document_text_number")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["group_document.id"], name="fk_group_document_text_document_id"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["resident_group.id"], name="fk_group_document_text_group_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_group_document_text"),
        sa.UniqueConstraint(
            "document_id", "number", name="uq_group_document_text_document_id_number"
        ),
    )
    op.create_index("ix_group_document_text_group_id", "group_document_text", ["group_id"])


def _create_meeting() -> None:
    op.create_table(
        "group_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(100), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text()),
        sa.CheckConstraint("people >= 1", name=op.f("ck_group_meeting_people")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["resident_group.id"], name="fk_group_meeting_group_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_group_meeting"),
    )
    op.create_index("ix_group_meeting_group_id_held_on", "group_meeting", ["group_id", "held_on"])


def _create_person() -> None:
    op.create_table(
        "group_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("name_print", sa.String(43)),
        sa.Column("registration_id", sa.Uuid()),
        sa.Column("volunteer_id", sa.Uuid()),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.Column("consent_id", sa.Uuid()),
        sa.Column("erased_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint(
            "role IN ('founder', 'leader', 'member')", name=op.f("ck_group_person_role")
        ),
        sa.CheckConstraint("until >= since", name=op.f("ck_group_person_days")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["resident_group.id"], name="fk_group_person_group_id"
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name="fk_group_person_registration_id"
        ),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["volunteer.id"], name="fk_group_person_volunteer_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_group_person"),
    )
    op.create_index("ix_group_person_group_id", "group_person", ["group_id"])
    op.create_index("ix_group_person_volunteer_id", "group_person", ["volunteer_id"])
