"""The places of a year, from cards and from ratings of reports."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from contracts.incentives.places import Place, PlaceLine, Places, TryWeights
from contracts.incentives.words import Criterion, FigureName
from contracts.recruitment.words import Kind, PostCategory
from groundwork import territories
from services.incentives.places import rules
from services.incentives.places.rules import Candidate, Placed, Value
from services.incentives.resident_ratings import queries as residents
from services.incentives.scorecards import queries as cards
from services.incentives.scorecards.rules import Count, Days, Term
from vocabulary.actors import Actor
from vocabulary.permissions import Action

_HUNDRED = 100
_PLACES = 2
_GOOD = 4
_FIGURES = {
    Criterion.SETTLED: FigureName.APPEALS_SETTLED,
    Criterion.IN_TIME: FigureName.CLOSED_IN_TIME,
    Criterion.RECEPTIONS: FigureName.RECEPTIONS,
    Criterion.TRAINING: FigureName.TRAINING_HOURS,
}


@dataclass(frozen=True)
class Known:
    """A candidate with what people call the post, and the days in office in the year."""

    candidate: Candidate
    post: str | None
    category: PostCategory | None
    days: int


def tried(session: Session, actor: Actor, request: TryWeights) -> Places:
    """The places under these weights. R48, R49.

    Raises:
        NotFound: not a community whose places the actor may see.
        Invalid: weights that do not add to 100, or a criterion that is there twice.
    """
    territories.check_community(actor, Action.SELECTION_TRY, request.community)
    weights = [(one.criterion, one.weight) for one in request.criteria]
    rules.check_weights(weights)
    found = known(session, request.community, request.year, least_days=request.least_days)
    placed = rules.placed(
        [one.candidate for one in found], dict(weights), least_cases=request.least_cases
    )
    return Places(items=shown(placed, found))


def known(session: Session, community: str, year: int, *, least_days: int) -> list[Known]:
    """The candidates of a year, with what the facts and the ratings say; by post."""
    serving = _serving(session, community, year, least_days)
    counted = cards.count_all(session, serving)
    by_id = {one.term.appointment_id: one.counts for one in counted}
    approval = _residents(session, community, year, by_id.keys())
    return [
        dataclasses.replace(
            one,
            candidate=dataclasses.replace(
                one.candidate,
                values=_values(by_id[one.candidate.appointment_id])
                | _given(approval.get(one.candidate.appointment_id)),
            ),
        )
        for one in _by_post(session, serving)
    ]


def eligible(session: Session, community: str, year: int, *, least_days: int) -> list[Known]:
    """The candidates of a year by post; nothing is counted of them.

    Staff in the interim are honoured apart, and nothing is known of people whose data was erased.
    """
    return _by_post(session, _serving(session, community, year, least_days))


def eligible_persons(
    session: Session, community: str, year: int, *, least_days: int
) -> dict[UUID, frozenset[str]]:
    """All ids by which the candidates of a year are known, by appointment."""
    serving = _serving(session, community, year, least_days)
    return {term.appointment_id: term.persons for term, _ in serving}


def interim(session: Session, community: str, year: int, *, least_days: int) -> list[Known]:
    """The staff in the interim who were in office so long, by post; they have no place."""
    return _by_post(session, _serving(session, community, year, least_days, is_interim=True))


def shown(placed: Sequence[Placed], found: Sequence[Known]) -> list[Place]:
    """Places as people read them, line by line."""
    posts = {one.candidate.appointment_id: one for one in found}
    return [_shown(one, posts[one.candidate.appointment_id]) for one in placed]


def _serving(
    session: Session, community: str, year: int, least_days: int, *, is_interim: bool = False
) -> list[tuple[Term, Days]]:
    days = Days(dt.date(year, 1, 1), dt.date(year, 12, 31))
    return [
        (term, within)
        for term, within in cards.serving(session, community, days)
        if (term.kind == Kind.INTERIM) is is_interim
        and not term.is_erased
        and within.number >= least_days
    ]


def _by_post(session: Session, serving: Sequence[tuple[Term, Days]]) -> list[Known]:
    posts = cards.posts_of(session, [term.appointment_id for term, _ in serving])
    found = []
    for term, days in serving:
        title, category = posts.get(term.appointment_id, (None, None))
        candidate = Candidate(term.appointment_id, category or "", {})
        found.append(Known(candidate, title, category, days.number))
    return sorted(found, key=lambda one: (one.post or "", one.candidate.appointment_id))


def _values(counts: Mapping[FigureName, Count]) -> dict[Criterion, Value]:
    return {
        criterion: Value(counts[figure].part, counts[figure].whole)
        for criterion, figure in _FIGURES.items()
    }


def _given(value: Value | None) -> dict[Criterion, Value]:
    return {} if value is None else {Criterion.RESIDENTS: value}


def _residents(
    session: Session, community: str, year: int, candidates: Collection[UUID]
) -> Mapping[UUID, Value]:
    """The ratings of 4 and 5 in reports of the year, where they are enough and all counted."""
    found = {}
    for appointment_id, rated in residents.told(session, community, candidates).items():
        scores = [
            score for one in rated if one.quarter.startswith(str(year)) for score in one.scores
        ]
        if scores:
            found[appointment_id] = Value(sum(score >= _GOOD for score in scores), len(scores))
    return found


def _shown(placed: Placed, found: Known) -> Place:
    return Place(
        appointment_id=placed.candidate.appointment_id,
        post=found.post,
        category=found.category,
        place=placed.place,
        points=None if placed.points is None else _of_hundred(placed.points),
        lines=[
            PlaceLine(
                criterion=line.criterion,
                weight=_of_hundred(line.weight),
                value=line.value.part,
                of=line.value.whole,
                points=_of_hundred(line.points),
            )
            for line in placed.lines
        ],
    )


def _of_hundred(share: float) -> float:
    return round(share * _HUNDRED, _PLACES)
