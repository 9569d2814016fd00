"""A restored log never gives a place again that was given before, whichever restore it is."""

from __future__ import annotations

import datetime as dt
import threading
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from bus import epochs
from bus.relay import Relay
from bus.tables import ARCHIVED, LOG_EPOCH, OUTBOX
from runtime import clock, waiting
from runtime.database import Database
from runtime.identifiers import new_id
from tests.bus.taking import Taking
from tests.servers.databases import Databases
from tests.servers.fixtures import OpenDatabase

pytestmark = pytest.mark.one_database

_FIVE_PAST = dt.datetime(2013, 5, 4, 10, 5, tzinfo=dt.UTC)
#: What a number in JSON holds exactly.
_EXACT = 2**53


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Database:
    return migrated_database("appeals")


def _restored(register: Database, now: dt.datetime) -> int:
    """The number of the epoch that a log begins which knows of no restore before it."""
    with register.writing() as session:
        session.execute(sa.delete(LOG_EPOCH))
        return epochs.begin(session, now)


def test_a_second_restore_of_one_backup_within_the_hour_gives_other_places(
    register: Database,
) -> None:
    first = _restored(register, _FIVE_PAST)

    second = _restored(register, _FIVE_PAST + dt.timedelta(minutes=1))

    assert second > first


def test_a_lost_place_is_known_on_a_server_too(postgres_databases: Databases) -> None:
    """A place is larger than the integers in which PostgreSQL counted it: readers got a 500."""
    register = postgres_databases.migrated("appeals")
    number = _restored(register, _FIVE_PAST)
    first = number * epochs.PLACES

    with register.reading() as session:
        ended = session.scalar(sa.select(LOG_EPOCH.c.ended)) or 0
        told = [epochs.end_before(session, place) for place in (ended, ended + 1, first - 1, first)]

    assert told == [None, ended, ended, None]


def test_an_epoch_begins_above_every_place_that_the_log_knows(register: Database) -> None:
    """Whatever the clock says, and however places were counted before."""
    known = _restored(register, _FIVE_PAST)
    given = (known + 5) * epochs.PLACES + 7
    with register.writing() as session:
        again = epochs.begin(session, _FIVE_PAST)
        session.execute(sa.insert(OUTBOX).values(_event() | {"pos": given}))
        above = epochs.begin(session, _FIVE_PAST)

        assert (again, above) == (known + 1, known + 6)
        assert epochs.end_before(session, given + 1) == given
        assert epochs.last_place(session.connection()) > given


def test_another_restore_within_the_minute_gives_no_place_that_the_first_one_gave(
    register: Database,
) -> None:
    """It cannot know of the first, so the first gives none before the minute is over."""
    seconds = [0, 20, 59.5, 60, 61]
    _restored(register, _FIVE_PAST)

    with register.reading() as session:
        left = [
            epochs.seconds_until_over(session.connection(), _FIVE_PAST + dt.timedelta(seconds=one))
            for one in seconds
        ]
        years_before = _FIVE_PAST - dt.timedelta(days=800)
        ahead = epochs.seconds_until_over(session.connection(), years_before)

    assert left == [60, 40, 0.5, 0, 0]
    assert ahead == 0


@pytest.mark.parametrize(("minutes", "published"), [(1, []), (-1, [1])])
def test_a_relay_waits_until_the_minute_of_its_epoch_is_over(
    quick_databases: Databases, minutes: int, published: list[int]
) -> None:
    """What stops publishes what is ready, but not before that."""
    register, broker = quick_databases.migrated("appeals"), Taking()
    _restored(register, clock.now() + dt.timedelta(minutes=minutes))
    with register.writing() as session:
        session.execute(sa.delete(OUTBOX))
        session.execute(sa.insert(OUTBOX).values(_event()))
    relay = Relay("appeals", register, broker, may_publish=threading.Event())
    relay.stop()

    with register.engine.connect() as connection:
        relay._lead(connection)

    assert broker.at_once == published


def test_a_relay_that_waits_for_its_epoch_says_so_and_stays_ready(
    quick_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    register, seen = quick_databases.migrated("appeals"), list[object]()
    _restored(register, clock.now())
    with register.writing() as session:
        session.execute(sa.insert(OUTBOX).values(_event()))
    relay = Relay("appeals", register, Taking(), may_publish=threading.Event())
    relay._leads = True

    def looks(_seconds: float) -> None:
        seen.append((relay._waiting(), relay._lag_seconds > 30, relay._waits_seconds > 0))
        relay._thread = SimpleNamespace(dead=False)
        seen.append(relay._trouble())
        relay._stopping = True

    monkeypatch.setattr(waiting, "pause", looks)
    monkeypatch.setattr(epochs, "seconds_until_over", lambda *_: 50.0)
    with register.engine.connect() as connection:
        assert not relay._epoch_began(connection)

    assert seen == [("restored just now; events flow in 50 s", True, True), None]
    assert relay._waiting() is None


def test_places_go_on_behind_those_in_files(register: Database) -> None:
    """As where a machine was off for years, and everything but what it tells now is moved."""
    row = {"first": 1, "last": 9, "place": 9, "path": "x", "sha256": "0", "written_at": _FIVE_PAST}
    with register.writing() as session:
        session.execute(sa.delete(OUTBOX))
        session.execute(sa.insert(ARCHIVED).values(row))

        assert epochs.last_place(session.connection()) == 9
        epochs.begin(session, _FIVE_PAST)
        assert epochs.end_before(session, 10) == 9
        assert epochs.end_before(session, 9) is None


def _event() -> dict[str, object]:
    row = {
        "id": new_id(),
        "type": "linli.appeals.x",
        "aggregate": "8",
        "version": 1,
        "envelope": "{}",
    }
    return row | {"created_at": _FIVE_PAST}


def test_places_stay_exact_in_json_for_long(register: Database) -> None:
    in_2090 = _restored(register, dt.datetime(2090, 1, 1, tzinfo=dt.UTC))

    assert (in_2090 + 1) * epochs.PLACES < _EXACT
