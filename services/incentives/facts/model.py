"""Facts as rows: the newest version of each, without texts of people and without names.

They can be built anew from the events at any time, beside the ones that are shown.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from audit import AUDIT, Exempt
from services.incentives.tables import Record

_COPY = Exempt("copied from the events of audited rows, and rebuilt from them at any time")


#: One row for each thing done. `part` tells several facts of one thing apart: the closing round, or
#: the version at which an appeal was assigned. `amount`: people received, hours learnt, minutes
#: served, a score, or the hours until a first answer, begun ones too.
#: `word`: an outcome or a result.
FACT = sa.Table(
    "fact",
    Record.metadata,
    sa.Column("kind", sa.String(24), primary_key=True),
    sa.Column("thing_id", sa.Uuid(), primary_key=True),
    sa.Column("part", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("community", sa.String(12), nullable=False),
    #: The person, as the event names them; null: the workstation.
    sa.Column("person", sa.String(100)),
    sa.Column("day", sa.Date(), nullable=False),
    sa.Column("amount", sa.Integer(), nullable=False),
    sa.Column("word", sa.String(24)),
    sa.Column("due_on", sa.Date()),
    sa.Index("ix_fact_community_person_day", "community", "person", "day"),
    info={AUDIT: _COPY},
)

#: One row for each event of an appointment, never changed.
APPOINTMENT_FACT = sa.Table(
    "appointment_fact",
    Record.metadata,
    sa.Column("appointment_id", sa.Uuid(), primary_key=True),
    sa.Column("told", sa.String(24), primary_key=True),
    sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("community", sa.String(12), nullable=False),
    #: The person from then on, and the id that they had before.
    sa.Column("person", sa.String(100)),
    sa.Column("person_before", sa.String(100)),
    sa.Column("post_id", sa.Uuid()),
    sa.Column("day", sa.Date()),
    #: Why it ended, the grade, or which kind of person.
    sa.Column("word", sa.String(24)),
    sa.Index("ix_appointment_fact_community", "community"),
    info={AUDIT: _COPY},
)

#: The posts, as they were opened.
POST_FACT = sa.Table(
    "post_fact",
    Record.metadata,
    sa.Column("post_id", sa.Uuid(), primary_key=True),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("title", sa.String(40), nullable=False),
    sa.Column("category", sa.String(24), nullable=False),
    info={AUDIT: _COPY},
)

#: The promises of each edition of a handbook.
PROMISE_FACT = sa.Table(
    "promise_fact",
    Record.metadata,
    sa.Column("community", sa.String(12), primary_key=True),
    sa.Column("edition", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("promise_id", sa.Uuid(), primary_key=True),
    sa.Column("appointment_id", sa.Uuid(), nullable=False),
    sa.Column("published_on", sa.Date(), nullable=False),
    sa.Column("text", sa.Text(), nullable=False),
    sa.Column("target", sa.Integer()),
    sa.Column("unit", sa.Text()),
    sa.Column("period", sa.String(24)),
    sa.Index("ix_promise_fact_appointment_id", "appointment_id"),
    info={AUDIT: _COPY},
)

#: Every edition of a handbook, also one without promises.
EDITION_FACT = sa.Table(
    "edition_fact",
    Record.metadata,
    sa.Column("community", sa.String(12), primary_key=True),
    sa.Column("edition", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("published_on", sa.Date(), nullable=False),
    info={AUDIT: _COPY},
)


def _beside(shown: sa.Table) -> sa.Table:
    columns = [
        sa.Column(
            one.name,
            one.type,
            primary_key=one.primary_key,
            nullable=one.nullable,
            autoincrement=False,
        )
        for one in shown.c
    ]
    return sa.Table(f"{shown.name}_again", Record.metadata, *columns, info={AUDIT: _COPY})


#: Beside each table of facts the one in which the next generation is built; it is empty otherwise.
BESIDE: Mapping[sa.Table, sa.Table] = {
    shown: _beside(shown)
    for shown in (APPOINTMENT_FACT, EDITION_FACT, FACT, POST_FACT, PROMISE_FACT)
}
