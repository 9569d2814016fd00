"""Identities of the city's account system, and trips there that have ended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "identity_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("issuer", sa.String(500), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_print", sa.String(43), nullable=False),
        sa.Column("linked_at", _MOMENT, nullable=False),
        sa.Column("linked_by", sa.String(100)),
        sa.PrimaryKeyConstraint("id", name="pk_identity_link"),
        sa.UniqueConstraint("account_id", "issuer", name="uq_identity_link_account_id_issuer"),
        sa.UniqueConstraint(
            "issuer", "subject_print", name="uq_identity_link_issuer_subject_print"
        ),
    )
    op.create_table(
        "openid_ended_trip",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_openid_ended_trip"),
    )
    op.create_index("ix_openid_ended_trip_ended_at", "openid_ended_trip", ["ended_at"])
