"""A new subscriber hears of before: 100,000 events, and what happens meanwhile.

A deployed system whose register told all of them before the street was there. One event more
is written each second while the street catches up. It ends with 1 where an aim is missed,
where the figures are not those of all events, or where a second run tells anything again. Then all
figures are counted again from the log: a million events in ten minutes, 100,000 in one.
`--only-rebuild` counts ten times as many again, twice, while others are told.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from bus import outbox
from bus.tables import INBOX, OUTBOX
from contracts import envelope as envelopes
from contracts import registry
from contracts.registry import Event
from runtime import clock, encryption, waiting
from runtime.database import Database
from runtime.identifiers import new_id
from services.street.totals import operations as totals
from services.street.totals.model import APPEAL_FACT, RECEPTION_FACT
from tests.benchmarks import references
from tests.benchmarks.rebuilding import Built, rebuild
from tests.servers.postgres import Postgres
from tests.servers.rabbitmq import RabbitMQ
from tests.system import ENCRYPTION_KEY, System
from vocabulary.actors import RESIDENT

_MANY = 100_000
#: On cores that do nothing else; where others want them, in proportion longer.
_SECONDS, _LIVE_SECONDS = 60.0, 2.0
_PATIENCE_TIMES = 10
_AT_ONCE = 1000
_LIVE_EACH_SECONDS, _LOOK_SECONDS = 1.0, 0.05
_SAMPLES = Path(__file__).parents[2] / "contracts" / "samples"
#: What befalls an appeal, in its order.
_LIFE = ("received", "accepted", "assigned", "closed")


def main() -> None:
    """Measure and print; ends with 1 where an aim is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--many", type=int, default=_MANY)
    arguments.add_argument("--only-rebuild", action="store_true", help="nothing but rebuilding")
    given = arguments.parse_args()
    registry.load_all()
    encryption.use([ENCRYPTION_KEY])
    if given.only_rebuild:
        raise SystemExit(_rebuilt(10 * given.many))
    many: int = given.many
    postgres, rabbitmq = Postgres(), RabbitMQ()
    try:
        postgres.start()
        rabbitmq.start()
        before = references.core_share()
        with System(
            postgres, rabbitmq, services=("gateway", "appeals", "street"), as_deployed=True
        ) as system:
            found = _measure(system, many)
        after = references.core_share()
    finally:
        rabbitmq.remove()
        postgres.remove()
    raise SystemExit(not _reached(found, many, slower=1 / min(before, after)))


def _rebuilt(number: int) -> bool:
    """Count so many events again; whether an aim is missed, printed."""
    server = Postgres()
    built = Built(
        "street",
        (*totals.LOGS,),
        lambda session, event: totals.apply_receptions(session, [event]),
        lambda session: sum(
            session.scalar(sa.select(sa.func.count()).select_from(fact)) or 0
            for fact in (APPEAL_FACT, RECEPTION_FACT)
        ),
        facts_each=2,
    )
    try:
        server.start()
        slower = 1 / references.core_share()
        print(f"beside what else is done here, one core is {slower:.1f} times slower", flush=True)
        most = _SECONDS * slower * number / _MANY
        is_missed = False
        for sentence, misses in rebuild(server, built, number, most, slower):
            print(sentence, flush=True)
            is_missed |= misses
    finally:
        server.remove()
    return is_missed


@dataclasses.dataclass(frozen=True)
class _Measured:
    """What catching up took, and what else was told meanwhile."""

    seconds: float
    #: From the write in the register to the street's figures, in seconds.
    lags: list[float]
    #: Appeals whose last event has reached the figures.
    closed: int
    told_again: int
    #: For counting all figures again.
    counting_seconds: float


def _reached(found: _Measured, many: int, *, slower: float) -> bool:
    """Whether all aims are, printed."""
    print(f"beside what else is done here, one core is {slower:.1f} times slower")
    appeals = many // len(_LIFE)
    limit, live = _SECONDS * slower * many / _MANY, _LIVE_SECONDS * slower
    pace, longest = many / found.seconds, max(found.lags)
    facts = {
        f"{many:,} events: {found.seconds:.1f} s, {pace:.0f} a second, aim {limit:.0f} s": (
            found.seconds <= limit
        ),
        f"{len(found.lags)} live events meanwhile: longest {longest:.2f} s, aim {live:.1f} s": (
            longest <= live
        ),
        f"{found.closed:,} of {appeals:,} appeals closed": found.closed == appeals,
        f"told again by a second run: {found.told_again}": found.told_again == 0,
        f"all counted again: {found.counting_seconds:.1f} s, aim {limit:.0f} s": (
            found.counting_seconds <= limit
        ),
    }
    for sentence, is_reached in facts.items():
        print(f"{sentence}   {'reached' if is_reached else 'MISSED'}", flush=True)
    return all(facts.values())


