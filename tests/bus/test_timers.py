"""What the clock starts, in a thread of its own instead of a green one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from bus import timers
from bus.entrypoints import Service, Work, every, every_outside
from bus.timers import Timer
from runtime.database import Database
from tests.servers.fixtures import OpenDatabase
from tests.servers.waiting import wait_for


class _Clockwork(Service):
    name = "clockwork"
    database_name = "gateway"
    inside: list[bool] = []  # noqa: RUF012 - of one test run
    turns: list[Any] = []  # noqa: RUF012 - the same

    @every(0.01)
    def within(self, work: Work) -> None:
        work.session.execute(sa.text("SELECT 1"))
        self.inside.append(work.session.in_transaction())

    @every_outside(0.01)
    def outside(self, database: Database, is_stopping: Callable[[], bool]) -> None:
        self.turns.append(database)
        with database.writing() as session:
            session.execute(sa.text("SELECT 1"))
        wait_for(is_stopping, 20, "the process stops")
        self.turns.append("stopped")

    @every(3600)
    def hourly(self, work: Work) -> None:
        self.inside.append(work.session.in_transaction())

    @every_outside(0.01)
    def failing(self, _database: Database, _is_stopping: Callable[[], bool]) -> None:
        self.turns.append("failing")
        raise RuntimeError("a bug")


class _Container:
    """What a timer knows of nameko's; its threads are the kernel's."""

    service_cls = _Clockwork
    service_name = "clockwork"

    def __init__(self, database: Database) -> None:
        process = SimpleNamespace(database=lambda _: database, nudge=lambda _: lambda: None)
        self.config = {"process": process}
        self.shared_extensions: dict[Any, Any] = {}

    def spawn_managed_thread(self, run: Callable[[], None]) -> None:
        threading.Thread(target=run).start()


@contextmanager
def _running(database: Database, method: str) -> Iterator[Timer]:
    container = _Container(database)
    [marked] = getattr(_Clockwork, method).nameko_entrypoints
    timer: Timer = marked.bind(container, method)
    _Clockwork.turns.clear()
    _Clockwork.inside.clear()
    timer.setup()
    timer.start()
    try:
        yield timer
    finally:
        timer.stop()


def test_a_turn_is_one_transaction(migrated_database: OpenDatabase) -> None:
    with _running(migrated_database("gateway"), "within"):
        wait_for(lambda: len(_Clockwork.inside) > 1, 20, "several turns")

    assert set(_Clockwork.inside) == {True}


def test_hourly_work_is_done_in_a_process_that_never_lives_an_hour(
    migrated_database: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A nightly restart, or one for each release, must not keep retention from its turn."""
    monkeypatch.setattr(timers, "_FIRST_SECONDS", 0.01)
    with _running(migrated_database("gateway"), "hourly"):
        wait_for(lambda: _Clockwork.inside, 20, "a turn")


def test_a_turn_outside_gets_the_database_and_learns_that_the_process_stops(
    migrated_database: OpenDatabase,
) -> None:
    """A slow mail server would hold up the stop of the process otherwise."""
    database = migrated_database("gateway")
    with _running(database, "outside"):
        wait_for(lambda: _Clockwork.turns, 20, "a turn has begun")

    assert _Clockwork.turns == [database, "stopped"]


def test_a_turn_that_fails_is_followed_by_the_next(migrated_database: OpenDatabase) -> None:
    with _running(migrated_database("gateway"), "failing"):
        wait_for(lambda: len(_Clockwork.turns) > 1, 20, "several turns")
