"""The gateway's own database for what secrets pass: signing in, passwords, keys.

These are no requests between services, so that no secret lies in a queue or in a stored answer. If
the database is away, the answer says to try again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy import exc
from sqlalchemy.orm import Session

from runtime.database import Database, is_absent
from vocabulary.problems import Unavailable


class OwnDatabase:
    """Sessions of the gateway's database, for code behind a route."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """Sees one state of the database.

        Raises:
            Unavailable: it is away.
        """
        with _told(), self._database.reading() as session:
            yield session

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """All changes together, or none.

        Raises:
            Unavailable: it is away.
        """
        with _told(), self._database.writing() as session:
            yield session


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except exc.SQLAlchemyError as failure:
        if not is_absent(failure):
            raise
        raise Unavailable(
            "数据库暂时不可用，请稍后再试。",
            "The database is away; try again shortly.",
            retry_after_seconds=5,
        ) from failure
