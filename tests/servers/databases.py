"""Databases for tests: made once as templates, copied for each test, given back after it."""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import shutil
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from runtime import clock, migrating
from runtime.database import Database
from tests.servers.postgres import Postgres
from vocabulary.periods import day_of

T = TypeVar("T")


class Place(Protocol):
    """Where databases lie; a copy is an exact one, ids and moments included."""

    def migrated(self, service: str, name: str) -> None:
        """A migrated database of a service, to be copied."""

    def copy(self, template: str, name: str) -> str:
        """A copy of a database that nobody is connected to; gives its address."""

    def drop(self, name: str) -> None:
        """Drop a database, even with open connections."""


class OnPostgres:
    """Databases of one server."""

    def __init__(self, server: Postgres) -> None:
        self._server = server

    def migrated(self, service: str, name: str) -> None:
        migrating.upgrade(service, with_driver(self._server.create_database(name)))

    def copy(self, template: str, name: str) -> str:
        return with_driver(self._server.create_database(name, template=template))

    def drop(self, name: str) -> None:
        self._server.drop_database(name)


class OnSQLite:
    """Files of one folder. `ready`: where all workers of a run have migrated ones, made once."""

    def __init__(self, folder: Path, ready: Path) -> None:
        self._folder, self._ready = folder, ready

    def migrated(self, service: str, name: str) -> None:
        made = self._ready / f"{service}.db"
        with (self._ready / f"{service}.lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            if not made.exists():
                begun = made.with_suffix(".begun")
                migrating.upgrade(service, f"sqlite:///{begun}")
                begun.replace(made)
        shutil.copy(made, self.path(name))

    def copy(self, template: str, name: str) -> str:
        return f"sqlite:///{shutil.copy(self.path(template), self.path(name))}"

    def drop(self, name: str) -> None:
        for path in self._folder.glob(f"{name}.db*"):
            path.unlink()

    def path(self, name: str) -> Path:
        """The file of a database."""
        return self._folder / f"{name}.db"


class Databases:
    """One database of each service for the test that runs, as its template left it.

    The next test finds a new copy behind the same engine, which so keeps the statements
    that it has compiled.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._templates: dict[Hashable, tuple[str, Any]] = {}
        self._numbers = itertools.count(1)
        self._engines: dict[str, Database] = {}
        self._in_use: set[str] = set()

    def migrated(self, service: str) -> Database:
        """The service's database, empty; asked again within a test, the same one."""
        return self._given(service, self.template(service))

    def arranged(
        self, service: str, stage: Hashable, build: Callable[[Database], T]
    ) -> tuple[Database, T]:
        """The database as `build` leaves it, and what that gave; built once for all tests.

        A test begins with one stage, and what it has done there is not undone midway.
        """
        assert service not in self._in_use, f"{service} has begun already"
        # What began today would have begun yesterday in a test after midnight.
        key = (service, stage, day_of(clock.now()))
        if key not in self._templates:
            self._templates[key] = self._built(service, build)
        template, result = self._templates[key]
        return self._given(service, template), result

    def give_back(self) -> None:
        """Take away what the test has used."""
        for service in self._in_use:
            self._engines[service].close()
            self._place.drop(service)
        self._in_use.clear()

    def _given(self, service: str, template: str) -> Database:
        if service not in self._in_use:
            url = self._place.copy(template, service)
            self._in_use.add(service)
            if service not in self._engines:
                self._engines[service] = Database(url)
        return self._engines[service]

    def template(self, service: str) -> str:
        """The name of the service's migrated database, to be copied and never opened."""
        if service not in self._templates:
            name = f"template_{service}"
            self._place.migrated(service, name)
            self._templates[service] = (name, None)
        return self._templates[service][0]

    def _built(self, service: str, build: Callable[[Database], T]) -> tuple[str, T]:
        # A clock that one test has turned would show in all that come after.
        assert clock.now.__module__ == clock.__name__, "arrange first, then turn the clock"
        name = f"template_{service}_{next(self._numbers)}"
        url = self._place.copy(self.template(service), name)
        with contextlib.closing(Database(url)) as database:
            return name, build(database)


def with_driver(url: str) -> str:
    """The address as a deployment's settings give it to SQLAlchemy."""
    return url.replace("postgresql://", "postgresql+psycopg2://", 1)
