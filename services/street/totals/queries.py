"""The totals of a period and an area.

Every figure about appeals comes out of one statement, so that they always agree.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.street.totals import Line, Rate, ReceptionLine, ShowTotals, Totals
from services.street.totals import rules
from services.street.totals.model import APPEAL_FACT, RECEPTION_FACT
from services.street.totals.rules import Count, Group
from vocabulary.areas import stem_of
from vocabulary.periods import Period


def totals(session: Session, request: ShowTotals) -> Totals:
    """The figures of the street (R55 to R57). R66: over any period.

    Public, without a scope: the figures name nobody.

    Raises:
        Invalid: the period is out of reach or reversed.
    """
    period = rules.period_of(request.from_day, request.to_day)
    groups = _groups(session, period, request.community)
    receptions = _receptions(session, period, request.community)
    whole = rules.count(groups)
    return Totals(
        from_day=request.from_day,
        to_day=request.to_day,
        community=request.community,
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


def _groups(session: Session, period: Period, area: str | None) -> list[Group]:
    alike = [
        APPEAL_FACT.c[name] for name in ("community", "category", "applicant_group", "outcome")
    ]
    statement = (
        sa.select(*alike, sa.func.count().label("appeals"))
        .where(*_within(APPEAL_FACT.c.received_at, period), *_inside(APPEAL_FACT, area))
        .group_by(*alike)
    )
    return [Group(**row) for row in session.execute(statement).mappings()]


def _receptions(session: Session, period: Period, area: str | None) -> list[ReceptionLine]:
    community = RECEPTION_FACT.c.community
    statement = (
        sa.select(community, sa.func.sum(RECEPTION_FACT.c.visitors))
        .where(*_within(RECEPTION_FACT.c.held_at, period), *_inside(RECEPTION_FACT, area))
        .group_by(community)
        .order_by(community)
    )
    return [
        ReceptionLine(key=key, receptions=visitors) for key, visitors in session.execute(statement)
    ]


def _within(moment: sa.Column[Any], period: Period) -> list[sa.ColumnElement[bool]]:
    begins, ends = period.starts_at, period.ends_before
    return ([moment >= begins] if begins else []) + ([moment < ends] if ends else [])


def _inside(table: sa.Table, area: str | None) -> list[sa.ColumnElement[bool]]:
    return [table.c.community.startswith(stem_of(area))] if area else []


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
