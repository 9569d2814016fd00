"""The areas as rows; rows are never deleted, and codes are never reused for other places."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Audited
from runtime.database import table_metadata

METADATA = table_metadata()

AREA = sa.Table(
    "area",
    METADATA,
    sa.Column("code", sa.String(12), primary_key=True),
    sa.Column("name_zh", sa.String(60), nullable=False),
    sa.Column("name_en", sa.String(120), nullable=False),
    sa.Column("level", sa.String(10), nullable=False),
    sa.Column("valid_from", sa.Date()),
    sa.Column("valid_to", sa.Date()),
    sa.Column("is_sample", sa.Boolean(), nullable=False),
    sa.Column("successor", sa.String(12)),
    #: Later names in the order of time: lists of first day, Chinese, English.
    sa.Column("renamings", sa.JSON(none_as_null=True)),
    sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    sa.CheckConstraint("length(code) = 12", name="code"),
    sa.CheckConstraint("valid_to >= valid_from", name="valid"),
    sa.CheckConstraint("successor IS NULL OR valid_to IS NOT NULL", name="successor"),
    info={AUDIT: Audited(kind="area", identity="code", area="code")},
)
