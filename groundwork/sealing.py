"""Hourly seals of a service's audit: on the feed, in the log, and in the database of another.

A seal says how many rows the audit got since the seal before, and their digest. It is an event, so
it stands in the service's own log, in the stream that others read, and with the one that listens:
a person who rewrites one database does not reach the other. `linli audit verify` compares all of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op
from sqlalchemy.orm import Session

from audit import AUDIT, Exempt, verifying
from bus import log as events
from bus import outbox
from bus.entrypoints import Delivered, Service, Work, every, subscribe_many
from contracts import registry
from contracts.feed import Sealed
from runtime import clock, grants
from runtime.database import Moment, insert_new, table_metadata
from runtime.logs import logger
from vocabulary.actors import SYSTEM

log = logger(__name__)
METADATA = table_metadata()

#: What others sealed, as it came; nothing here is changed or taken away.
HEARD_SEAL = sa.Table(
    "heard_seal",
    METADATA,
    sa.Column("source", sa.String(40), primary_key=True),
    sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("first", sa.BigInteger(), nullable=False),
    sa.Column("last", sa.BigInteger(), nullable=False),
    sa.Column("rows", sa.Integer(), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("signature", sa.String(64), nullable=False),
    sa.Column("sealed_at", Moment(), nullable=False),
    info={AUDIT: Exempt("a copy of what others tell"), grants.MAY: grants.ADDS},
)

_HOUR_SECONDS = 3600.0
#: By then a transaction that had a place in the audit should have ended: a row that comes later
#: breaks the seal that passed its place.
_SETTLED = dt.timedelta(minutes=10)
#: Rows of one seal, and seals of one turn: an audit from before has many rows that none covers.
_ROWS, _SEALS = 20_000, 10


def create_v1() -> None:
    """The table as it was first released; a later change gets its own step."""
    op.create_table(
        "heard_seal",
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("signature", sa.String(64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", "number", name="pk_heard_seal"),
    )


def seals(event: type[Sealed]) -> Callable[[Service, Work], None]:
    """The entry point that seals every hour what was written since."""

    def seal_audit(_service: Service, work: Work) -> None:
        seal(work.session, event, clock.now())

    return every(_HOUR_SECONDS)(seal_audit)


def seal(session: Session, event: type[Sealed], now: dt.datetime) -> None:
    """Seal the rows of the audit that have settled, once an hour; nothing where there are none."""
    if not events.claim(session, f"{event.SOURCE}.audit_sealed", int(now.timestamp() // 3600)):
        return
    said = events.latest(session, event.cloud_type())
    before = None if said is None else event.read(said)
    for _ in range(_SEALS):
        found = verifying.stretch(
            session, 0 if before is None else before.last, now - _SETTLED, _ROWS
        )
        if found is None:
            return
        before = event(
            number=1 if before is None else before.number + 1,
            first=found.first,
            last=found.last,
            rows=found.rows,
            sha256=found.sha256,
            previous=verifying.NO_SEAL if before is None else before.sha256,
            sealed_at=now,
            signature="",
            version=1,
        )
        before = verifying.signed(before)
        outbox.add(session, before, actor=SYSTEM)
        log.info("audit_sealed", number=before.number, last=before.last, sha256=before.sha256)


def keeps(*kinds: type[Sealed]) -> Callable[[Service, Work, list[Delivered[Sealed]]], None]:
    """The entry point that keeps what others sealed."""

    def keep_seal(_service: Service, work: Work, deliveries: list[Delivered[Sealed]]) -> None:
        keep(work.session, [one.event for one in deliveries])

    return subscribe_many(*kinds)(keep_seal)


_NAMES = tuple(column.name for column in HEARD_SEAL.c if column.name != "source")


def heard(session: Session) -> list[Sealed]:
    """The seals that were heard of others, as they came."""
    kinds = {event.SOURCE: event for event in registry.EVENTS.values() if issubclass(event, Sealed)}
    chosen = sa.select(HEARD_SEAL).order_by(HEARD_SEAL.c.source, HEARD_SEAL.c.number)
    return [
        kinds[row["source"]](version=1, **{name: row[name] for name in _NAMES})
        for row in session.execute(chosen).mappings()
        if row["source"] in kinds
    ]


def keep(session: Session, told: list[Sealed]) -> None:
    """Keep seals as they came; one that is there stays as it is."""
    rows = [{"source": one.SOURCE, **{name: getattr(one, name) for name in _NAMES}} for one in told]
    insert_new(session, HEARD_SEAL, rows, unique=("source", "number"), returning="number")
