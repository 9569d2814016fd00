"""Telling the relay of a database that there is something to publish.

PostgreSQL commits transactions that notify one at a time, with their waiting for the disk. So what
writes events does not notify; a transaction of its own does so afterwards, and waits for no disk.
Where that fails, or the process ends between, the relay finds the events by itself in seconds.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from runtime.database import Database
from runtime.logs import in_one_line, logger

log = logger(__name__)

_CHANNEL = "outbox"
#: On one machine without a server the relay is in the same process, as a rule.
_HERE: dict[str, Callable[[], None]] = {}


def hang(database: Database, heard: Callable[[], None]) -> None:
    """Call this when the bell of a database of one machine rings in this process."""
    _HERE[database.url] = heard


def listen(connection: sa.Connection) -> None:
    """Let this connection to a server hear the bell, from its next commit on."""
    connection.execute(sa.text(f"LISTEN {_CHANNEL}"))


def ring(database: Database) -> None:
    """There may be something to publish."""
    if not database.is_postgres:
        if (heard := _HERE.get(database.url)) is not None:
            heard()
        return
    try:
        with database.engine.begin() as connection:
            connection.execute(sa.text(f"SET LOCAL synchronous_commit = off; NOTIFY {_CHANNEL}"))
    except sa.exc.SQLAlchemyError as failure:
        # What was written is committed, and stays so.
        log.info("relay_not_told", error=in_one_line(failure))
