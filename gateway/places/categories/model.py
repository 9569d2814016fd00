"""The categories as rows, each at the newest version seen."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from runtime.database import table_metadata

METADATA = table_metadata()

CATEGORY = sa.Table(
    "category",
    METADATA,
    sa.Column("code", sa.String(40), primary_key=True),
    sa.Column("name_zh", sa.String(40), nullable=False),
    sa.Column("name_en", sa.String(80), nullable=False),
    sa.Column("active", sa.Boolean(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    info={AUDIT: Exempt("a copy of the categories that the appeals service audits")},
)
