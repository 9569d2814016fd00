"""How a promise is judged: by full periods, and in mid-period by the days of each wording. R23.

A promise stands from the edition that first says it to the one that says it no more. A period
counts if it lies whole in this time and in office. Where the wording changed within it, each is
needed by its share of the days, rounded down.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.incentives.words import FigureName, PromiseFact, PromiseVerdict
from contracts.recruitment.words import PromisePeriod
from services.incentives.facts.rules import FactKind
from services.incentives.scorecards.rules import Count, Days
from vocabulary.periods import months_after
from vocabulary.problems import Forbidden, WrongState, wrong_field

_DAY = dt.timedelta(days=1)
_WEEK = 7
#: How many months a period has; a week is counted in days.
_MONTHS = {PromisePeriod.MONTH: 1, PromisePeriod.QUARTER: 3, PromisePeriod.YEAR: 12}
#: Which facts count, in which units people promise them, and whether by their amount.
_TIMES = frozenset({"次", "场", "回"})
KINDS: Mapping[PromiseFact, FactKind] = {
    PromiseFact.RECEPTIONS: FactKind.RECEPTION,
    PromiseFact.REFERRALS: FactKind.REFERRAL,
    PromiseFact.ACTIVITIES: FactKind.ACTIVITY,
    PromiseFact.FIRST_ANSWERS: FactKind.FIRST_ANSWER,
    PromiseFact.TRAINING_HOURS: FactKind.COURSE_COMPLETED,
}
_UNITS: Mapping[PromiseFact, Collection[str]] = {
    PromiseFact.RECEPTIONS: _TIMES,
    PromiseFact.REFERRALS: _TIMES | {"件", "条"},
    PromiseFact.ACTIVITIES: _TIMES | {"个"},
    PromiseFact.FIRST_ANSWERS: frozenset({"小时"}),
    PromiseFact.TRAINING_HOURS: frozenset({"学时", "小时"}),
}
_BY_AMOUNT = frozenset({PromiseFact.TRAINING_HOURS})
#: Where the promise is the most that each fact may be: every first answer within so many hours.
_LIMITED = frozenset({PromiseFact.FIRST_ANSWERS})


@dataclass(frozen=True)
class Wording:
    """A promise as it was worded on these days."""

    days: Days
    target: int | None
    period: PromisePeriod | None


@dataclass(frozen=True)
class Done:
    """One fact: its day and how much it is."""

    day: dt.date
    amount: int


@dataclass(frozen=True)
class Judged:
    """What became of a promise in one full period."""

    days: Days
    verdict: PromiseVerdict
    counted: int | None = None
    needed: int | None = None


def period_of(day: dt.date, period: PromisePeriod) -> Days:
    """The calendar's week, month, quarter or year of a day.

    Raises:
        LookupError: it has no period.
    """
    if period is PromisePeriod.WEEK:
        first = day - dt.timedelta(days=day.weekday())
        return Days(first, first + dt.timedelta(days=_WEEK - 1))
    months = _MONTHS[period]
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    return Days(first, months_after(first, months) - _DAY)


def full_periods(days: Days, period: PromisePeriod | None) -> Iterator[Days]:
    """The periods that lie whole in these days, the oldest first."""
    if period is None or period is PromisePeriod.EACH_TIME:
        return
    found = period_of(days.first, period)
    if found.first < days.first:
        found = period_of(found.last + _DAY, period)
    while found.last <= days.last:
        yield found
        found = period_of(found.last + _DAY, period)


def needed(period: Days, wordings: Sequence[Wording]) -> int | None:
    """How many were promised in a period; None: a wording of it cannot be counted."""
    total = 0.0
    for one in wordings:
        overlap = _overlap(period, one.days)
        if not overlap:
            continue
        if one.target is None or one.period is None or one.period is PromisePeriod.EACH_TIME:
            return None
        whole = period_of(period.first, one.period).number
        total += one.target * overlap / whole
    # The sum of shares that are a whole may lie a hair below it.
    return int(total + 1e-9)


def seen(period: Days, verdict: PromiseVerdict | None) -> Judged:
    """What became of it, as somebody saw it."""
    return Judged(period, verdict or PromiseVerdict.NOT_COUNTABLE)


def judged(
    fact: PromiseFact, period: Days, wordings: Sequence[Wording], done: Sequence[Done]
) -> Judged:
    """What became of it by the facts that it is tied to."""
    within = [one for one in done if period.first <= one.day <= period.last]
    if fact in _LIMITED:
        return _by_limit(period, wordings, within)
    wanted = needed(period, wordings)
    counted = sum(one.amount for one in within) if fact in _BY_AMOUNT else len(within)
    if wanted is None:
        return Judged(period, PromiseVerdict.NOT_COUNTABLE, counted)
    is_kept = counted >= wanted
    verdict = PromiseVerdict.KEPT if is_kept else PromiseVerdict.MISSED
    return Judged(period, verdict, counted, wanted)


def _by_limit(period: Days, wordings: Sequence[Wording], within: Sequence[Done]) -> Judged:
    """Whether each fact was within the limit that was promised on its day.

    `counted` of `needed` were; where there was nothing to do, nobody can tell.
    """
    limits = [_limit(wordings, one.day) for one in within]
    known = [limit for limit in limits if limit is not None]
    if not within or len(known) < len(within):
        return Judged(period, PromiseVerdict.NOT_COUNTABLE, len(within))
    kept = sum(one.amount <= limit for one, limit in zip(within, known, strict=True))
    verdict = PromiseVerdict.KEPT if kept == len(within) else PromiseVerdict.MISSED
    return Judged(period, verdict, kept, len(within))


def _limit(wordings: Sequence[Wording], day: dt.date) -> int | None:
    """The target on a day; None: no wording of that day has one."""
    return next((one.target for one in wordings if one.days.first <= day <= one.days.last), None)


def kept(judged: Iterable[Judged], days: Days) -> dict[FigureName, Count]:
    """How many periods that ended on these days were kept, of those that can be told."""
    verdicts = [one.verdict for one in judged if days.first <= one.days.last <= days.last]
    part = verdicts.count(PromiseVerdict.KEPT)
    whole = part + verdicts.count(PromiseVerdict.MISSED)
    return {FigureName.PROMISES_KEPT: Count(part, whole)} if whole else {}


def check_tie(
    fact: PromiseFact,
    *,
    unit: str | None,
    has_target: bool,
    has_period: bool,
    name_of: Callable[[PromiseFact], str],
) -> None:
    """Let a tie pass that counts what is promised.

    Raises:
        Invalid: the promise has no target and period, or another unit.
    """
    if not has_target or not (has_period or fact in _LIMITED):
        raise wrong_field(
            "fact",
            "no_target",
            zh="这条承诺没有数量和周期，不能按事实统计；请先在服务手册里补上，或改为由他人登记。",
            en="This promise has no target and period, so no facts can count it. Add them in the "
            "handbook, or have somebody write down what they see.",
        )
    units = _UNITS[fact]
    if unit not in units:
        zh = "、".join(sorted(units))
        raise wrong_field(
            "fact",
            "other_unit",
            zh=f"这条承诺按“{unit}”计，“{name_of(fact)}”按“{zh}”计，不能统计；请另选。",
            en=f"This promise counts in “{unit}”, and `{fact.value}` in {zh}; choose other facts.",
        )


def check_other_person(*, is_own: bool) -> None:
    """Keep the person from judging their own promise.

    Raises:
        Forbidden: it is their own.
    """
    if is_own:
        raise Forbidden(
            "本人的承诺须由他人登记兑现情况。",
            "Somebody else has to write down whether your promise was kept.",
        )


def check_untied(fact: PromiseFact | None) -> None:
    """Let what was seen pass where no facts count it.

    Raises:
        WrongState: facts count it.
    """
    if fact is not None:
        raise WrongState(
            "这条承诺按事实统计，不用登记；要改为由他人登记，请综合党委先取消统计依据。",
            "Facts count this promise. To have somebody write down what they see instead, let the "
            "party committee take the tie away first.",
        )


def check_full(period: Days | None, *, is_full: bool, day: dt.date) -> Days:
    """The period of a day, where it is over and whole.

    Raises:
        Invalid: the promise has no periods, or did not stand for the whole of this one.
    """
    if period is None or not is_full:
        raise wrong_field(
            "day",
            "no_full_period",
            zh=f"{day} 所在的周期没有结束，或这条承诺在其中没有始终有效，不能登记。",
            en=f"The period of {day} is not over, or the promise did not stand for the whole of it.",
        )
    return period


def _overlap(one: Days, other: Days) -> int:
    first, last = max(one.first, other.first), min(one.last, other.last)
    return max((last - first).days + 1, 0)
