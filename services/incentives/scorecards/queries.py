"""Cards, and the facts behind their figures."""

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

from contracts.incentives.scorecards import (
    AppointmentPeriod,
    CardPeriod,
    CountedFact,
    CountedFacts,
    CountedPromise,
    Figure,
    ListFacts,
    OwnWords,
    Scorecard,
)
from contracts.incentives.words import FigureName
from contracts.recruitment.words import Grade, Kind, Parameter, PostCategory
from groundwork import parameters
from runtime import clock
from services.incentives.facts.model import (
    APPOINTMENT_FACT,
    EDITION_FACT,
    FACT,
    POST_FACT,
    PROMISE_FACT,
)
from services.incentives.facts.rules import FactKind, Told
from services.incentives.scorecards import rules
from services.incentives.scorecards.model import CardWords
from services.incentives.scorecards.rules import Count, Days, Fact, Hand, Heard, Step, Term
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound
from vocabulary.state_table import where

#: Kinds that figures count; what became of a closing or a course is looked up beside it.
_COUNTED = (
    FactKind.RECEPTION,
    FactKind.APPEAL_TAKEN,
    FactKind.APPEAL_CLOSED,
    FactKind.REFERRAL,
    FactKind.ACTIVITY,
    FactKind.RECRUITED,
    FactKind.HOURS,
    FactKind.COURSE_COMPLETED,
    FactKind.MEETING,
    FactKind.PROJECT_SETTLED,
)

_FACT, _AGAIN, _RATED, _LATER = (FACT.alias(name) for name in ("fact", "again", "rated", "later"))
#: Null but for a closing, or a course, so that the others are not even looked up.
_CLOSED = sa.case((_FACT.c.kind == FactKind.APPEAL_CLOSED, _FACT.c.thing_id))
_LEARNT = sa.case((_FACT.c.kind == FactKind.COURSE_COMPLETED, _FACT.c.thing_id))
#: Facts beside what became of each: a closing opened again or rated, a course taken back.
_JOINED = (
    _FACT.outerjoin(
        _AGAIN,
        sa.and_(
            _AGAIN.c.kind == FactKind.APPEAL_REOPENED,
            _AGAIN.c.thing_id == _CLOSED,
            _AGAIN.c.part == _FACT.c.part + 1,
        ),
    )
    .outerjoin(
        _RATED,
        sa.and_(
            _RATED.c.kind == FactKind.APPEAL_RATED,
            _RATED.c.thing_id == _CLOSED,
            _RATED.c.part == _FACT.c.part,
        ),
    )
    .outerjoin(
        _LATER,
        sa.and_(
            _LATER.c.kind == FactKind.COURSE_RESULT,
            _LATER.c.thing_id == _LEARNT,
            _LATER.c.version > _FACT.c.version,
        ),
    )
)
_BECAME = (
    _FACT.c.kind,
    _FACT.c.word,
    (_FACT.c.day <= _FACT.c.due_on).label("is_in_time"),
    _AGAIN.c.thing_id.is_not(None).label("is_opened_again"),
    _RATED.c.amount.label("score"),
    _LATER.c.word.label("later_result"),
    _LATER.c.thing_id.is_not(None).label("has_later_result"),
)


@dataclass(frozen=True)
class Counted:
    """An appointment, its days in the period, and its figures."""

    term: Term
    days: Days
    counts: Mapping[FigureName, Count]
    promises: Sequence[CountedPromise]


def facts_of_figure(session: Session, actor: Actor, request: ListFacts) -> CountedFacts:
    """The facts behind a figure.

    Raises:
        NotFound: no such appointment that the actor may see, or not in office in the period.
        Invalid: an impossible period.
    """
    term = term_of(session, actor, request.appointment_id)
    within = in_office(term, days_for(request, term))
    if request.figure is FigureName.DAYS_IN_HAND:
        return CountedFacts(items=_in_hand(session, term, within))
    rows = session.execute(_each().where(*_which([(term, within)])))
    found = [
        CountedFact(kind=FactKind(row.kind), thing_id=row.thing_id, day=row.day, amount=row.amount)
        for row in rows
        if rules.counts_in(_fact(row), request.figure)
    ]
    return CountedFacts(items=sorted(found, key=lambda fact: (fact.day, fact.thing_id)))


def all_counted(
    session: Session, community: str, days: Days, *, of: str | None = None
) -> list[Counted]:
    """Everybody in office in a community on one of these days, by the first day in office.

    `of`: this person's terms alone; the cards of others are then not counted.
    """
    found = [one for one in serving(session, community, days) if of in (None, one[0].person)]
    return _with_hands(session, count_all(session, found))


