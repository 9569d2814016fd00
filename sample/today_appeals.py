"""The appeals and receptions of the last days, so that a desk has something to do today.

Each community has the same number in each state: new ones, some that wait to be given to a
commissioner, some due today or tomorrow, overdue, contested, and closed in each way. Of the quarter
before there is what the report on it tells.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from contracts.appeals.actions import TakeAction
from contracts.appeals.assignment import AcceptAppeal, AssignAppeal, DeclineAppeal
from contracts.appeals.closing import CloseAppeal, Contest
from contracts.appeals.intake import RecordAppeal, SubmitAppeal
from contracts.appeals.rating import Rating
from contracts.appeals.receptions import Reception
from contracts.appeals.words import Channel, Method, Outcome, RecordedChannel
from contracts.registry import Shape
from groundwork.workdays import is_published_workday
from sample import accounts
from sample.accounts import Login
from sample.office_hours import workday_before
from sample.recruiting import Deed, known_as
from sample.texts import Ending, Story, Words, filled, spoken, stories
from sample.today import EDITION, moment
from vocabulary.actors import Actor

_DAY = dt.timedelta(days=1)
_SEED = "today"
#: Receptions: so many days ago, at which hour, how many came.
_RECEPTIONS = ((1, 15, 9), (2, 10, 14), (3, 16, 6), (5, 9, 11))


@dataclass(frozen=True)
class _Plan:
    """How far one appeal has come. Days before today: workdays, but for `due`."""

    #: None: on the web, just now.
    raised: int | None = None
    accepted: int | None = None
    assigned: int | None = None
    #: Which of the two commissioners.
    holder: int = 0
    #: Days from today on; negative: it is overdue.
    due: int | None = None
    acted: int | None = None
    closed: int | None = None
    outcome: Outcome = Outcome.SETTLED
    rated: int | None = None
    is_contested: bool = False


_NEW = (_Plan(), _Plan(), _Plan(raised=1), _Plan(raised=3), _Plan(raised=4, accepted=2))
_WITH_COMMISSIONERS = (
    _Plan(raised=5, accepted=4, assigned=3, due=6),
    _Plan(raised=3, accepted=2, assigned=1, due=9, holder=1),
    _Plan(raised=8, accepted=7, assigned=6, due=0, acted=2),
    _Plan(raised=7, accepted=6, assigned=6, due=1, acted=3, holder=1),
    _Plan(raised=12, accepted=11, assigned=10, due=-3, acted=8),
    _Plan(raised=11, accepted=10, assigned=9, due=-1, holder=1),
    _Plan(raised=10, accepted=9, assigned=8, due=4, acted=5, closed=2, is_contested=True),
)
_CLOSED = (
    _Plan(raised=6, accepted=5, assigned=4, due=2, acted=2, closed=1),
    _Plan(raised=9, accepted=8, assigned=7, due=0, acted=4, closed=3, rated=5),
    _Plan(raised=9, accepted=8, assigned=7, acted=5, closed=4, outcome=Outcome.EXPLAINED),
    _Plan(raised=14, accepted=13, assigned=12, acted=8, closed=5, outcome=Outcome.ESCALATED),
    _Plan(raised=8, accepted=7, assigned=6, acted=5, closed=4, outcome=Outcome.TRANSFERRED),
    _Plan(raised=5, closed=4, outcome=Outcome.DECLINED),
    _Plan(raised=4, accepted=3, closed=2, outcome=Outcome.WITHDRAWN),
)
PLANS = _NEW + _WITH_COMMISSIONERS + _CLOSED
#: Of the quarter before, counted from a day near its end.
PLANS_OF_THE_QUARTER = (
    _Plan(raised=9, accepted=8, assigned=7, due=0, acted=4, closed=3, rated=4),
    _Plan(raised=12, accepted=11, assigned=10, due=1, acted=6, closed=5),
    _Plan(raised=14, accepted=13, assigned=12, acted=8, closed=5, outcome=Outcome.EXPLAINED),
)
#: In which weeks of it the first commissioner received residents, and how many came.
_WEEKS_OF_THE_QUARTER = ((2, 7), (4, 11), (6, 8), (8, 12), (10, 9), (12, 10))


def appeals(community: str, day: dt.date) -> Iterator[tuple[Deed, ...]]:
    """What happens to each appeal, in order; the first request gives it its id."""
    writer = _Writer(community, day)
    for place, plan in enumerate(PLANS):
        yield tuple(writer.life(plan, place))


def receptions(community: str, day: dt.date) -> Iterator[Deed]:
    """The receptions of the last days, each written down by its commissioner."""
    for place, (days, hour, visitors) in enumerate(_RECEPTIONS):
        held = day - days * _DAY
        login = accounts.commissioners_of(community)[place % 2]
        body = Reception(
            community=community,
            visitors=visitors,
            channel=Channel.STATION_DUTY if is_published_workday(held) else Channel.PHONE_OR_WEB,
            held_at=moment(held, hour),
        )
        key = f"{EDITION}-{day}-{community[-3:]}-reception-{place}"
        yield Deed(key, "POST", "/receptions", body, login.actor)


def visitors_of_the_quarter() -> int:
    """How many people came to the receptions of the quarter before, in each community."""
    return sum(visitors for _, visitors in _WEEKS_OF_THE_QUARTER)


def of_the_quarter(community: str, day: dt.date) -> Iterator[tuple[Deed, ...]]:
    """The appeals and receptions of the quarter before, all of the first commissioner."""
    begins = _quarter_before(day)
    writer = _Writer(community, begins + 77 * _DAY)
    for place, plan in enumerate(PLANS_OF_THE_QUARTER):
        yield tuple(writer.life(plan, place))
    holder = accounts.commissioners_of(community)[0].actor
    for week, visitors in _WEEKS_OF_THE_QUARTER:
        held = workday_before(begins + week * 7 * _DAY)
        body = Reception(
            community=community,
            visitors=visitors,
            channel=Channel.STATION_DUTY,
            held_at=moment(held, 15),
        )
        key = f"{EDITION}-{begins}-{community[-3:]}-reception-{week}"
        yield (Deed(key, "POST", "/receptions", body, holder),)


def _quarter_before(day: dt.date) -> dt.date:
    """The first day of the newest quarter that is over."""
    last = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1) - _DAY
    return last.replace(month=last.month - 2, day=1)


class _Writer:
    """Tells each appeal of a community in words that no other has."""

    def __init__(self, community: str, day: dt.date) -> None:
        self._community, self._day = community, day
        self._chance = Random(f"{_SEED}-{community}-{day}")  # noqa: S311 - the same on purpose
        self._words = Words(self._chance)
        self._staff = accounts.workstation_of(community).actor
        self._said: set[str] = set()

    def life(self, plan: _Plan, place: int) -> Iterator[Deed]:
        appeal, code = (
            known_as(word, self._community, str(self._day), str(place))
            for word in ("appeal", "code")
        )
        story = self._story(plan.outcome)
        chosen, text = self._new_words(story)
        ending = filled(self._words.ending(story, plan.outcome), chosen)
        steps = [self._raised(plan, story, text), *self._steps(plan, ending)]
        for number, (path, body, by) in enumerate(steps):
            yield Deed(
                f"{EDITION}-{self._day}-{self._community[-3:]}-appeal-{place:02}-{number}",
                "POST",
                path.format(appeal=appeal, code=code),
                body,
                by,
                gives=None if number else appeal,
                codes=None if number else code,
            )

    def _steps(self, plan: _Plan, ending: Ending) -> Iterator[tuple[str, Shape, Actor | None]]:
        holder = accounts.commissioners_of(self._community)[plan.holder]
        if plan.accepted is not None:
            accepted = AcceptAppeal.sent(happened_at=self._at(plan.accepted, 10))
            yield "/appeals/{appeal}/acceptance", accepted, self._staff
        if plan.assigned is not None:
            yield "/appeals/{appeal}/assignment", self._assigned(plan, holder), self._staff
        if plan.acted is not None:
            for number, (method, note) in enumerate(self._acts(plan, ending)):
                acted = TakeAction.sent(
                    method=method, note=note, happened_at=self._at(plan.acted, 15, 10 * number)
                )
                yield "/appeals/{appeal}/actions", acted, holder.actor
        if plan.closed is not None:
            yield self._closed(plan, ending)
        if plan.rated is not None:
            comment = self._words.phrase("ratings", "comments")
            yield (
                "/appeals/{appeal}/rating",
                Rating(score=plan.rated, comment=comment),
                self._staff,
            )
        if plan.is_contested:
            reason = self._words.phrase("reopened", "reasons")
            yield "/public/appeals/{code}/reopening", Contest(reason=reason), None

    def _raised(self, plan: _Plan, story: Story, text: str) -> tuple[str, Shape, Actor | None]:
        said = SubmitAppeal(
            community=self._community,
            category=story.category,
            text=text,
            applicant_group=self._chance.choice(story.groups),
            contact_name=self._words.name(),
            contact_phone=f"000-0{self._community[-3:]}-8{self._chance.randrange(1000):03}",
            contact_address=f"{self._chance.randint(1, 16)}栋",
            notify=False,
        )
        if plan.raised is None:
            return "/public/appeals", said, None
        channel = self._chance.choice(
            (RecordedChannel.PHONE, RecordedChannel.DESK, RecordedChannel.STATION_DUTY)
        )
        written = RecordAppeal(
            **vars(said), received_at=self._at(plan.raised, 9, 20), channel=channel
        )
        return "/appeals", written, self._staff

    def _assigned(self, plan: _Plan, holder: Login) -> Shape:
        return AssignAppeal.sent(
            commissioner=str(holder.person),
            due_on=None if plan.due is None else self._day + plan.due * _DAY,
            happened_at=self._at(plan.assigned or 0, 11),
        )

    def _acts(self, plan: _Plan, ending: Ending) -> list[tuple[Method, str]]:
        if plan.closed is None:
            return [(Method.REPORT_AND_FOLLOW_UP, self._words.phrase("open", "notes"))]
        return [(deed.method, deed.note) for deed in ending.deeds]

    def _closed(self, plan: _Plan, ending: Ending) -> tuple[str, Shape, Actor]:
        at = self._at(plan.closed or 0, 16)
        if plan.outcome is Outcome.DECLINED:
            declined = DeclineAppeal.sent(reason=ending.reason or "", happened_at=at)
            return "/appeals/{appeal}/refusal", declined, self._staff
        reason = None if plan.outcome is Outcome.SETTLED else ending.reason
        closed = CloseAppeal.sent(outcome=plan.outcome, reason=reason, happened_at=at)
        return "/appeals/{appeal}/closing", closed, self._staff

    def _story(self, outcome: Outcome) -> Story:
        fitting = [
            story
            for story in stories()
            if story.happens_in(self._community) and outcome in story.endings
        ]
        return self._chance.choice(fitting)

    def _new_words(self, story: Story) -> tuple[dict[str, str], str]:
        while True:
            chosen = self._words.chosen(self._community)
            text = spoken(story, chosen)
            if text not in self._said:
                self._said.add(text)
                return chosen, text

    def _at(self, workdays: int, hour: int, minute: int = 0) -> dt.datetime:
        return moment(workday_before(self._day, workdays), hour, minute)
