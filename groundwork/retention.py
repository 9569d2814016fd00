"""Retention (保存期限): what is past its period is cleaned, a portion an hour; PIPL art. 19.

A service says for each class of `vocabulary.retention` what of its tables is old, and what
is done with a portion of it; counting, portions, turns and the log follow.
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
#: In which role the clock cleans.
ROLE = "retention"
_SECONDS = 3600.0

Old = Callable[[], sa.Select[Any]]


@dataclass(frozen=True)
class Cleaning:
    """What of one table is past its period, and what is done with a portion; gives how many."""

    old: Old
    clean: Callable[[Session], int]


#: For each class, by table.
Classes = Mapping[str, Sequence[Cleaning]]


def each(table: type[Any], old: Old, forget: Callable[[Session, Any], None]) -> Cleaning:
    """Do this with each row by itself, locked; what others hold now comes the next time."""

    def clean(session: Session) -> int:
        chosen = old().order_by(table.id).limit(AT_ONCE)
        rows = session.scalars(chosen.with_for_update(skip_locked=True, of=table)).all()
        for row in rows:
            forget(session, row)
        return len(rows)

    return Cleaning(old, clean)


def deleting(key: Any, is_old: Callable[[], sa.ColumnElement[bool]]) -> Cleaning:
    """Delete the rows; `key`: the column that says which one a row is."""

    def old() -> sa.Select[Any]:
        return sa.select(key).where(is_old())

    def clean(session: Session) -> int:
        found = list(session.scalars(old().limit(AT_ONCE)))
        session.execute(sa.delete(key.table).where(key.in_(found)))
        return len(found)

    return Cleaning(old, clean)


def past(moment: Any, name: str) -> Callable[[], sa.ColumnElement[bool]]:
    """Rows whose moment lies longer ago than a class is kept."""
    return lambda: moment < retention.limit(name)


def due(session: Session, classes: Classes) -> dict[str, int]:
    """How many rows of each class are past their period."""
    return {
        name: sum(_counted(session, table.old()) for table in tables)
        for name, tables in classes.items()
    }


def clean(session: Session, classes: Classes) -> dict[str, int]:
    """Clean at most `AT_ONCE` rows of each table that are past their period; gives how many."""
    act_as(session, RESIDENT, ROLE)
    return {name: sum(table.clean(session) for table in tables) for name, tables in classes.items()}


def cleans(database: str, classes: Classes) -> Callable[[Service, Work], None]:
    """The entry point that cleans a portion an hour, so that nobody waits for it."""

    def clean_what_is_old(_service: Service, work: Work) -> None:
        cleaned = clean(work.session, classes)
        if any(cleaned.values()):
            log.info("retention", database=database, **cleaned)

    return every(_SECONDS)(clean_what_is_old)


def _counted(session: Session, old: sa.Select[Any]) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(old.subquery())) or 0
