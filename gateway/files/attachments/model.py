"""The attachments as rows."""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa

from audit import AUDIT, PERSONAL, SECRET, Audited
from contracts.gateway.words import AttachmentKind, AttachmentState
from gateway.files.attachments.rules import NAME_LONGEST
from runtime import codes
from runtime.database import Moment, table_metadata
from runtime.encryption import Sealed

METADATA = table_metadata()


def _one_of(column: str, words: type[StrEnum]) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({listed})"


ATTACHMENT = sa.Table(
    "attachment",
    METADATA,
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("owner_kind", sa.String(20), nullable=False),
    #: Null until the register has the appeal; until then its tracking code stands for it.
    sa.Column("owner_id", sa.Uuid()),
    sa.Column("community", sa.String(12)),
    sa.Column("tracking_code", Sealed(), info=SECRET),
    sa.Column("code_print", codes.PRINT, info=SECRET | codes.print_info("tracking_code")),
    sa.Column("uploaded_by", sa.String(100)),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("media_type", sa.String(40), nullable=False),
    sa.Column("size_bytes", sa.Integer(), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("name", sa.String(NAME_LONGEST), info=PERSONAL),
    sa.Column("width", sa.Integer()),
    sa.Column("height", sa.Integer()),
    sa.Column("seconds", sa.Integer()),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("created_at", Moment(), nullable=False),
    sa.Column("removed_at", Moment()),
    sa.Column("removed_by", sa.String(100)),
    sa.Column("storage_key", sa.String(32), info=SECRET),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.CheckConstraint(_one_of("state", AttachmentState), name="state"),
    sa.CheckConstraint(_one_of("kind", AttachmentKind), name="kind"),
    sa.CheckConstraint("size_bytes > 0", name="size"),
    sa.CheckConstraint(
        "(owner_id IS NULL) <> (code_print IS NULL) OR state = 'removed'", name="owner"
    ),
    sa.CheckConstraint("(owner_id IS NULL) = (community IS NULL)", name="place"),
    sa.CheckConstraint("(state = 'removed') = (removed_at IS NOT NULL)", name="removed"),
    sa.CheckConstraint("state = 'removed' OR storage_key IS NOT NULL", name="stored"),
    sa.UniqueConstraint("storage_key"),
    sa.Index("ix_attachment_owner_id", "owner_id"),
    #: Few rows at any time: what the timers look for.
    sa.Index(
        "ix_attachment_code_print",
        "code_print",
        postgresql_where=sa.text("code_print IS NOT NULL"),
        sqlite_where=sa.text("code_print IS NOT NULL"),
    ),
    sa.Index(
        "ix_attachment_unsettled",
        "created_at",
        postgresql_where=sa.text("state <> 'kept' AND storage_key IS NOT NULL"),
        sqlite_where=sa.text("state <> 'kept' AND storage_key IS NOT NULL"),
    ),
    info={AUDIT: Audited("attachment", "id", area="community")},
)
