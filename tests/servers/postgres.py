"""A throw-away PostgreSQL, with its durability as in a deployment or without any."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess

import psycopg2
from psycopg2.extensions import connection as Connection  # noqa: N812 - a class

from tests.servers import leftovers, programs
from tests.servers.waiting import wait_for

#: Owns every database, and migrates it.
_USER = "postgres"
#: Owns nothing; migrating gives it the rights of the services (`runtime/grants.py`).
_SERVICES = f"{_USER}_service"
#: After a power cut it first brings every file of every database to disk.
_RECOVERY_SECONDS = 180
_PLACE = "/usr/lib/postgresql/*/bin"
#: Nothing waits for the disk. A crash may cost the data, and no test of these servers has one.
_NOT_DURABLE = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
#: Before this version a database is always copied file by file, and it cannot be asked for.
_HAS_STRATEGIES = 150_000


class Postgres:
    """One server on a free port, in a folder of its own.

    Durable where faults are tried or speed is measured; the others are quicker without.
    """

    def __init__(self, *, durable: bool = True) -> None:
        self._durable = durable
        self._kept: Connection | None = None
        self.port = programs.free_port()
        self._folder = leftovers.new_folder("pg", in_memory=not durable)
        programs.own(self._folder, _USER)
        self._data = self._folder / "data"
        self._process: subprocess.Popen[bytes] | None = None
        sync = () if durable else ("--no-sync",)
        self._run("initdb", "-D", str(self._data), "-U", _USER, "-A", "trust", "-E", "UTF8", *sync)

    def start(self) -> None:
        """Start and wait until it answers."""
        settings = {
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self._folder),
            "max_connections": "200",
            **({} if self._durable else _NOT_DURABLE),
        }
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        log = (self._folder / "log").open("ab")
        self._process = subprocess.Popen(
            programs.as_user(
                _USER, [programs.find("postgres", _PLACE), "-D", str(self._data), *arguments]
            ),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        try:
            wait_for(self._answers, _RECOVERY_SECONDS, "PostgreSQL answers")
        except TimeoutError as late:
            late.add_note((self._folder / "log").read_text(errors="replace")[-2000:])
            raise
        self._make_role_of_services()

    def stop(self) -> None:
        """Stop as an administrator does, cutting the connections."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Stop as a power cut does: nothing of it lives on and keeps the data folder taken."""
        helpers = [] if self._process is None else programs.children(self._process.pid)
        self._end(signal.SIGKILL)
        for helper in helpers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(helper, signal.SIGKILL)
        wait_for(
            lambda: not any(programs.is_alive(helper) for helper in helpers),
            30,
            "PostgreSQL's own processes are gone",
        )

    def remove(self) -> None:
        """Stop and take everything away."""
        if self._process is not None:
            self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{database}"

    def url_of_services(self, url: str) -> str:
        """The same database for a service, which may do less there than its owner."""
        return url.replace(f"//{_USER}@", f"//{_SERVICES}@", 1)

    def create_database(self, name: str, *, template: str = "template1") -> str:
        """Make a database of a new name; gives its address."""
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{self._strategy()}')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database, even with open connections."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def execute(self, statement: str) -> None:
        """Run one statement on the server itself."""
        with self._connection().cursor() as cursor:
            cursor.execute(statement)

    def program(self, name: str) -> str:
        """The path of one of PostgreSQL's own programs, such as pgbench."""
        return programs.find(name, _PLACE)

    def _strategy(self) -> str:
        # Copying files spares the log, but makes a durable server bring everything to disk twice.
        has_choice = self._connection().server_version >= _HAS_STRATEGIES
        return " STRATEGY FILE_COPY" if has_choice and not self._durable else ""

    def _connection(self) -> Connection:
        if self._kept is None or self._kept.closed:
            self._kept = psycopg2.connect(self.url("postgres"))
            self._kept.autocommit = True
        return self._kept

    def _answers(self) -> bool:
        self.execute("SELECT 1")
        return True

    def _make_role_of_services(self) -> None:
        with self._connection().cursor() as cursor:
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", (_SERVICES,))
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE ROLE {_SERVICES} LOGIN")

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        if self._kept is not None:
            self._kept.close()
            self._kept = None
        self._process.send_signal(number)
        self._process.wait(60)
        self._process = None
        wait_for(lambda: not programs.listens(self.port), 30, "PostgreSQL is gone")

    def _run(self, program: str, *arguments: str) -> None:
        found = subprocess.run(
            programs.as_user(_USER, [programs.find(program, _PLACE), *arguments]),
            check=False,
            capture_output=True,
            cwd=self._folder,
        )
        if found.returncode != 0:
            raise RuntimeError(f"{program}: {found.stderr.decode()}")
