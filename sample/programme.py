"""The whole programme: exactly the figures that Nanshan Street reported, from a fixed seed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from contracts.appeals.intake import RecordAppeal
from contracts.appeals.receptions import Reception
from contracts.appeals.words import ApplicantGroup, Channel, Outcome, RecordedChannel, State
from sample import office_hours, people
from sample.cases import Case, Clerk, Step
from sample.people import DENGLIANG, DINGTAI, LILIN, YANGGUANG, YUELIANGWAN
from sample.texts import Story, Words, filled, spoken, stories
from vocabulary.actors import Actor

#: Changes with the content, so that an older run's keys never meet another body.
_EDITION = "nanshan-7"
_SEED = 20121746
_COMMUNITIES = (LILIN, YUELIANGWAN, DENGLIANG, YANGGUANG, DINGTAI)
#: 荔林 began in 2012, the other four in 2013 (R4).
_BEGINS = dict.fromkeys(_COMMUNITIES, dt.date(2013, 1, 7)) | {LILIN: dt.date(2012, 9, 3)}
_LAST_DAY = dt.date(2014, 10, 31)
_LAST_WEEKS = dt.date(2014, 10, 20)

#: Appeals that do not come from migrant workers, by community.
_OTHERS = {LILIN: 110, YUELIANGWAN: 96, DENGLIANG: 29, YANGGUANG: 62, DINGTAI: 68}
#: How the 34 of them that are not settled stand; a state means that it is still open.
_OTHERS_UNSETTLED: dict[Outcome | State, int] = {
    Outcome.EXPLAINED: 10,
    Outcome.ESCALATED: 5,
    Outcome.TRANSFERRED: 6,
    Outcome.DECLINED: 5,
    Outcome.WITHDRAWN: 3,
    State.RECEIVED: 1,
    State.ACCEPTED: 1,
    State.ASSIGNED: 3,
}
#: Migrant workers' appeals in 登良: 95, of which two are not settled (R57).
_WORKERS = 95
_WORKERS_UNSETTLED: tuple[Outcome | State, ...] = (Outcome.EXPLAINED, Outcome.ESCALATED)
#: How much more often people come with what a commissioner of theirs is there for.
_POST_WEIGHT = 3
#: Contested by the resident after closing, and settled in the second round (R25).
_REOPENED = 8

#: Receptions and the persons received at them, by community.
_RECEPTIONS = {
    LILIN: (38, 560),
    YUELIANGWAN: (23, 330),
    DENGLIANG: (28, 400),
    YANGGUANG: (15, 220),
    DINGTAI: (16, 236),
}
#: In which way people are met, how often, and how many at once, roughly.
_CHANNELS = (
    (Channel.STATION_DUTY, 6, (12, 26)),
    (Channel.HOME_VISIT, 3, (5, 14)),
    (Channel.PHONE_OR_WEB, 1, (3, 9)),
)
#: By which way appeals come in, and how often. Somebody says each of them: none is observed.
_WAYS = {
    RecordedChannel.STATION_DUTY: 5,
    RecordedChannel.DESK: 4,
    RecordedChannel.PHONE: 3,
    RecordedChannel.HOME_VISIT: 3,
    RecordedChannel.PLATFORM: 1,
}


@dataclass(frozen=True)
class Figures:
    """The figures of the street after the programme."""

    receptions: int = 1746  # R55
    appeals: int = 460  # R56
    settled: int = 424  # R56
    workers_appeals: int = 95  # R57
    workers_settled: int = 93  # R57


@dataclass(frozen=True)
class Meeting:
    """One reception and the person who writes it down."""

    key: str
    body: Reception
    by: Actor


@dataclass(frozen=True)
class Programme:
    """Two years of five communities, in the order in which they happened."""

    cases: tuple[Case, ...]
    meetings: tuple[Meeting, ...]
    figures: Figures = Figures()


@dataclass(frozen=True)
class _Plan:
    """What one appeal must turn out to be, before its story is chosen."""

    community: str
    is_worker: bool
    ending: Outcome | State
    reopened: bool = False


@functools.cache
def programme() -> Programme:
    """The programme; the same at every call and on every machine."""
    chance = Random(_SEED)  # noqa: S311 - the same at every run on purpose
    return Programme(cases=_cases(chance), meetings=_meetings(chance))


def _cases(chance: Random) -> tuple[Case, ...]:
    writer = _Writer(chance)
    cases = [writer.case(plan) for plan in _plans(chance)]
    cases.sort(key=lambda case: (case.body.received_at, case.body.text))
    return tuple(
        dataclasses.replace(case, key=f"{_EDITION}-appeal-{place:03}")
        for place, case in enumerate(cases, start=1)
    )


def _plans(chance: Random) -> Iterator[_Plan]:
    others = [community for community, appeals in _OTHERS.items() for _ in range(appeals)]
    unsettled = [ending for ending, appeals in _OTHERS_UNSETTLED.items() for _ in range(appeals)]
    chance.shuffle(others)
    for place, community in enumerate(others):
        left = place - len(unsettled)
        ending = unsettled[place] if left < 0 else Outcome.SETTLED
        yield _Plan(community, is_worker=False, ending=ending, reopened=0 <= left < _REOPENED)
    for place in range(_WORKERS):
        ending = _WORKERS_UNSETTLED[place] if place < len(_WORKERS_UNSETTLED) else Outcome.SETTLED
        yield _Plan(DENGLIANG, is_worker=True, ending=ending)


class _Writer:
    """Tells each appeal once, in words that no other has."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._words = Words(chance)
        self._said: set[str] = set()
        # Drawn apart, so that the stories stay as they are whatever the ways become.
        self._ways = Random("ways")  # noqa: S311 - the same at every run on purpose

    def case(self, plan: _Plan) -> Case:
        story = self._story(plan)
        chosen, text = self._new_words(plan, story)
        while True:
            begins = office_hours.between(self._chance, *_span(plan))
            able = people.at_post(plan.community, story.category, begins.date())
            post = self._chance.choice(able)
            clerk = Clerk(self._chance, self._words, post, begins)
            case = Case(
                key="",
                body=self._body(plan, story, text, begins),
                by=people.staff_of(plan.community),
                steps=tuple(self._steps(plan, story, chosen, clerk)),
            )
            ends = case.ends_at.date()
            # A commissioner who takes an appeal is still in office when it ends.
            if ends <= _LAST_DAY and post.serves_on(ends):
                return case

    def _story(self, plan: _Plan) -> Story:
        fitting = [story for story in stories() if _fits(story, plan)]
        posts = {one.category for one in people.commissioners() if one.community == plan.community}
        categories = sorted({story.category for story in fitting})
        # People bring most to the commissioner whose post they know of.
        weights = [_POST_WEIGHT if category in posts else 1 for category in categories]
        category = self._chance.choices(categories, weights)[0]
        return self._chance.choice([story for story in fitting if story.category == category])

    def _new_words(self, plan: _Plan, story: Story) -> tuple[dict[str, str], str]:
        while True:
            chosen = self._words.chosen(plan.community)
            text = spoken(story, chosen)
            if text not in self._said:
                self._said.add(text)
                return chosen, text

    def _body(self, plan: _Plan, story: Story, text: str, begins: dt.datetime) -> RecordAppeal:
        gives_name = self._chance.random() < 1 / 2
        return RecordAppeal(
            community=plan.community,
            category=story.category,
            text=text,
            applicant_group=self._chance.choice(_groups(story, plan)),
            contact_name=self._words.name() if gives_name else None,
            received_at=begins,
            channel=self._ways.choices(list(_WAYS), list(_WAYS.values()))[0],
        )

    def _steps(
        self, plan: _Plan, story: Story, chosen: dict[str, str], clerk: Clerk
    ) -> Iterator[Step]:
        if isinstance(plan.ending, State):
            is_assigned = plan.ending is State.ASSIGNED
            note = self._words.phrase("open", "notes") if is_assigned else None
            return clerk.unfinished(plan.ending, note=note)
        ending = filled(self._words.ending(story, plan.ending), chosen)
        return clerk.whole_life(plan.ending, ending, reopened=plan.reopened)


