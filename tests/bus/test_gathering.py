"""On one machine events gather after each publication; one that comes alone goes at once."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
import sqlalchemy as sa

from bus.messages import Outcome, Outgoing
from bus.relay import Relay
from bus.tables import OUTBOX
from runtime import clock, waiting
from runtime.database import Database
from runtime.identifiers import new_id
from tests.servers.databases import Databases


class _Broker:
    """It takes everything, and remembers how many at a time."""

    def __init__(self) -> None:
        self.at_once: list[int] = []

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
        return [Outcome.CONFIRMED] * len(messages)


def test_events_gather_after_a_publication(
    quick_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each by itself was a transaction of its own here and in all that listen."""
    register, broker = quick_databases.migrated("appeals"), _Broker()
    relay = Relay("appeals", register, broker, may_publish=threading.Event())
    coming = [3]

    def pause(seconds: float) -> None:
        assert seconds > 0
        if coming:
            _happen(register, coming.pop())

    monkeypatch.setattr(waiting, "pause", pause)
    monkeypatch.setattr(relay, "_wait", lambda _connection: relay.stop())
    _happen(register, 1)

    with register.engine.connect() as connection:
        relay._lead(connection)

    # What the migrations told went with the first.
    assert broker.at_once[1:] == [3]


def _happen(register: Database, times: int) -> None:
    row = {"type": "linli.appeals.appeal_received", "aggregate": "1", "version": 1}
    rows = [
        row | {"id": new_id(), "envelope": "{}", "created_at": clock.now()} for _ in range(times)
    ]
    with register.writing() as session:
        session.execute(sa.insert(OUTBOX), rows)
