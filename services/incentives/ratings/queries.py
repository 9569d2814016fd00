"""Results of ratings, once no more can come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.ratings import (
    ListRatingWords,
    RatingResult,
    RatingResults,
    RatingTexts,
    ShowRatingResults,
)
from contracts.recruitment.words import Parameter
from groundwork import parameters
from runtime import clock
from services.incentives.rating import rules as rating
from services.incentives.rating.model import RATING, RatingText
from services.incentives.reports import queries as reports
from services.incentives.reports import rules as reporting
from services.incentives.reports.model import Report
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden


def results(session: Session, request: ShowRatingResults) -> RatingResults:
    """The ratings of a published report.

    Raises:
        NotFound: no report of that quarter is published.
    """
    edition = reports.edition_of(session, request.community, request.quarter)
    report = session.get_one(Report, edition.report_id)
    if not report.are_ratings_told:
        return RatingResults(is_over=False, items=[])
    return RatingResults(is_over=True, items=of_report(session, report))


def texts(session: Session, actor: Actor, request: ListRatingWords) -> RatingTexts:
    """What residents wrote.

    Raises:
        NotFound: no such report in the actor's communities.
    """
    report = reports.REPORTS.one_of(
        session, actor, request.report_id, action=Action.RATING_WORDS_READ
    )
    given = scores_of(session, report.id)
    fewest = _fewest(session, report)
    if not report.are_ratings_told or all(len(scores) < fewest for scores in given.values()):
        return RatingTexts(texts=[])
    # By a random id: neither the order nor the moment of writing.
    chosen = sa.select(RatingText).where(
        RatingText.report_id == report.id, RatingText.source_id.is_(None)
    )
    return RatingTexts(
        texts=[hidden(row.text) for row in session.scalars(chosen.order_by(RatingText.id))]
    )


def of_report(session: Session, report: Report) -> list[RatingResult]:
    """The result of each commissioner of the newest edition."""
    edition = reports.edition_of(session, report.community, report.quarter)
    given = scores_of(session, report.id)
    fewest = _fewest(session, report)
    reported = [UUID(item["appointment_id"]) for item in edition.items]
    return [_result(one, given.get(one, ()), fewest) for one in reported]


def scores_of(session: Session, report_id: UUID) -> Mapping[UUID, Sequence[int]]:
    """All scores of a report that count, by appointment; see `rating_bursts.settle`."""
    found: defaultdict[UUID, list[int]] = defaultdict(list)
    row = RATING.c
    chosen = sa.select(row.appointment_id, row.score).where(
        row.report_id == report_id, row.source_id.is_(None)
    )
    for appointment_id, score in session.execute(chosen):
        found[appointment_id].append(score)
    return found


def takes_ratings(report: Report) -> bool:
    """Whether more ratings of it can come."""
    return reporting.takes_ratings(report.quarter, day_of(clock.now()))


def _result(appointment_id: UUID, scores: Sequence[int], fewest: int) -> RatingResult:
    mean = rating.mean(scores, fewest)
    answers = None if mean is None else len(scores)
    return RatingResult(
        appointment_id=appointment_id, answers=answers, mean=mean, is_too_few=mean is None
    )


def _fewest(session: Session, report: Report) -> int:
    today = day_of(clock.now())
    return parameters.value_on(session, report.community, Parameter.RATINGS_FEWEST, today)
