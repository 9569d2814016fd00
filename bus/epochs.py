"""The log of events after a restore: it goes on where no place was ever given before.

A restored log ends at an older place than readers may have seen. If it went on there, other events
would get the places that those readers know. So each restore begins an epoch, whose number stands
in front of the places: epoch 7 begins at 700,000,001. The number is the minute of the restore,
because an older log does not know of the restores after it. No place is given before that minute is
over: so another restore within it may take the same number, as nobody knows a place of the first.
A reader whose last place lies between the end of the restored log and the epoch's first has seen
events that are lost, and is told so.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import archiving
from bus.tables import LOG_EPOCH, OUTBOX

#: How many places an epoch has; with it, places stay exact in JSON for a century.
PLACES = 10**8
_FIRST_MINUTE = dt.datetime(2010, 1, 1, tzinfo=dt.UTC)
_MINUTE = dt.timedelta(minutes=1)
#: An epoch whose minute ends later than this is ahead of the clock, and nothing is won by waiting.
_LONGEST_WAIT = 2 * _MINUTE


def begin(session: Session, now: dt.datetime) -> int:
    """Begin an epoch in a restored log, above every place that it knows; returns its number."""
    minute = (now - _FIRST_MINUTE) // _MINUTE
    number = max(minute, last_place(session.connection()) // PLACES + 1)
    ended = _last_given(session.connection())
    row = {"number": number, "ended": ended, "begun_at": now}
    session.execute(sa.insert(LOG_EPOCH).values(row))
    return number


def newest(connection: sa.Connection) -> int:
    """The number of the epoch that the log is in; 0 where it was never restored."""
    return connection.scalar(sa.select(sa.func.max(LOG_EPOCH.c.number))) or 0


def last_place(connection: sa.Connection) -> int:
    """The place before the one that the next event gets."""
    return max(_last_given(connection), newest(connection) * PLACES)


def _last_given(connection: sa.Connection) -> int:
    given = connection.scalar(sa.select(sa.func.max(OUTBOX.c.pos))) or 0
    return max(given, archiving.last_place(connection))


def seconds_until_over(connection: sa.Connection, now: dt.datetime) -> float:
    """How long no place may be given yet: until the minute of the newest epoch is over."""
    ends = _FIRST_MINUTE + (newest(connection) + 1) * _MINUTE
    return (ends - now).total_seconds() if now < ends <= now + _LONGEST_WAIT else 0.0


def end_before(session: Session, place: int) -> int | None:
    """Where the log ends that still holds, for a reader of a lost place; None: it is not lost."""
    row = session.execute(
        sa.select(LOG_EPOCH.c.ended)
        .where(LOG_EPOCH.c.ended < place, LOG_EPOCH.c.number > place // PLACES)
        .order_by(LOG_EPOCH.c.ended)
        .limit(1)
    ).first()
    return None if row is None else int(row.ended)
