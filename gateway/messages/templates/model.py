"""Own words of areas, as rows."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Audited
from contracts.notice_kinds import SHORT_LONGEST, TEXT_LONGEST, TITLE_LONGEST
from runtime.database import Moment, table_metadata

METADATA = table_metadata()

NOTICE_TEMPLATE = sa.Table(
    "notice_template",
    METADATA,
    sa.Column("area", sa.String(12), primary_key=True),
    sa.Column("kind", sa.String(40), primary_key=True),
    sa.Column("language", sa.String(2), primary_key=True),
    #: None once the area took its own words back; the row stays, so that versions only grow.
    sa.Column("title", sa.String(TITLE_LONGEST)),
    sa.Column("text", sa.String(TEXT_LONGEST)),
    sa.Column("short", sa.String(SHORT_LONGEST)),
    sa.Column("changed_at", Moment(), nullable=False),
    sa.Column("changed_by", sa.String(100)),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.CheckConstraint("length(area) = 12", name="area"),
    sa.CheckConstraint("language IN ('zh', 'en')", name="language"),
    sa.CheckConstraint(
        "(title IS NULL) = (text IS NULL) AND (text IS NULL) = (short IS NULL)", name="words"
    ),
    info={AUDIT: Audited("notice_template", "area,kind,language", area="area")},
)
