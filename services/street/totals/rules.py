"""How figures are counted (R55 to R57, R66): over whole months and the days at their ends.

Settled (化解) and closed (办结) are two facts: an appeal closed by explanation is
closed and not settled. Every rate shows both of its numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from vocabulary.areas import covers
from vocabulary.periods import Period, months_after
from vocabulary.problems import wrong_field

#: Days outside are typing errors, and some cannot be turned into moments.
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2999, 12, 31)
_DAY = dt.timedelta(days=1)
#: Up to this many days are counted one by one.
_FEW_DAYS = 31


@dataclass(frozen=True)
class Count:
    """Appeals received, and of these closed and settled by now."""

    appeals: int = 0
    closed: int = 0
    settled: int = 0


@dataclass(frozen=True)
class Stretch:
    """Days in a row, up to the day before `ends`, that count once (1) or are taken off (-1)."""

    begins: dt.date
    ends: dt.date
    sign: int

    @property
    def days(self) -> list[dt.date]:
        """Each of them."""
        return [self.begins + day * _DAY for day in range((self.ends - self.begins).days)]


@dataclass(frozen=True)
class Pieces:
    """A period as the first days of whole months, and the stretches in which it differs."""

    months: list[dt.date]
    stretches: list[Stretch]


def count(counts: Iterable[Count]) -> Count:
    """All of them together."""
    total = Count()
    for one in counts:
        total = Count(
            total.appeals + one.appeals, total.closed + one.closed, total.settled + one.settled
        )
    return total


def pieces_of(first: dt.date, last: dt.date) -> Pieces:
    """A period, both days included, from as few counts as can be.

    From the month that begins nearest to the first day, to the one that begins nearest
    to the end. The days between are added, or taken off again.
    """
    ends = last + _DAY
    if (ends - first).days <= _FEW_DAYS:
        return Pieces([], [Stretch(first, ends, 1)])
    whole = _nearest_month(first), _nearest_month(ends)
    return Pieces(_months(*whole), [*_from_to(first, whole[0], 1), *_from_to(ends, whole[1], -1)])


def _from_to(edge: dt.date, month: dt.date, sign: int) -> list[Stretch]:
    """The stretch between an edge of the period and that of its months; reversed if backwards."""
    if edge == month:
        return []
    return [Stretch(edge, month, sign) if edge < month else Stretch(month, edge, -sign)]


def _nearest_month(day: dt.date) -> dt.date:
    this = day.replace(day=1)
    following = months_after(this, 1)
    return this if day - this <= following - day else following


def _months(first: dt.date, ends: dt.date) -> list[dt.date]:
    count_of = 12 * (ends.year - first.year) + ends.month - first.month
    return [months_after(first, number) for number in range(count_of)]


def months_of(first: int, last: int) -> list[dt.date]:
    """The first days of all months of these years."""
    return _months(dt.date(first, 1, 1), dt.date(last + 1, 1, 1))


def outermost(areas: Iterable[str]) -> list[str]:
    """Those of the areas that lie in none of the others, so that nothing counts twice."""
    every = set(areas)
    return sorted(
        area for area in every if not any(covers(other, area) for other in every - {area})
    )


def period_of(first: dt.date | None, last: dt.date | None) -> Period:
    """The period between two days, both included; an open end is None. R66.

    Raises:
        Invalid: a day that is out of reach, or the last day before the first.
    """
    for field, day in (("from", first), ("to", last)):
        if day is not None and not EARLIEST <= day <= LATEST:
            raise wrong_field(
                field,
                "out_of_range",
                zh=f"日期 {day} 不在 {EARLIEST} 至 {LATEST} 之间，请检查年份。",
                en=f"{day} is not between {EARLIEST} and {LATEST}; check the year.",
            )
    if first is not None and last is not None and last < first:
        raise wrong_field(
            "to",
            "period_reversed",
            zh=f"截止日期 {last} 早于起始日期 {first}，请调换。",
            en=f"the last day {last} is before the first day {first}; exchange them.",
        )
    return Period(first, last)
