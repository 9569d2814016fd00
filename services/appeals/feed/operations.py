"""Telling once a day what was published, so that a copy can be checked."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from bus import log, outbox
from contracts.appeals.feed import DayDigested
from vocabulary.actors import RESIDENT
from vocabulary.periods import day_of, start_of_day

_TASK = "appeals.day_digested"


def digest(session: Session, now: dt.datetime) -> None:
    """Publish the digest of everything up to the end of yesterday, once, if there was anything.

    After days of standstill one digest holds them all.
    """
    today = day_of(now)
    if not log.claim_day(session, _TASK, today):
        return
    before = log.latest(session, DayDigested.cloud_type())
    first = before["last"] + 1 if before else 1
    last = log.last_before(session, start_of_day(today))
    if last < first:
        return
    found = log.digest(session, first, last)
    event = DayDigested(
        day=today - dt.timedelta(days=1),
        first=found.first,
        last=found.last,
        sha256=found.sha256,
        version=1,
    )
    outbox.add(session, event, actor=RESIDENT)
