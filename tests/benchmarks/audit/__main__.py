"""What the audit costs intake: batches of appeals with it and without it, turn about, in one run."""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa

from audit import AUDIT, Exempt
from bus.inbox import Body, Inbox
from bus.work import Delivered, Work
from contracts import envelope as envelopes
from contracts import registry
from runtime import clock, encryption, logs, migrating
from runtime.database import Database
from services.appeals.appeal.model import Appeal
from services.appeals.intake import operations
from tests.builders import a_submission, delivered
from tests.servers.postgres import Postgres
from vocabulary.actors import RESIDENT

_ROUNDS = 20
_BATCH = 400
_TABLE = cast("sa.Table", Appeal.__table__)


def main() -> None:
    """Measure on SQLite and on PostgreSQL."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=_ROUNDS)
    rounds = arguments.parse_args().rounds
    logs.configure("warning", "text")
    registry.load_all()
    encryption.use(["an encryption key of a benchmark, long enough"])
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", f"sqlite:///{folder}/appeals.db", rounds)
    server = Postgres()
    server.start()
    try:
        url = server.create_database("appeals")
        _measure("PostgreSQL", url.replace("postgresql://", "postgresql+psycopg2://"), rounds)
    finally:
        server.remove()


def _measure(name: str, url: str, rounds: int) -> None:
    migrating.upgrade("appeals", url)
    database = Database(url)
    seconds: dict[str, dict[bool, list[float]]] = defaultdict(lambda: {True: [], False: []})
    for turn in range(2 * rounds):
        is_audited = turn % 2 == 0
        _TABLE.info[AUDIT] = Appeal.AUDIT if is_audited else Exempt("to see what it costs")
        seconds["take_in"][is_audited].append(_take_in(database))
        seconds["the worker's batch"][is_audited].append(_handle(database))
    _TABLE.info[AUDIT] = Appeal.AUDIT
    database.close()
    for what, found in seconds.items():
        audited, unaudited = min(found[True]) * 1000, min(found[False]) * 1000
        middle = statistics.median(found[True]) / statistics.median(found[False]) - 1
        print(
            f"{name:11}{what:20}{_BATCH} appeals: audited {audited:6.1f} ms at best, "
            f"not {unaudited:6.1f} ms; {middle * 100:+.0f} % in the middle",
            flush=True,
        )


def _take_in(database: Database) -> float:
    batch = [delivered(a_submission()) for _ in range(_BATCH)]
    began = clock.monotonic()
    with database.writing() as session:
        operations.take_in(session, RESIDENT, batch)
    return clock.monotonic() - began


def _handle(database: Database) -> float:
    """From the bytes that the broker delivers to the commit, as the worker does it."""

    def handle(work: Work, deliveries: Sequence[Delivered[Any]]) -> None:
        operations.take_in(work.session, work.actor, deliveries)

    inbox = Inbox(database, "appeals.intake", handle, retry_seconds=())
    texts = [delivered(a_submission()).envelope.text() for _ in range(_BATCH)]
    bundle = Body(f"[{','.join(texts)}]".encode(), envelopes.BATCH)
    began = clock.monotonic()
    inbox.take([bundle])
    return clock.monotonic() - began


if __name__ == "__main__":
    main()
