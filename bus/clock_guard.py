"""Looks at the clock beside the pulse of a database: against the database's, and its own last mark."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus.tables import CLOCK_MARK
from runtime import clock
from runtime.clock_trust import TRUST
from runtime.logs import logger
from vocabulary.counted import counted

log = logger(__name__)

LARGEST_JUMP = dt.timedelta(hours=1)
#: A machine may have been off for so long; after more, somebody looks.
LONGEST_AWAY = dt.timedelta(days=31)
_MARK_SECONDS = 60.0


class ClockGuard:
    """What one process knows by one database."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._mark_at = 0.0
        self._confirmed_at: dt.datetime | None = None
        self._is_first = True
        self._has_told = False

    @property
    def is_mark_due(self) -> bool:
        """Whether the next look writes, if the clock is right."""
        return clock.monotonic() >= self._mark_at

    def look(self, session: Session) -> None:
        """Hold the clock against what this database knows; leave a mark now and then."""
        wall = clock.wall()
        TRUST.corrected(wall)
        row = session.execute(
            sa.select(CLOCK_MARK.c.seen_at, CLOCK_MARK.c.confirmed_at)
        ).one_or_none()
        if row is not None and self._is_confirmed(row.confirmed_at, wall):
            log.warning("clock_confirmed", database=self._name)
            TRUST.confirm()
        if TRUST.doubt is None:
            self._compare(session, wall, row.seen_at if row else None)
        self._is_first = False
        if TRUST.doubt is not None:
            if not self._has_told:
                log.error("clock_in_doubt", database=self._name, why=TRUST.doubt)
            self._has_told = True
            return
        self._has_told = False
        TRUST.follow(wall)
        if self.is_mark_due:
            mark(session, wall)
            self._mark_at = clock.monotonic() + _MARK_SECONDS

    def _is_confirmed(self, confirmed_at: dt.datetime | None, wall: dt.datetime) -> bool:
        if self._is_first or confirmed_at is None or confirmed_at == self._confirmed_at:
            self._confirmed_at = confirmed_at
            return False
        if abs(wall - confirmed_at) > LARGEST_JUMP:
            # Said of another clock than this machine's.
            return False
        self._confirmed_at = confirmed_at
        return True

    def _compare(self, session: Session, wall: dt.datetime, seen_at: dt.datetime | None) -> None:
        theirs = database_time(session)
        if theirs is not None and abs(wall - theirs) > LARGEST_JUMP:
            why = f"this machine's clock and that of its database differ by {_about(wall - theirs)}"
            TRUST.suspect(why, seen_at or theirs)
        elif self._is_first and seen_at is not None and wall < seen_at - LARGEST_JUMP:
            TRUST.suspect(f"the clock is behind {seen_at:%Y-%m-%d %H:%M}Z, seen before", seen_at)
        elif self._is_first and seen_at is not None and wall > seen_at + LONGEST_AWAY:
            away = _about(wall - seen_at)
            TRUST.suspect(f"the clock is {away} after {seen_at:%Y-%m-%d}, seen last", seen_at)


def _about(difference: dt.timedelta) -> str:
    if abs(difference) < dt.timedelta(days=2):
        return counted(round(abs(difference).total_seconds() / 3600), "hour", "hours")
    return counted(abs(difference).days, "day", "days")


def database_time(session: Session) -> dt.datetime | None:
    """What the database's own clock says; None if it has none."""
    if session.get_bind().dialect.name != "postgresql":
        return None
    found: dt.datetime | None = session.scalar(sa.select(sa.func.clock_timestamp()))
    return found


def mark(session: Session, now: dt.datetime, *, confirmed_by: str | None = None) -> None:
    """Write down that the clock was right at this moment."""
    values: dict[str, object] = {"seen_at": now}
    if confirmed_by is not None:
        values |= {"confirmed_at": now, "confirmed_by": confirmed_by}
    changed = session.execute(sa.update(CLOCK_MARK).values(values))
    if not changed.rowcount:  # type: ignore[attr-defined]  # of a change
        session.execute(sa.insert(CLOCK_MARK).values(id=1, **values))
