"""How figures are counted (R55 to R57, R66): sums over groups of alike appeals.

Settled (化解) and closed (办结) are two facts: an appeal closed by explanation is
closed and not settled. Every rate shows both of its numbers.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from vocabulary.periods import Period
from vocabulary.problems import wrong_field

OPEN = "open"
SETTLED = "settled"
#: Days outside are typing errors, and some cannot be turned into moments.
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2999, 12, 31)
_TWO_PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Group:
    """How many appeals are alike in all that is counted; an open one has no outcome."""

    community: str
    category: str
    applicant_group: str
    outcome: str | None
    appeals: int


@dataclass(frozen=True)
class Count:
    """Appeals received, and of these closed and settled by now."""

    appeals: int = 0
    closed: int = 0
    settled: int = 0

    def with_group(self, group: Group) -> Count:
        """This count and a group more."""
        return Count(
            self.appeals + group.appeals,
            self.closed + (group.appeals if group.outcome is not None else 0),
            self.settled + (group.appeals if group.outcome == SETTLED else 0),
        )


def count(groups: Iterable[Group]) -> Count:
    """The count of all groups together."""
    total = Count()
    for group in groups:
        total = total.with_group(group)
    return total


def count_by(key: Callable[[Group], str], groups: Iterable[Group]) -> list[tuple[str, Count]]:
    """One count for each key, in the order of the keys."""
    counts: defaultdict[str, Count] = defaultdict(Count)
    for group in groups:
        counts[key(group)] = counts[key(group)].with_group(group)
    return sorted(counts.items())


def percent(numerator: int, denominator: int) -> float | None:
    """The share in percent, half rounded up to two places; None where nothing is divided."""
    if denominator == 0:
        return None
    exact = Decimal(100 * numerator) / Decimal(denominator)
    return float(exact.quantize(_TWO_PLACES, ROUND_HALF_UP))


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
