"""The areas as rows."""

from __future__ import annotations

import sqlalchemy as sa

from bus.audit import AUDIT, Audited
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
    sa.CheckConstraint("length(code) = 12", name="code"),
    sa.CheckConstraint("valid_to >= valid_from", name="valid"),
    info={AUDIT: Audited(kind="area", identity="code", area="code")},
)
