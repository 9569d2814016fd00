"""Facts are kept again from the logs, beside the ones that are shown meanwhile. R23, R47."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from bus import outbox
from bus.lanes import Lane
from bus.subscriptions import entrypoints_of
from cli.counting_again import keep_again
from contracts.registry import Event
from groundwork.generations import GENERATION
from runtime.database import Database
from runtime.settings import load
from services.incentives.facts import operations
from services.incentives.facts.entrypoints import FactsEntrypoints
from services.incentives.facts.model import BESIDE, FACT
from tests.servers.databases import Databases
from tests.services.incentives.events import a_year, delivered, handbook, keep, life, reception
from tests.system import ENCRYPTION_KEY
from vocabulary.actors import RESIDENT
from vocabulary.problems import WrongState

_YEAR = a_year()
_LATE = dt.date(2013, 10, 2)


def test_every_event_that_tells_a_fact_is_read_again() -> None:
    """Or a rebuild would drop the facts that only a subscription knows of."""
    lanes = [one for _, one in entrypoints_of(FactsEntrypoints) if isinstance(one, Lane)]

    heard = Counter(event for lane in lanes for event in lane.events)
    assert heard == Counter(operations.EVENTS)


@pytest.fixture
def of_the_year(databases: Databases) -> Database:
    """The facts of a year, of which each event is known here."""
    database, _ = databases.arranged("incentives", "the year here", lambda one: keep(one, _YEAR))
    return database


def _shown(database: Database) -> dict[str, set[tuple[Any, ...]]]:
    return {one.name: _rows(database, one) for one in BESIDE}


def _rows(database: Database, table: sa.Table) -> set[tuple[Any, ...]]:
    with database.reading() as session:
        return {tuple(row) for row in session.execute(sa.select(table))}


def _begin(database: Database) -> int:
    with database.writing() as session:
        return operations.begin_generation(session, len(_YEAR))


def _read(database: Database, number: int, events: list[Event]) -> None:
    with database.writing() as session:
        operations.keep_again(session, number, [delivered(one) for one in events], read=3)


def _show(database: Database, number: int) -> tuple[int, int]:
    with database.writing() as session:
        operations.take_turns(session)
        return operations.show_generation(session, number)


def _end(database: Database, number: int) -> None:
    with database.writing() as session:
        operations.end_generation(session, number)


def _done(database: Database) -> int | None:
    done = sa.select(sa.func.max(GENERATION.c.number)).where(GENERATION.c.done_at.is_not(None))
    with database.reading() as session:
        number: int | None = session.scalar(done)
    return number


def test_what_is_as_the_logs_say_stays_untouched(of_the_year: Database) -> None:
    before = _shown(of_the_year)
    number = _begin(of_the_year)
    _read(of_the_year, number, _YEAR[:9])
    assert _shown(of_the_year) == before
    _read(of_the_year, number, _YEAR[9:])

    assert _show(of_the_year, number) == (0, 0)
    assert _shown(of_the_year) == before


def test_wrong_unknown_and_missing_facts_are_mended_at_once(of_the_year: Database) -> None:
    """Also one that claims to be newer than the log, as after a restored database."""
    before = _shown(of_the_year)
    keep(of_the_year, [reception(_LATE), handbook(7, _LATE, "无此承诺。")])
    with of_the_year.writing() as session:
        session.execute(sa.update(FACT).where(FACT.c.kind == "hours").values(version=99, amount=1))
        session.execute(sa.delete(FACT).where(FACT.c.kind == "recruited"))
    wrong = _shown(of_the_year)
    number = _begin(of_the_year)
    _read(of_the_year, number, _YEAR)
    assert _shown(of_the_year) == wrong

    # The reception, the edition and its promise, and the hours; instead hours and two recruited.
    assert _show(of_the_year, number) == (4, 3)
    assert _shown(of_the_year) == before


def test_what_is_told_meanwhile_is_shown_at_once_and_afterwards(of_the_year: Database) -> None:
    late = life(_LATE, 4)
    number = _begin(of_the_year)
    _read(of_the_year, number, _YEAR)
    keep(of_the_year, late)
    meanwhile = _shown(of_the_year)
    # Twice and in another order, as the second pass may read it.
    _read(of_the_year, number, late[::-1])
    _read(of_the_year, number, late)

    assert _show(of_the_year, number) == (0, 0)
    assert _shown(of_the_year) == meanwhile


def test_at_the_end_only_what_differed_before_and_was_told_since_is_compared(
    of_the_year: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All was compared while live events waited."""
    monkeypatch.setattr(operations, "_KEYS_AT_ONCE", 2)
    before = _shown(of_the_year)
    with of_the_year.writing() as session:
        session.execute(sa.update(FACT).where(FACT.c.kind == "hours").values(version=99, amount=1))
        session.execute(sa.delete(FACT).where(FACT.c.kind == "recruited"))
    keep(of_the_year, [handbook(7, _LATE, "无此承诺。")])
    late = life(_LATE, 4)
    number = _begin(of_the_year)
    _read(of_the_year, number, _YEAR)

    with of_the_year.reading() as session:
        differing = operations.differing(session)
    assert differing is not None
    assert {one.name: len(keys) for one, keys in differing.items() if keys} == {
        "edition_fact": 1,
        "fact": 3,
        "promise_fact": 1,
    }
    # Told while it was compared: of these one is wrong now, and the others are not there yet.
    keep(of_the_year, late[:2])
    with of_the_year.writing() as session:
        told = [delivered(one) for one in late]
        since = operations.keep_again(session, number, told, read=3)
    # Neither differed nor was told, so nobody looks at it.
    unseen = FACT.c.kind == "project_settled"
    with of_the_year.writing() as session:
        assert session.scalars(sa.delete(FACT).where(unseen).returning(FACT.c.kind)).all()
        operations.take_turns(session)
        operations.show_generation(session, number, [differing, since])

    number = _begin(of_the_year)
    _read(of_the_year, number, [*_YEAR, *late])
    gone, come = _show(of_the_year, number)
    assert gone == 0
    assert come == sum(row[0] == "project_settled" for row in before["fact"])


