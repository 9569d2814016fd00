"""One moment for all databases: writers wait, until each of them has its snapshot.

The services tell each other by events. If one database were older than another, a service would
know of events that their source has lost. So all tables of all databases are locked against writing,
then each database gives a snapshot, and all are released at once: within milliseconds, unless a
transaction is slow. What takes time, the copying, is done from the snapshots. Reading goes on always
(docs/decisions/0026-backups-at-one-moment.md).
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import click
import sqlalchemy as sa
from sqlalchemy import exc

from runtime import clock, waiting
from runtime.database import Database, keep_open
from runtime.logs import in_one_line

#: The first tries end before PostgreSQL takes the waiting for a deadlock and breaks a transaction
#: of a service; the later ones wait until it has sent its own cleaning away.
_TRIES_SECONDS = (0.8,) * 6 + (4.0,) * 4
_PAUSE_SECONDS = 0.5
_PLACES = "/usr/lib/postgresql"


class Busy(Exception):  # noqa: N818 - a state of the database
    """Somebody is writing for longer than one wants to wait."""


class Source(Protocol):
    """One database that is saved."""

    name: str
    kind: str

    def stand_still(self, seconds: float) -> None:
        """Let nobody write from now on.

        Raises:
            Busy: somebody was writing all the time.
        """

    def take(self) -> None:
        """Keep what stands there now, whatever is written later."""

    def go_on(self) -> None:
        """Let others write again."""

    def rows(self, query: str) -> list[Any]:
        """What a query finds in what was kept."""

    def save(self, file: Path) -> None:
        """Copy what was kept."""

    def close(self) -> None:
        """Keep it no longer."""


@contextlib.contextmanager
def one_moment(sources: Sequence[Source]) -> Iterator[float]:
    """Inside, each source holds the same moment; gives for how many seconds writers waited.

    Raises:
        click.ClickException: somebody writes without a pause.
    """
    try:
        yield _taken(sources)
    finally:
        for one in sources:
            one.close()


def _taken(sources: Sequence[Source]) -> float:
    for seconds in _TRIES_SECONDS:
        began = clock.monotonic()
        try:
            for one in sources:
                one.stand_still(seconds)
            for one in sources:
                one.take()
        except Busy as busy:
            why = busy
        else:
            return clock.monotonic() - began
        finally:
            for one in sources:
                one.go_on()
        waiting.pause(_PAUSE_SECONDS)
    raise click.ClickException(
        f"有事务一直在写入，未能备份。Nothing was saved: {why}. Try again when less is written."
    )


def source(name: str, url: str) -> Source:
    """A database by its address."""
    is_postgres = sa.make_url(url).get_backend_name() == "postgresql"
    return (
        OnServer(name, url) if is_postgres else InFile(name, Path(sa.make_url(url).database or ""))
    )


class OnServer:
    """A database of PostgreSQL."""

    kind = "postgresql"

    def __init__(self, name: str, url: str) -> None:
        self.name, self._url = name, url
        self._database = Database(url, pool_size=2, patient=True)
        self._gate = self._database.engine.connect()
        self._kept = self._database.engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._snapshot = ""

    def stand_still(self, seconds: float) -> None:
        """Lock every table against writing."""
        with self._gate.begin():
            tables = self._gate.scalars(sa.text(_TABLES)).all()
        self._gate.begin()
        self._gate.execute(sa.text(f"SET LOCAL statement_timeout = {int(seconds * 1000)}"))
        try:
            # All in one statement, so that the limit is for all of them.
            self._gate.execute(sa.text(f"LOCK TABLE {', '.join(tables)} IN SHARE MODE"))
        except exc.DBAPIError as failed:
            raise Busy(f"{self.name}: {in_one_line(failed)}") from None

    def take(self) -> None:
        """Export a snapshot, and hold it for as long as it is copied."""
        self._kept.begin()
        keep_open(self._kept)
        self._snapshot = str(self._kept.scalar(sa.text("SELECT pg_export_snapshot()")))

    def go_on(self) -> None:
        """Release the tables."""
        self._gate.rollback()

    def rows(self, query: str) -> list[Any]:
        """What a query finds in the snapshot."""
        return list(self._kept.execute(sa.text(query)))

    def save(self, file: Path) -> None:
        """Let pg_dump copy the snapshot."""
        run_tool(
            "pg_dump",
            self._url,
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--no-comments",
            f"--snapshot={self._snapshot}",
            f"--file={file}",
        )

    def close(self) -> None:
        """Give the snapshot back."""
        for one in (self._gate, self._kept):
            one.close()
        self._database.close()


_TABLES = """
SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables
WHERE schemaname = ANY (current_schemas(false)) ORDER BY 1
"""


class InFile:
    """A database of SQLite."""

    kind = "sqlite"

    def __init__(self, name: str, path: Path) -> None:
        self.name, self._path = name, path
        if not path.exists():
            raise click.ClickException(f"没有数据库文件 {path}。There is no database {path}.")
        # Where we say, transactions begin; and no file is made anew.
        self._gate = self._connected()
        self._kept = self._connected()

    def stand_still(self, seconds: float) -> None:
        """Take the writer's place."""
        self._gate.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
        try:
            self._gate.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as failed:
            raise Busy(f"{self.name}: {failed}") from None

    def take(self) -> None:
        """Begin to read: what is written later is not seen."""
        self._kept.execute("BEGIN")
        self._kept.execute("SELECT count(*) FROM sqlite_schema").fetchone()

    def go_on(self) -> None:
        """Give the writer's place back."""
        if self._gate.in_transaction:
            self._gate.execute("ROLLBACK")

    def rows(self, query: str) -> list[Any]:
        """What a query finds in what is kept."""
        return self._kept.execute(query).fetchall()

    def save(self, file: Path) -> None:
        """Copy it page by page."""
        with contextlib.closing(sqlite3.connect(file)) as copy:
            self._kept.backup(copy)
            # One file, without a log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")

    def close(self) -> None:
        """Stop reading."""
        for one in (self._gate, self._kept):
            one.close()

    def _connected(self) -> sqlite3.Connection:
        address = f"{self._path.absolute().as_uri()}?mode=rw"
        return sqlite3.connect(address, uri=True, isolation_level=None)


