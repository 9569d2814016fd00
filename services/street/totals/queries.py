"""The totals of a period and an area.

Every figure about appeals comes out of one statement, so that they always agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.street.totals import Line, Rate, ReceptionLine, ShowTotals, Totals
from runtime import clock
from services.street.areas import queries as areas_known
from services.street.totals import rules
from services.street.totals.model import APPEAL_FACT, RECEPTION_FACT
from services.street.totals.rules import Count, Group
from vocabulary.areas import stem_of
from vocabulary.periods import Period, day_of


def totals(session: Session, request: ShowTotals) -> Totals:
    """The figures of the street (R55 to R57). R66: over any period.

    Public, without a scope: the figures name nobody.

    Raises:
        Invalid: the period is out of reach or reversed.
    """
    period = rules.period_of(request.from_day, request.to_day)
    areas = _areas(session, request)
    groups = _groups(session, period, areas)
    receptions = _receptions(session, period, areas)
    whole = rules.count(groups)
    return Totals(
        from_day=request.from_day,
        to_day=request.to_day,
        community=request.community,
        predecessors=list(areas[1:]) if request.include_predecessors else None,
        receptions=sum(line.receptions for line in receptions),
        appeals=whole.appeals,
        closed=whole.closed,
        settled=whole.settled,
        settled_rate=_rate(whole),
        receptions_by_community=receptions,
        by_community=_lines(rules.count_by(lambda group: group.community, groups)),
        by_category=_lines(rules.count_by(lambda group: group.category, groups)),
        by_applicant_group=_lines(rules.count_by(lambda group: group.applicant_group, groups)),
        by_outcome=_lines(rules.count_by(lambda group: group.outcome or rules.OPEN, groups)),
    )


def _areas(session: Session, request: ShowTotals) -> tuple[str, ...]:
    """The area asked for and, if wanted, what it took over; none is everything."""
    if request.community is None:
        return ()
    if not request.include_predecessors:
        return (request.community,)
    return areas_known.with_predecessors(session, request.community, day_of(clock.now()))


def _groups(session: Session, period: Period, areas: Sequence[str]) -> list[Group]:
    alike = [
        APPEAL_FACT.c[name] for name in ("community", "category", "applicant_group", "outcome")
    ]
    statement = (
        sa.select(*alike, sa.func.count().label("appeals"))
        .where(*_within(APPEAL_FACT.c.received_at, period), *_inside(APPEAL_FACT, areas))
        .group_by(*alike)
    )
    return [Group(**row) for row in session.execute(statement).mappings()]


def _receptions(session: Session, period: Period, areas: Sequence[str]) -> list[ReceptionLine]:
    community = RECEPTION_FACT.c.community
    statement = (
        sa.select(community, sa.func.sum(RECEPTION_FACT.c.visitors))
        .where(*_within(RECEPTION_FACT.c.held_at, period), *_inside(RECEPTION_FACT, areas))
        .group_by(community)
        .order_by(community)
    )
    return [
        ReceptionLine(key=key, receptions=visitors) for key, visitors in session.execute(statement)
    ]


def _within(moment: sa.Column[Any], period: Period) -> list[sa.ColumnElement[bool]]:
    begins, ends = period.starts_at, period.ends_before
    return ([moment >= begins] if begins else []) + ([moment < ends] if ends else [])


def _inside(table: sa.Table, areas: Sequence[str]) -> list[sa.ColumnElement[bool]]:
    if not areas:
        return []
    return [sa.or_(*(table.c.community.startswith(stem_of(area)) for area in areas))]


def _lines(counts: list[tuple[str, Count]]) -> list[Line]:
    return [
        Line(
            key=key,
            appeals=count.appeals,
            closed=count.closed,
            settled=count.settled,
            settled_rate=_rate(count),
        )
        for key, count in counts
    ]


def _rate(count: Count) -> Rate:
    return Rate(
        numerator=count.settled,
        denominator=count.appeals,
        percent=rules.percent(count.settled, count.appeals),
    )
