"""Retention (保存期限): data past its period is cleaned, a portion each hour; PIPL art. 19.

For each class of `vocabulary.retention` a service declares which of its rows are old, and what to
do with a portion of them; counting, portions, turns and the log follow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act_as
from bus.entrypoints import Service, Work, every
from runtime import retention
from runtime.logs import logger
from vocabulary.actors import RESIDENT

log = logger(__name__)

#: Rows of one table that are cleaned in one transaction.
AT_ONCE = 200
#: The role in which the clock cleans.
ROLE = "retention"
_SECONDS = 3600.0

Old = Callable[[], sa.Select[Any]]


@dataclass(frozen=True)
class Cleaning:
    """The rows of one table past their period, and the work on a portion; returns how many."""

    old: Old
    clean: Callable[[Session], int]


#: For each class, by table.
Classes = Mapping[str, Sequence[Cleaning]]


def each(table: type[Any], old: Old, forget: Callable[[Session, Any], None]) -> Cleaning:
    """Do this with each row by itself, locked; rows locked by others wait for the next turn."""

    def clean(session: Session) -> int:
        chosen = old().order_by(table.id).limit(AT_ONCE)
        rows = session.scalars(chosen.with_for_update(skip_locked=True, of=table)).all()
        for row in rows:
            forget(session, row)
        return len(rows)

    return Cleaning(old, clean)


def deleting(key: Any, is_old: Callable[[], sa.ColumnElement[bool]]) -> Cleaning:
    """Delete the rows; `key`: the column that identifies a row."""

    def old() -> sa.Select[Any]:
        return sa.select(key).where(is_old())

    def clean(session: Session) -> int:
        found = list(session.scalars(old().limit(AT_ONCE)))
        session.execute(sa.delete(key.table).where(key.in_(found)))
        return len(found)

    return Cleaning(old, clean)


def past(moment: Any, name: str) -> Callable[[], sa.ColumnElement[bool]]:
    """Rows whose moment is older than the period of a class."""
    return lambda: moment < retention.limit(name)


def due(session: Session, classes: Classes) -> dict[str, int]:
    """Count the rows of each class that are past their period."""
    return {
        name: sum(_counted(session, table.old()) for table in tables)
        for name, tables in classes.items()
    }


def clean(session: Session, classes: Classes) -> dict[str, int]:
    """Clean at most `AT_ONCE` rows of each table that are past their period; returns how many."""
    act_as(session, RESIDENT, ROLE)
    return {name: sum(table.clean(session) for table in tables) for name, tables in classes.items()}


def cleans(database: str, classes: Classes) -> Callable[[Service, Work], None]:
    """The entry point that cleans a portion each hour, so that no request waits for it."""

    def clean_what_is_old(_service: Service, work: Work) -> None:
        cleaned = clean(work.session, classes)
        if any(cleaned.values()):
            log.info("retention", database=database, **cleaned)

    return every(_SECONDS)(clean_what_is_old)


def _counted(session: Session, old: sa.Select[Any]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(old.subquery())) or 0
