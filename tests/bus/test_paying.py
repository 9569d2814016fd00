"""A queue that cannot be given what it is owed holds up no other."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
import sqlalchemy as sa

from bus.messages import BrokerAway, Outgoing
from bus.relay import Relay
from bus.tables import OUTBOX, OWED
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from tests.bus.taking import TriedBroker
from tests.servers.fixtures import OpenDatabase

_CLOSED, _OPEN = "evt-appeals--nobody", "evt-appeals--street.project_appeal"


class _Broker(TriedBroker):
    """It closes the channel over each message for one queue."""

    def __init__(self, trouble: str | None) -> None:
        self._trouble = trouble

    def trouble(self) -> str | None:
        return self._trouble

    def meet(self, messages: Sequence[Outgoing]) -> None:
        if self._trouble or any(one.routing_key == _CLOSED for one in messages):
            raise BrokerAway("ACCESS_REFUSED")


@pytest.fixture
def register(migrated_database: OpenDatabase) -> Database:
    database = migrated_database("appeals")
    now = clock.now()
    row = {"id": new_id(), "type": "linli.appeals.appeal_received", "aggregate": "1", "version": 1}
    row |= {"envelope": "{}", "created_at": now, "published_at": now, "pos": 1}
    with database.writing() as session:
        seq = session.scalar(sa.insert(OUTBOX).values(row).returning(OUTBOX.c.seq))
        owed = [{"target": target, "seq": seq, "tries": 0} for target in (_CLOSED, _OPEN)]
        session.execute(sa.insert(OWED), owed)
    return database


def _relay(register: Database, monkeypatch: pytest.MonkeyPatch, *, trouble: str | None) -> Relay:
    """A relay whose pauses after the first refusal are over."""
    relay = Relay("appeals", register, _Broker(trouble), may_publish=threading.Event())
    for target in (_CLOSED, _OPEN):
        relay._hold(target)
    later = clock.monotonic() + 60
    monkeypatch.setattr(clock, "monotonic", lambda: later)
    return relay


def _owed(register: Database) -> list[str]:
    with register.reading() as session:
        return list(session.scalars(sa.select(OWED.c.target)))


def test_a_queue_whose_channel_is_closed_waits_alone(
    register: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay = _relay(register, monkeypatch, trouble=None)

    with register.engine.connect() as connection:
        relay._pay(connection)

    assert _owed(register) == [_CLOSED]
    assert not relay._may_pay()
    assert relay._holds(_CLOSED)


def test_where_the_broker_is_away_no_other_queue_is_tried(
    register: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each try takes its seconds, and all would fail."""
    relay = _relay(register, monkeypatch, trouble="not connected")

    with register.engine.connect() as connection, pytest.raises(BrokerAway):
        relay._pay(connection)

    assert relay._may_pay()
    assert sorted(_owed(register)) == [_CLOSED, _OPEN]
