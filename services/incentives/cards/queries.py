"""Cards as people read them: facts, ratings of reports, and what became of promises."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from contracts.incentives.scorecards import ListScorecards, Scorecard, Scorecards, ShowScorecard
from contracts.incentives.words import FigureName
from groundwork import territories
from services.incentives.promises import queries as promises
from services.incentives.resident_ratings import queries as residents
from services.incentives.resident_ratings.queries import Quarter
from services.incentives.scorecards import queries
from services.incentives.scorecards.queries import Counted
from services.incentives.scorecards.rules import Count
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may


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
    more: dict[UUID, Counted] = {}
    for community in {one.term.community for one in found}:
        here = [one for one in found if one.term.community == community]
        rated = residents.told(session, community, [one.term.appointment_id for one in here])
        for one in promises.with_kept(session, community, here):
            appointment_id = one.term.appointment_id
            more[appointment_id] = _with_ratings(one, rated.get(appointment_id, ()))
    return [more[one.term.appointment_id] for one in found]


def _with_ratings(one: Counted, rated: Iterable[Quarter]) -> Counted:
    within = [each for each in rated if residents.counts_within(each, one.term, one.days)]
    if not within:
        return one
    scores = [score for each in within for score in each.scores]
    told = Count(len(scores), None, sum(scores))
    return dataclasses.replace(one, counts={**one.counts, FigureName.RESIDENT_RATINGS: told})
