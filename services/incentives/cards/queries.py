"""Cards as people read them: facts, ratings of reports, and what became of promises."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from contracts.incentives.scorecards import ListScorecards, Scorecard, Scorecards, ShowScorecard
from contracts.incentives.words import FigureName, PromiseVerdict
from groundwork import territories
from services.incentives.promises import queries as promises
from services.incentives.promises.rules import Judged
from services.incentives.resident_ratings import queries as residents
from services.incentives.resident_ratings.queries import Quarter
from services.incentives.scorecards import queries
from services.incentives.scorecards.queries import Counted
from services.incentives.scorecards.rules import Count, Days
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may

#: As far back as a period that ends on the first day may begin.
_LONGEST = dt.timedelta(days=366)
_Figures = Mapping[FigureName, Count]


def one(session: Session, actor: Actor, request: ShowScorecard) -> Scorecard:
    """The card of one appointment. R23, R47.

    Raises:
        NotFound: no such appointment that the actor may see, or not in office in the period.
        Invalid: an impossible period.
    """
    term = queries.term_of(session, actor, request.appointment_id)
    found = queries.counted(session, term, queries.days_for(request, term))
    return all_shown(session, actor, [found])[0]


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
    days = queries.asked_days(request)
    found = queries.all_counted(session, community, days, of=own if sees_own_only else None)
    return Scorecards(items=all_shown(session, actor, found))


def all_shown(session: Session, actor: Actor, found: Sequence[Counted]) -> list[Scorecard]:
    """Cards with everything that is known."""
    return queries.all_shown(session, actor, completed(session, found))


def completed(session: Session, found: Sequence[Counted]) -> list[Counted]:
    """The same with ratings of reports and promises; what cannot be known is not there."""
    more: dict[UUID, _Figures] = {}
    for community in {one.term.community for one in found}:
        here = [one for one in found if one.term.community == community]
        more |= _of_one_community(session, community, here)
    return [
        dataclasses.replace(one, counts={**one.counts, **more[one.term.appointment_id]})
        for one in found
    ]


def _of_one_community(
    session: Session, community: str, found: Sequence[Counted]
) -> dict[UUID, _Figures]:
    ids = [one.term.appointment_id for one in found]
    rated = residents.told(session, community, ids)
    first = min(one.days.first for one in found) - _LONGEST
    days = Days(first, max(one.days.last for one in found))
    judged = promises.judged_by_appointment(session, community, days)
    return {
        one.term.appointment_id: {
            **_rated(one, rated.get(one.term.appointment_id, ())),
            **_kept(one, judged.get(one.term.appointment_id, ())),
        }
        for one in found
    }


def _rated(one: Counted, rated: Iterable[Quarter]) -> _Figures:
    within = [each for each in rated if residents.counts_within(each, one.term, one.days)]
    if not within:
        return {}
    scores = [score for each in within for score in each.scores]
    return {FigureName.RESIDENT_RATINGS: Count(len(scores), None, sum(scores))}


def _kept(one: Counted, judged: Iterable[Judged]) -> _Figures:
    """A period of a promise counts on its last day; one that nobody can tell counts nowhere."""
    verdicts = [each.verdict for each in judged if one.days.first <= each.days.last <= one.days.last]
    kept = verdicts.count(PromiseVerdict.KEPT)
    known = kept + verdicts.count(PromiseVerdict.MISSED)
    return {FigureName.PROMISES_KEPT: Count(kept, known)} if known else {}
