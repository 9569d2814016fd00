"""The life of one appeal in the programme, step by step, as staff and commissioners write it down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from contracts.appeals.actions import TakeAction
from contracts.appeals.assignment import AcceptAppeal, AssignAppeal, DeclineAppeal
from contracts.appeals.closing import CloseAppeal, ReopenAppeal
from contracts.appeals.intake import RecordAppeal
from contracts.appeals.rating import Rating
from contracts.appeals.words import Method, Outcome, State
from contracts.registry import Shape
from sample import office_hours, people
from sample.texts import Deed, Ending, Words
from vocabulary.actors import Actor

#: Workdays that each method takes, at least and at most.
_WORKDAYS = {
    Method.PROVIDE_INFORMATION: (0, 1),
    Method.SETTLE_ON_THE_SPOT: (0, 1),
    Method.SUGGEST_SOLUTION: (2, 8),
    Method.EXPLAIN_AND_PERSUADE: (1, 6),
    Method.REPORT_AND_FOLLOW_UP: (3, 14),
    Method.JOINT_OFFICE_ON_SITE: (4, 15),
    Method.PROPOSE_UPWARDS: (2, 8),
}
_RATED_SHARE = 0.09


@dataclass(frozen=True)
class Step:
    """One POST to /appeals/«id»/«route»."""

    route: str
    body: Shape
    by: Actor


@dataclass(frozen=True)
class Case:
    """One appeal: how it is written down, and what then happens to it."""

    key: str
    body: RecordAppeal
    by: Actor
    steps: tuple[Step, ...]

    @property
    def outcome(self) -> Outcome | None:
        """How it stands closed at the end; None if it is open."""
        last = [step for step in self.steps if step.route in {"closing", "refusal", "reopening"}]
        match last[-1:]:
            case [Step(route="closing", body=body)]:
                outcome: Outcome = vars(body)["outcome"]
                return outcome
            case [Step(route="refusal")]:
                return Outcome.DECLINED
        return None

    @property
    def ends_at(self) -> dt.datetime:
        """When the last step of it happened."""
        moments = [getattr(step.body, "happened_at", None) for step in self.steps]
        known = [moment for moment in [self.body.received_at, *moments] if moment is not None]
        return max(known)


class Clerk:
    """Writes down the steps of one appeal, each in working hours and later than the one before."""

    def __init__(
        self, chance: Random, words: Words, commissioner: people.Commissioner, begins: dt.datetime
    ) -> None:
        self._chance = chance
        self._words = words
        self._commissioner = commissioner
        self._staff = people.staff_of(commissioner.community)
        self._now = begins

    def whole_life(self, outcome: Outcome, ending: Ending, *, reopened: bool) -> Iterator[Step]:
        """From acceptance to the last closing; a declined appeal has one step only."""
        if outcome is Outcome.DECLINED:
            body = DeclineAppeal.sent(reason=ending.reason or "", happened_at=self._later(0, 2))
            yield Step("refusal", body, self._staff)
            return
        yield from self.unfinished(State.ASSIGNED)
        yield from self._deeds(ending.deeds)
        yield self._closing(outcome, ending.reason)
        if reopened:
            yield from self._second_round(outcome)
        elif outcome is Outcome.SETTLED and self._chance.random() < _RATED_SHARE:
            yield self._rating(self._chance.choice((3, 4, 4, 5, 5, 5)))

    def unfinished(self, state: State, *, note: str | None = None) -> Iterator[Step]:
        """Only as far as a state; with a note, one action is under way."""
        if state is State.RECEIVED:
            return
        yield Step("acceptance", AcceptAppeal.sent(happened_at=self._later(0, 1)), self._staff)
        if state is State.ACCEPTED:
            return
        yield self._assignment()
        if note is not None:
            yield from self._deeds((Deed(Method.REPORT_AND_FOLLOW_UP, note),), workdays=(1, 3))

    def _second_round(self, outcome: Outcome) -> Iterator[Step]:
        # R25: the resident says that it is not solved; the round begins again.
        yield self._rating(self._chance.choice((1, 2)))
        reason = self._words.phrase("reopened", "reasons")
        yield Step(
            "reopening",
            ReopenAppeal.sent(reason=reason, happened_at=self._later(1, 4)),
            self._staff,
        )
        # Every term of the programme is over when it is played, so what is opened again
        # waits for the workstation.
        yield self._assignment()
        note = self._words.phrase("reopened", "notes")
        yield from self._deeds((Deed(Method.REPORT_AND_FOLLOW_UP, note),))
        yield self._closing(outcome, None)

    def _deeds(
        self, deeds: tuple[Deed, ...], *, workdays: tuple[int, int] | None = None
    ) -> Iterator[Step]:
        for deed in deeds:
            at = self._later(*(workdays or _WORKDAYS[deed.method]))
            body = TakeAction.sent(method=deed.method, note=deed.note, happened_at=at)
            yield Step("actions", body, self._commissioner.actor)

    def _assignment(self) -> Step:
        body = AssignAppeal.sent(
            commissioner=self._commissioner.account, happened_at=self._later(0, 1)
        )
        return Step("assignment", body, self._staff)

    def _closing(self, outcome: Outcome, reason: str | None) -> Step:
        body = CloseAppeal.sent(outcome=outcome, reason=reason, happened_at=self._later(0, 2))
        return Step("closing", body, self._staff)

    def _rating(self, score: int) -> Step:
        content = 4
        comment = self._words.phrase("ratings", "comments") if score >= content else None
        return Step("rating", Rating(score=score, comment=comment), self._staff)

    def _later(self, least: int, most: int) -> dt.datetime:
        self._now = office_hours.after(self._chance, self._now, workdays=(least, most))
        return self._now
