"""Parameters (制度参数): the numbers that a street's regulations set, and since when."""

from __future__ import annotations

import flask

from contracts.recruitment.parameters import SetParameter
from gateway.console import api
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.street import streets
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_HERE = "/desk/parameters"
_SET = Deed(
    SetParameter,
    hints={
        "effective_from": _("不填就是今天；不能早于今天。已经开始的事按原来的数办。"),
        "reason": _("依据哪次会议或哪份文件。"),
    },
)


@page(_HERE, may=Action.PARAMETER_READ, title=_("制度参数"), nav="regulations")
def choose_parameters() -> Shown | flask.Response:
    """Which street's?"""
    return streets.chosen(_HERE)


@page(f"{_HERE}/<street>", may=Action.PARAMETER_READ, title=_("制度参数"), nav="regulations")
def street_parameters(street: str) -> Shown:
    """Every number as it stands today, and what was decided for later."""
    found = api.get(f"/api/v1/streets/{street}/parameters")["items"]
    return shown(
        "street/parameters.html", street=street, found=found, today=str(day_of(clock.now()))
    )


@page(
    f"{_HERE}/<street>/<name>",
    may=Action.PARAMETER_READ,
    title=_("制度参数"),
    nav="regulations",
    methods=("GET", "POST"),
)
def street_parameter(street: str, name: str) -> Shown | flask.Response:
    """One number: what it means, every value that was set, and a new one."""
    known = Deeds(f"{_HERE}/{street}/{name}", [_SET], {"street": street, "name": name})
    if done := known.sent():
        return done
    one = api.get(f"/api/v1/streets/{street}/parameters/{name}")
    return shown(
        "street/parameter.html",
        known.status,
        street=street,
        one=one,
        today=str(day_of(clock.now())),
        deeds=known,
        offers=known.offered(one),
    )
