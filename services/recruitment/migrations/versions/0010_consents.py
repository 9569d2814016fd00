"""The copy of the consents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "consent",
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(100)),
        sa.Column("person", sa.String(36)),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("given_at", _MOMENT),
        sa.Column("valid_until", sa.Date()),
        sa.Column("withdrawn_at", _MOMENT),
        sa.PrimaryKeyConstraint("consent_id", name="pk_consent"),
    )
    op.create_index("ix_consent_account", "consent", ["account"])
    op.create_index("ix_consent_person", "consent", ["person"])
