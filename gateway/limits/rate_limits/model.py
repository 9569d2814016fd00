"""What gateways tell each other about frequent callers."""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from runtime.database import Moment, table_metadata

METADATA = table_metadata()

RATE_COUNT = sa.Table(
    "rate_count",
    METADATA,
    sa.Column("mark", sa.String(64), primary_key=True),
    #: The length of the window, and how many of that length began since 1970.
    sa.Column("seconds", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
    #: A process; after a restart it is another one, so that what it counted stays.
    sa.Column("gateway", sa.Uuid(), primary_key=True),
    sa.Column("passed", sa.Integer(), nullable=False),
    sa.Column("counts_until", Moment(), nullable=False, index=True),
    sa.CheckConstraint("passed > 0", name="passed"),
    info={AUDIT: Exempt("counts requests for some minutes; holds no name")},
)
