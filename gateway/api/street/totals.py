"""The figures of the whole street."""

from __future__ import annotations

from contracts.street.totals import (
    Months,
    MonthsFilter,
    ShowMonths,
    ShowTotals,
    StaffTotalsFilter,
    Totals,
    TotalsFilter,
)
from gateway.http.routes import Routes, ask, dependencies
from gateway.places.reference import refuse_any
from vocabulary.permissions import Action

routes = Routes("totals", "统计 · Figures of the street")


@routes.get(
    "/api/v1/public/street/totals",
    may=Action.ANYONE,
    filters=TotalsFilter,
    answers=Totals,
)
def show_public_totals(filters: TotalsFilter) -> Totals:
    """Show receptions, appeals and the settled rate of a period and area; they name no person."""
    return _asked(filters)


@routes.get(
    "/api/v1/street/totals",
    may=Action.FIGURES_READ,
    filters=StaffTotalsFilter,
    answers=Totals,
)
def show_totals(filters: StaffTotalsFilter) -> Totals:
    """Show these figures to staff, also for appeals of some channels only."""
    return _asked(filters)


@routes.get(
    "/api/v1/street/months",
    may=Action.FIGURES_READ,
    filters=MonthsFilter,
    answers=Months,
)
def show_months(filters: MonthsFilter) -> Months:
    """Show the appeals of a year by month, beside those of the year before."""
    refuse_any(dependencies().reference.known().wrong_area(filters.area))
    return ask(ShowMonths(**vars(filters)))


def _asked(filters: TotalsFilter) -> Totals:
    refuse_any(dependencies().reference.known().wrong_area(filters.area))
    return ask(ShowTotals(**vars(filters)))
