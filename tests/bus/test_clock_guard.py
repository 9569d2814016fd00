"""The clock is held against the database's and against when it was last known to be right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from bus import clock_guard
from bus.clock_guard import ClockGuard
from bus.tables import CLOCK_MARK
from groundwork import counters
from runtime import clock
from runtime.clock_trust import TRUST
from runtime.database import Database
from tests.servers.fixtures import OpenDatabase
from vocabulary.problems import ClockInDoubt


@pytest.fixture(autouse=True)
def trusting() -> Iterator[None]:
    """No doubt before, and none left to other tests."""
    TRUST.confirm()
    yield
    TRUST.confirm()


@pytest.fixture
def database(migrated_database: OpenDatabase) -> Database:
    return migrated_database("appeals")


def _seen(database: Database, ago: dt.timedelta) -> None:
    with database.writing() as session:
        clock_guard.mark(session, clock.wall() - ago)


def _look(database: Database, guard: ClockGuard) -> str | None:
    with database.writing() as session:
        guard.look(session)
    return TRUST.doubt


def test_a_machine_that_was_off_for_a_week_goes_on(database: Database) -> None:
    _seen(database, dt.timedelta(days=7))

    assert _look(database, ClockGuard("appeals")) is None


@pytest.mark.parametrize(
    ("ago", "word"),
    [(dt.timedelta(days=400), "400 days after"), (dt.timedelta(days=-2), "behind")],
    ids=["far ahead", "behind"],
)
def test_a_start_far_from_when_the_clock_was_right_is_in_doubt_and_leaves_no_mark(
    database: Database, ago: dt.timedelta, word: str
) -> None:
    _seen(database, ago)

    assert word in (_look(database, ClockGuard("appeals")) or "")

    with database.reading() as session:
        seen_at = session.scalar(sa.select(CLOCK_MARK.c.seen_at))
    assert seen_at is not None
    assert abs(clock.wall() - seen_at - ago) < dt.timedelta(minutes=5)


def test_a_confirmation_ends_the_doubt_at_the_next_look(database: Database) -> None:
    _seen(database, dt.timedelta(days=400))
    guard = ClockGuard("appeals")
    assert _look(database, guard) is not None
    assert _look(database, guard) is not None

    with database.writing() as session:
        clock_guard.mark(session, clock.wall(), confirmed_by="operator")

    assert _look(database, guard) is None
    assert _look(database, ClockGuard("appeals")) is None


def test_no_number_of_another_year_is_given_in_doubt(database: Database) -> None:
    _seen(database, dt.timedelta(days=400))
    _look(database, ClockGuard("appeals"))
    this_year = clock.wall().year
    trusted = (clock.wall() - dt.timedelta(days=400)).year

    with pytest.raises(ClockInDoubt), database.writing() as session:
        counters.next_serial(session, f"440305007003/{this_year}")
    with database.writing() as session:
        assert counters.next_serial(session, f"440305007003/{trusted}") == 1
