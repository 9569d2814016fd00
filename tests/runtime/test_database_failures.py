"""Which failures are worth waiting for, which are worth another try, and which are bugs."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest
import sqlalchemy as sa

from runtime import database as database_room
from runtime import green_postgres
from runtime.database import Database, is_absent, is_conflict
from tests.runtime.conftest import METADATA, NOTES
from tests.servers.postgres import Postgres
from tests.servers.programs import free_port
from tests.servers.waiting import wait_for


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A server that this test may kill."""
    server = Postgres()
    server.start()
    yield server
    server.remove()


def _failure(act: Callable[[], object]) -> BaseException:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one it is, is the question
        act()
    return caught.value


def _ask(database: Database) -> None:
    with database.reading() as session:
        session.execute(sa.select(1))


def _end_backend(number: signal.Signals, database: Database) -> None:
    with database.writing() as session:
        backend = session.scalar(sa.select(sa.func.pg_backend_pid()))
        assert isinstance(backend, int)
        os.kill(backend, number)
        wait_for(lambda: not Path(f"/proc/{backend}").exists(), what="the backend is gone")
        session.execute(sa.select(1))


def test_a_connection_that_an_administrator_cuts_midway_is_worth_waiting(
    postgres_database: Database,
) -> None:
    failure = _failure(lambda: _end_backend(signal.SIGTERM, postgres_database))

    assert is_absent(failure)
    assert not is_conflict(failure)
    _ask(postgres_database)


@pytest.mark.database
def test_a_server_killed_in_the_middle_of_a_statement_is_worth_waiting(
    own_postgres: Postgres,
) -> None:
    with contextlib.closing(Database(own_postgres.url("postgres"))) as database:
        failure = _failure(lambda: _kill_while_it_works(own_postgres, database))
        assert is_absent(failure)

        refused = _failure(lambda: _ask(database))
        assert is_absent(refused)

        own_postgres.start()
        _ask(database)


def _kill_while_it_works(server: Postgres, database: Database) -> None:
    def works() -> bool:
        with contextlib.closing(psycopg2.connect(server.url("postgres"))) as other:
            cursor = other.cursor()
            cursor.execute("SELECT 1 FROM pg_stat_activity WHERE query = 'select pg_sleep(60)'")
            return cursor.fetchone() is not None

    def kill() -> None:
        wait_for(works)
        server.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        with database.writing() as session:
            session.execute(sa.text("select pg_sleep(60)"))
    finally:
        killer.join()


@pytest.mark.parametrize("address", ["127.0.0.1:{port}/linli", "no.such.host.invalid:5432/linli"])
def test_a_server_that_is_not_there_is_worth_waiting(address: str) -> None:
    url = f"postgresql://linli@{address.format(port=free_port())}"
    with contextlib.closing(Database(url)) as database:
        assert is_absent(_failure(lambda: _ask(database)))


def test_a_server_that_takes_the_connection_and_says_nothing_is_worth_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(green_postgres, "CONNECT_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://linli@127.0.0.1:{silent.getsockname()[1]}/linli"
        with contextlib.closing(Database(url)) as database:
            assert is_absent(_failure(lambda: _ask(database)))


def test_no_free_connection_is_worth_waiting(
    postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(Database(postgres_database.url, pool_size=1)) as small:
        monkeypatch.setattr(small.engine.pool, "_timeout", 0.01)
        with small.reading() as session:
            session.execute(sa.select(1))
            assert is_absent(_failure(lambda: _ask(small)))


def test_another_process_that_holds_a_sqlite_file_is_worth_waiting(
    tmp_path: Path,
) -> None:
    path = tmp_path / "notes.db"
    with (
        contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other,
        contextlib.closing(Database(f"sqlite:///{path}")) as database,
    ):
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")

        failure = _failure(lambda: _write(database, "a"))

    assert is_absent(failure)
    assert not is_conflict(failure)


def _write(database: Database, name: str) -> None:
    with database.writing() as session:
        session.execute(sa.insert(NOTES).values(name=name))


def test_a_wrong_statement_is_neither(database: Database) -> None:
    """Waiting for it would hold up everything behind it for ever."""
    _write(database, "a")

    def read_what_is_not_there() -> None:
        with database.reading() as session:
            session.execute(sa.text("SELECT * FROM nothing_like_this"))

    for act in (
        lambda: _write(database, "a"),
        read_what_is_not_there,
        lambda: int("x"),
    ):
        failure = _failure(act)
        assert not is_absent(failure)
        assert not is_conflict(failure)


def test_a_deadlock_is_worth_another_try_at_once(postgres_database: Database) -> None:
    """The server lets one of the two go on and ends the other."""
    for name in ("a", "b"):
        _write(postgres_database, name)
    both_hold = threading.Barrier(2)
    failures: list[BaseException] = []

    def touch(first: str, second: str) -> None:
        try:
            with postgres_database.writing() as session:
                session.execute(_touched(first))
                both_hold.wait(10)
                session.execute(_touched(second))
        except Exception as failure:  # noqa: BLE001 - looked at below
            failures.append(failure)

    threads = [threading.Thread(target=touch, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [(is_conflict(failure), is_absent(failure)) for failure in failures] == [(True, False)]


def _touched(name: str) -> sa.Update:
    return sa.update(NOTES).where(NOTES.c.name == name).values(text="touched")


def test_a_statement_that_takes_too_long_is_ended_by_the_server(
    postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the message's failure: waiting would not make it faster."""
    monkeypatch.setitem(database_room._PATIENCE, False, database_room._Patience(1, 1))
    with contextlib.closing(Database(postgres_database.url)) as database:
        failure = _failure(lambda: database.engine.connect().execute(sa.text("select pg_sleep(9)")))

    assert "statement timeout" in str(failure)
    assert not is_absent(failure)


def test_constraints_have_the_same_names_on_every_database(database: Database) -> None:
    found = sa.inspect(database.engine).get_pk_constraint("note")["name"]

    assert found == "pk_note"
    assert METADATA.tables["note"].primary_key.name == "pk_note"