def serving(session: Session, community: str, days: Days) -> list[tuple[Term, Days]]:
    """Everybody in office in a community on one of these days, with the days; nothing is counted."""
    known = terms(session, community=community)
    return [(term, within) for term in known if (within := term.within(days)) is not None]


def counted(session: Session, term: Term, days: Days) -> Counted:
    """The figures of an appointment.

    Raises:
        NotFound: it was not in office on any of these days.
    """
    return _with_hands(session, count_all(session, [(term, in_office(term, days))]))[0]


def count_all(session: Session, found: Sequence[tuple[Term, Days]]) -> list[Counted]:
    """The figures of appointments of one community, each over its own days."""
    facts, promises = _facts(session, found), _promises(session, found)
    answer = []
    for term, within in found:
        figures_ = rules.counts(facts[term.appointment_id])
        promised = promises[term.appointment_id]
        if promised is not None:
            figures_[FigureName.PROMISES] = Count(len(promised))
        answer.append(Counted(term, within, figures_, promised or ()))
    return answer


def in_office(term: Term, days: Days) -> Days:
    """The days in office among these.

    Raises:
        NotFound: none.
    """
    within = term.within(days)
    if within is None:
        raise NotFound(
            f"该聘任在 {days.first} 至 {days.last} 期间不在任。",
            f"The appointment was not in office between {days.first} and {days.last}.",
        )
    return within


def term_of(
    session: Session, actor: Actor, appointment_id: UUID, action: Action = Action.SCORECARD_READ
) -> Term:
    """The appointment, if the actor may see its card.

    Raises:
        NotFound: there is none, or it is elsewhere.
    """
    found = terms(session, appointment_id=appointment_id)
    if not found or not may(actor, action, area=found[0].community, owner=found[0].person):
        raise NotFound(
            f"没有找到聘任 {appointment_id}，或不在您的范围内，请核对。",
            f"There is no appointment {appointment_id} in your scope; check the id.",
        )
    return found[0]


def terms(
    session: Session,
    *,
    community: str | None = None,
    appointment_id: UUID | None = None,
    among: Collection[UUID] | None = None,
) -> list[Term]:
    """The appointments of a community, one of them, or these."""
    row = APPOINTMENT_FACT.c
    chosen = sa.select(APPOINTMENT_FACT)
    if community is not None:
        chosen = chosen.where(row.community == community)
    if appointment_id is not None:
        chosen = chosen.where(row.appointment_id == appointment_id)
    if among is not None:
        chosen = chosen.where(row.appointment_id.in_(list(among)))
    return rules.terms_of(
        Heard(
            found.appointment_id,
            Told(found.told),
            found.version,
            found.community,
            found.person,
            found.person_before,
            found.post_id,
            found.day,
            found.word,
        )
        for found in session.execute(chosen)
    )


def all_shown(session: Session, actor: Actor, found: Sequence[Counted]) -> list[Scorecard]:
    """Cards as people read them; what stands beside the figures is asked once for all of them."""
    wanted = [one.term.appointment_id for one in found]
    posts, words = posts_of(session, wanted), own_words(session, wanted)
    today = day_of(clock.now())
    fewest = {
        community: parameters.value_on(session, community, Parameter.RATINGS_FEWEST, today)
        for community in {one.term.community for one in found}
    }
    return [
        _card(
            actor,
            one,
            posts.get(one.term.appointment_id, (None, None)),
            words.get(one.term.appointment_id, []),
            fewest[one.term.community],
        )
        for one in found
    ]


def _card(
    actor: Actor,
    found: Counted,
    post: tuple[str | None, PostCategory | None],
    words: list[OwnWords],
    fewest: int,
) -> Scorecard:
    term = found.term
    title, category = post
    grades = [
        grade
        for day, grade in sorted(term.grades.items())
        if found.days.first <= day <= found.days.last
    ]
    is_own = may(actor, Action.SCORECARD_COMMENT, area=term.community, owner=term.person)
    return Scorecard(
        appointment_id=term.appointment_id,
        community=term.community,
        post_id=term.post_id,
        post=title,
        category=category,
        kind=Kind(term.kind) if term.kind else None,
        began_on=term.began_on,
        ended_on=term.ended_on,
        from_day=found.days.first,
        to_day=found.days.last,
        days_in_office=found.days.number,
        figures=figures(found.counts, fewest),
        promises=list(found.promises),
        grade=Grade(grades[-1]) if grades else None,
        words=words,
        words_open=[],
        possible=where(words=is_own and not term.is_erased),
    )


