"""`linli doctor` names what is wrong, and ends with 1 then."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from bus import clock_guard
from bus.tables import DEAD_LETTER, HEARD, INBOX, OUTBOX, OWED
from cli import doctor
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from tests.servers.fixtures import OpenDatabase

_LONG_AGO = dt.timedelta(minutes=5)


@pytest.fixture
def street(migrated_database: OpenDatabase) -> Database:
    return migrated_database("street")


def _found(database: Database) -> list[str]:
    with database.reading() as session:
        return list(doctor.of_database(session))


def _put(database: Database, table: sa.Table, **values: object) -> None:
    with database.writing() as session:
        session.execute(sa.insert(table).values(values))


def _event(*, age: dt.timedelta) -> dict[str, object]:
    return {
        "id": new_id(),
        "type": "linli.street.totals_digested",
        "aggregate": "1",
        "version": 1,
        "envelope": "{}",
        "created_at": clock.now() - age,
    }


def test_nothing_is_said_of_a_database_in_which_all_is_well(street: Database) -> None:
    _put(street, OUTBOX, **_event(age=dt.timedelta()))
    _put(street, HEARD, consumer="evt-a--street.b", source="a", missing=0, tries=0)

    assert _found(street) == []


def test_each_trouble_of_a_database_is_named_once(street: Database) -> None:
    now, consumer = clock.now(), "evt-appeals--street.project_appeal"
    _put(street, OUTBOX, **_event(age=_LONG_AGO))
    _put(street, OWED, target="street.feed", seq=1, tries=0)
    _put(
        street,
        DEAD_LETTER,
        id=new_id(),
        consumer=consumer,
        reason="gave_up",
        error="",
        body=b"",
        died_at=now,
    )
    late = {"state": "retry", "due_at": now - _LONG_AGO, "received_at": now}
    _put(street, INBOX, consumer=consumer, event_id=new_id(), **late)
    lost = {"missing": 3, "first": 7, "last": 12, "tries": 1}
    _put(street, HEARD, consumer=consumer, source="appeals", **lost)

    waits, *others = _found(street)

    assert waits.startswith("1 event waits in the outbox, the oldest since ")
    assert others == [
        "1 event is owed to street.feed",
        f"1 dead letter waits for a decision: {consumer}",
        f"1 message is overdue to be tried again: {consumer}",
        f"{consumer} did not hear 3 events of appeals, 7 to 12",
    ]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("theirs", "words"), [(-60, "60 s ahead of its clock"), (60, "60 s behind its clock")]
)
def test_a_clock_that_differs_is_told_with_the_way(
    street: Database, monkeypatch: pytest.MonkeyPatch, theirs: int, words: str
) -> None:
    moment = clock.wall() + dt.timedelta(seconds=theirs)
    monkeypatch.setattr(clock_guard, "database_time", lambda _session: moment)
    monkeypatch.setattr(clock, "wall", lambda: moment - dt.timedelta(seconds=theirs))

    assert _found(street) == [f"this machine's clock is {words}"]


def test_queues_that_are_not_worked_off_are_named() -> None:
    figures = """
linli_oldest_in_hand_seconds{consumer="appeals.intake"} 90.5
linli_oldest_in_hand_seconds{consumer="evt-appeals--street.project_appeal"} 0.2
linli_queue_depth{queue="appeals.intake"} 20000
linli_queue_depth{queue="evt-appeals--street.project_appeal"} 12
"""

    assert list(doctor.of_figures(figures)) == [
        "appeals.intake has held a message for 90 s",
        "a long queue, appeals.intake: 20000",
    ]