def _fits(story: Story, plan: _Plan) -> bool:
    outcome = Outcome.SETTLED if isinstance(plan.ending, State) else plan.ending
    return (
        story.happens_in(plan.community) and outcome in story.endings and bool(_groups(story, plan))
    )


def _groups(story: Story, plan: _Plan) -> list[ApplicantGroup]:
    worker = ApplicantGroup.MIGRANT_WORKER
    return [group for group in story.groups if (group is worker) == plan.is_worker]


def _span(plan: _Plan) -> tuple[dt.date, dt.date]:
    """Days on which an appeal may come; what is still open came in the last weeks."""
    if isinstance(plan.ending, State):
        return _LAST_WEEKS, _LAST_DAY
    return _BEGINS[plan.community], _LAST_DAY


def _meetings(chance: Random) -> tuple[Meeting, ...]:
    bodies = [
        reception
        for community, (meetings, persons) in _RECEPTIONS.items()
        for reception in _receptions(chance, community, meetings, persons)
    ]
    bodies.sort(key=lambda body: (body.held_at, body.community))
    actors = {one.account: one.actor for one in people.commissioners()}
    return tuple(
        Meeting(f"{_EDITION}-reception-{place:03}", body, actors[body.commissioner or ""])
        for place, body in enumerate(bodies, start=1)
    )


def _receptions(chance: Random, community: str, meetings: int, persons: int) -> list[Reception]:
    ways = chance.choices(_CHANNELS, [often for _, often, _ in _CHANNELS], k=meetings)
    visitors = _shared([chance.randint(*usual) for _, _, usual in ways], persons)
    moments = [office_hours.between(chance, _BEGINS[community], _LAST_DAY) for _ in ways]
    return [
        Reception(
            community=community,
            visitors=number,
            channel=channel,
            held_at=held_at,
            commissioner=chance.choice(people.in_office(community, held_at.date())).account,
        )
        for (channel, _, _), number, held_at in zip(ways, visitors, moments, strict=True)
    ]


def _shared(weights: Sequence[int], whole: int) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the whole."""
    heaped = itertools.accumulate(weights, initial=0)
    bounds = [whole * weight // sum(weights) for weight in heaped]
    return [upper - lower for lower, upper in itertools.pairwise(bounds)]
