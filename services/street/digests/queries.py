"""The figures of many communities in a few statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.words import Outcome
from contracts.street.digests import (
    DigestFigures,
    DigestLine,
    DigestPage,
    DigestView,
    HeardUpTo,
    ListDigests,
    TotalsDigested,
)
from contracts.street.words import Span
from runtime.scope import inside
from services.street.digests import rules
from services.street.digests.model import COUNT_EVER, DIGEST
from services.street.digests.rules import KINDS, Digest, Figures, Periods
from services.street.further.model import FURTHER_FACT, Counted
from services.street.totals.model import APPEAL_COUNT, APPEAL_FACT, RECEPTION_COUNT
from services.street.totals.queries import rate_of
from services.street.totals.rules import Count
from vocabulary.areas import Level, level_of
from vocabulary.periods import months_after, start_of_day

_AT_ONCE = 1000
_DAY = dt.timedelta(days=1)
_MONTHS = 12
_NOT_CLOSED = "open"
_OF_MONTHS = (Span.MONTH, Span.QUARTER, Span.YEAR)


def figures(session: Session, communities: Sequence[str], day: dt.date) -> dict[str, Periods]:
    """The figures of each community, in the periods that run on a day."""
    found = {community: rules.nothing() for community in communities}
    for first in range(0, len(communities), _AT_ONCE):
        some = communities[first : first + _AT_ONCE]
        _add_today(session, some, day, found)
        _add_this_year(session, some, day, found)
        _add_ever(session, some, found)
        _add_receptions(session, some, day, found)
        _add_further(session, some, day, found)
    return found


def _add_today(
    session: Session, communities: Sequence[str], day: dt.date, found: dict[str, Periods]
) -> None:
    """From the facts: the days of communities are not counted."""
    fact = APPEAL_FACT.c
    kinds = [fact[kind] for kind in KINDS]
    statement = (
        sa.select(fact.community, *kinds, sa.func.count())
        .where(
            fact.community.in_(communities),
            fact.received_at >= start_of_day(day),
            fact.received_at < start_of_day(day + _DAY),
        )
        .group_by(fact.community, *kinds)
    )
    for community, *keys, appeals in session.execute(statement):
        outcome = keys[-1]
        counted = Count(
            appeals, appeals if outcome else 0, appeals if outcome == Outcome.SETTLED else 0
        )
        for kind, key in zip(KINDS, keys, strict=True):
            found[community][Span.DAY].count(kind, key or _NOT_CLOSED, counted)


def _add_this_year(
    session: Session, communities: Sequence[str], day: dt.date, found: dict[str, Periods]
) -> None:
    """From the counts of the months."""
    count = APPEAL_COUNT.c
    statement = (
        sa.select(count.area, count.kind, count.key, *sums_of_months(day))
        .where(
            count.level == Level.COMMUNITY,
            count.span == Span.MONTH,
            count.kind.in_(KINDS),
            count.begins.in_(months_of(Span.YEAR, day)),
            count.area.in_(communities),
        )
        .group_by(count.area, count.kind, count.key)
    )
    for community, kind, key, *summed in session.execute(statement):
        for span, counted in counts_of_months(summed):
            if counted != Count():
                found[community][span].count(kind, key, counted)


def sums_of_months(day: dt.date) -> Sequence[sa.ColumnElement[Any]]:
    """What sums the counts of months into the running month, quarter and year."""
    count = APPEAL_COUNT.c
    return [
        sa.func.sum(sa.case((count.begins.in_(months_of(span, day)), column), else_=0))
        for span in _OF_MONTHS
        for column in (count.appeals, count.closed, count.settled)
    ]


def counts_of_months(summed: Sequence[Any]) -> Iterator[tuple[Span, Count]]:
    """What `sums_of_months` gave."""
    for place, span in enumerate(_OF_MONTHS):
        yield span, count_of(*summed[3 * place : 3 * place + 3])


def count_of(*summed: Any) -> Count:
    """A sum of what was counted is no integer to PostgreSQL, and of nothing no number at all."""
    return Count(*(int(one or 0) for one in summed))


def _add_ever(session: Session, communities: Sequence[str], found: dict[str, Periods]) -> None:
    count = COUNT_EVER.c
    chosen = sa.select(
        count.community, count.kind, count.key, count.appeals, count.closed, count.settled
    ).where(count.community.in_(communities), count.kind.in_(KINDS))
    for community, kind, key, *counted in session.execute(chosen):
        found[community][Span.EVER].count(kind, key, Count(*counted))


def _add_receptions(
    session: Session, communities: Sequence[str], day: dt.date, found: dict[str, Periods]
) -> None:
    spans, sums, within = receptions_in(day)
    count = RECEPTION_COUNT.c
    statement = (
        sa.select(count.community, *sums)
        .where(within, count.community.in_(communities))
        .group_by(count.community)
    )
    for community, *summed in session.execute(statement):
        for span, visitors in zip(spans, summed, strict=True):
            found[community][span].receptions += int(visitors)


def receptions_in(
    day: dt.date,
) -> tuple[list[Span], Sequence[sa.ColumnElement[Any]], sa.ColumnElement[bool]]:
    """Spans, what sums the person-visits of each as it runs on a day, and the rows to be read."""
    count = RECEPTION_COUNT.c
    is_month = count.span == Span.MONTH
    conditions = {
        Span.DAY: count.span == Span.DAY,
        Span.EVER: is_month,
        **{span: sa.and_(is_month, count.begins.in_(months_of(span, day))) for span in _OF_MONTHS},
    }
    sums = [sa.func.sum(sa.case((one, count.visitors), else_=0)) for one in conditions.values()]
    within = sa.or_(is_month, sa.and_(count.span == Span.DAY, count.begins == day))
    return list(conditions), sums, within


def months_of(span: Span, day: dt.date) -> list[dt.date]:
    """The first days of the months of the period that runs on a day."""
    first = rules.begins(span, day)
    months = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: _MONTHS}[span]
    return [] if first is None else [months_after(first, number) for number in range(months)]


def _add_further(
    session: Session, communities: Sequence[str], day: dt.date, found: dict[str, Periods]
) -> None:
    """What began by the day; an end that lies ahead does not count yet."""
    fact = FURTHER_FACT.c
    sums = [
        sa.func.sum(sa.case((fact.begins >= begins, fact.amount), else_=0))
        for begins in (rules.begins(span, day) or dt.date.min for span in Span)
    ]
    statement = (
        sa.select(fact.community, fact.kind, *sums)
        .where(fact.community.in_(communities), fact.begins <= day)
        .group_by(fact.community, fact.kind)
    )
    for community, kind, *summed in session.execute(statement):
        for span, amount in zip(Span, summed, strict=True):
            if amount:
                found[community][span].further[kind] = int(amount)


def contents(session: Session) -> dict[str, str]:
    """What was told last of each area, as the table keeps it."""
    rows = session.execute(sa.select(DIGEST.c.area, DIGEST.c.content))
    return {row.area: row.content for row in rows}


def written(digest: Digest) -> str:
    """A digest as the table keeps it; what is alike is written alike."""
    return orjson.dumps(digest.plain()).decode()


def read(content: str) -> Digest:
    """What `written` wrote."""
    return Digest.read(orjson.loads(content))


def event_of(area: str, version: int, day: dt.date, digest: Digest) -> TotalsDigested:
    """A digest as it is published."""
    return TotalsDigested(area=area, version=version, **_told(area, day, digest))


def page(session: Session, request: ListDigests) -> DigestPage:
    """The newest digests of the areas in which something changed after a place.

    Public, without a scope: the figures name no person.
    """
    row = DIGEST.c
    chosen = sa.select(row.area, row.version, row.place, row.day, row.content).where(
        row.place > request.after
    )
    if request.area is not None:
        chosen = chosen.where(inside(request.area, row.area))
    rows = session.execute(chosen.order_by(row.place).limit(request.limit + 1)).all()
    shown = rows[: request.limit]
    return DigestPage(
        items=[
            DigestView(
                area=one.area,
                version=one.version,
                **_told(one.area, one.day, read(one.content)),
            )
            for one in shown
        ],
        last=shown[-1].place if shown else request.after,
        more=len(rows) > request.limit,
    )


def _told(area: str, day: dt.date, digest: Digest) -> dict[str, Any]:
    return {
        "level": level_of(area),
        "day": day,
        "merged_into": digest.merged_into,
        "heard": [
            HeardUpTo(source=source, sequence=place)
            for source, place in sorted(digest.heard.items())
        ],
        "periods": [_figures_of(span, day, digest.periods[span]) for span in Span],
        **_standing(digest.periods[Span.EVER].further),
    }


def _standing(further: Mapping[str, int]) -> dict[str, int]:
    """What holds on the day, whichever the period."""
    began = further.get(Counted.APPOINTED, 0) + further.get(Counted.IN_THE_INTERIM, 0)
    return {
        "in_office": began - further.get(Counted.ENDED, 0),
        "posts": further.get(Counted.POST, 0),
        "vacant_posts": further.get(Counted.VACANCY, 0),
        "interim_posts": further.get(Counted.INTERIM_POST, 0),
        "volunteers": further.get(Counted.VOLUNTEER, 0),
    }


def _figures_of(span: Span, day: dt.date, figures: Figures) -> DigestFigures:
    whole = figures.whole()
    return DigestFigures(
        span=span,
        begins=rules.begins(span, day),
        receptions=figures.receptions,
        appeals=whole.appeals,
        closed=whole.closed,
        settled=whole.settled,
        settled_rate=rate_of(whole),
        **{f"by_{kind}": _lines(figures.lines[kind]) for kind in KINDS},
        appointed=figures.further.get(Counted.APPOINTED, 0),
        activities=figures.further.get(Counted.ACTIVITY, 0),
        service_minutes=figures.further.get(Counted.MINUTES, 0),
        honours=figures.further.get(Counted.HONOUR, 0),
    )


def _lines(lines: Mapping[str, Count]) -> list[DigestLine]:
    return [
        DigestLine(key=key, appeals=one.appeals, closed=one.closed, settled=one.settled)
        for key, one in sorted(lines.items())
    ]
