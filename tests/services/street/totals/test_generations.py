"""Counted again from the log, the figures are mended while they stay in use."""

from __future__ import annotations

import dataclasses
import threading

import pytest
import sqlalchemy as sa

from contracts.street.totals import ShowTotals, Totals
from runtime import migrating
from runtime.database import Database
from runtime.identifiers import new_id
from services.street.totals import operations, queries
from services.street.totals.model import APPEAL_COUNT, APPEAL_FACT, RETOLD
from tests.servers.fixtures import OpenDatabase
from tests.servers.postgres import Postgres
from tests.servers.waiting import wait_for
from tests.services.street.events import life_of, received, reception
from vocabulary.problems import WrongState

_LIVES = [life_of(new_id()) for _ in range(3)]
_NEWEST = [life[-1] for life in _LIVES]


def _totals(street: Database) -> Totals:
    with street.reading() as session:
        return queries.totals(session, ShowTotals())


def _counted(street: Database) -> Totals:
    """The street with three appeals and a reception."""
    with street.writing() as session:
        for life in _LIVES:
            operations.apply_appeals(session, life)
        operations.apply_receptions(session, [_RECEPTION])
    return _totals(street)


_RECEPTION = reception()


def _begin(street: Database) -> int:
    with street.writing() as session:
        return operations.begin_generation(session, 10)


def _read_all(street: Database, generation: int) -> None:
    with street.writing() as session:
        operations.count_again(session, generation, [*_NEWEST, _RECEPTION], read=10)


def _end(street: Database, generation: int) -> int:
    with street.writing() as session:
        operations.take_turns(session)
        return operations.end_generation(session, generation)


def test_figures_stay_in_use_and_say_how_far_the_log_was_read(
    migrated_database: OpenDatabase,
) -> None:
    street = migrated_database("street")
    before = _counted(street)

    generation = _begin(street)
    with street.writing() as session:
        operations.count_again(session, generation, _NEWEST[:1], read=4)
    between = _totals(street)
    _read_all(street, generation)
    assert _end(street, generation) == 0

    assert (before.generation, before.rebuilt_percent) == (1, None)
    assert (between.appeals, between.generation, between.rebuilt_percent) == (3, 1, 40.0)
    assert _totals(street) == dataclasses.replace(before, generation=2)


def test_wrong_facts_and_counts_are_mended_and_unknown_ones_dropped(
    migrated_database: OpenDatabase,
) -> None:
    street = migrated_database("street")
    before = _counted(street)
    with street.writing() as session:
        session.execute(sa.update(APPEAL_FACT).values(category="wrong"))
        operations.apply_appeals(session, [received(new_id())])
        session.execute(sa.update(APPEAL_COUNT).values(appeals=APPEAL_COUNT.c.appeals + 7))
    assert _totals(street).appeals != before.appeals

    generation = _begin(street)
    _read_all(street, generation)

    assert _end(street, generation) == 1
    assert _totals(street) == dataclasses.replace(before, generation=2)


def test_a_live_event_meanwhile_is_kept_though_an_older_one_is_read_later(
    migrated_database: OpenDatabase,
) -> None:
    street = migrated_database("street")
    late = life_of(new_id())
    before = _counted(street)

    generation = _begin(street)
    with street.writing() as session:
        operations.apply_appeals(session, late)
        operations.count_again(session, generation, late[:1], read=3)
    _read_all(street, generation)
    with street.writing() as session:
        operations.take_turns(session)
        operations.count_again(session, generation, late[-1:], read=10)
        assert operations.too_new(session) == []
        assert operations.end_generation(session, generation) == 0

    assert _totals(street).appeals == before.appeals + 1
    assert _totals(street).closed == before.closed + 1


def test_a_fact_newer_than_the_log_is_set_back(migrated_database: OpenDatabase) -> None:
    street = migrated_database("street")
    before = _counted(street)
    with street.writing() as session:
        session.execute(sa.update(APPEAL_FACT).values(version=999, outcome=None))

    generation = _begin(street)
    _read_all(street, generation)
    with street.writing() as session:
        operations.take_turns(session)
        wrong = operations.too_new(session)
        told = [one for one in _NEWEST if one.appeal_id in wrong]
        operations.count_again(session, generation, told, read=10)
        operations.end_generation(session, generation)

    assert len(told) == 3
    assert _totals(street) == dataclasses.replace(before, generation=2)


def test_a_count_ends_when_another_begins_and_drops_nothing(
    migrated_database: OpenDatabase,
) -> None:
    """The second forgot what the first had read, and the first then dropped what is true."""
    street = migrated_database("street")
    before = _counted(street)
    first = _begin(street)
    _read_all(street, first)

    second = _begin(street)

    with pytest.raises(WrongState):
        _read_all(street, first)
    with pytest.raises(WrongState):
        _end(street, first)
    assert _totals(street).generation == 1
    _read_all(street, second)
    assert _end(street, second) == 0
    assert _totals(street) == dataclasses.replace(before, generation=second)


def test_what_a_piece_notes_while_another_begins_is_forgotten_too(
    postgres: Postgres, request: pytest.FixtureRequest
) -> None:
    """At the same moment, which only PostgreSQL has: what was noted stayed for the next count."""
    url = postgres.create_database(f"street_{new_id().hex}")
    migrating.upgrade("street", url)
    street = Database(url)
    request.addfinalizer(street.close)
    before = _counted(street)
    first = _begin(street)
    waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")

    def waits() -> bool:
        with street.reading() as session:
            return bool(session.scalar(waiting))

    beginning = threading.Thread(target=_begin, args=(street,))
    with street.writing() as session:
        operations.count_again(session, first, [*_NEWEST, _RECEPTION], read=10)
        beginning.start()
        wait_for(waits, what="the other waits for this piece")
    beginning.join(60)

    with street.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(RETOLD)) == 0
    _read_all(street, first + 1)
    assert _end(street, first + 1) == 0
    assert _totals(street).appeals == before.appeals
