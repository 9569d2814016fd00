"""What tests ask for: servers of their own, and databases brought up to date."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from runtime.database import Database
from runtime.settings import DATABASES
from tests.servers import processes
from tests.servers.databases import Databases, OnPostgres, OnSQLite
from tests.servers.postgres import Postgres
from tests.servers.prepared import Prepared
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.s3 import S3Server

if TYPE_CHECKING:
    from tests.system import System

NewSystem = Callable[..., "System"]
OpenDatabase = Callable[[str], Database]
Fill = Callable[[Path], None]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show with a failure what the processes under test said last."""
    report = yield
    if report.failed:
        said = processes.last_words()
        report.sections.extend((f"Log of linli serve {name}", text) for name, text in said)
    return report


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for this run that never waits for the disk."""
    with _started(Postgres(durable=False)) as server:
        yield server


@pytest.fixture(scope="session")
def durable_postgres() -> Iterator[Postgres]:
    """One that keeps what it committed, as in a deployment: for tests that kill it."""
    with _started(Postgres()) as server:
        yield server


@contextlib.contextmanager
def _started(server: Postgres) -> Iterator[Postgres]:
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def rabbitmq() -> Iterator[RabbitMQ]:
    """A RabbitMQ broker for this run."""
    broker = RabbitMQ(durable=False)
    try:
        broker.start()
        yield broker
    finally:
        broker.remove()


@pytest.fixture(scope="session")
def prepared() -> Iterator[Prepared]:
    """Starts processes of Linli that need not import anything."""
    with Prepared() as found:
        yield found


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """An S3-compatible store for this run."""
    with S3Server() as server:
        yield server


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that uses a service's database runs on both kinds, marked `one_database` on one.

    One that asks for a kind by itself runs on that.
    """
    chosen = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    if "databases" in metafunc.fixturenames and "databases" not in chosen:
        one = metafunc.definition.get_closest_marker("one_database") is not None
        kinds = ["sqlite"] if one else ["postgres", "sqlite"]
        metafunc.parametrize("databases", kinds, indirect=True)


@pytest.fixture(scope="session")
def _on_postgres(postgres: Postgres) -> Databases:
    return Databases(OnPostgres(postgres))


@pytest.fixture(scope="session")
def _files(tmp_path_factory: pytest.TempPathFactory) -> OnSQLite:
    own = tmp_path_factory.getbasetemp()
    # A worker of xdist has a folder below that of the run.
    ready = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "migrated"
    ready.mkdir(exist_ok=True)
    return OnSQLite(tmp_path_factory.mktemp("databases"), ready)


@pytest.fixture(scope="session")
def _on_sqlite(_files: OnSQLite) -> Databases:
    return Databases(_files)


@pytest.fixture(scope="session")
def fill(_files: OnSQLite, _on_sqlite: Databases) -> Fill:
    """Puts the databases of all services into a data folder, as `linli migrate` makes them."""

    def fill(folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        for service in DATABASES:
            shutil.copy(_files.path(_on_sqlite.template(service)), folder / f"{service}.db")

    return fill


@pytest.fixture(scope="session")
def new_system(
    postgres: Postgres, rabbitmq: RabbitMQ, prepared: Prepared, _on_postgres: Databases
) -> NewSystem:
    """Makes deployed systems that start soon, on this run's servers."""
    from tests.system import System  # noqa: PLC0415 - imports what a test of a rule does without

    return functools.partial(System, postgres, rabbitmq, prepared=prepared, templates=_on_postgres)


@pytest.fixture
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """Databases of one kind: PostgreSQL and SQLite in turn.

    Both is the default and right wherever the database itself has a part in what is shown:
    locking and concurrency, ordering, search, upserts, constraints, JSON, days and time zones,
    totals, migrations. Where a rule in Python decides alone and the database only holds the
    facts, as in most refusals, mark the test or its file `one_database`: it runs on SQLite.
    """
    found: Databases = request.getfixturevalue(f"_on_{request.param}")
    yield found
    found.give_back()


@pytest.fixture
def quick_databases(_on_sqlite: Databases) -> Iterator[Databases]:
    """Databases on SQLite alone, for fixtures whose tests are all of that kind."""
    yield _on_sqlite
    _on_sqlite.give_back()


@pytest.fixture
def postgres_databases(_on_postgres: Databases) -> Iterator[Databases]:
    """Databases on PostgreSQL alone, for what only it can tell, as its plans."""
    yield _on_postgres
    _on_postgres.give_back()


@pytest.fixture
def migrated_database(databases: Databases) -> OpenDatabase:
    """Opens a fresh, migrated database of a service, on both kinds unless `one_database`.

    Asked twice for the same service within a test, it gives the same database.
    """
    return databases.migrated
