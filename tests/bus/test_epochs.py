"""A restored log never gives a place again that was given before, whichever restore it is."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from bus import epochs
from bus.tables import LOG_EPOCH, OUTBOX
from runtime.database import Database
from runtime.identifiers import new_id
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


def test_an_epoch_begins_above_every_place_that_the_log_knows(register: Database) -> None:
    """Whatever the clock says, and however places were counted before."""
    known = _restored(register, _FIVE_PAST)
    given = (known + 5) * epochs.PLACES + 7
    row = {"id": new_id(), "type": "x", "aggregate": "8", "version": 1, "envelope": "{}"}
    with register.writing() as session:
        again = epochs.begin(session, _FIVE_PAST)
        session.execute(sa.insert(OUTBOX).values(row | {"created_at": _FIVE_PAST, "pos": given}))
        above = epochs.begin(session, _FIVE_PAST)

        assert (again, above) == (known + 1, known + 6)
        assert epochs.end_before(session, given + 1) == given
        assert epochs.last_place(session.connection()) > given


def test_places_stay_exact_in_json_for_long(register: Database) -> None:
    in_2090 = _restored(register, dt.datetime(2090, 1, 1, tzinfo=dt.UTC))

    assert (in_2090 + 1) * epochs.PLACES < _EXACT
