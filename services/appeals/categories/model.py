"""The categories as rows; none is ever deleted, because appeals name them."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, EVERYWHERE, Audited
from services.appeals.tables import Record

CATEGORY = sa.Table(
    "category",
    Record.metadata,
    sa.Column("code", sa.String(40), primary_key=True),
    sa.Column("name_zh", sa.String(40), nullable=False),
    sa.Column("name_en", sa.String(80), nullable=False),
    sa.Column("active", sa.Boolean(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    info={AUDIT: Audited(kind="category", identity="code", area=EVERYWHERE)},
)
