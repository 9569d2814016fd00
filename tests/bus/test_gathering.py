"""On one machine events gather after each publication; one that comes alone goes at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
import sqlalchemy as sa

from bus import relay as relays
from bus.messages import Outcome, Outgoing
from bus.relay import Relay
from bus.tables import OUTBOX
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from tests.servers.databases import Databases


class _Broker:
    """It takes everything, and remembers how many at a time; after the first, more happens."""

    def __init__(self, more: Callable[[], None]) -> None:
        self.at_once: list[int] = []
        self.more = threading.Thread(target=more)

    def fresh(self) -> _Broker:
        return self

    def start(self) -> None:
        """It is there."""

    def stop(self) -> None:
        """It stays there."""

    def renew(self) -> None:
        """It refuses nothing."""

    def send(self, message: Outgoing) -> None:
        """Nobody sends without waiting here."""

    def trouble(self) -> str | None:
        return None

    def publish(
        self,
        messages: Sequence[Outgoing],
        *,
        timeout_seconds: float,  # noqa: ARG002
        patient: bool = False,  # noqa: ARG002
    ) -> list[Outcome]:
        self.at_once.append(len(messages))
        if len(self.at_once) == 1:
            self.more.start()
        return [Outcome.CONFIRMED] * len(messages)


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

    broker = _Broker(more)
    relay = Relay("appeals", register, broker, may_publish=threading.Event())
    _happen(register)

    with register.engine.connect() as connection:
        relay._lead(connection)
    broker.more.join()

    # What the migrations told went with the first.
    assert broker.at_once[1:] == [3]


def _happen(register: Database) -> None:
    row = {"type": "linli.appeals.appeal_received", "aggregate": "1", "version": 1}
    row |= {"id": new_id(), "envelope": "{}", "created_at": clock.now()}
    with register.writing() as session:
        session.execute(sa.insert(OUTBOX), row)
