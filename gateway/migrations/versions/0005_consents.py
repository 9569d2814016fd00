"""Consents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account", sa.String(100)),
        sa.Column("phone", sa.Text()),
        sa.Column("phone_print", sa.String(43)),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("text_version", sa.String(40), nullable=False),
        sa.Column("how", sa.String(24), nullable=False),
        sa.Column("given_at", _MOMENT, nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.Column("recorded_by", sa.String(100)),
        sa.Column("paper", sa.String(200)),
        sa.Column("valid_until", sa.Date()),
        sa.Column("withdrawn_at", _MOMENT),
        sa.Column("withdrawn_by", sa.String(100)),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
        sa.CheckConstraint(
            "(account IS NULL) <> (phone_print IS NULL)", name=op.f("ck_consent_person")
        ),
        sa.CheckConstraint(
            "(phone IS NULL) = (phone_print IS NULL)", name=op.f("ck_consent_phone")
        ),
    )
    op.create_index("ix_consent_account", "consent", ["account"])
    op.create_index("ix_consent_phone_print", "consent", ["phone_print"])
