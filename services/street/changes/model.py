"""The changes that no digest has told yet.

A row for each change, not one for each area: so a digest that takes rows never makes an event wait,
and a change that is committed meanwhile stays for the next one. Triggers, which the migrations
make, add rows with every statement that changes a fact.
"""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from runtime.database import COUNTED, table_metadata

METADATA = table_metadata()

#: A change in an area, and the event's place in the log of its source where it is known.
CHANGE = sa.Table(
    "untold_change",
    METADATA,
    sa.Column("id", COUNTED, primary_key=True, autoincrement=True),
    sa.Column("area", sa.String(12), nullable=False),
    sa.Column("source", sa.String(20)),
    sa.Column("sequence", sa.BigInteger()),
    info={AUDIT: Exempt("noted from the events of audited rows")},
)
