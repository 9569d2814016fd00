"""The sheet of one appointment, from its card, its promises and its ratings."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from contracts.incentives.appraisal import (
    Appraisal,
    AppraisedPromise,
    RatedQuarter,
    ShowAppraisal,
)
from contracts.incentives.promises import FollowedPromise
from contracts.incentives.scorecards import Figure, OwnWords
from contracts.incentives.words import FigureName, PromiseVerdict
from runtime import clock
from services.incentives import quarters
from services.incentives.appraisal import rules
from services.incentives.cards import queries as cards
from services.incentives.promises import queries as promises
from services.incentives.rating.rules import mean
from services.incentives.resident_ratings import queries as residents
from services.incentives.resident_ratings.queries import Quarter
from services.incentives.scorecards import queries as terms
from services.incentives.scorecards.rules import Days, Term
from vocabulary.actors import Actor
from vocabulary.periods import day_of


def sheet(session: Session, actor: Actor, request: ShowAppraisal) -> Appraisal:
    """The sheet over the whole term, or over the days that were asked for.

    Raises:
        NotFound: no such appointment that the actor may see, or not in office in the period.
        Invalid: an impossible period.
    """
    term = terms.term_of(session, actor, request.appointment_id)
    days = terms.in_office(term, _days(request, term))
    (card,) = cards.all_shown(session, actor, [terms.counted(session, term, days)])
    return Appraisal(
        appointment_id=card.appointment_id,
        community=card.community,
        post=card.post,
        category=card.category,
        kind=card.kind,
        began_on=card.began_on,
        ended_on=card.ended_on,
        from_day=card.from_day,
        to_day=card.to_day,
        days_in_office=card.days_in_office,
        opinions=_of(card.figures, rules.OPINIONS),
        quarters=_quarters(session, term, days),
        cases=_of(card.figures, rules.CASES),
        promises=_promises(session, actor, term, days),
        learning=_of(card.figures, rules.LEARNING),
        words=_words(card.words, days),
        grade=card.grade,
    )


def _days(request: ShowAppraisal, term: Term) -> Days:
    if (request.from_day or request.to_day or request.quarter) is None:
        return rules.whole_term(term, today=day_of(clock.now()))
    return terms.days_for(request, term)


def _of(figures: Collection[Figure], names: Collection[FigureName]) -> list[Figure]:
    return [figure for figure in figures if figure.name in names]


def _quarters(session: Session, term: Term, days: Days) -> list[RatedQuarter]:
    told = residents.told(session, term.community, [term.appointment_id])
    return [
        _quarter(one)
        for one in told.get(term.appointment_id, ())
        if residents.counts_within(one, term, days)
    ]


def _quarter(one: Quarter) -> RatedQuarter:
    is_too_few = not one.scores
    return RatedQuarter(
        quarter=one.quarter,
        answers=len(one.scores) or None,
        mean=None if is_too_few else mean(one.scores, 1),
        is_too_few=is_too_few,
    )


def _promises(session: Session, actor: Actor, term: Term, days: Days) -> list[AppraisedPromise]:
    found = [
        one
        for one in promises.promised(session, term.community)
        if one.term.appointment_id == term.appointment_id
    ]
    shown = promises.all_shown(session, actor, term.community, found, days)
    return [_promise(one) for one in shown]


def _promise(one: FollowedPromise) -> AppraisedPromise:
    return AppraisedPromise(
        promise_id=one.promise_id,
        text=one.text,
        target=one.target,
        unit=one.unit,
        period=one.period,
        kept=one.kept,
        missed=one.missed,
        not_countable=one.not_countable,
        missed_periods=[each for each in one.periods if each.verdict is PromiseVerdict.MISSED],
    )


def _words(words: Collection[OwnWords], days: Days) -> list[OwnWords]:
    return [
        one
        for one in words
        if quarters.first_day(one.quarter) <= days.last
        and quarters.last_day(one.quarter) >= days.first
    ]
