"""Cards, and the facts behind their figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.scorecards import (
    CardPeriod,
    CountedFact,
    CountedFacts,
    CountedPromise,
    Figure,
    ListFacts,
    ListScorecards,
    OwnWords,
    Scorecard,
    Scorecards,
    ShowScorecard,
)
from contracts.incentives.words import FigureName
from contracts.recruitment.words import Grade, Kind, Parameter, PostCategory
from groundwork import parameters, territories
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
from services.incentives.scorecards.rules import Count, Days, Fact, Heard, Term
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
    FactKind.COURSE_COMPLETED,
)


@dataclass(frozen=True)
class Counted:
    """An appointment, its days in the period, and its figures."""

    term: Term
    days: Days
    counts: Mapping[FigureName, Count]
    promises: Sequence[CountedPromise]


def one(session: Session, actor: Actor, request: ShowScorecard) -> Scorecard:
    """The card of one appointment. R23, R47.

    Raises:
        NotFound: no such appointment that the actor may see, or not in office in the period.
        Invalid: an impossible period.
    """
    term = term_of(session, actor, request.appointment_id)
    return shown(session, actor, counted(session, term, _days(request, term)))


def of_community(session: Session, actor: Actor, request: ListScorecards) -> Scorecards:
    """The cards of everybody who was in office in the period; commissioners get their own.

    Raises:
        NotFound: not a community that the actor sees.
        Invalid: an impossible period.
    """
    action, community, own = Action.SCORECARD_READ, request.community, actor.account
    sees_own_only = not may(actor, action, area=community) and may(
        actor, action, area=community, owner=own
    )
    if not sees_own_only:
        territories.check_community(actor, action, community)
    days = _asked(request, None)
    found = all_counted(session, community, days, of=own if sees_own_only else None)
    return Scorecards(items=[shown(session, actor, one) for one in found])


def facts_of_figure(session: Session, actor: Actor, request: ListFacts) -> CountedFacts:
    """The facts behind a figure.

    Raises:
        NotFound: see `one`.
        Invalid: an impossible period.
    """
    term = term_of(session, actor, request.appointment_id)
    within = in_office(term, _days(request, term))
    found = [
        CountedFact(kind=fact.kind, thing_id=fact.thing_id, day=fact.day, amount=fact.amount)
        for fact in _facts(session, term, within)
        if rules.counts_in(fact, request.figure)
    ]
    return CountedFacts(items=sorted(found, key=lambda fact: (fact.day, fact.thing_id)))


def all_counted(
    session: Session, community: str, days: Days, *, of: str | None = None
) -> list[Counted]:
    """Everybody in office in a community on one of these days, by the first day in office.

    `of`: this person's terms alone; the cards of others are then not counted.
    """
    return [
        counted(session, term, days)
        for term in terms(session, community=community)
        if term.within(days) is not None and (of is None or term.person == of)
    ]


def counted(session: Session, term: Term, days: Days) -> Counted:
    """The figures of an appointment.

    Raises:
        NotFound: it was not in office on any of these days.
    """
    within = in_office(term, days)
    promises = _promises(session, term, within)
    found = rules.counts(_facts(session, term, within))
    if promises is not None:
        found[FigureName.PROMISES] = Count(len(promises))
    return Counted(term, within, found, promises or ())


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
    session: Session, *, community: str | None = None, appointment_id: UUID | None = None
) -> list[Term]:
    """The appointments of a community, or one of them."""
    row = APPOINTMENT_FACT.c
    chosen = sa.select(APPOINTMENT_FACT)
    if community is not None:
        chosen = chosen.where(row.community == community)
    if appointment_id is not None:
        chosen = chosen.where(row.appointment_id == appointment_id)
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


def shown(session: Session, actor: Actor, found: Counted) -> Scorecard:
    """The card as people read it."""
    term = found.term
    title, category = post_of(session, term)
    fewest = parameters.value_on(
        session, term.community, Parameter.RATINGS_FEWEST, day_of(clock.now())
    )
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
        words=own_words(session, term.appointment_id),
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
            mean=counts[name].mean(fewest),
            is_too_few=counts[name].total is not None and counts[name].part < fewest,
        )
        for name in FigureName
        if name in counts
    ]


def post_of(session: Session, term: Term) -> tuple[str | None, PostCategory | None]:
    """Title and field of work of its post, as far as known."""
    row = POST_FACT.c
    found = session.execute(
        sa.select(row.title, row.category).where(row.post_id == term.post_id)
    ).first()
    return (found.title, PostCategory(found.category)) if found else (None, None)


def own_words(session: Session, appointment_id: UUID) -> list[OwnWords]:
    """The person's own words, by quarter."""
    chosen = sa.select(CardWords).where(CardWords.appointment_id == appointment_id)
    return [
        OwnWords(quarter=row.quarter, text=row.text, version=row.version)
        for row in session.scalars(chosen.order_by(CardWords.quarter))
    ]


def _days(request: ShowScorecard | ListFacts, term: Term) -> Days:
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


def _promises(session: Session, term: Term, days: Days) -> list[CountedPromise] | None:
    """The promises of the newest edition by then; None: no edition was published by then."""
    edition = EDITION_FACT.c
    newest = session.scalar(
        sa.select(sa.func.max(edition.edition)).where(
            edition.community == term.community, edition.published_on <= days.last
        )
    )
    if newest is None:
        return None
    row = PROMISE_FACT.c
    chosen = sa.select(row.promise_id, row.text, row.target, row.unit, row.period).where(
        row.community == term.community,
        row.edition == newest,
        row.appointment_id == term.appointment_id,
    )
    return [
        CountedPromise(**found._mapping)  # noqa: SLF001 - the library's public name begins so
        for found in session.execute(chosen.order_by(row.promise_id))
    ]


def _facts(session: Session, term: Term, days: Days) -> Iterable[Fact]:
    fact, again, rated, later = (FACT.alias(name) for name in ("fact", "again", "rated", "later"))
    closing = fact.c.kind == FactKind.APPEAL_CLOSED
    joined = (
        fact.outerjoin(
            again,
            sa.and_(
                closing,
                again.c.kind == FactKind.APPEAL_REOPENED,
                again.c.thing_id == fact.c.thing_id,
                again.c.part == fact.c.part + 1,
            ),
        )
        .outerjoin(
            rated,
            sa.and_(
                closing,
                rated.c.kind == FactKind.APPEAL_RATED,
                rated.c.thing_id == fact.c.thing_id,
                rated.c.part == fact.c.part,
            ),
        )
        .outerjoin(
            later,
            sa.and_(
                fact.c.kind == FactKind.COURSE_COMPLETED,
                later.c.kind == FactKind.COURSE_RESULT,
                later.c.thing_id == fact.c.thing_id,
                later.c.version > fact.c.version,
            ),
        )
    )
    chosen = (
        sa.select(
            fact,
            again.c.thing_id.label("again_id"),
            rated.c.amount.label("score"),
            later.c.thing_id.label("later_id"),
            later.c.word.label("later_result"),
        )
        .select_from(joined)
        .where(
            fact.c.community == term.community,
            fact.c.person.in_(sorted(term.persons)),
            fact.c.day >= days.first,
            fact.c.day <= days.last,
            fact.c.kind.in_(_COUNTED),
        )
    )
    for found in session.execute(chosen):
        yield Fact(
            kind=FactKind(found.kind),
            thing_id=found.thing_id,
            day=found.day,
            amount=found.amount,
            word=found.word,
            due_on=found.due_on,
            is_opened_again=found.again_id is not None,
            score=found.score,
            later_result=found.later_result,
            has_later_result=found.later_id is not None,
        )
