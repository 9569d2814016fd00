"""The counted ratings (评议) of each appointment, by quarter: those that are enough to tell."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.words import Parameter
from groundwork import parameters
from services.incentives import quarters
from services.incentives.rating.model import RATING
from services.incentives.reports.model import Report
from services.incentives.scorecards.rules import Days, Term

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Quarter:
    """The scores of one quarter, once no more can come; none: there were too few."""

    quarter: str
    scores: tuple[int, ...]


def told(
    session: Session, community: str, appointments: Collection[UUID]
) -> dict[UUID, list[Quarter]]:
    """The quarters of each appointment that somebody rated, the oldest first.

    A quarter stands alone: added to others, too few ratings could be worked out from the sum.
    """
    chosen = (
        sa.select(RATING.c.appointment_id, Report.quarter, RATING.c.score)
        .join(Report, Report.id == RATING.c.report_id)
        .where(
            Report.community == community,
            # A share that moves while ratings come in would tell the newest one.
            Report.are_ratings_told,
            RATING.c.source_id.is_(None),
            RATING.c.appointment_id.in_(list(appointments)),
        )
        .order_by(Report.quarter)
    )
    given: defaultdict[tuple[UUID, str], list[int]] = defaultdict(list)
    for appointment_id, quarter, score in session.execute(chosen):
        given[appointment_id, quarter].append(score)
    fewest = {
        quarter: parameters.value_on(
            session, community, Parameter.RATINGS_FEWEST, quarters.last_day(quarter)
        )
        for quarter in {quarter for _, quarter in given}
    }
    found: defaultdict[UUID, list[Quarter]] = defaultdict(list)
    for (appointment_id, quarter), scores in given.items():
        is_enough = len(scores) >= fewest[quarter]
        found[appointment_id].append(Quarter(quarter, tuple(sorted(scores)) if is_enough else ()))
    return found


def counts_within(one: Quarter, term: Term, days: Days) -> bool:
    """Whether these days count it: it counts on its last day in office, so that periods add up."""
    last = quarters.last_day(one.quarter)
    day = min(last, term.ended_on - _DAY) if term.ended_on else last
    return days.first <= day <= days.last
