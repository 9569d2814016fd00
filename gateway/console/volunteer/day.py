"""A volunteer's and a social worker's own day, with an account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask

from gateway.console import api
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.public import own_details, succession, volunteering
from gateway.console.workstation import activities_due
from vocabulary.permissions import Action

_HERE = "/desk/service"
_Made = Shown | flask.Response


@page(
    _HERE,
    may=Action.VOLUNTEER_OWN,
    title=_("我的志愿服务"),
    nav="service",
    methods=("GET", "POST"),
)
def service() -> _Made:
    """Your offers, places, team and hours, what waits for your answer, and what you lead."""
    return _of_account(lambda code: volunteering.service_of(code, _HERE, at_desk=True, **_led()))


@page(
    f"{_HERE}/activities",
    may=Action.VOLUNTEER_OWN,
    title=_("可以报名的活动"),
    nav="service",
    methods=("GET", "POST"),
)
def service_activities() -> _Made:
    """The coming activities where you are registered."""
    return _of_account(lambda code: volunteering.activities_for(code, _HERE))


@page(
    f"{_HERE}/details",
    may=Action.VOLUNTEER_OWN,
    title=_("更改我的资料"),
    nav="service",
    methods=("GET", "POST"),
)
def service_details() -> _Made:
    """Change what you can do and when, your name or phone, or get another code."""
    return _of_account(lambda code: own_details.details_of(code, _HERE, at_desk=True))


@page(
    f"{_HERE}/data",
    may=Action.VOLUNTEER_OWN,
    title=_("我的信息"),
    nav="service",
    methods=("GET", "POST"),
)
def service_data() -> _Made:
    """A copy of your data, and its erasure, with your phone as proof."""
    return _of_account(lambda code: volunteering.data_of(code, _HERE))


@page(
    f"{_HERE}/succession",
    may=Action.VOLUNTEER_OWN,
    title=_("愿意接任专员吗"),
    nav="service",
    methods=("GET", "POST"),
)
def service_succession() -> _Made:
    """Say whether you would follow a commissioner."""
    return _of_account(lambda code: succession.succession_of(code, _HERE))


def _of_account(made: Callable[[str], _Made]) -> _Made:
    """A page of the person whose account asks, if the register knows them."""
    code = api.get("/api/v1/volunteers/own").get("code")
    return shown("volunteer/unknown.html", **_led()) if code is None else made(code)


def _led() -> dict[str, Any]:
    """What the reader leads: what it waits for, and the next ones with the check-in."""
    return {"due": activities_due.for_leader({}), "leading": activities_due.next_of({})}