def test_where_much_differs_all_is_compared(
    of_the_year: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    _begin(of_the_year)
    with of_the_year.reading() as session:
        assert operations.differing(session) is not None
        monkeypatch.setattr(operations, "_MOST_KEYS", 3)
        assert operations.differing(session) is None


def test_one_ends_when_another_begins_and_changes_nothing(of_the_year: Database) -> None:
    before = _shown(of_the_year)
    first = _begin(of_the_year)
    _read(of_the_year, first, _YEAR[:5])

    second = _begin(of_the_year)

    with pytest.raises(WrongState):
        _read(of_the_year, first, _YEAR)
    with pytest.raises(WrongState):
        _show(of_the_year, first)
    assert _shown(of_the_year) == before
    _read(of_the_year, second, _YEAR)
    assert _show(of_the_year, second) == (0, 0)


def test_one_that_ends_late_leaves_the_next_what_it_built(of_the_year: Database) -> None:
    """It forgot what the next had read already, which then dropped right facts."""
    before = _shown(of_the_year)
    first = _begin(of_the_year)
    _read(of_the_year, first, _YEAR)
    with ThreadPoolExecutor(1) as other:
        with of_the_year.writing() as session:
            operations.take_turns(session)
            operations.show_generation(session, first)
            # Waits for what holds the first; on SQLite for any other that writes.
            beginning = other.submit(_begin, of_the_year)
        second = beginning.result(60)
    _read(of_the_year, second, _YEAR)

    with pytest.raises(WrongState):
        _end(of_the_year, first)

    assert _show(of_the_year, second) == (0, 0)
    assert _shown(of_the_year) == before
    _end(of_the_year, second)
    assert all(_rows(of_the_year, one) == set() for one in BESIDE.values())


def test_one_broken_off_before_its_end_does_not_count_as_done(of_the_year: Database) -> None:
    number = _begin(of_the_year)
    _read(of_the_year, number, _YEAR)
    _show(of_the_year, number)
    assert _done(of_the_year) is None
    assert _rows(of_the_year, BESIDE[FACT])

    number = _begin(of_the_year)

    assert all(_rows(of_the_year, one) == set() for one in BESIDE.values())
    _end(of_the_year, number)
    assert _done(of_the_year) == number


def test_the_logs_of_all_services_are_read(databases: Databases) -> None:
    """From an empty database to the same facts, and nothing is left beside them."""
    incentives = databases.migrated("incentives")
    logs = {name: databases.migrated(name) for name in ("appeals", "recruitment", "volunteers")}
    for event in _YEAR:
        with logs[event.SOURCE].writing() as session:
            outbox.add(session, event, actor=RESIDENT)
    settings = load(
        {f"LINLI_{name.upper()}_DATABASE_URL": one.url for name, one in logs.items()}
        | {"LINLI_INCENTIVES_DATABASE_URL": incentives.url, "LINLI_ENCRYPTION_KEYS": ENCRYPTION_KEY}
    )
    said: list[str] = []

    gone, come = keep_again(settings, said.append)

    assert (gone, come) == (0, sum(map(len, _shown(incentives).values())))
    read, _, entries = said[-1].partition(" / ")
    assert read == entries
    assert all(_rows(incentives, one) == set() for one in BESIDE.values())
    shown = _shown(incentives)
    assert keep_again(settings, said.append) == (0, 0)
    assert _shown(incentives) == shown
    keep(incentives, _YEAR)
    assert _shown(incentives) == shown
