"""The digests of 1,000 communities, each with ten years of appeals and with a change in them.

Counts the processor time of the turn, ours and that of PostgreSQL for it. Ends with 1 where the
aim is missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import time
from pathlib import Path

import sqlalchemy as sa

from runtime import clock, migrating
from runtime.database import Database
from services.street.digests import operations
from tests.benchmarks import references
from tests.servers.databases import with_driver
from tests.servers.postgres import Postgres

_AREAS, _APPEALS = 1000, 60_000
_SECONDS = 2.0
_DAY = dt.timedelta(days=1)
_TICKS = os.sysconf("SC_CLK_TCK")
_FACTS = """
INSERT INTO appeal_fact (appeal_id, version, community, category, applicant_group, channel,
    outcome, received_at)
SELECT gen_random_uuid(), 4, (440305001001 + (n % :areas) / 20 * 1000 + (n % :areas) % 20)::text,
    'category_' || n / 7 % 17, 'group_' || n / 3 % 8, 'channel_' || n / 11 % 7,
    CASE WHEN n % 20 > 0 THEN (ARRAY['settled', 'explained', 'declined'])[1 + n / 5 % 3] END,
    CAST(:now AS timestamptz) - n::float / :size * interval '3650 days'
FROM generate_series(0, :size - 1) AS n
"""
_VISITS = """
INSERT INTO reception_fact (reception_id, version, community, visitors, held_at)
SELECT gen_random_uuid(), 1, community, 3, received_at FROM appeal_fact
WHERE get_byte(uuid_send(appeal_id), 0) < 25
"""


def main() -> None:
    """Measure and print; ends with 1 where the aim is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--appeals", type=int, default=_APPEALS)
    size: int = arguments.parse_args().appeals
    postgres = Postgres()
    try:
        postgres.start()
        url = with_driver(postgres.create_database("street"))
        slower = 1 / references.core_share()
        seconds, told, largest = _measure(url, size)
    finally:
        postgres.remove()
    limit = _SECONDS * slower
    print(
        f"{told:,} digests of {_AREAS:,} communities with {size:,} appeals: {seconds:.2f} s of "
        f"processor time, aim {limit:.1f} s; the largest event has {largest:,} bytes"
    )
    raise SystemExit(seconds > limit)


def _measure(url: str, size: int) -> tuple[float, int, int]:
    """The processor seconds of a turn in which each community changed, and what it told."""
    migrating.upgrade("street", url)
    database = Database(url, patient=True)
    now = clock.now()
    given = {"size": size, "areas": _AREAS, "now": now}
    with database.writing() as session:
        session.execute(sa.text(_FACTS), given)
        session.execute(sa.text(_VISITS))
    with database.writing() as session:
        session.execute(sa.text("ANALYZE"))
        operations.digest(session, now - _DAY)
    with database.writing() as session:
        session.execute(
            sa.text("UPDATE appeal_fact SET outcome = 'settled', version = 5 WHERE outcome IS NULL")
        )
    with database.writing() as session:
        backend = session.scalar(sa.text("SELECT pg_backend_pid()"))
        before = _processor_seconds(backend)
        told = operations.digest(session, now)
        session.flush()
        seconds = _processor_seconds(backend) - before
        largest = session.scalar(sa.text("SELECT max(length(envelope)) FROM outbox"))
    database.close()
    return seconds, told, largest


def _processor_seconds(backend: int) -> float:
    """Of this process and of its part of the database."""
    user, system = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / _TICKS


if __name__ == "__main__":
    main()
