"""The promises of a community, and what became of each."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.promises import (
    FollowedPromise,
    FollowedPromises,
    JudgedPeriod,
    ListPromises,
    PromiseLast,
    PromisesLast,
    ShowLastPromises,
)
from contracts.incentives.words import PromiseVerdict
from contracts.recruitment.words import PromisePeriod
from groundwork import territories
from groundwork.kept import Kept
from runtime import clock
from services.incentives.facts.model import EDITION_FACT, FACT, PROMISE_FACT
from services.incentives.promises import rules
from services.incentives.promises.model import PromiseSeen, PromiseTie
from services.incentives.promises.rules import Done, Judged, Wording
from services.incentives.scorecards import queries as cards
from services.incentives.scorecards.queries import Counted
from services.incentives.scorecards.rules import Days, Term
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound
from vocabulary.state_table import where

TIES = Kept(
    PromiseTie,
    "promise_tie",
    "服务承诺",
    "promise",
    read=Action.SCORECARD_READ,
    identity="promise_id",
)
SEEN = Kept(PromiseSeen, "promise_seen", "承诺兑现登记", "judged promise")
_DAY = dt.timedelta(days=1)
#: As far back as the last full period of a year may begin.
_LAST = dt.timedelta(days=2 * 366)
#: As far back as a period that ends on the first day may begin.
_LONGEST = dt.timedelta(days=366)


@dataclass(frozen=True)
class Promise:
    """A promise of the newest edition, with all its wordings in a row."""

    promise_id: UUID
    term: Term
    text: str
    target: int | None
    unit: str | None
    period: PromisePeriod | None
    wordings: Sequence[Wording]

    @property
    def stands(self) -> Days:
        """From the first edition of this row on, as far as somebody is in office."""
        first, last = self.wordings[0].days.first, self.wordings[-1].days.last
        within = self.term.within(Days(first, last))
        return within or Days(last, first)

    @property
    def judged_by(self) -> PromisePeriod:
        """The period by which it is judged; one that says none is seen by quarter."""
        if self.period is None or self.period is PromisePeriod.EACH_TIME:
            return PromisePeriod.QUARTER
        return self.period

    @property
    def has_period(self) -> bool:
        """Whether it says in which period."""
        return self.judged_by is self.period


def of_community(session: Session, actor: Actor, request: ListPromises) -> FollowedPromises:
    """The promises of a community in a period; commissioners get their own.

    Raises:
        NotFound: not a community that the actor sees.
        Invalid: an impossible period.
    """
    action, community, own = Action.SCORECARD_READ, request.community, actor.account
    is_own = not may(actor, action, area=community) and may(
        actor, action, area=community, owner=own
    )
    if not is_own:
        territories.check_community(actor, action, community)
    days = cards.asked_days(request)
    found = [one for one in promised(session, community) if not is_own or one.term.person == own]
    return FollowedPromises(items=all_shown(session, actor, community, found, days))


def last_of_all(session: Session, request: ShowLastPromises) -> PromisesLast:
    """What became of each promise in its last full period."""
    today = day_of(clock.now())
    found = promised(session, request.community)
    days = Days(today - _LAST, today - _DAY)
    judged = _judged(session, request.community, found, days)
    return PromisesLast(
        items=[
            PromiseLast(
                promise_id=one.promise_id,
                first_day=last.days.first,
                last_day=last.days.last,
                verdict=last.verdict,
                counted=last.counted,
                needed=last.needed,
            )
            for one in found
            for last in judged[one.promise_id][-1:]
        ]
    )


def one_promise(session: Session, promise_id: UUID) -> Promise:
    """A promise of the newest edition.

    Raises:
        NotFound: no newest edition says it.
    """
    row = PROMISE_FACT.c
    chosen = sa.select(row.community).where(row.promise_id == promise_id).limit(1)
    community = session.scalar(chosen)
    found = [] if community is None else promised(session, community)
    for one in found:
        if one.promise_id == promise_id:
            return one
    raise no_such(promise_id)


def no_such(promise_id: UUID) -> NotFound:
    """The refusal, which reveals nothing of other places."""
    return NotFound(
        f"没有找到服务承诺 {promise_id}，或不在您的范围内，请核对。",
        f"There is no promise {promise_id} in your scope; check the id.",
    )


def promised(session: Session, community: str) -> list[Promise]:
    """The promises of a community's newest edition whose person has an appointment."""
    edition, row = EDITION_FACT.c, PROMISE_FACT.c
    editions = session.execute(
        sa.select(edition.edition, edition.published_on)
        .where(edition.community == community)
        .order_by(edition.edition)
    ).all()
    if not editions:
        return []
    said: defaultdict[UUID, dict[int, Any]] = defaultdict(dict)
    chosen = sa.select(PROMISE_FACT).where(row.community == community)
    for one in session.execute(chosen):
        said[one.promise_id][one.edition] = one
    terms = {term.appointment_id: term for term in cards.terms(session, community=community)}
    newest = editions[-1].edition
    found = [
        _promise(by_edition, editions, terms[by_edition[newest].appointment_id])
        for by_edition in said.values()
        if newest in by_edition and by_edition[newest].appointment_id in terms
    ]
    return sorted(found, key=lambda one: (one.term.appointment_id, one.promise_id))


