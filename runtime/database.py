"""One database of one service: PostgreSQL in a deployment, SQLite on a single machine."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from runtime import green_postgres, storing

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
#: A dead peer is noticed after about 15 seconds, by us and by the server: a lock that a
#: vanished machine holds must not outlive it by hours.
_KEEPALIVE = {"keepalives_idle": 5, "keepalives_interval": 5, "keepalives_count": 2}
_USER_TIMEOUT_MS = 15_000
_IDLE_IN_TRANSACTION_SECONDS = 60
#: How a transaction on SQLite begins; PostgreSQL has options of its own.
_MODE = "linli_mode"
_READING: dict[bool, dict[str, Any]] = {
    True: {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
    False: {_MODE: "reading"},
}


#: What is done after a session's commit, as keys in the order of their coming.
_AFTERWARDS = "linli_afterwards"

_READ_ONLY = "25006"
_SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}


_SQLITE_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_NO_SUCH_TABLE = "42P01"
_NO_RIGHT = "42501"


class DatabaseDamaged(Exception):  # noqa: N818 - says what the file is
    """A file of SQLite cannot be read any more; names it."""


class _Patience(NamedTuple):
    """How long a statement may take on PostgreSQL, without end if 0.

    And how long SQLite waits for another process that writes; this one stands
    still meanwhile.
    """

    statement_seconds: int
    busy_seconds: int


_PATIENCE = {False: _Patience(20, 2), True: _Patience(0, 60)}


def table_metadata() -> sa.MetaData:
    """Metadata whose constraints get the same names on every database."""
    return sa.MetaData(naming_convention=_NAMES)


#: A number that the database counts up by itself.
COUNTED = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


class Moment(sa.types.TypeDecorator[dt.datetime]):
    """A point in time: aware in Python, UTC in the database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[dt.datetime]:
        """The type of values in the column, which the library does not find by itself."""
        return dt.datetime

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> Any:
        """To UTC; SQLite keeps it without an offset."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value!r} has no offset"
            raise ValueError(message)
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> Any:  # noqa: ARG002 - the signature is SQLAlchemy's
        """From the database, always with UTC as its offset."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class WroteWhileReading(RuntimeError):  # noqa: N818 - says what the code did
    """A bug: a reading session tried to change something; ask for a writing one."""


class Database:
    """The engine and the sessions of one service's database."""

    def __init__(self, url: str, *, pool_size: int = 20, patient: bool = False) -> None:
        """`patient`: statements may take their time, as those of a migration do."""
        self.url = url
        self.is_postgres = sa.make_url(url).get_backend_name() == "postgresql"
        self.engine = (
            _postgres(url, pool_size, _PATIENCE[patient])
            if self.is_postgres
            else _sqlite(url, pool_size, _PATIENCE[patient])
        )
        self._reading = self.engine.execution_options(**_READING[self.is_postgres])
        self._writing = self.engine.execution_options(**{_MODE: "writing"})
        # A second SQLite writer would wait inside C and freeze the process, so it waits here.
        self._writer = contextlib.nullcontext() if self.is_postgres else threading.Lock()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database; an attempt to change it is an error."""
        with Session(self._reading) as session:
            try:
                yield session
            except exc.DBAPIError as error:
                if _is_refused_write(error):
                    raise WroteWhileReading(str(error.orig)) from error
                raise

    def write_lock(self) -> contextlib.AbstractContextManager[Any]:
        """Held while writing: one writer at a time on SQLite, no waiting on PostgreSQL."""
        return self._writer

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are committed together at the end, or not at all."""
        with self._writer, Session(self._writing) as session:
            yield session
            session.commit()
        for deed in session.info.get(_AFTERWARDS, ()):
            deed(self)

    @contextlib.contextmanager
    def writing_connection(self) -> Iterator[sa.Connection]:
        """The same as `writing` for callers who need no session."""
        with self._writer, self._writing.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def afterwards(session: Session, deed: Callable[[Database], None]) -> None:
    """Do this once the session has committed and given its connection back; the same deed once."""
    session.info.setdefault(_AFTERWARDS, {})[deed] = None