def run_tool(program: str, url: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on a database; its password stands in no list of processes.

    Raises:
        click.ClickException: it is not here, or fails; in its words.
    """
    address = sa.make_url(url).set(drivername="postgresql")
    environment = dict(os.environ)
    if address.password is not None:
        environment["PGPASSWORD"] = str(address.password)
    bare = address.set(password=None).render_as_string(hide_password=False)
    _run(program, [f"--dbname={bare}", *arguments], environment)


def check_dump(file: Path) -> None:
    """Let pg_restore read what is in a dump, without any database.

    Raises:
        click.ClickException: it cannot, as where it is older than the dump.
    """
    _run("pg_restore", ["--list", str(file)], dict(os.environ))


def _run(program: str, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, and addresses of the settings
        [_tool(program), *arguments],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
        raise click.ClickException(f"{program}: {said[0]}")


def _version_of(path: Path) -> tuple[int, ...]:
    # As text 9.6 would be newer than 17.
    return tuple(int(part) for part in re.findall(r"\d+", path.parts[-3]))


def _tool(program: str) -> str:
    # The newest: an older one refuses a newer server.
    found = max(Path(_PLACES).glob(f"*/bin/{program}"), key=_version_of, default=None)
    path = str(found) if found else shutil.which(program)
    if path is None:
        raise click.ClickException(
            f"没有 {program}，请安装 postgresql-client。"
            f"{program} is not here: install postgresql-client, of the server's version or later."
        )
    return path
