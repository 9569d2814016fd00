"""Whether messages are due to be tried again: one look at a database for all its subscriptions.

A look of each of them would be most of what a process does while nothing happens.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from bus.tables import INBOX
from runtime import clock
from runtime.database import Database

#: How old an answer may be.
_LOOK_SECONDS = 1.0


class Due:
    """The messages of this process's consumers of one database whose time has come."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._consumers: list[str] = []
        self._first = _first_of(self._consumers)
        self._found = False
        self._look_at = 0.0

    def with_consumer(self, name: str) -> Callable[[], bool]:
        """Look for those of one more; gives a call that says whether any consumer has some."""
        self._consumers.append(name)
        # Made here and not for each look, as it names dozens of consumers.
        self._first = _first_of(self._consumers)
        return self._is_any

    def _is_any(self) -> bool:
        now = clock.monotonic()
        if now >= self._look_at:
            # First, as others ask while this look waits for the database.
            self._look_at = now + _LOOK_SECONDS
            with self._database.reading() as session:
                found = session.scalar(self._first, {"now": clock.now()})
                self._found = found is not None
        return self._found


def _first_of(consumers: list[str]) -> sa.Select[tuple[str]]:
    # By the names the index finds it, however many wait for a later time.
    return (
        sa.select(INBOX.c.consumer)
        .where(
            INBOX.c.consumer.in_(consumers),
            INBOX.c.state == "retry",
            INBOX.c.due_at <= sa.bindparam("now"),
        )
        .limit(1)
    )
