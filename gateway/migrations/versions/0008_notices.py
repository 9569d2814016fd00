"""Notices, their deliveries, what accounts want, and the words of areas."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0010"

_MOMENT = sa.DateTime(timezone=True)
_UNREAD = sa.text("read_at IS NULL")
_WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    _notices()
    _deliveries()
    op.create_table(
        "notice_preference",
        sa.Column("account", sa.String(100), nullable=False),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("quiet_from", sa.String(5), nullable=False),
        sa.Column("quiet_until", sa.String(5), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_notice_preference"),
    )
    op.create_table(
        "notice_template",
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("title", sa.String(60)),
        sa.Column("text", sa.String(1000)),
        sa.Column("short", sa.String(120)),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("changed_by", sa.String(100)),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("area", "kind", "language", name="pk_notice_template"),
        sa.CheckConstraint("length(area) = 12", name=op.f("ck_notice_template_area")),
        sa.CheckConstraint("language IN ('zh', 'en')", name=op.f("ck_notice_template_language")),
        sa.CheckConstraint(
            "(title IS NULL) = (text IS NULL) AND (text IS NULL) = (short IS NULL)",
            name=op.f("ck_notice_template_words"),
        ),
    )


def _notices() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.String(100), nullable=False),
        sa.Column("account", sa.String(100)),
        sa.Column("applicant_of", sa.Uuid()),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("subject_kind", sa.String(40)),
        sa.Column("subject_id", sa.String(100)),
        sa.Column("subject_version", sa.Integer()),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("read_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint(
            "event_id", "recipient", "kind", name="uq_notice_event_id_recipient_kind"
        ),
        sa.CheckConstraint(
            "(account IS NULL) <> (applicant_of IS NULL)", name=op.f("ck_notice_recipient")
        ),
        sa.CheckConstraint("length(area) = 12", name=op.f("ck_notice_area")),
        sa.CheckConstraint("language IN ('zh', 'en')", name=op.f("ck_notice_language")),
    )
    op.create_index("ix_notice_account_created_at_id", "notice", ["account", "created_at", "id"])
    op.create_index("ix_notice_created_at", "notice", ["created_at"])
    op.create_index("ix_notice_subject", "notice", ["subject_id", "subject_kind"])
    op.create_index(
        "ix_notice_unread",
        "notice",
        ["account"],
        postgresql_where=_UNREAD,
        sqlite_where=_UNREAD,
    )


def _deliveries() -> None:
    op.create_table(
        "notice_delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("area", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", _MOMENT),
        sa.Column("last_error", sa.String(60)),
        sa.Column("reference", sa.String(100)),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("sent_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_notice_delivery"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_notice_delivery_notice_id"),
        sa.UniqueConstraint("notice_id", "channel", name="uq_notice_delivery_notice_id_channel"),
        sa.CheckConstraint(
            "channel IN ('email', 'webhook')", name=op.f("ck_notice_delivery_channel")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'failed', 'dropped')",
            name=op.f("ck_notice_delivery_state"),
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (next_at IS NOT NULL)", name=op.f("ck_notice_delivery_next")
        ),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_notice_delivery_sent")
        ),
    )
    op.create_index("ix_notice_delivery_created_at_id", "notice_delivery", ["created_at", "id"])
    op.create_index(
        "ix_notice_delivery_waiting",
        "notice_delivery",
        ["channel", "next_at"],
        postgresql_where=_WAITING,
        sqlite_where=_WAITING,
    )
