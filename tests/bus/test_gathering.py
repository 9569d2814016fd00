"""When a relay looks for events: on one machine they gather, and a server tells of them."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from bus import bells
from bus import relay as relays
from bus.relay import Relay
from bus.tables import OUTBOX
from runtime import clock, waiting
from runtime.database import Database, afterwards
from runtime.identifiers import new_id
from tests.bus.taking import Taking
from tests.servers.databases import Databases
from tests.servers.waiting import wait_for


def test_events_gather_after_a_publication(
    quick_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each by itself was a transaction of its own here and in all that listen."""
    # Long enough for a busy machine.
    monkeypatch.setattr(relays, "_GATHER_SECONDS", 2.0)
    register = quick_databases.migrated("appeals")

    def more() -> None:
        for _ in range(3):
            _happen(register)
        relay.stop()

    broker = Taking(more)
    relay = Relay("appeals", register, broker, may_publish=threading.Event())
    _happen(register)

    with register.engine.connect() as connection:
        relay._lead(connection)
    broker.more.join()

    # What the migrations told went with the first.
    assert broker.at_once[1:] == [3]


def test_a_server_that_tells_of_nothing_is_not_asked_and_its_word_is_heard(
    postgres_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each relay of an idle installation asked each second."""
    monkeypatch.setattr(relays, "_LOOK_SECONDS", 0.02)
    # Longer than anything here takes on a busy machine, as then it looks in any case.
    monkeypatch.setattr(relays, "_MEASURE_SECONDS", 60.0)
    register = postgres_databases.migrated("appeals")
    looks: list[str] = []
    seen: list[object] = []

    def note(*asked: object) -> None:
        looks.extend([str(asked[2])] if "ORDER BY outbox.seq" in str(asked[2]) else [])

    def more() -> None:
        try:
            wait_for(lambda: len(looks) >= 2, what="it looks whether there is more")
            waiting.pause(0.5)
            seen.append(len(looks))
            _happen(register)
            wait_for(lambda: len(broker.at_once) > 1, what="it hears of one more")
            seen.append(broker.at_once[1:])
        finally:
            relay.stop()

    broker = Taking(more)
    relay = Relay("appeals", register, broker, may_publish=threading.Event())
    _happen(register)
    sa.event.listen(register.engine, "before_cursor_execute", note)

    with relay._leading() as connection:
        relay._lead(connection)
    broker.more.join()

    # One look for what was there, one that finds no more; and one event that came by itself.
    assert seen == [2, [1]]


def _happen(register: Database) -> None:
    row = {"type": "linli.appeals.appeal_received", "aggregate": "1", "version": 1}
    row |= {"id": new_id(), "envelope": "{}", "created_at": clock.now()}
    with register.writing() as session:
        session.execute(sa.insert(OUTBOX), row)
        afterwards(session, bells.ring)
