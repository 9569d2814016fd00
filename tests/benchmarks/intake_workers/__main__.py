"""What more intake workers bring where a commit takes 100 ms, as on a slow or distant disk.

`python -m tests.benchmarks.intake_workers`: 1, 2 and 4 workers, each a process. A transaction takes
few appeals of all communities, so it should mostly wait for its commit. What busy cores make of
it stands in docs/operations/measuring.md. Ends with 1 where four are not three times as fast as
one.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import sys
from typing import cast

import sqlalchemy as sa

from runtime import migrating
from runtime.database import Database
from services.appeals.appeal.model import Appeal
from tests.benchmarks.intake_workers import worker
from tests.servers.databases import with_driver
from tests.servers.postgres import Postgres

_COMMIT_MICROSECONDS = 100_000
_SECONDS = 10.0
_WORKERS = (1, 2, 4)
_TIMES = 3.0
_TABLE = cast("sa.Table", Appeal.__table__)


def main() -> int:
    """Measure each number of workers; 1 where the aim is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=_SECONDS)
    seconds = arguments.parse_args().seconds
    worker.prepare()
    server = Postgres()
    server.start()
    try:
        server.execute(f"ALTER SYSTEM SET commit_delay = {_COMMIT_MICROSECONDS}")
        server.execute("ALTER SYSTEM SET commit_siblings = 0")
        server.execute("SELECT pg_reload_conf()")
        rates = {count: _measure(server, count, seconds) for count in _WORKERS}
    finally:
        server.remove()
    times = rates[_WORKERS[-1]] / rates[1]
    verdict = "MISSED" if times < _TIMES else "reached"
    print(f"four of one: {times:.2f} ≥ {_TIMES:.2f}  {verdict}")
    return int(times < _TIMES)


def _measure(server: Postgres, workers: int, seconds: float) -> float:
    """Transactions a second of all workers together."""
    url = with_driver(server.create_database(f"appeals_{workers}"))
    migrating.upgrade("appeals", url)
    spawning = multiprocessing.get_context("spawn")
    together, said = spawning.Barrier(workers), spawning.Queue()
    processes = [
        spawning.Process(target=worker.work, args=(url, seconds, together, said), daemon=True)
        for _ in range(workers)
    ]
    for process in processes:
        process.start()
    done = sum(int(said.get(timeout=worker.START_SECONDS + seconds)) for _ in processes)
    for process in processes:
        process.join(worker.START_SECONDS)
    given, highest = _numbers(url)
    if given != done * worker.BATCH:
        raise AssertionError(f"{done * worker.BATCH} appeals were taken in, {given} numbers given")
    print(
        f"{workers} workers: {done / seconds:6.1f} transactions/s, {given} appeals, "
        f"{given} numbers, {highest - given} left out",
        flush=True,
    )
    return done / seconds


def _numbers(url: str) -> tuple[int, int]:
    """How many different numbers there are, and how many the series have given."""
    with contextlib.closing(Database(url)) as database, database.reading() as session:
        different = sa.select(_TABLE.c.community, _TABLE.c.number).distinct().subquery()
        given = session.scalar(sa.select(sa.func.count()).select_from(different)) or 0
        highest = session.scalar(sa.text("SELECT sum(last) FROM counter")) or 0
    return given, int(highest)


if __name__ == "__main__":
    sys.exit(main())