def _measure(system: System, many: int) -> _Measured:
    with system.database("appeals") as register, system.database("street") as street:
        _tell_before(system, register, many)
        live = _Live(register, street)
        with ThreadPoolExecutor(1) as pool:
            began = clock.monotonic()
            told = pool.submit(system.run, "replay", "catch-up", "street")
            while not told.done() or _is_waiting(street) or live.is_awaited:
                live.turn()
                if clock.monotonic() - began > _PATIENCE_TIMES * _SECONDS:
                    raise TimeoutError("the street never has heard of all")
                waiting.pause(_LOOK_SECONDS)
            seconds = clock.monotonic() - began
        print(told.result().strip())
        again = system.run("replay", "catch-up", "street")
        began = clock.monotonic()
        system.run("replay", "rebuild-street")
        counting = clock.monotonic() - began
        is_last = APPEAL_FACT.c.version == len(_LIFE)
        closed = sa.select(sa.func.count()).select_from(APPEAL_FACT).where(is_last)
        with street.reading() as session:
            return _Measured(
                seconds, live.lags, session.scalar(closed) or 0, int(again.split()[0]), counting
            )


def _tell_before(system: System, register: Database, many: int) -> None:
    """Events as the broker had them before anybody listened."""
    process = system["appeals"]
    process.stop()
    lives = _lives(many)
    while portion := list(itertools.islice(lives, _AT_ONCE)):
        with register.writing() as session:
            outbox.add_all(session, [(event, None) for event in portion], actor=RESIDENT)
    with register.writing() as session:
        noted = sa.update(OUTBOX).where(OUTBOX.c.pos.is_(None))
        session.execute(noted.values(pos=OUTBOX.c.seq, published_at=clock.now()))
    process.start()


def _lives(many: int) -> Iterator[Event]:
    """So many events: one appeal after the other, each from its beginning to its end."""
    samples = [_sample(step) for step in _LIFE]
    for _ in range(many // len(_LIFE)):
        appeal = new_id()
        for version, sample in enumerate(samples, 1):
            yield dataclasses.replace(sample, appeal_id=appeal, version=version)


def _sample(step: str) -> Any:
    text = (_SAMPLES / f"linli.appeals.appeal_{step}.v1.json").read_text()
    return envelopes.read(text).event()


def _is_waiting(street: Database) -> bool:
    """Whether the street still has something due."""
    due = sa.select(INBOX.c.event_id).where(INBOX.c.state == "retry").limit(1)
    with street.reading() as session:
        return session.scalar(due) is not None


class _Live:
    """Appeals that come in while others are busy with those of before."""

    def __init__(self, register: Database, street: Database) -> None:
        self._register = register
        self._street = street
        self._awaited: dict[UUID, float] = {}
        self._next_at = clock.monotonic()
        self.lags: list[float] = []

    @property
    def is_awaited(self) -> bool:
        """Whether the figures lack one that was written."""
        return bool(self._awaited)

    def turn(self) -> None:
        """Write one, if it is time, and look which have arrived."""
        if clock.monotonic() >= self._next_at:
            self._write()
        with self._street.reading() as session:
            fact = APPEAL_FACT.c.appeal_id
            arrived = session.scalars(sa.select(fact).where(fact.in_(self._awaited))).all()
        self.lags += [clock.monotonic() - self._awaited.pop(appeal) for appeal in arrived]

    def _write(self) -> None:
        appeal = new_id()
        event = dataclasses.replace(_sample(_LIFE[0]), appeal_id=appeal)
        with self._register.writing() as session:
            outbox.add(session, event, actor=RESIDENT)
        self._awaited[appeal] = clock.monotonic()
        self._next_at = clock.monotonic() + _LIVE_EACH_SECONDS


if __name__ == "__main__":
    main()
