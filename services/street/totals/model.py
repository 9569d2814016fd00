"""The street office's facts of each appeal and each reception, and their counts.

The facts are those of the newest event. The database counts them: triggers, which the migrations
make, change the counts with every statement that changes a fact, in its transaction. So the counts
stay right for every writer, even an older version.
"""

from __future__ import annotations

import sqlalchemy as sa

from audit import AUDIT, Exempt
from runtime.database import Moment, table_metadata

METADATA = table_metadata()

_COUNTED = Exempt("counted from the events of audited rows, and rebuilt from them at any time")

#: The channel of what came in before it was kept, or through a program that does not say it.
UNKNOWN = "unknown"

#: One row an appeal; `outcome` is null while it is open.
APPEAL_FACT = sa.Table(
    "appeal_fact",
    METADATA,
    sa.Column("appeal_id", sa.Uuid(), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("community", sa.String(12), nullable=False),
    sa.Column("category", sa.String(40), nullable=False),
    sa.Column("applicant_group", sa.String(20), nullable=False),
    # By which way it came in (渠道).
    sa.Column("channel", sa.String(20), nullable=False, server_default=UNKNOWN),
    sa.Column("outcome", sa.String(20)),
    sa.Column("received_at", Moment(), nullable=False),
    sa.Index("ix_appeal_fact_community_received_at", "community", "received_at"),
    info={AUDIT: _COUNTED},
)

#: How many appeals of an area (`level`: a community, or a street with all that lies in it) came in
#: during a `span`, a day or a month of Asia/Shanghai that begins on `begins`: by community,
#: category, applicant group, channel and outcome (`kind`). An open appeal has the outcome `open`.
#: Days are counted only for streets; a community has few facts in a month, so they are read
#: directly. Each appeal is counted once of each kind. A row for each combination of all kinds would
#: be as many rows as appeals, because hardly two are alike in everything. A constraint cannot keep
#: the figures above zero, because differences, which may be negative, are checked as rows.
APPEAL_COUNT = sa.Table(
    "appeal_count",
    METADATA,
    sa.Column("level", sa.String(9), primary_key=True),
    sa.Column("span", sa.String(5), primary_key=True),
    sa.Column("kind", sa.String(15), primary_key=True),
    sa.Column("begins", sa.Date(), primary_key=True),
    sa.Column("area", sa.String(12), primary_key=True),
    sa.Column("key", sa.String(40), primary_key=True),
    sa.Column("appeals", sa.Integer(), nullable=False),
    sa.Column("closed", sa.Integer(), nullable=False),
    sa.Column("settled", sa.Integer(), nullable=False),
    info={AUDIT: _COUNTED},
)

#: One row a reception.
RECEPTION_FACT = sa.Table(
    "reception_fact",
    METADATA,
    sa.Column("reception_id", sa.Uuid(), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("community", sa.String(12), nullable=False),
    sa.Column("visitors", sa.Integer(), nullable=False),
    sa.Column("held_at", Moment(), nullable=False),
    sa.CheckConstraint("visitors > 0", name="visitors"),
    info={AUDIT: _COUNTED},
)

#: The people that a community received on a day or in a month.
RECEPTION_COUNT = sa.Table(
    "reception_count",
    METADATA,
    sa.Column("span", sa.String(5), primary_key=True),
    sa.Column("begins", sa.Date(), primary_key=True),
    sa.Column("community", sa.String(12), primary_key=True),
    sa.Column("visitors", sa.Integer(), nullable=False),
    info={AUDIT: _COUNTED},
)

#: What the log says of each thing, as far as it was read for a new generation.
RETOLD = sa.Table(
    "retold",
    METADATA,
    sa.Column("fact", sa.String(14), primary_key=True),
    sa.Column("id", sa.Uuid(), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    info={AUDIT: _COUNTED},
)
