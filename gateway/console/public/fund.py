"""What a community's support fund was used for (项目扶持资金公开), quarter by quarter."""

from __future__ import annotations

import flask

from contracts.volunteers.fund_ledger import FIRST_YEAR
from gateway.console import api
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.public import places
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_QUARTERS = 4
_QUARTER_MONTHS = 3


@page("/communities/<code>/fund", may=Action.ANYONE, title=_("项目扶持资金公开"), nav="home")
def fund_of_community(code: str) -> Shown:
    """The projects of a quarter: what for, how much, how many benefited; no person."""
    place = places.community(code)
    asked = {name: flask.request.args.get(name, "") for name in ("year", "quarter", "cursor")}
    found = api.get(
        f"/api/v1/public/communities/{code}/fund",
        {name: value for name, value in asked.items() if value},
    )
    at = found["year"] * _QUARTERS + found["quarter"] - 1
    return shown(
        "public/fund.html",
        place=place,
        found=found,
        before=divmod(at - 1, _QUARTERS) if at > FIRST_YEAR * _QUARTERS else None,
        # Nothing is approved in a quarter that is still to come.
        after=divmod(at + 1, _QUARTERS) if at < _running() else None,
    )


def _running() -> int:
    """The quarter of today, counted from the year 0."""
    today = day_of(clock.now())
    return today.year * _QUARTERS + (today.month - 1) // _QUARTER_MONTHS