def _promise(by_edition: Mapping[int, Any], editions: Sequence[Any], term: Term) -> Promise:
    row: list[Wording] = []
    ends = day_of(clock.now())
    for one in reversed(editions):
        said = by_edition.get(one.edition)
        if said is None:
            break
        if one.published_on <= ends:
            row.append(Wording(Days(one.published_on, ends), said.target, _period(said.period)))
        ends = one.published_on - _DAY
    newest = by_edition[editions[-1].edition]
    return Promise(
        promise_id=newest.promise_id,
        term=term,
        text=newest.text,
        target=newest.target,
        unit=newest.unit,
        period=_period(newest.period),
        wordings=row[::-1] or [Wording(Days(ends, ends), None, None)],
    )


def _period(written: str | None) -> PromisePeriod | None:
    return PromisePeriod(written) if written in set(PromisePeriod) else None


def full_periods(promise: Promise, days: Days) -> list[Days]:
    """The full periods of a promise among these days that are over."""
    stands, today = promise.stands, day_of(clock.now())
    first = max(stands.first, days.first)
    last = min(stands.last, days.last, today - _DAY)
    return list(rules.full_periods(Days(first, last), promise.judged_by)) if first <= last else []


def _judged(
    session: Session, community: str, found: Sequence[Promise], days: Days
) -> dict[UUID, list[Judged]]:
    """Every full period of each promise among these days, the oldest first."""
    ties = ties_of(session, [one.promise_id for one in found])
    seen = _seen(session, [one.promise_id for one in found])
    done = _done(session, community, found, days)
    answer: dict[UUID, list[Judged]] = {}
    for one in found:
        tie = ties.get(one.promise_id)
        fact = None if tie is None else tie.fact
        periods = full_periods(one, days)
        if fact is None:
            written = {period: seen.get((one.promise_id, period.first)) for period in periods}
            answer[one.promise_id] = [
                rules.seen(period, row.verdict if row else None) for period, row in written.items()
            ]
            continue
        kind = rules.KINDS[fact]
        counted = [each for person in one.term.persons for each in done[person, kind]]
        answer[one.promise_id] = [
            rules.judged(fact, period, one.wordings, counted) for period in periods
        ]
    return answer


