"""Activities (活动) at the desk: what is planned, what waits for approval, and one with its deeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import flask

from contracts.registry import Request
from contracts.volunteers.activities import (
    ApproveActivity,
    CancelActivity,
    CloseActivity,
    HoldActivity,
    ListActivities,
    PublishActivity,
    ReportActivity,
    RescheduleActivity,
    ReturnActivity,
    ReturnActivityReport,
    SubmitActivity,
)
from contracts.volunteers.repeating import RepeatActivity
from gateway.console import api
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _, current
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import attachments, sign_ups, territory
from vocabulary.areas import street_of
from vocabulary.permissions import Action

HERE = "/desk/activities"
ALL = "/api/v1/activities"
_TABS = (
    Tab("coming", _("将举办"), {"state": "approved,published", "sort": "starts_at"}),
    Tab("waiting", _("待审批"), {"state": "submitted", "sort": "starts_at"}),
    Tab("drafts", _("草稿"), {"state": "draft"}),
    Tab("held", _("待总结"), {"state": "held", "sort": "starts_at"}),
    Tab("reported", _("待办结"), {"state": "reported", "sort": "starts_at"}),
    Tab("over", _("已结束"), {"state": "closed,cancelled"}),
)
_DEEDS = (
    Deed(SubmitActivity, label=_("提交审批")),
    Deed(ApproveActivity),
    Deed(ReturnActivity, label=_("退回，写明缺什么")),
    Deed(PublishActivity),
    Deed(ReportActivity),
    Deed(CloseActivity),
    Deed(ReturnActivityReport, label=_("退回总结，写明缺什么")),
    sign_ups.SIGN_UP,
    sign_ups.GUEST,
    Deed(
        RescheduleActivity,
        is_seldom=True,
        kept=("shift_id",),
        hints={"reason": _("已报名的人都会收到通知。")},
    ),
    Deed(
        RepeatActivity,
        label=_("定期举办"),
        hints={"until": _("到这一天为止，每次各是一项活动，都先存为草稿。")},
    ),
    Deed(HoldActivity),
    Deed(CancelActivity, is_final=True, hints={"reason": _("已报名的人都会收到通知。")}),
)
_MOST = 100


@page(HERE, may=Action.ACTIVITY_READ, title=_("活动"), nav="activities")
def desk_activities() -> Shown:
    """The activities of your communities, those to come first."""
    places = territory.communities()
    found = listed(
        ALL,
        ListActivities,
        tabs=_TABS,
        filters=territory.narrowing(places),
        options={"area": places},
    )
    return shown(
        "workstation/activities.html",
        found.status,
        listed=found,
        may_plan=may_somewhere(Action.ACTIVITY_PLAN),
    )


@page(
    f"{HERE}/approvals",
    may=Action.ACTIVITY_DECIDE,
    title=_("活动审批"),
    nav="activities",
    methods=("GET", "POST"),
)
def approvals() -> Shown | flask.Response:
    """What waits for the workstation, the next one first, each whole and with its two answers."""
    wanted = flask.request.form.get("_activity", "")
    deeds = Deeds(f"{HERE}/approvals", _answers(), {"activity_id": wanted})
    if done := deeds.sent():
        return done
    query = {"state": "submitted", "sort": "starts_at", "limit": _MOST}
    found = api.get(ALL, query)["items"]
    names, teams = skill_names(found), _teams(found)
    return shown(
        "workstation/approvals.html",
        deeds.status,
        waiting=[
            (
                one,
                teams.get(one["team_id"]),
                [names.get(code, code) for code in one["needs_skills"]],
                (deeds if one["id"] == wanted else _untried()).offered(one),
            )
            for one in found
        ],
    )


@page(
    f"{HERE}/<uuid:activity_id>",
    may=Action.ACTIVITY_READ,
    title=_("活动"),
    nav="activities",
    methods=("GET", "POST"),
    takes_files=True,
)
def desk_activity(activity_id: UUID) -> Shown | flask.Response:
    """One activity: its plan, who signed up, what can be done now, its papers and pictures."""
    at, here = f"{ALL}/{activity_id}", f"{HERE}/{activity_id}"
    if done := attachments.sent(at, here):
        return done
    deeds = Deeds(here, _DEEDS, {"activity_id": str(activity_id)})
    if done := deeds.sent():
        return done
    one = api.get(at)
    names = skill_names([one])
    return shown(
        "workstation/activity.html",
        deeds.status,
        one=one,
        skills=[names.get(code, code) for code in one["needs_skills"]],
        team=_team(one),
        files=attachments.of(at, Action.ACTIVITY_READ),
        may_check_in=one["state"] in {"published", "held"}
        and may_somewhere(Action.ATTENDANCE_RECORD),
        may_read_sign_ups=may_somewhere(Action.SIGN_UP_READ),
        may_show_pictures=may_somewhere(Action.ACTIVITY_DECIDE),
        may_find=bool(one["checklist"]) and may_somewhere(Action.FINDING_READ),
        deeds=deeds,
        offers=deeds.offered(
            one | {"possible": sign_ups.possible(one)},
            asking=sign_ups.asking(one),
            begun=_begun(one),
            skip=() if one["series_id"] else ("with_following",),
        ),
    )


def skill_names(activities: list[api.Json]) -> dict[str, str]:
    """What the skills that activities ask for are called, by code."""
    streets = {street_of(one["community"]) for one in activities if one["needs_skills"]}
    return {
        entry["code"]: entry[f"name_{current()}"]
        for street in sorted(streets)
        for entry in skills_of(street)
    }


def skills_of(street: str) -> list[api.Json]:
    """The skills in the catalogue of a street; none where there is no such street any more."""
    found = api.found(f"/api/v1/public/streets/{street}/volunteer-catalogue")
    return [one for one in found["items"] if one["kind"] == "skill"] if found else []


def _answers() -> tuple[Deed, ...]:
    return (Deed(ApproveActivity), Deed(ReturnActivity, label=_("退回，写明缺什么")))


def _untried() -> Deeds:
    return Deeds(f"{HERE}/approvals", _answers(), {})


def _begun(one: api.Json) -> Mapping[type[Request[Any]], Mapping[str, Any]]:
    """What rescheduling begins with: how it is now."""
    shifts = [{**shift, "shift_id": shift["id"]} for shift in one["shifts"]]
    return {RescheduleActivity: {"place": one["place"], "shifts": shifts}}


def _teams(found: Sequence[api.Json]) -> Mapping[str, api.Json]:
    """The teams of several activities, by id: in one call, but for those beyond its first page."""
    wanted = {one["team_id"]: one for one in found if one["team_id"]}
    if not wanted:
        return {}
    listed = {one["id"]: one for one in api.get("/api/v1/teams", {"limit": _MOST})["items"]}
    beyond = {id_: _team(one) for id_, one in wanted.items() if id_ not in listed}
    return listed | {id_: team for id_, team in beyond.items() if team is not None}


def _team(one: api.Json) -> api.Json | None:
    if one["team_id"] is None:
        return None
    return api.found(f"/api/v1/teams/{one['team_id']}")
