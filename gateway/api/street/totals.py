"""The figures of the whole street."""

from __future__ import annotations

from contracts.street.totals import ShowTotals, Totals, TotalsFilter
from gateway.api.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("totals", "统计 · Figures of the street")


@routes.get(
    "/api/v1/public/street/totals",
    may=Action.ANYONE,
    filters=TotalsFilter,
    answers=Totals,
)
def public_totals(filters: TotalsFilter) -> Totals:
    """Receptions, appeals and the settled rate of a period and area; they name nobody."""
    return ask(ShowTotals(**vars(filters)))


@routes.get(
    "/api/v1/street/totals",
    may=Action.FIGURES_READ,
    filters=TotalsFilter,
    answers=Totals,
)
def totals(filters: TotalsFilter) -> Totals:
    """The same for those who work with it."""
    return ask(ShowTotals(**vars(filters)))
