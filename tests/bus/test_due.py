"""One look at a database for the due messages of all its subscriptions."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from bus.due import Due
from bus.tables import INBOX
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from tests.servers.fixtures import OpenDatabase
from tests.servers.waiting import wait_for

_HOUR = dt.timedelta(hours=1)


@pytest.fixture
def database(migrated_database: OpenDatabase) -> Database:
    return migrated_database("street")


def _waits(database: Database, consumer: str, due_at: dt.datetime) -> None:
    with database.writing() as session:
        row = {"event_id": new_id(), "state": "retry", "envelope": "{}", "received_at": clock.now()}
        session.execute(sa.insert(INBOX).values(consumer=consumer, due_at=due_at, **row))


def test_what_is_due_is_found_and_what_comes_later_or_is_another_processes_is_not(
    database: Database,
) -> None:
    _waits(database, "street.counting", clock.now() + _HOUR)
    _waits(database, "street.elsewhere", clock.now() - _HOUR)
    due = Due(database)
    mine, beside = due.with_consumer("street.counting"), due.with_consumer("street.telling")
    assert not mine()
    assert not beside()

    _waits(database, "street.counting", clock.now() - _HOUR)

    wait_for(mine, 5, "the look after this one finds it")


def test_many_subscriptions_look_together(database: Database) -> None:
    """With a look of each, an idle process asked its database dozens of times a second."""
    due = Due(database)
    asking = [due.with_consumer(f"street.{number}") for number in range(40)]
    statements = []

    def note(*asked: object) -> None:
        statements.append(asked[2])

    sa.event.listen(database.engine, "before_cursor_execute", note)
    try:
        assert not any(asks() for asks in asking)
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", note)

    assert len([one for one in statements if "inbox" in str(one)]) == 1