def with_kept(session: Session, community: str, found: Sequence[Counted]) -> list[Counted]:
    """Cards of a community with the periods of promises that were kept.

    A period counts on its last day, so that the parts of a time add up; one that nobody can tell
    counts nowhere.
    """
    if not found:
        return []
    first = min(one.days.first for one in found) - _LONGEST
    days = Days(first, max(one.days.last for one in found))
    wanted = {one.term.appointment_id for one in found}
    said = [one for one in promised(session, community) if one.term.appointment_id in wanted]
    judged = _judged(session, community, said, days)
    by_appointment: defaultdict[UUID, list[Judged]] = defaultdict(list)
    for one in said:
        by_appointment[one.term.appointment_id] += judged[one.promise_id]
    return [
        dataclasses.replace(
            one,
            counts={
                **one.counts,
                **rules.kept(by_appointment[one.term.appointment_id], one.days),
            },
        )
        for one in found
    ]


def all_shown(
    session: Session,
    actor: Actor,
    community: str,
    found: Sequence[Promise],
    days: Days,
) -> list[FollowedPromise]:
    """The promises with their periods, as people at work read them."""
    judged = _judged(session, community, found, days)
    ids = [one.promise_id for one in found]
    ties, seen = ties_of(session, ids), _seen(session, ids)
    posts = cards.posts_of(session, [one.term.appointment_id for one in found])
    answer = []
    for one in found:
        tie, own = ties.get(one.promise_id), judged[one.promise_id]
        fact = None if tie is None else tie.fact
        is_own = actor.account in one.term.persons
        verdicts = [each.verdict for each in own]
        answer.append(
            FollowedPromise(
                promise_id=one.promise_id,
                appointment_id=one.term.appointment_id,
                post=posts.get(one.term.appointment_id, (None, None))[0],
                text=one.text,
                target=one.target,
                unit=one.unit,
                period=one.period,
                fact=fact,
                kept=verdicts.count(PromiseVerdict.KEPT),
                missed=verdicts.count(PromiseVerdict.MISSED),
                not_countable=verdicts.count(PromiseVerdict.NOT_COUNTABLE),
                periods=[_period_shown(one, each, seen) for each in reversed(own)],
                possible=where(
                    fact=may(actor, Action.PROMISE_TIE, area=community),
                    seen=fact is None
                    and not is_own
                    and bool(own)
                    and may(actor, Action.PROMISE_SEE, area=community),
                ),
                version=0 if tie is None else tie.version,
            )
        )
    return answer


def ties_of(session: Session, promises: Collection[UUID]) -> dict[UUID, PromiseTie]:
    """By which facts these are counted."""
    chosen = sa.select(PromiseTie).where(PromiseTie.promise_id.in_(list(promises)))
    return {row.promise_id: row for row in session.scalars(chosen)}


def _period_shown(
    one: Promise, each: Judged, seen: Mapping[tuple[UUID, dt.date], PromiseSeen]
) -> JudgedPeriod:
    written = seen.get((one.promise_id, each.days.first))
    return JudgedPeriod(
        first_day=each.days.first,
        last_day=each.days.last,
        verdict=each.verdict,
        counted=each.counted,
        needed=each.needed,
        seen=None if written is None or each.counted is not None else written.seen,
    )


def _seen(session: Session, promises: Collection[UUID]) -> dict[tuple[UUID, dt.date], PromiseSeen]:
    chosen = sa.select(PromiseSeen).where(PromiseSeen.promise_id.in_(list(promises)))
    return {(row.promise_id, row.first_day): row for row in session.scalars(chosen)}


def _done(
    session: Session, community: str, found: Sequence[Promise], days: Days
) -> defaultdict[tuple[str, Any], list[Done]]:
    """The facts of everybody who promised something, by person and kind."""
    row = FACT.c
    people = sorted({person for one in found for person in one.term.persons})
    chosen = sa.select(row.kind, row.person, row.day, row.amount).where(
        row.community == community,
        row.person.in_(people),
        row.day >= days.first,
        row.day <= days.last,
        row.kind.in_(list(rules.KINDS.values())),
    )
    answer: defaultdict[tuple[str, Any], list[Done]] = defaultdict(list)
    for one in session.execute(chosen):
        answer[one.person, one.kind].append(Done(one.day, one.amount))
    return answer
