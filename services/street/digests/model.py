"""The newest digest of each area, whose turn it is, and the counts of all of time."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from runtime.database import Moment, table_metadata

METADATA = table_metadata()

_COUNTED = Exempt("counted from the events of audited rows")

#: One row an area. `place` orders them by their last change, for those who ask what is new.
DIGEST = sa.Table(
    "digest",
    METADATA,
    sa.Column("area", sa.String(12), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("place", sa.BigInteger(), nullable=False, unique=True),
    sa.Column("day", sa.Date(), nullable=False),
    # Where its figures are counted: itself, or the area that took it over.
    sa.Column("counted_at", sa.String(12), nullable=False),
    # The highest place of each source heard about this very area.
    sa.Column("heard", sa.JSON(), nullable=False),
    # The event's data, as JSON.
    sa.Column("content", sa.Text(), nullable=False),
    sa.Column("told_at", Moment(), nullable=False),
    info={AUDIT: _COUNTED},
)

#: When digests were made last: the one row that processes take turns at.
DIGEST_TURN = sa.Table(
    "digest_turn",
    METADATA,
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("taken_at", Moment()),
    sa.CheckConstraint("id = 1", name="one_row"),
    info={AUDIT: Exempt("says only when the clock struck")},
)

#: All appeals of a community, by each kind; kept by triggers on the facts.
COUNT_EVER = sa.Table(
    "appeal_count_ever",
    METADATA,
    sa.Column("community", sa.String(12), primary_key=True),
    sa.Column("kind", sa.String(15), primary_key=True),
    sa.Column("key", sa.String(40), primary_key=True),
    sa.Column("appeals", sa.Integer(), nullable=False),
    sa.Column("closed", sa.Integer(), nullable=False),
    sa.Column("settled", sa.Integer(), nullable=False),
    info={AUDIT: _COUNTED},
)
