"""Attachments of appeals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"

_MOMENT = sa.DateTime(timezone=True)
_WAITING = sa.text("tracking_code IS NOT NULL")
_UNSETTLED = sa.text("state <> 'kept' AND storage_key IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_kind", sa.String(20), nullable=False),
        sa.Column("owner_id", sa.Uuid()),
        sa.Column("community", sa.String(12)),
        sa.Column("tracking_code", sa.String(40)),
        sa.Column("uploaded_by", sa.String(100)),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String(120)),
        sa.Column("width", sa.Integer()),
        sa.Column("height", sa.Integer()),
        sa.Column("seconds", sa.Integer()),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("removed_at", _MOMENT),
        sa.Column("removed_by", sa.String(100)),
        sa.Column("storage_key", sa.String(32)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sa.UniqueConstraint("storage_key", name="uq_attachment_storage_key"),
        sa.CheckConstraint(
            "state IN ('uploaded', 'kept', 'removed')", name=op.f("ck_attachment_state")
        ),
        sa.CheckConstraint(
            "kind IN ('image', 'pdf', 'audio', 'video')", name=op.f("ck_attachment_kind")
        ),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_attachment_size")),
        sa.CheckConstraint(
            "(owner_id IS NULL) <> (tracking_code IS NULL) OR state = 'removed'",
            name=op.f("ck_attachment_owner"),
        ),
        sa.CheckConstraint(
            "(owner_id IS NULL) = (community IS NULL)", name=op.f("ck_attachment_place")
        ),
        sa.CheckConstraint(
            "(state = 'removed') = (removed_at IS NOT NULL)", name=op.f("ck_attachment_removed")
        ),
        sa.CheckConstraint(
            "state = 'removed' OR storage_key IS NOT NULL", name=op.f("ck_attachment_stored")
        ),
    )
    op.create_index("ix_attachment_owner_id", "attachment", ["owner_id"])
    op.create_index(
        "ix_attachment_tracking_code",
        "attachment",
        ["tracking_code"],
        postgresql_where=_WAITING,
        sqlite_where=_WAITING,
    )
    op.create_index(
        "ix_attachment_unsettled",
        "attachment",
        ["created_at"],
        postgresql_where=_UNSETTLED,
        sqlite_where=_UNSETTLED,
    )
