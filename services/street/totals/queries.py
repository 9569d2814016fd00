"""The totals of a period and an area.

Every figure about appeals comes out of one statement, so that they always agree. It sums
months and the days at the ends of the period, see `rules.pieces_of`. So what it reads
grows with areas and months, not with appeals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.words import AppealChannel, Outcome
from contracts.street.totals import (
    CommunityLine,
    Line,
    MonthLine,
    Months,
    Rate,
    ReceptionLine,
    ShowMonths,
    ShowTotals,
    Totals,
)
from contracts.street.words import Span
from groundwork import areas as areas_known
from groundwork.generations import GENERATION
from runtime import clock
from runtime.narrowing import any_of, on_days
from runtime.scope import begins_with_any
from services.street.totals import rules
from services.street.totals.model import APPEAL_COUNT, APPEAL_FACT, RECEPTION_COUNT
from services.street.totals.rules import Count, Pieces
from vocabulary.areas import Level, level_of, stem_of
from vocabulary.periods import Period, day_of, start_of_day
from vocabulary.shares import percent

_DAY, _MONTH = Span.DAY, Span.MONTH
#: The values with a line in the answer.
_KINDS = {
    "community": APPEAL_FACT.c.community,
    "category": APPEAL_FACT.c.category,
    "applicant_group": APPEAL_FACT.c.applicant_group,
    "channel": APPEAL_FACT.c.channel,
    "outcome": sa.func.coalesce(APPEAL_FACT.c.outcome, "open"),
}
_NOTHING = Pieces([], [])


def totals(session: Session, request: ShowTotals) -> Totals:
    """The figures of the street (R55 to R57). R66: over any period.

    Public, without a scope: the figures name no person.

    Raises:
        Invalid: the period is out of reach or reversed.
    """
    period = rules.period_of(request.from_day, request.to_day)
    areas = _areas(session, request)
    lines = _lines(session, period, areas, request.channel)
    receptions = _receptions(session, period, areas)
    whole = rules.count(count for _, count in lines["outcome"])
    return Totals(
        from_day=request.from_day,
        to_day=request.to_day,
        area=request.area,
        predecessors=list(areas[1:]) if request.include_predecessors else None,
        receptions=sum(line.receptions for line in receptions),
        appeals=whole.appeals,
        closed=whole.closed,
        settled=whole.settled,
        settled_rate=rate_of(whole),
        receptions_by_community=receptions,
        by_community=[
            CommunityLine(community=code, **_figures(count)) for code, count in lines["community"]
        ],
        by_category=_shown(lines["category"]),
        by_applicant_group=_shown(lines["applicant_group"]),
        by_channel=_shown(lines["channel"]),
        by_outcome=_shown(lines["outcome"]),
        **_generation(session),
    )


def months(session: Session, request: ShowMonths) -> Months:
    """The months of a year and of the year before it, out of the counts of months alone."""
    year = request.year or day_of(clock.now()).year
    begins = rules.months_of(year - 1, year)
    count, area = APPEAL_COUNT.c, request.area
    level = Level.COMMUNITY if area is not None and _is_community(area) else Level.STREET
    inside = [] if area is None else [begins_with_any([stem_of(area)], count.area)]
    sums = [sa.func.sum(column) for column in (count.appeals, count.closed, count.settled)]
    statement = (
        sa.select(count.begins, *sums)
        # Each appeal is counted once of each kind: any one will do.
        .where(count.level == level, count.span == _MONTH, count.kind == "outcome", *inside)
        .where(count.begins.in_(begins))
        .group_by(count.begins)
    )
    found = {day: Count(*map(int, numbers)) for day, *numbers in session.execute(statement)}
    return Months(
        area=area,
        year=year,
        items=[MonthLine(begins=day, **vars(found.get(day, Count()))) for day in begins],
    )


def _generation(session: Session) -> dict[str, Any]:
    column = GENERATION.c
    newest = sa.select(column.number, column.entries, column.read, column.done_at).order_by(
        column.number.desc()
    )
    found = session.execute(newest.limit(1)).first()
    if found is None:
        return {"generation": 1, "rebuilt_percent": None}
    if found.done_at is not None:
        return {"generation": found.number, "rebuilt_percent": None}
    done = sa.select(sa.func.max(column.number)).where(column.done_at.is_not(None))
    return {
        "generation": session.scalar(done) or 1,
        "rebuilt_percent": percent(found.read, found.entries),
    }


def _areas(session: Session, request: ShowTotals) -> tuple[str, ...]:
    """The area asked for and, if wanted, what it took over; none is everything."""
    if request.area is None:
        return ()
    if not request.include_predecessors:
        return (request.area,)
    return areas_known.with_predecessors(session, request.area, day_of(clock.now()))


def _lines(
    session: Session,
    period: Period,
    areas: Sequence[str],
    channels: Sequence[AppealChannel] | None,
) -> defaultdict[str, list[tuple[str, Count]]]:
    """The lines of each kind, in the order of their keys."""
    found: defaultdict[str, list[tuple[str, Count]]] = defaultdict(list)
    if channels is None:
        pieces = _pieces(session, APPEAL_COUNT, period)
        parts = [*_of_streets(pieces, areas), *_of_communities(pieces, areas)]
    else:
        parts = [*_of_channels(channels, period, areas)]
    if not parts:
        return found
    part = sa.union_all(*parts).subquery()
    kind, key, *counted = part.c
    sums = [sa.func.sum(column) for column in counted]
    statement = (
        sa.select(kind, key, *sums).group_by(kind, key).having(sums[0] != 0).order_by(kind, key)
    )
    for name, of, *sums_found in session.execute(statement):
        # A sum of what was counted is no integer to PostgreSQL.
        found[name].append((of, Count(*(int(one) for one in sums_found))))
    return found


def _of_streets(pieces: Pieces, areas: Sequence[str]) -> Iterator[sa.Select[Any]]:
    """The counts of streets that lie in the areas."""
    stems = [stem_of(area) for area in rules.outermost(areas) if not _is_community(area)]
    if areas and not stems:
        return
    inside = [begins_with_any(stems, APPEAL_COUNT.c.area)] if stems else []
    yield from _of_months(pieces, Level.STREET, inside)
    for stretch in pieces.stretches:
        days = APPEAL_COUNT.c.begins.in_(stretch.days)
        yield _counted(stretch.sign, Level.STREET, _DAY, days, *inside)


def _of_communities(pieces: Pieces, areas: Sequence[str]) -> Iterator[sa.Select[Any]]:
    """The counts of single communities by month, and their facts of the days besides."""
    codes = [area for area in rules.outermost(areas) if _is_community(area)]
    if not codes:
        return
    yield from _of_months(pieces, Level.COMMUNITY, [APPEAL_COUNT.c.area.in_(codes)])
    fact = APPEAL_FACT.c
    for stretch in pieces.stretches:
        begins, ends = start_of_day(stretch.begins), start_of_day(stretch.ends)
        within = [fact.received_at >= begins, fact.received_at < ends]
        yield from _of_facts(stretch.sign, fact.community.in_(codes), *within)


def _of_channels(
    channels: Sequence[AppealChannel], period: Period, areas: Sequence[str]
) -> Iterator[sa.Select[Any]]:
    """The facts themselves: no count says of what came in by one way what it was about."""
    fact = APPEAL_FACT.c
    stems = [stem_of(area) for area in rules.outermost(areas)]
    inside = [begins_with_any(stems, fact.community)] if areas else []
    days = on_days(fact.received_at, period.first, period.last)
    yield from _of_facts(1, *any_of(fact.channel, channels), *inside, *days)


def _of_months(
    pieces: Pieces, level: Level, inside: list[sa.ColumnElement[bool]]
) -> Iterator[sa.Select[Any]]:
    if pieces.months:
        # Each by its name, not from one to another: the index leads from month to area.
        months = APPEAL_COUNT.c.begins.in_(pieces.months)
        yield _counted(1, level, _MONTH, months, *inside)


def _counted(sign: int, level: Level, span: str, *chosen: sa.ColumnElement[bool]) -> sa.Select[Any]:
    count = APPEAL_COUNT.c
    return sa.select(
        count.kind,
        count.key,
        *(sign * column for column in (count.appeals, count.closed, count.settled)),
    ).where(count.level == level, count.span == span, count.kind.in_(_KINDS), *chosen)


def _of_facts(sign: int, *chosen: sa.ColumnElement[bool]) -> Iterator[sa.Select[Any]]:
    outcome = APPEAL_FACT.c.outcome
    counted = [
        sign * sa.func.count(),
        sign * sa.func.count(outcome),
        sign * sa.func.count(sa.case((outcome == Outcome.SETTLED, 1))),
    ]
    for kind, key in _KINDS.items():
        named = sa.literal(kind).label("kind"), key.label("key")
        yield sa.select(*named, *counted).where(*chosen).group_by(key)


def _receptions(session: Session, period: Period, areas: Sequence[str]) -> list[ReceptionLine]:
    count = RECEPTION_COUNT.c
    pieces = _pieces(session, RECEPTION_COUNT, period)
    inside = [begins_with_any([stem_of(area) for area in areas], count.community)] if areas else []
    spans = [(_MONTH, pieces.months, 1)] if pieces.months else []
    spans += [(_DAY, stretch.days, stretch.sign) for stretch in pieces.stretches]
    if not spans:
        return []
    parts = [
        sa.select(count.community, (sign * count.visitors).label("visitors")).where(
            count.span == span, count.begins.in_(begins), *inside
        )
        for span, begins, sign in spans
    ]
    part = sa.union_all(*parts).subquery()
    visitors = sa.func.sum(part.c.visitors)
    statement = (
        sa.select(part.c.community, visitors)
        .group_by(part.c.community)
        .having(visitors != 0)
        .order_by(part.c.community)
    )
    return [
        ReceptionLine(community=key, receptions=found) for key, found in session.execute(statement)
    ]


def _pieces(session: Session, table: sa.Table, period: Period) -> Pieces:
    """The period as far as anything was counted, in pieces."""
    begins = table.c.begins
    counted = [table.c.span == _DAY]
    if table is APPEAL_COUNT:
        # Any kind will do, since all have the same days; the index then knows the ends.
        counted += [table.c.level == Level.STREET, table.c.kind == "community"]
    earliest, latest = (
        session.scalar(sa.select(end(begins)).where(*counted)) for end in (sa.func.min, sa.func.max)
    )
    if earliest is None or latest is None:
        return _NOTHING
    first, last = max(period.first or earliest, earliest), min(period.last or latest, latest)
    return rules.pieces_of(first, last) if first <= last else _NOTHING


def _is_community(area: str) -> bool:
    return level_of(area) is Level.COMMUNITY


def _shown(lines: list[tuple[str, Count]]) -> list[Line]:
    return [Line(key=key, **_figures(count)) for key, count in lines]


def _figures(count: Count) -> dict[str, Any]:
    return {
        "appeals": count.appeals,
        "closed": count.closed,
        "settled": count.settled,
        "settled_rate": rate_of(count),
    }


def rate_of(count: Count) -> Rate:
    """Settled of received, with both numbers."""
    return Rate(
        numerator=count.settled,
        denominator=count.appeals,
        percent=percent(count.settled, count.appeals),
    )