def figures(counts: Mapping[FigureName, Count], fewest: int) -> list[Figure]:
    """The figures in their order; `fewest`: with fewer ratings there is no mean."""
    return [
        Figure(
            name=name,
            value=counts[name].part,
            of=counts[name].whole,
            percent=counts[name].percent,
            mean=counts[name].mean(fewest if name in rules.RATED else 1),
            is_too_few=name in rules.RATED and counts[name].part < fewest,
        )
        for name in FigureName
        if name in counts
    ]


def posts_of(
    session: Session, appointments: Collection[UUID]
) -> dict[UUID, tuple[str, PostCategory]]:
    """Title and field of work of the posts of these appointments, as far as known."""
    told, post = APPOINTMENT_FACT.c, POST_FACT.c
    chosen = (
        sa.select(told.appointment_id, post.title, post.category)
        .join(POST_FACT, post.post_id == told.post_id)
        .where(told.appointment_id.in_(list(appointments)), told.told == Told.BEGAN)
    )
    return {
        found.appointment_id: (found.title, PostCategory(found.category))
        for found in session.execute(chosen)
    }


def title_of(session: Session, appointment_id: UUID) -> str | None:
    """The title of the post of one appointment; None: not known."""
    found = posts_of(session, [appointment_id]).get(appointment_id)
    return None if found is None else found[0]


def own_words(session: Session, appointments: Collection[UUID]) -> dict[UUID, list[OwnWords]]:
    """The words of these people, by quarter."""
    chosen = sa.select(CardWords).where(CardWords.appointment_id.in_(list(appointments)))
    found: dict[UUID, list[OwnWords]] = {}
    for row in session.scalars(chosen.order_by(CardWords.quarter)):
        words = OwnWords(quarter=row.quarter, text=row.text, version=row.version)
        found.setdefault(row.appointment_id, []).append(words)
    return found


def asked_days(request: CardPeriod) -> Days:
    """The quarter or the days that were asked for; neither: this year until today.

    Raises:
        Invalid: an impossible period.
    """
    return _asked(request, None)


def days_for(request: AppointmentPeriod, term: Term) -> Days:
    """The days to count for one appointment.

    Raises:
        Invalid: an impossible period.
    """
    today = day_of(clock.now())
    # Of an office that is over, the year in which it ended is what people look for.
    ended = term.ended_on is not None and term.ended_on <= today
    usual = term.ended_on if ended and request.from_day is None else None
    return _asked(request, usual)


def _asked(request: CardPeriod, usual: dt.date | None) -> Days:
    """The quarter or the days that were asked for; `usual`: the last day, if none was given."""
    if request.quarter is not None:
        has_days = (request.from_day or request.to_day) is not None
        return rules.days_of_quarter(request.quarter, has_days=has_days)
    today = day_of(clock.now())
    return rules.days_of(request.from_day, request.to_day or usual, today=today)


def _promises(
    session: Session, found: Sequence[tuple[Term, Days]]
) -> dict[UUID, list[CountedPromise] | None]:
    """The promises of the newest edition by the last day; None: none was published by then."""
    communities = {term.community for term, _ in found}
    edition, row = EDITION_FACT.c, PROMISE_FACT.c
    editions = session.execute(
        sa.select(edition.community, edition.edition, edition.published_on).where(
            edition.community.in_(communities)
        )
    ).all()
    newest = {
        term.appointment_id: max(
            (
                one.edition
                for one in editions
                if one.community == term.community and one.published_on <= days.last
            ),
            default=None,
        )
        for term, days in found
    }
    chosen = sa.select(PROMISE_FACT).where(row.appointment_id.in_(list(newest)))
    answer: dict[UUID, list[CountedPromise] | None] = {
        appointment_id: None if number is None else [] for appointment_id, number in newest.items()
    }
    for one in session.execute(chosen.order_by(row.promise_id)):
        promised = answer[one.appointment_id]
        if promised is not None and one.edition == newest[one.appointment_id]:
            promised.append(
                CountedPromise(
                    promise_id=one.promise_id,
                    text=one.text,
                    target=one.target,
                    unit=one.unit,
                    period=one.period,
                )
            )
    return answer


def _facts(session: Session, found: Sequence[tuple[Term, Days]]) -> dict[UUID, list[Fact]]:
    """The facts of each appointment of one community on its own days, those that are alike as one."""
    answer: dict[UUID, list[Fact]] = {term.appointment_id: [] for term, _ in found}
    if not found:
        return answer
    of_person: defaultdict[str, list[tuple[Days, list[Fact]]]] = defaultdict(list)
    for term, days in found:
        for person in term.persons:
            of_person[person].append((days, answer[term.appointment_id]))
    whole = _around(found)
    by_day = [
        person for person, theirs in of_person.items() if any(days != whole for days, _ in theirs)
    ]
    for row in session.execute(_alike(by_day).where(*_which(found))):
        for days, theirs in of_person[row.person]:
            if row.own_day is None or days.first <= row.own_day <= days.last:
                theirs.append(_fact(row))
    return answer


