"""Figures that move while somebody looks at them (实时数字)."""

from __future__ import annotations

import datetime as dt

from contracts import fields
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.street.totals import Rate
from contracts.street.words import Span

#: A gateway has no more streams.
AREAS_MOST = 500
_MARK_LONGEST = 80


@shape
class LivePeriod(Answer):
    """The figures of one running period."""

    span: Span = fields.choice("Which period.")
    begins: dt.date | None = fields.plain("Its first day, Asia/Shanghai; null: all of time.")
    receptions: int = fields.plain("Person-visits (接待人次).")
    appeals: int = fields.plain("Appeals received in the period.")
    closed: int = fields.plain("Of these, closed by now (办结).")
    settled: int = fields.plain("Of these, settled by now (化解).")
    settled_rate: Rate = fields.plain("Settled of received.")


@shape
class LiveFigures(Answer):
    """The figures of an area as they stand; they name nobody."""

    area: str | None = fields.place("The area; null: everything.")
    day: dt.date = fields.plain("The running day, Asia/Shanghai.")
    periods: list[LivePeriod] = fields.plain(
        "The running day, month, quarter and year, and all of time."
    )


@shape
class LiveArea(Shape):
    """The area that is asked for."""

    area: str | None = fields.area("Only this area; everything, if left out.", default=None)


@shape
class WatchedFigures(Answer):
    """What the street counts, for a gateway that asks again and again."""

    mark: str = fields.plain("Changes with the figures; ask with it the next time.")
    items: list[LiveFigures] | None = fields.plain(
        "The figures of the areas asked for, of those that changed; null: nothing changed."
    )


@request("street", "watch_figures", WatchedFigures)
class WatchFigures(Request[WatchedFigures]):
    """The figures of these areas, of those in which anything changed since a mark."""

    areas: list[str] = fields.texts("The areas.", longest=12, most=AREAS_MOST)
    with_everything: bool = fields.plain("Whether everything is asked for too.", default=False)
    known: str | None = fields.text("The mark of before.", longest=_MARK_LONGEST, default=None)
