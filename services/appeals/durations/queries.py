"""Counting: the database groups the closed appeals of a period by the days they took."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.durations import Durations, DurationStep, ShowDurations
from contracts.appeals.words import Outcome
from runtime import clock
from runtime.days import day_in_shanghai, days_between
from runtime.narrowing import on_days
from runtime.scope import inside
from services.appeals.appeal.model import Appeal
from services.appeals.appeal.queries import APPEALS
from services.appeals.durations import rules
from services.appeals.durations.rules import Took
from vocabulary.actors import Actor
from vocabulary.periods import day_of


def durations(session: Session, actor: Actor, request: ShowDurations) -> Durations:
    """How long the appeals took that the actor may see and that were closed in the period.

    Raises:
        Invalid: the period is reversed or too long.
    """
    today = day_of(clock.now())
    period = rules.period_of(request.closed_from, request.closed_to, today=today)
    days = days_between(day_in_shanghai(Appeal.received_at), day_in_shanghai(Appeal.closed_at))
    is_settled = Appeal.outcome == Outcome.SETTLED
    chosen = (
        APPEALS.seen_by(actor)
        .where(
            Appeal.closed_at.is_not(None),
            *on_days(Appeal.closed_at, period.first, period.last),
            *([inside(request.area, Appeal.community)] if request.area else []),
        )
        .with_only_columns(days, sa.func.count(), sa.func.count().filter(is_settled))
        .group_by(days)
    )
    found = [Took(*row) for row in session.execute(chosen)]
    return Durations(
        area=request.area,
        closed_from=period.first or today,
        closed_to=period.last or today,
        closed=sum(one.closed for one in found),
        median_days=rules.median(found),
        within_days=rules.within(found),
        steps=[
            DurationStep(
                least_days=one.least, most_days=one.most, closed=one.closed, settled=one.settled
            )
            for one in rules.steps(found)
        ],
    )