def _around(found: Sequence[tuple[Term, Days]]) -> Days:
    return Days(min(days.first for _, days in found), max(days.last for _, days in found))


def _which(found: Sequence[tuple[Term, Days]]) -> list[sa.ColumnElement[bool]]:
    """The facts of these people on any of these days."""
    whole = _around(found)
    return [
        _FACT.c.community.in_({term.community for term, _ in found}),
        _FACT.c.person.in_(sorted({one for term, _ in found for one in term.persons})),
        _FACT.c.day.between(whole.first, whole.last),
        _FACT.c.kind.in_(_COUNTED),
    ]


def _each() -> sa.Select[Any]:
    """Every fact by itself, with what became of it."""
    own = (_FACT.c.thing_id, _FACT.c.day, _FACT.c.amount, sa.literal(1).label("number"))
    return sa.select(*own, *_BECAME).select_from(_JOINED)


def _alike(by_day: Sequence[str]) -> sa.Select[Any]:
    """The facts of each person that are alike, as one; of these people for each day apart."""
    own_day = sa.case((_FACT.c.person.in_(by_day), _FACT.c.day)).label("own_day")
    same = (_FACT.c.person, own_day, *_BECAME)
    summed = sa.func.sum(_FACT.c.amount).label("amount"), sa.func.count().label("number")
    return sa.select(*same, *summed).select_from(_JOINED).group_by(*same)


def _fact(row: sa.Row[Any]) -> Fact:
    return Fact(
        kind=FactKind(row.kind),
        number=row.number,
        amount=row.amount,
        word=row.word,
        is_in_time=row.is_in_time,
        is_opened_again=row.is_opened_again,
        score=row.score,
        later_result=row.later_result,
        has_later_result=row.has_later_result,
    )


def _with_hands(session: Session, found: Sequence[Counted]) -> list[Counted]:
    """The same cards with the days for which appeals were in each person's hands.

    A hand counts on its last day, so that the parts of a time add up.
    """
    if not found:
        return []
    hands = _hands(session, [one.term for one in found], max(one.days.last for one in found))
    return [
        dataclasses.replace(
            one,
            counts={
                **one.counts,
                FigureName.DAYS_IN_HAND: rules.days_in_hand(
                    hand for _, hand in _own(hands, one.term, one.days)
                ),
            },
        )
        for one in found
    ]


def _in_hand(session: Session, term: Term, days: Days) -> list[CountedFact]:
    found = [
        CountedFact(
            kind=FactKind.APPEAL_TAKEN, thing_id=appeal_id, day=hand.ended_on, amount=hand.days
        )
        for appeal_id, hand in _own(_hands(session, [term], days.last), term, days)
    ]
    return sorted(found, key=lambda fact: (fact.day, fact.thing_id))


def _own(
    hands: Mapping[str, Sequence[tuple[UUID, Hand]]], term: Term, days: Days
) -> list[tuple[UUID, Hand]]:
    return [
        one
        for person in term.persons
        for one in hands.get(person, ())
        if days.first <= one[1].ended_on <= days.last
    ]


def _hands(
    session: Session, found: Sequence[Term], until: dt.date
) -> dict[str, list[tuple[UUID, Hand]]]:
    """The hands of these people by person, each with its appeal."""
    row = FACT.c
    begun = (FactKind.APPEAL_TAKEN, FactKind.APPEAL_REOPENED)
    theirs = sa.select(row.thing_id).where(
        row.community.in_({term.community for term in found}),
        row.person.in_(sorted({one for term in found for one in term.persons})),
        row.day <= until,
        row.kind.in_(begun),
    )
    chosen = sa.select(row.thing_id, row.kind, row.version, row.day, row.person, row.word).where(
        row.kind.in_((*begun, FactKind.APPEAL_CLOSED)), row.thing_id.in_(theirs)
    )
    steps: defaultdict[UUID, list[Step]] = defaultdict(list)
    for one in session.execute(chosen):
        steps[one.thing_id].append(
            Step(FactKind(one.kind), one.version, one.day, one.person, one.word)
        )
    answer: defaultdict[str, list[tuple[UUID, Hand]]] = defaultdict(list)
    for appeal_id, taken in steps.items():
        for hand in rules.hands(taken):
            answer[hand.person].append((appeal_id, hand))
    return answer
