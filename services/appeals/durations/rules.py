"""How durations are counted: in days of Asia/Shanghai, all of them, not working days.

An appeal closed on the day of its receipt took 0 days. The steps are those in which people speak of
waiting: the same day, three days, a week, a fortnight, a month, two, three, and longer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vocabulary.periods import Period, months_after
from vocabulary.problems import wrong_field

#: The most days of each step but the last, which is open.
BOUNDS = (0, 3, 7, 15, 30, 60, 90)
#: A longer period would read too many appeals for one look.
MONTHS_MOST = 24
_USUAL_MONTHS = 12
#: Days outside are typing errors.
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2999, 12, 31)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Took:
    """How many appeals took just so many days, and how many of them were settled."""

    days: int
    closed: int
    settled: int


@dataclass(frozen=True)
class Step:
    """The appeals that took from `least` to `most` days; None: or any number more."""

    least: int
    most: int | None
    closed: int
    settled: int


def steps(found: Sequence[Took]) -> list[Step]:
    """Every step, also those without an appeal."""
    edges: list[tuple[int, int | None]] = list(
        zip((0, *(bound + 1 for bound in BOUNDS)), (*BOUNDS, None), strict=True)
    )
    return [
        Step(
            least,
            most,
            sum(one.closed for one in found if _is_in(one, least, most)),
            sum(one.settled for one in found if _is_in(one, least, most)),
        )
        for least, most in edges
    ]


def median(found: Sequence[Took]) -> float | None:
    """The middle one, or half-way between the two in the middle; None of none."""
    whole = sum(one.closed for one in found)
    if not whole:
        return None
    return (_nth(found, (whole - 1) // 2) + _nth(found, whole // 2)) / 2


def within(found: Sequence[Took]) -> int | None:
    """The days within which nine of ten were closed; None of none."""
    whole = sum(one.closed for one in found)
    # The ninth of ten, and the tenth of eleven: no fewer than nine tenths.
    return _nth(found, -(-whole * 9 // 10) - 1) if whole else None


def period_of(first: dt.date | None, last: dt.date | None, *, today: dt.date) -> Period:
    """The days of closing that are asked for, both included.

    Raises:
        Invalid: a day is out of reach, the last is before the first, or the period is too long.
    """
    for field, day in (("closed_from", first), ("closed_to", last)):
        if day is not None and not EARLIEST <= day <= LATEST:
            raise wrong_field(
                field,
                "out_of_range",
                zh=f"日期 {day} 不在 {EARLIEST} 至 {LATEST} 之间，请检查年份。",
                en=f"{day} is not between {EARLIEST} and {LATEST}; check the year.",
            )
    end = last or today
    begin = first or months_after(end, -_USUAL_MONTHS) + _DAY
    if end < begin:
        raise wrong_field(
            "closed_to",
            "period_reversed",
            zh=f"截止日期 {end} 早于起始日期 {begin}，请调换。",
            en=f"The last day {end} is before the first day {begin}; exchange them.",
        )
    if begin <= months_after(end, -MONTHS_MOST):
        raise wrong_field(
            "closed_from",
            "period_too_long",
            zh=f"一次最多统计 {MONTHS_MOST} 个月，请缩短时间。",
            en=f"At most {MONTHS_MOST} months are counted at once; choose a shorter period.",
        )
    return Period(begin, end)


def _is_in(one: Took, least: int, most: int | None) -> bool:
    return least <= one.days and (most is None or one.days <= most)


def _nth(found: Sequence[Took], place: int) -> int:
    """The days of the appeal at this place, the quickest at 0."""
    for one in sorted(found, key=lambda each: each.days):
        if place < one.closed:
            return one.days
        place -= one.closed
    raise IndexError(place)
