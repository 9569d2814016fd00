"""What tests ask for: servers of their own, and databases brought up to date."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

from runtime import migrating
from runtime.database import Database
from runtime.identifiers import new_id
from tests.servers import processes
from tests.servers.postgres import Postgres
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.s3 import S3Server

OpenDatabase = Callable[[str], Database]


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
    broker = RabbitMQ()
    try:
        broker.start()
        yield broker
    finally:
        broker.remove()


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """An S3-compatible store for this run."""
    with S3Server() as server:
        yield server


@pytest.fixture(scope="session")
def _postgres_templates(postgres: Postgres) -> Callable[[str], str]:
    made: set[str] = set()

    def template(service: str) -> str:
        name = f"template_{service}"
        if service not in made:
            migrating.upgrade(service, _with_driver(postgres.create_database(name)))
            made.add(service)
        return name

    return template


@pytest.fixture(scope="session")
def _sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("templates")

    def template(service: str) -> Path:
        path = folder / f"{service}.db"
        if not path.exists():
            migrating.upgrade(service, f"sqlite:///{path}")
        return path

    return template


@pytest.fixture(params=["postgres", "sqlite"])
def migrated_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenDatabase]:
    """Opens a fresh, migrated database of a service; a test that uses it runs on both kinds.

    Asked twice for the same service within a test, it gives the same database.
    """
    if request.param == "postgres":
        copy = _copy_in(
            request.getfixturevalue("postgres"), request.getfixturevalue("_postgres_templates")
        )
    else:
        copy = _copy_to(tmp_path, request.getfixturevalue("_sqlite_templates"))
    opened: dict[str, Database] = {}
    with contextlib.ExitStack() as closing:

        def open_database(service: str) -> Database:
            if service not in opened:
                opened[service] = closing.enter_context(contextlib.closing(Database(copy(service))))
            return opened[service]

        yield open_database


def _copy_in(server: Postgres, template: Callable[[str], str]) -> Callable[[str], str]:
    def copy(service: str) -> str:
        name = f"{service}_{new_id().hex}"
        return _with_driver(server.create_database(name, template=template(service)))

    return copy


def _copy_to(folder: Path, template: Callable[[str], Path]) -> Callable[[str], str]:
    def copy(service: str) -> str:
        return f"sqlite:///{shutil.copy(template(service), folder / f'{service}.db')}"

    return copy


def _with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg2://", 1)
