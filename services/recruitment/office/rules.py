"""When an office begins, when its end is announced, and what an end brings with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from contracts.recruitment.words import EndReason, Part
from contracts.words import names_of
from vocabulary.periods import day_of
from vocabulary.problems import WrongState

_DAY = dt.timedelta(days=1)
#: The unified part that a clerk may record by hand (R14). The others follow from their own deeds:
#: issuing the certificate, writing the handbook entry, making the channel public.
STATED_PARTS = frozenset({Part.CEREMONY})


def check_parts(marked: Collection[str]) -> None:
    """Check the four parts, required before anybody is in office.

    Raises:
        WrongState: some are missing.
    """
    missing = [part for part in Part if part not in marked]
    if missing:
        names = names_of(missing)
        raise WrongState(f"“四个统一”尚缺：{names.zh}。", f"Still missing: {names.en}.")


def is_over(last: dt.date, now: dt.datetime) -> bool:
    """Whether 24:00 in Shanghai of that day has come."""
    return day_of(now) > last


def begins_on(
    *, term_from: dt.date, marked: Mapping[Part, dt.date], interim_from: dt.date | None
) -> dt.date:
    """First day in office: of the term, but not before the four parts stand.

    It is also after the first day of an interim holder, who needs one day at least.

    Raises:
        WrongState: parts are missing.
    """
    check_parts(marked)
    days = [term_from, *marked.values()]
    return max(days if interim_from is None else [*days, interim_from + _DAY])


def ends_renewals(end_reason: EndReason | None) -> bool:
    """Whether an end takes along what was to go on with the term: all but its last day, or giving way."""
    return end_reason is not None and end_reason not in {EndReason.TERM_OVER, EndReason.SUPERSEDED}


def leaves_community(end_reason: EndReason) -> bool:
    """Whether the person can no longer be commissioner of the community, on any post."""
    return end_reason in {EndReason.DIED, EndReason.MOVED_AWAY}


def next_reminder(
    *, term_to: dt.date, today: dt.date, days: Collection[int], sent: int | None = None
) -> tuple[dt.date, int] | None:
    """When the next reminder of a term's end is due, and how many days before the end it counts.

    `sent`: the last one sent. A commissioner with less time left at the beginning, or reached late
    by the clock, gets only the nearest one. None: no more.
    """
    left = (term_to - today).days
    ahead = [number for number in days if sent is None or number < sent]
    if not ahead or left < 0:
        return None
    due = [number for number in ahead if left <= number]
    if due:
        return today, min(due)
    return term_to - max(ahead) * _DAY, max(ahead)
