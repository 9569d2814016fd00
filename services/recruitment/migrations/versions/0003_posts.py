"""Counters, posts, overrides of the cap, templates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from groundwork import counters

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)
_WORD = sa.String(24)
_AREA = sa.String(12)


def upgrade() -> None:
    counters.create_v1()
    _create_post()
    op.create_table(
        "post_override",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("street", _AREA, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("community", _AREA, nullable=False),
        sa.Column("extra", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("granted_at", _MOMENT, nullable=False),
        sa.Column("granted_by", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_post_override"),
        sa.UniqueConstraint("street", "number", name="uq_post_override_street_number"),
        sa.CheckConstraint("extra >= 1", name="ck_post_override_extra"),
        sa.CheckConstraint("ends_on >= starts_on", name="ck_post_override_days"),
    )
    op.create_index("ix_post_override_community", "post_override", ["community"])
    op.create_table(
        "post_template",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("street", _AREA, nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("posts", sa.JSON(), nullable=False),
        sa.Column("saved_at", _MOMENT, nullable=False),
        sa.Column("saved_by", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_post_template"),
        sa.UniqueConstraint("street", "name", name="uq_post_template_street_name"),
    )


def _create_post() -> None:
    op.create_table(
        "post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community", _AREA, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("category", _WORD, nullable=False),
        sa.Column("title", sa.String(40), nullable=False),
        sa.Column("duties", sa.Text(), nullable=False),
        sa.Column("promises", sa.JSON(), nullable=False),
        sa.Column("need_survey", sa.Uuid()),
        sa.Column("need_question", _WORD),
        sa.Column("need_option", _WORD),
        sa.Column("need_reason", sa.Text()),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("slot", sa.Integer()),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("opened_at", _MOMENT),
        sa.Column("closed_at", _MOMENT),
        sa.Column("advertised_at", _MOMENT),
        sa.Column("filled_on", sa.Date()),
        sa.Column("is_awaited", sa.Boolean(), nullable=False),
        sa.Column("progressed_at", _MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_post"),
        sa.UniqueConstraint("community", "number", name="uq_post_community_number"),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'advertised', 'interim_filled', 'filled', 'closed')",
            name="ck_post_state",
        ),
        sa.CheckConstraint("(state = 'closed') = (slot IS NULL)", name="ck_post_slot"),
        sa.CheckConstraint("slot IS NULL OR slot >= 1", name="ck_post_slot_from_1"),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name="ck_post_closed_at"
        ),
        sa.CheckConstraint(
            "(state IN ('interim_filled', 'filled')) = (filled_on IS NOT NULL)",
            name="ck_post_filled_on",
        ),
        sa.CheckConstraint(
            "(state IN ('advertised', 'interim_filled')) = (advertised_at IS NOT NULL)",
            name="ck_post_advertised_at",
        ),
        sa.CheckConstraint(
            "need_survey IS NOT NULL OR need_reason IS NOT NULL", name="ck_post_need"
        ),
    )
    op.create_index("uq_post_community_slot", "post", ["community", "slot"], unique=True)
    op.create_index("ix_post_community_state", "post", ["community", "state"])
    op.create_index("ix_post_created_at_id", "post", ["created_at", "id"])
    op.create_index("ix_post_advertised_at_id", "post", ["advertised_at", "id"])
    op.create_index("ix_post_need_survey", "post", ["need_survey"])