def _is_refused_write(error: exc.DBAPIError) -> bool:
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_code(error.orig) == sqlite3.SQLITE_READONLY
    return getattr(error.orig, "pgcode", None) == _READ_ONLY


def _sqlite_code(error: sqlite3.Error) -> int:
    # The low byte is the kind, the others say more about it.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def keep_open(connection: sa.Connection) -> None:
    """Let its transaction hold its one state while something beside the database is read.

    PostgreSQL would end it after a minute in which it is asked nothing.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def is_absent(error: BaseException) -> bool:
    """Whether the database is away, rather than the statement wrong; waiting helps."""
    if isinstance(error, exc.TimeoutError):
        return True
    if not isinstance(error, exc.DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    state = getattr(error.orig, "pgcode", None)
    if state is not None:
        # 08 connection, 53 resources, 57P shutdown; read-only after a failover.
        return str(state).startswith(("08", "53", "57P")) or state == _READ_ONLY
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_code(error.orig) in _SQLITE_AWAY
    return isinstance(error, exc.OperationalError | exc.InterfaceError)


def is_unmigrated(error: BaseException) -> bool:
    """Whether a table is lacking, as before the first `linli migrate`."""
    orig = getattr(error, "orig", None)
    if isinstance(orig, sqlite3.Error):
        return str(orig).startswith("no such table")
    return getattr(orig, "pgcode", None) == _NO_SUCH_TABLE


def is_refused(error: BaseException) -> bool:
    """Whether the role lacks the right to it."""
    return getattr(getattr(error, "orig", None), "pgcode", None) == _NO_RIGHT


def is_conflict(error: BaseException) -> bool:
    """Whether two transactions met (deadlock, serialisation); trying again at once helps."""
    orig = getattr(error, "orig", None)
    return getattr(orig, "pgcode", None) in {"40001", "40P01"}


#: Execution option of a statement that takes its rows in one parameter: those rows.
GIVEN = "linli_given"


def insert_new(
    session: Session,
    table: sa.Table,
    rows: Sequence[dict[str, Any]],
    *,
    unique: tuple[str, ...] = (),
    returning: str,
) -> list[Any]:
    """Insert the rows that do not exist yet; returns one column of the new ones.

    `unique`: the columns by which a row exists already. Without them any unique constraint counts:
    needed where a row meets two, as PostgreSQL looks at the others first.
    """
    if not rows:
        return []
    names = tuple(rows[0])
    statement = _new(_is_postgres(session), table, names, unique, returning)
    return list(_insert(session, statement, table, names, rows).scalars())


def upsert_newer(
    session: Session,
    table: sa.Table,
    rows: Sequence[dict[str, Any]],
    *,
    key: str | tuple[str, ...],
    version: str = "version",
    also_same: bool = False,
) -> None:
    """Insert the rows, or update those stored with an older version; older rows are ignored.

    `also_same`: what is stored with the same version is written again, as it may be wrong.
    """
    keys = (key,) if isinstance(key, str) else key
    newest: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        identity = tuple(row[name] for name in keys)
        if identity not in newest or newest[identity][version] < row[version]:
            newest[identity] = row
    if not newest:
        return
    # Always in one order, so that two processes cannot wait for each other.
    ordered = [newest[identity] for identity in sorted(newest)]
    names = tuple(rows[0])
    statement = _newer(_is_postgres(session), table, names, keys, version, also_same)
    _insert(session, statement, table, names, ordered)


def lock(session: Session, *tables: sa.Table) -> None:
    """Let no other change these tables before this transaction ends; readers go on."""
    # SQLite lets one writer in at a time anyway.
    if _is_postgres(session):
        names = ", ".join(table.name for table in tables)
        session.execute(sa.text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))


@functools.cache
def _new(
    on_postgres: bool,  # noqa: FBT001 - a part of the cache's key
    table: sa.Table,
    names: tuple[str, ...],
    unique: tuple[str, ...],
    returning: str,
) -> Any:
    into = _into(table, names, on_postgres=on_postgres)
    return into.on_conflict_do_nothing(index_elements=unique or None).returning(table.c[returning])


@functools.cache
def _newer(
    on_postgres: bool,  # noqa: FBT001 - a part of the cache's key
    table: sa.Table,
    names: tuple[str, ...],
    keys: tuple[str, ...],
    version: str,
    also_same: bool,  # noqa: FBT001 - a part of the cache's key
) -> Any:
    into = _into(table, names, on_postgres=on_postgres)
    return into.on_conflict_do_update(
        index_elements=keys,
        set_={name: into.excluded[name] for name in names if name not in keys},
        where=table.c[version] <= into.excluded[version]
        if also_same
        else table.c[version] < into.excluded[version],
    )


def _is_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _into(table: sa.Table, names: tuple[str, ...], *, on_postgres: bool) -> Any:
    return storing.from_json(table, names) if on_postgres else sqlite.insert(table)


def _insert(
    session: Session,
    statement: Any,
    table: sa.Table,
    names: tuple[str, ...],
    rows: Sequence[dict[str, Any]],
) -> sa.Result[Any]:
    """All rows in one statement: as JSON on PostgreSQL, as they are on SQLite."""
    if not _is_postgres(session):
        return session.execute(statement, list(rows))
    text = storing.as_json(table, names, [tuple(row[name] for name in names) for row in rows])
    return session.execute(statement, {storing.ROWS: text}, execution_options={GIVEN: rows})


def _postgres(url: str, pool_size: int, patience: _Patience) -> sa.Engine:
    green_postgres.limit_silence()
    address = sa.make_url(url)
    if address.drivername == "postgresql":
        # psycopg2 is the driver that eventlet makes green.
        address = address.set(drivername="postgresql+psycopg2")
    server = {
        **{f"tcp_{name}": value for name, value in _KEEPALIVE.items()},
        "tcp_user_timeout": _USER_TIMEOUT_MS,
        "statement_timeout": f"{patience.statement_seconds}s",
        "idle_in_transaction_session_timeout": f"{_IDLE_IN_TRANSACTION_SECONDS}s",
    }
    return sa.create_engine(
        address,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=5,
        pool_pre_ping=True,
        # An error ends in a log and in a dead letter, and values may be personal.
        hide_parameters=True,
        connect_args={
            "connect_timeout": int(green_postgres.CONNECT_SECONDS),
            **_KEEPALIVE,
            "tcp_user_timeout": _USER_TIMEOUT_MS,
            "application_name": "linli",
            "options": " ".join(f"-c {name}={value}" for name, value in server.items()),
        },
    )


def _sqlite(url: str, pool_size: int, patience: _Patience) -> sa.Engine:
    path = sa.make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url,
        pool_size=pool_size,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": patience.busy_seconds},
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # Transactions begin where we say, not where the driver guesses.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "handle_error")
    def name_damage(failed: sa.engine.ExceptionContext) -> None:
        found = failed.original_exception
        if isinstance(found, sqlite3.Error) and _sqlite_code(found) in _SQLITE_DAMAGED:
            raise DatabaseDamaged(str(path)) from found

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        mode = connection.get_execution_options().get(_MODE)
        # It lasts as long as the connection, and most begin as they did before.
        if connection.info.get(_MODE) != (mode == "reading"):
            connection.exec_driver_sql(f"PRAGMA query_only={mode == 'reading':d}")
            connection.info[_MODE] = mode == "reading"
        connection.exec_driver_sql("BEGIN IMMEDIATE" if mode == "writing" else "BEGIN")

    return engine
