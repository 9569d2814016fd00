"""The ratings of a report that were set aside, for those who decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.ratings import (
    BurstScore,
    ListRatingBursts,
    RatingBurst,
    RatingBursts,
)
from contracts.recruitment.words import Parameter
from groundwork import parameters
from groundwork.kept import Kept
from runtime import clock
from runtime.copying import Copying
from services.incentives.rating import rules as rating
from services.incentives.rating.model import RATING, SOURCE, Burst
from services.incentives.rating_bursts import rules
from services.incentives.reports import queries as reports
from services.incentives.reports.model import Report
from services.incentives.scorecards import queries as cards
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.state_table import where

BURSTS = Kept(Burst, "rating_burst", "待核的评议", "burst of ratings", read=Action.RATING_DECIDE)
_VIEW = Copying(Burst, RatingBurst, given=("sheets", "scores", "possible"))


def of_report(session: Session, actor: Actor, request: ListRatingBursts) -> RatingBursts:
    """The bursts of a report.

    Raises:
        NotFound: no such report where the actor decides.
    """
    report = reports.REPORTS.one_of(session, actor, request.report_id, action=Action.RATING_DECIDE)
    return shown(session, report)


def shown(session: Session, report: Report) -> RatingBursts:
    """All bursts of a report, the oldest first."""
    chosen = sa.select(Burst).where(Burst.report_id == report.id)
    found = session.scalars(chosen.order_by(Burst.began_at, Burst.id)).all()
    sheets, now = sheets_of(session, report), clock.now()
    complete = {one.id for one in found if rules.is_complete(one.began_at, now)}
    scores = _scores(session, complete)
    fewest = parameters.value_on(session, report.community, Parameter.RATINGS_FEWEST, day_of(now))
    posts = cards.posts_of(session, {rated for given in scores.values() for rated in given})
    return RatingBursts(
        items=[
            _VIEW(
                one,
                sheets=sheets.get(one.id, one.sheets or 0),
                scores=[
                    BurstScore(
                        appointment_id=rated,
                        post=posts[rated][0] if rated in posts else None,
                        answers=len(given),
                        mean=rating.mean(given, fewest),
                    )
                    for rated, given in sorted(scores[one.id].items())
                ],
                possible=where(decision=one.id in complete and not report.are_ratings_told),
            )
            for one in found
        ]
    )


def sheets_of(session: Session, report: Report) -> Mapping[UUID, int]:
    """How many sheets came from each source, until they are counted."""
    kept = SOURCE.c
    chosen = sa.select(kept.id, kept.sheets).where(kept.report_id == report.id)
    return {row.id: row.sheets for row in session.execute(chosen)}


def is_waiting(session: Session, report_id: UUID) -> bool:
    """Whether somebody still has to decide."""
    chosen = sa.select(sa.exists().where(Burst.report_id == report_id, Burst.decision.is_(None)))
    return bool(session.scalar(chosen))


def _scores(
    session: Session, bursts: Collection[UUID]
) -> Mapping[UUID, Mapping[UUID, Sequence[int]]]:
    row = RATING.c
    found: defaultdict[UUID, defaultdict[UUID, list[int]]] = defaultdict(lambda: defaultdict(list))
    chosen = sa.select(row.source_id, row.appointment_id, row.score)
    for source_id, rated, score in session.execute(chosen.where(row.source_id.in_(bursts))):
        found[source_id][rated].append(score)
    return found
