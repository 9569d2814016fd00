"""What other services than the register tell of a community, a row for each thing that counts."""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa

from audit import AUDIT, Exempt
from runtime.database import table_metadata

METADATA = table_metadata()


class Counted(StrEnum):
    """What is counted. An appointment that began and ended is counted as both."""

    POST = "post"
    VACANCY = "vacancy"
    INTERIM_POST = "interim_post"
    APPOINTED = "appointed"
    IN_THE_INTERIM = "interim"
    ENDED = "ended"
    VOLUNTEER = "volunteer"
    ACTIVITY = "activity"
    MINUTES = "minutes"
    HONOUR = "honour"


#: `thing` counts `amount` as one of a `kind` from the day on which it `begins`. Zero rows stay, so
#: that an older event that comes late counts nothing.
FURTHER_FACT = sa.Table(
    "further_fact",
    METADATA,
    sa.Column("thing", sa.Uuid(), primary_key=True),
    sa.Column("kind", sa.String(14), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("community", sa.String(12), nullable=False),
    sa.Column("begins", sa.Date(), nullable=False),
    sa.Column("amount", sa.Integer(), nullable=False),
    sa.CheckConstraint("amount >= 0", name="amount"),
    sa.Index("ix_further_fact_community_kind_begins", "community", "kind", "begins"),
    info={AUDIT: Exempt("counted from the events of audited rows, rebuilt from them at any time")},
)
