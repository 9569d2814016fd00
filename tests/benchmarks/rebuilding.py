"""`linli replay rebuild-«service»` over a log of many events, while others are told.

The log has appeals, each assigned, closed and rated, and receptions. The command runs by itself in
a process of its own, whose largest memory is told. Once a second an event is kept as the service
keeps it, and the longest wait for that is told too.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import outbox
from contracts import envelope as envelopes
from contracts.appeals.receptions import ReceptionRecorded
from runtime import clock, migrating, waiting
from runtime.database import Database
from tests.servers.postgres import Postgres
from tests.servers.processes import clean_environment
from tests.services.incentives.events import reception
from tests.system import ENCRYPTION_KEY
from vocabulary.actors import RESIDENT

_TOLD = ("appeal_assigned", "appeal_closed", "appeal_rated", "reception_recorded")
_MEGABYTES, _LIVE_EACH_SECONDS, _LIVE_SECONDS = 300, 1.0, 20.0
_ROOT = Path(__file__).parents[2]
_SAMPLES = _ROOT / "tests" / "contracts" / "samples"
#: One event of each kind for each number: another id and another thing than in the sample.
_FILL = """
INSERT INTO outbox (id, type, aggregate, version, area, envelope, created_at, pos, published_at)
SELECT ids.event, :type, ids.thing, :version, :area,
    replace(replace(:envelope, :event, ids.event::text), :thing, ids.thing::text),
    now() - interval '1 day', at * :kinds + :kind, now()
FROM generate_series(1, :many) at, LATERAL (
    SELECT md5(:type || at)::uuid AS event, md5(:about || at)::uuid AS thing) ids
"""


@dataclass(frozen=True)
class Built:
    """A service whose facts follow from events, and how it keeps one."""

    service: str
    hears: tuple[str, ...]
    keeps: Callable[[Session, ReceptionRecorded], None]
    #: How many facts it has, and how many an appeal with its three events and a reception are.
    facts: Callable[[Session], int]
    facts_each: int


def rebuild(
    server: Postgres, built: Built, number: int, most_seconds: float, slower: float
) -> Iterator[tuple[str, bool]]:
    """What the command takes for so many events of before, and whether that is too much; twice."""
    names = {*built.hears, built.service}
    urls = {name: server.create_database(f"{name}_told") for name in sorted(names)}
    for name, url in urls.items():
        migrating.upgrade(name, url)
    with (
        contextlib.closing(Database(urls["appeals"], patient=True)) as log,
        contextlib.closing(Database(urls[built.service])) as own,
    ):
        _tell(log, number // len(_TOLD))
        live = _Live(log, own, built)
        for _ in range(2):
            yield _run(built, urls, live, number, most_seconds, slower)
        with own.reading() as session:
            facts = built.facts(session)
    expected = number // len(_TOLD) * built.facts_each + len(live.lags)
    yield f"{facts:,} facts of {expected:,}", facts != expected


def _tell(log: Database, many: int) -> None:
    with log.writing() as session:
        for kind, step in enumerate(_TOLD):
            told = envelopes.read((_SAMPLES / f"linli.appeals.{step}.v1.json").read_text())
            given = {
                "type": told.type,
                "version": told.data["version"],
                "area": told.area,
                "envelope": told.text(),
                "event": str(told.id),
                "thing": told.subject,
                "about": told.type if step.startswith("reception") else "appeal",
                "many": many,
                "kinds": len(_TOLD),
                "kind": kind,
            }
            session.execute(sa.text(_FILL), given)
    with log.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE outbox"))


def _run(
    built: Built, urls: dict[str, str], live: _Live, number: int, most_seconds: float, slower: float
) -> tuple[str, bool]:
    settings = {f"LINLI_{name.upper()}_DATABASE_URL": url for name, url in urls.items()}
    environment = clean_environment() | settings | {"LINLI_ENCRYPTION_KEYS": ENCRYPTION_KEY}
    command = [sys.executable, "-m", "cli", "replay", f"rebuild-{built.service}"]
    began, ended = clock.monotonic(), 0
    process = subprocess.Popen(command, cwd=_ROOT, env=environment, stderr=subprocess.DEVNULL)
    while not ended:
        waiting.pause(_LIVE_EACH_SECONDS)
        live.tell()
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds, megabytes = clock.monotonic() - began, used.ru_maxrss // 1024
    is_slow = seconds > most_seconds or max(live.lags) > _LIVE_SECONDS * slower
    found = (
        f"{number:,} events told {built.service} again in {seconds:.0f} s, at most {most_seconds:.0f}; "
        f"{used.ru_utime + used.ru_stime:.0f} s of processor; {megabytes} MB, at most "
        f"{_MEGABYTES}; longest wait of {len(live.lags)} live events {max(live.lags):.1f} s"
    )
    return found, process.returncode != 0 or is_slow or megabytes > _MEGABYTES


class _Live:
    """Receptions of meanwhile, each in the log and at once a fact."""

    def __init__(self, log: Database, own: Database, built: Built) -> None:
        self._log, self._own, self._built = log, own, built
        #: What each waited, in seconds.
        self.lags: list[float] = []

    def tell(self) -> None:
        """Tell one."""
        event = reception(dt.date(2013, 5, 4))
        with self._log.writing() as session:
            outbox.add(session, event, actor=RESIDENT)
        began = clock.monotonic()
        with self._own.writing() as session:
            self._built.keeps(session, event)
        self.lags.append(clock.monotonic() - began)
