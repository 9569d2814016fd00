"""Pictures of activities for residents, with the consents that they rest on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from runtime.database import Moment

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "published_picture",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("community", sa.String(12), nullable=False),
        sa.Column("shows_nobody", sa.Boolean(), nullable=False),
        sa.Column("published_at", Moment(), nullable=False),
        sa.Column("published_by", sa.String(100)),
        sa.PrimaryKeyConstraint("attachment_id", name="pk_published_picture"),
    )
    op.create_index("ix_published_picture_activity_id", "published_picture", ["activity_id"])
    op.create_table(
        "picture_consent",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["published_picture.attachment_id"],
            name="fk_picture_consent_attachment_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attachment_id", "consent_id", name="pk_picture_consent"),
    )
    op.create_index("ix_picture_consent_consent_id", "picture_consent", ["consent_id"])
