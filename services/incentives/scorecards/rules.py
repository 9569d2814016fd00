"""How a card is counted (R23, R47): from facts alone, so that late and corrected events count.

A closing counts on its day for the person who had the appeal then. Whether it was opened again, and
how it was rated, is counted with that closing. One that was explained with its reason (解释说服)
counts as closed and explained, and nowhere else, so that it never counts against anybody.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from contracts.appeals.words import Outcome
from contracts.incentives.words import FigureName
from contracts.recruitment.words import CourseResult
from services.incentives import quarters
from services.incentives.facts.rules import FactKind, Told
from vocabulary.periods import months_after
from vocabulary.problems import Forbidden, WrongState, wrong_field
from vocabulary.shares import percent

_PLACES = 2
_DAY = dt.timedelta(days=1)
_MONTHS_MOST = 24


@dataclass(frozen=True)
class Days:
    """From the first day to the last, both included."""

    first: dt.date
    last: dt.date

    @property
    def number(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Heard:
    """One event of an appointment, as it is kept."""

    appointment_id: UUID
    told: Told
    version: int
    community: str
    person: str | None = None
    person_before: str | None = None
    post_id: UUID | None = None
    day: dt.date | None = None
    word: str | None = None


@dataclass(frozen=True)
class Term:
    """An appointment as all its events together tell it."""

    appointment_id: UUID
    community: str
    began_on: dt.date
    #: The account, or the id of a person without one.
    person: str
    #: All ids by which events name the person.
    persons: frozenset[str]
    post_id: UUID | None = None
    kind: str | None = None
    ended_on: dt.date | None = None
    grades: Mapping[dt.date, str] = field(default_factory=dict)
    is_erased: bool = False

    def within(self, days: Days) -> Days | None:
        """The days in office among these; None: not one."""
        first = max(days.first, self.began_on)
        last = min(days.last, self.ended_on - _DAY) if self.ended_on else days.last
        return Days(first, last) if first <= last else None


@dataclass(frozen=True)
class Fact:
    """Facts of one person that are alike in what became of them, mostly one."""

    kind: FactKind
    #: How many they are, and the sum of their amounts.
    number: int = 1
    amount: int = 1
    word: str | None = None
    #: None: nothing was due.
    is_in_time: bool | None = None
    #: Closings that were opened again, and the rating of each.
    is_opened_again: bool = False
    score: int | None = None
    #: The newest result of a course after it was completed; None: nothing newer.
    later_result: str | None = None
    has_later_result: bool = False


@dataclass(frozen=True)
class Step:
    """A step of an appeal: taken, closed or opened again."""

    kind: FactKind
    version: int
    day: dt.date
    #: The person who has it from then on, or had it when it was closed; None: the workstation.
    person: str | None = None
    word: str | None = None


@dataclass(frozen=True)
class Hand:
    """How long somebody had an appeal, until it was closed or passed on."""

    person: str
    ended_on: dt.date
    days: int


@dataclass(frozen=True)
class Count:
    """A figure before it is worded: `part` of `whole`, or `part` alone; `total`: sum of scores."""

    part: int = 0
    whole: int | None = None
    total: int | None = None

    def __add__(self, other: Count) -> Count:
        """Both periods together."""
        return Count(
            self.part + other.part, _sum(self.whole, other.whole), _sum(self.total, other.total)
        )

    @property
    def percent(self) -> float | None:
        """The share; None where it is none."""
        return None if self.whole is None else percent(self.part, self.whole)

    def mean(self, fewest: int) -> float | None:
        """The mean of the scores, if there are enough of them."""
        if self.total is None or self.part < max(fewest, 1):
            return None
        return round(self.total / self.part, _PLACES)


def terms_of(heard: Iterable[Heard]) -> list[Term]:
    """The appointments that began, whatever order their events came in."""
    by_appointment: dict[UUID, list[Heard]] = {}
    for one in heard:
        by_appointment.setdefault(one.appointment_id, []).append(one)
    found = [_term(events) for events in by_appointment.values()]
    return sorted(
        (term for term in found if term is not None),
        key=lambda term: (term.began_on, term.appointment_id),
    )


def _term(events: Sequence[Heard]) -> Term | None:
    newest: dict[Told, Heard] = {}
    for one in sorted(events, key=lambda one: one.version):
        newest[one.told] = one
    began = newest.get(Told.BEGAN)
    if began is None or began.day is None:
        return None
    named = max(
        (one for one in events if one.person is not None),
        key=lambda one: (one.version, one.told),
    )
    before = {one.person_before for one in events if one.person_before is not None}
    ended = newest.get(Told.ENDED)
    person = named.person or ""
    return Term(
        appointment_id=began.appointment_id,
        community=began.community,
        began_on=began.day,
        person=person,
        persons=frozenset({person} | before),
        post_id=began.post_id,
        kind=began.word,
        ended_on=ended.day if ended else None,
        grades={
            one.day: one.word
            for one in sorted(events, key=lambda one: one.version)
            if one.told is Told.EVALUATED and one.day is not None and one.word is not None
        },
        is_erased=Told.ERASED in newest,
    )


def hands(steps: Iterable[Step]) -> list[Hand]:
    """The hands through which one appeal went, each with its own days; one still held is none yet.

    One that ended with an explanation is none either, so that it counts against nobody.
    """
    found = []
    held: Step | None = None
    for step in sorted(steps, key=lambda step: step.version):
        is_over = step.kind is FactKind.APPEAL_CLOSED
        if not is_over and held is not None and step.person == held.person:
            continue
        is_counted = step.word != Outcome.EXPLAINED
        if held is not None and held.person is not None and is_counted:
            found.append(Hand(held.person, step.day, (step.day - held.day).days))
        held = None if is_over else step
    return found


def days_in_hand(found: Iterable[Hand]) -> Count:
    """How many hands ended, and their days together."""
    given = [hand.days for hand in found]
    return Count(len(given), None, sum(given))


def counts(facts: Iterable[Fact]) -> dict[FigureName, Count]:
    """The figures of facts; each fact counts for every figure that it belongs to."""
    found = dict(_NOTHING)
    for fact in facts:
        for name, count in _counted(fact).items():
            found[name] += count
    return found


def counts_in(fact: Fact, figure: FigureName) -> bool:
    """Whether a figure counts this fact."""
    return _counted(fact).get(figure, Count()).part > 0


#: Every figure that today's events tell of; shares have a whole.
_SHARES = frozenset(
    {
        FigureName.APPEALS_SETTLED,
        FigureName.CLOSED_IN_TIME,
        FigureName.OPENED_AGAIN,
        FigureName.MEETINGS,
        FigureName.PROJECTS_SETTLED_ON_TIME,
    }
)
#: Means of these are told only of enough of them.
RATED = frozenset({FigureName.RATINGS, FigureName.RESIDENT_RATINGS})
_OF_FACTS = (
    FigureName.RECEPTIONS,
    FigureName.APPEALS_TAKEN,
    FigureName.APPEALS_CLOSED,
    FigureName.APPEALS_SETTLED,
    FigureName.APPEALS_EXPLAINED,
    FigureName.CLOSED_IN_TIME,
    FigureName.OPENED_AGAIN,
    FigureName.RATINGS,
    FigureName.REFERRALS,
    FigureName.ACTIVITIES,
    FigureName.PEOPLE_RECRUITED,
    FigureName.MINUTES_LED,
    FigureName.TRAINING_HOURS,
    FigureName.MEETINGS,
    FigureName.PROJECTS_SETTLED_ON_TIME,
)
_NOTHING: Mapping[FigureName, Count] = {
    name: Count(0, 0 if name in _SHARES else None, 0 if name is FigureName.RATINGS else None)
    for name in _OF_FACTS
}


def _counted(fact: Fact) -> dict[FigureName, Count]:
    match fact.kind:
        case FactKind.RECEPTION:
            return {FigureName.RECEPTIONS: Count(fact.amount)}
        case FactKind.APPEAL_TAKEN:
            return {FigureName.APPEALS_TAKEN: Count(fact.number)}
        case FactKind.REFERRAL:
            return {FigureName.REFERRALS: Count(fact.number)}
        case FactKind.ACTIVITY:
            return {FigureName.ACTIVITIES: Count(fact.number)}
        case FactKind.RECRUITED:
            return {FigureName.PEOPLE_RECRUITED: Count(fact.number)}
        case FactKind.HOURS:
            return {FigureName.MINUTES_LED: Count(fact.amount)}
        case FactKind.APPEAL_CLOSED:
            return _of_closing(fact)
        case FactKind.COURSE_COMPLETED:
            is_taken_back = fact.has_later_result and fact.later_result != CourseResult.PASSED
            return {} if is_taken_back else {FigureName.TRAINING_HOURS: Count(fact.amount)}
        case FactKind.MEETING:
            return {FigureName.MEETINGS: Count(fact.amount, fact.number)}
        case FactKind.PROJECT_SETTLED:
            return {FigureName.PROJECTS_SETTLED_ON_TIME: Count(fact.amount, fact.number)}
        case _:
            return {}


def _of_closing(fact: Fact) -> dict[FigureName, Count]:
    number = fact.number
    if fact.word == Outcome.EXPLAINED:
        return {
            FigureName.APPEALS_CLOSED: Count(number),
            FigureName.APPEALS_EXPLAINED: Count(number),
        }

    def share(are_part: bool) -> Count:  # noqa: FBT001 - all of them are, or none
        return Count(number if are_part else 0, number)

    found = {
        FigureName.APPEALS_CLOSED: Count(number),
        FigureName.APPEALS_SETTLED: share(fact.word == Outcome.SETTLED),
        FigureName.OPENED_AGAIN: share(fact.is_opened_again),
    }
    if fact.is_in_time is not None:
        found[FigureName.CLOSED_IN_TIME] = share(fact.is_in_time)
    if fact.score is not None:
        found[FigureName.RATINGS] = Count(number, None, fact.score * number)
    return found


def days_of(first: dt.date | None, last: dt.date | None, *, today: dt.date) -> Days:
    """The days to count: those asked for, otherwise this year until today.

    Raises:
        Invalid: the last day before the first, or more than two years.
    """
    to_day = last or today
    from_day = first or to_day.replace(month=1, day=1)
    if to_day < from_day:
        raise wrong_field(
            "to",
            "period_reversed",
            zh=f"截止日期 {to_day} 早于起始日期 {from_day}，请调换。",
            en=f"The last day {to_day} is before the first day {from_day}; exchange them.",
        )
    if to_day >= months_after(from_day, _MONTHS_MOST):
        raise wrong_field(
            "from",
            "period_too_long",
            zh=f"履职记录一次最多统计两年，{from_day} 至 {to_day} 过长，请分段查看。",
            en=f"A scorecard counts two years at most, and {from_day} to {to_day} is longer; "
            "ask for shorter periods.",
        )
    return Days(from_day, to_day)


def days_of_quarter(quarter: str, *, has_days: bool) -> Days:
    """The days of a quarter that was asked for instead of days.

    Raises:
        Invalid: both were given.
    """
    if has_days:
        raise wrong_field(
            "quarter",
            "days_or_quarter",
            zh=f"请只填季度 {quarter} 或起止日期其中一种。",
            en=f"Give either the quarter {quarter} or the days, not both.",
        )
    return Days(quarters.first_day(quarter), quarters.last_day(quarter))


def check_own(*, is_own: bool) -> None:
    """Let only the person write.

    Raises:
        Forbidden: somebody else.
    """
    if not is_own:
        raise Forbidden(
            "只有本人可以在自己的履职记录上补充说明。",
            "Only the commissioner may add words to their scorecard.",
        )


def check_open(quarter: str, *, is_settled: bool) -> None:
    """Let words in until the committee has approved the report.

    Raises:
        WrongState: it is approved or published.
    """
    if is_settled:
        raise WrongState(
            f"{quarter} 的履职公示已审定或发布，不能再补充；可写在下一季度的说明里。",
            f"The report of {quarter} is approved or published. Add your words to the next "
            "quarter instead.",
        )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)
