"""Volunteers, and activities for them, in a running system."""

from __future__ import annotations

import datetime as dt
from typing import Any

from runtime import clock
from tests.journeys.running import Json, Running, new_key
from vocabulary.actors import Actor

_HOUR = dt.timedelta(hours=1)


def a_volunteer(**changed: Any) -> Json:
    """A good body of a registration, with these fields changed."""
    return {
        "name": "陈秀英",
        "phone": "13800138000",
        "age_group": "adult",
        "skills": [],
        "interests": [],
        "free_times": [],
    } | changed


def registered(running: Running, staff: Actor, **changed: Any) -> Json:
    """The receipt of a volunteer whom the workstation has met, and the person's id."""
    body = a_volunteer(community=staff.grants[0].area) | changed
    receipt = running.answer("POST", "/public/volunteers", json=body)
    path = f"/volunteers/{receipt['id']}/meeting"
    met = running.answer("POST", path, json={}, actor=staff, key=new_key())
    return receipt | {"volunteer_id": met["volunteer_id"]}


def a_plan(
    *, starts_in: dt.timedelta = _HOUR, places: int = 9, hours: int = 2, **changed: Any
) -> Json:
    """A good plan of an activity with one shift, with these fields changed."""
    starts_at = clock.now() + starts_in
    shift = {
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + hours * _HOUR).isoformat(),
        "places": places,
    }
    return {
        "title": "楼道消防巡查",
        "plan": "分组巡查楼道。",
        "place": "社区广场",
        "cost_estimate_fen": 0,
        "shifts": [shift],
    } | changed


def published(running: Running, staff: Actor, **changed: Any) -> Json:
    """An activity of the workstation, or of whom `changed` says, that people may sign up for."""
    organised = {"organiser": "workstation", "community": staff.grants[0].area}
    plan = a_plan(**({} if "team_id" in changed else organised) | changed)
    made = running.answer("POST", "/activities", actor=staff, json=plan, key=new_key())
    for step in ("submission", "approval", "publication"):
        path = f"/activities/{made['id']}/{step}"
        made = running.answer("POST", path, actor=staff, json={}, key=new_key())
    return made
