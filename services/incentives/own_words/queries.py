"""A card with the quarters for which its person can still add words."""

from __future__ import annotations

import dataclasses

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.scorecards import Scorecard, ShowScorecard
from contracts.incentives.words import ReportState
from runtime import clock
from services.incentives import quarters
from services.incentives.cards import queries
from services.incentives.reports.model import Edition, Report
from vocabulary.actors import Actor
from vocabulary.periods import day_of


def card(session: Session, actor: Actor, request: ShowScorecard) -> Scorecard:
    """The card of one appointment. R23, R47.

    Raises:
        NotFound, Invalid: see `cards.queries.one`.
    """
    found = queries.one(session, actor, request)
    if not found.possible:
        return found
    return dataclasses.replace(found, words_open=_open(session, found))


def _open(session: Session, card: Scorecard) -> list[str]:
    today = day_of(clock.now())
    asked = [quarters.before(today), quarters.quarter_of(today)]
    settled = sa.select(Report.quarter).where(
        Report.community == card.community,
        Report.quarter.in_(asked),
        sa.or_(Report.state != ReportState.DRAFT, Report.id.in_(sa.select(Edition.report_id))),
    )
    over = set(session.scalars(settled))
    return [
        quarter
        for quarter in asked
        if quarter not in over
        and card.began_on <= quarters.last_day(quarter)
        and (card.ended_on is None or card.ended_on > quarters.first_day(quarter))
    ]
