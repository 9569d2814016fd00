"""The figures of some areas, and a mark that tells which of them may have changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.words import Outcome
from contracts.street.live import LiveFigures, LivePeriod, WatchedFigures, WatchFigures
from contracts.street.words import Span
from runtime import clock
from runtime.scope import inside
from services.street.changes.model import CHANGE
from services.street.digests import rules
from services.street.digests.model import COUNT_EVER, DIGEST_TURN
from services.street.digests.queries import (
    count_of,
    counts_of_months,
    months_of,
    receptions_in,
    sums_of_months,
)
from services.street.totals.model import APPEAL_COUNT, APPEAL_FACT, RECEPTION_COUNT
from services.street.totals.queries import rate_of
from services.street.totals.rules import Count
from vocabulary.areas import Level, level_of, path_of
from vocabulary.periods import day_of, start_of_day

_DAY = dt.timedelta(days=1)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
#: Each appeal is counted once of each kind: any one will do.
_ANY_KIND = "outcome"
_MARK = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9]+)\.([0-9]+)\.([0-9]+)")


def watch(session: Session, request: WatchFigures) -> WatchedFigures:
    """The figures of the areas asked for, of those that a change since the mark may have touched.

    Public, without a scope: the figures name no person.
    """
    return watched(session, request, day_of(clock.now()))


def watched(session: Session, request: WatchFigures, day: dt.date) -> WatchedFigures:
    """The same on a day."""
    mark = _mark(session, day)
    if str(mark) == request.known:
        return WatchedFigures(mark=request.known, items=None)
    areas: list[str | None] = [*([None] if request.with_everything else []), *request.areas]
    touched = _touched(session, _Mark.read(request.known), mark)
    if touched is not None:
        areas = [area for area in areas if area in touched]
    return WatchedFigures(mark=str(mark), items=[_figures(session, area, day) for area in areas])


@dataclass(frozen=True)
class _Mark:
    """Differs after each committed change.

    A change is a row until digests take it, in a turn of theirs, also where they have nothing to
    tell. Rows are counted too: one may be committed after others with higher numbers.
    """

    day: str
    #: When digests were made last, in microseconds: no two turns are at the same time.
    turn: int
    #: The number of the newest row, and how many there are.
    newest: int
    rows: int

    def __str__(self) -> str:
        return f"{self.day}.{self.turn}.{self.newest}.{self.rows}"

    @staticmethod
    def read(text: str | None) -> _Mark | None:
        """What `str` gave; None for anything else."""
        found = _MARK.fullmatch(text or "")
        return None if found is None else _Mark(found[1], *map(int, found.groups()[1:]))


def _mark(session: Session, day: dt.date) -> _Mark:
    newest, rows = session.execute(sa.select(sa.func.max(CHANGE.c.id), sa.func.count())).one()
    taken_at = session.scalar(sa.select(DIGEST_TURN.c.taken_at))
    turn = 0 if taken_at is None else (taken_at - _EPOCH) // _MICROSECOND
    return _Mark(str(day), turn, newest or 0, rows)


def _touched(session: Session, known: _Mark | None, now: _Mark) -> Collection[str | None] | None:
    """The areas that may have changed since a mark, everything too; None: any may have.

    Until digests have another turn, every change since the mark is still a row.
    """
    if known is None or (known.day, known.turn) != (now.day, now.turn):
        return None
    newer = _rows_of(session, CHANGE.c.id > known.newest)
    missed = now.rows - known.rows - sum(newer.values())
    if missed < 0:
        # The mark is from before the database was restored.
        return None
    # Some were committed after others with higher numbers: take all rows.
    changed = _rows_of(session, sa.true()) if missed else newer
    return {None, *(around for area in changed for around in path_of(area))}


def _rows_of(session: Session, within: sa.ColumnElement[bool]) -> dict[str, int]:
    chosen = sa.select(CHANGE.c.area, sa.func.count()).where(within).group_by(CHANGE.c.area)
    return {area: int(rows) for area, rows in session.execute(chosen)}


def _figures(session: Session, area: str | None, day: dt.date) -> LiveFigures:
    appeals = {
        Span.DAY: _today(session, area, day),
        **_of_months(session, area, day),
        Span.EVER: _ever(session, area),
    }
    receptions = _receptions(session, area, day)
    return LiveFigures(
        area=area,
        day=day,
        periods=[_period(span, day, appeals[span], receptions[span]) for span in Span],
    )


def _period(span: Span, day: dt.date, count: Count, receptions: int) -> LivePeriod:
    return LivePeriod(
        span=span,
        begins=rules.begins(span, day),
        receptions=receptions,
        **vars(count),
        settled_rate=rate_of(count),
    )


def _today(session: Session, area: str | None, day: dt.date) -> Count:
    """Days are counted for streets only; a community has few facts in one."""
    if not _is_community(area):
        count = APPEAL_COUNT.c
        chosen = sa.select(*_sums(count)).where(
            count.span == Span.DAY, count.begins == day, *_counted_in(area)
        )
        return count_of(*session.execute(chosen).one())
    fact = APPEAL_FACT.c
    settled = sa.case((fact.outcome == Outcome.SETTLED, 1))
    facts = sa.select(sa.func.count(), sa.func.count(fact.outcome), sa.func.count(settled)).where(
        fact.community == area,
        fact.received_at >= start_of_day(day),
        fact.received_at < start_of_day(day + _DAY),
    )
    return count_of(*session.execute(facts).one())


def _of_months(session: Session, area: str | None, day: dt.date) -> dict[Span, Count]:
    count = APPEAL_COUNT.c
    chosen = sa.select(*sums_of_months(day)).where(
        count.span == Span.MONTH,
        count.begins.in_(months_of(Span.YEAR, day)),
        *_counted_in(area),
    )
    return dict(counts_of_months(session.execute(chosen).one()))


def _ever(session: Session, area: str | None) -> Count:
    count = COUNT_EVER.c
    chosen = sa.select(*_sums(count)).where(
        count.kind == _ANY_KIND, *_inside(area, count.community)
    )
    return count_of(*session.execute(chosen).one())


def _receptions(session: Session, area: str | None, day: dt.date) -> dict[Span, int]:
    spans, sums, within = receptions_in(day)
    chosen = sa.select(*sums).where(within, *_inside(area, RECEPTION_COUNT.c.community))
    summed = session.execute(chosen).one()
    return {span: int(visitors or 0) for span, visitors in zip(spans, summed, strict=True)}


def _counted_in(area: str | None) -> list[sa.ColumnElement[bool]]:
    count = APPEAL_COUNT.c
    level = Level.COMMUNITY if _is_community(area) else Level.STREET
    return [count.level == level, count.kind == _ANY_KIND, *_inside(area, count.area)]


def _inside(area: str | None, column: Any) -> list[sa.ColumnElement[bool]]:
    return [] if area is None else [inside(area, column)]


def _is_community(area: str | None) -> bool:
    return area is not None and level_of(area) is Level.COMMUNITY


def _sums(count: Any) -> list[Any]:
    return [sa.func.sum(column) for column in (count.appeals, count.closed, count.settled)]
