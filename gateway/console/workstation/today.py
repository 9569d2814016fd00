"""The workstation's day: what waits, the most pressing first."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from contracts.appeals.words import State
from contracts.incentives.words import MeetingState
from contracts.recruitment.words import AppointmentState, CampaignState
from gateway.console import api
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.waiting import Waiting
from gateway.console.workstation import activities_due
from gateway.console.workstation.appeals import OPEN, Row, categories, rows, tabs
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_APPEALS = "/api/v1/appeals"
#: What waits for the workstation itself.
_ASKED = ("received", "accepted", "due_soon", "overdue", "reopened")
_MOST = 8
_TOMORROW = dt.timedelta(days=1)
#: So long before its end somebody asks whether a term goes on.
_ENDING = dt.timedelta(days=60)
_LIST_MOST = 200


@page("/desk/today", may=Action.APPEAL_ACCEPT, title=_("今日待办"), nav="today")
def today() -> Shown:
    """What waits for the workstation, each with the way to it."""
    counts = api.get(f"{_APPEALS}/counts")
    reminders = _reminders()
    pressing = _pressing(counts)
    return shown(
        "workstation/today.html",
        waiting=[
            Waiting.of(tab, counts[tab.name], is_late=tab.name == "overdue")
            for tab in tabs()
            if tab.name in _ASKED
        ],
        pressing=pressing,
        categories=categories() if pressing else {},
        offices=[
            one
            for one in [*_appointments(), *_campaigns(), *_meetings(), _groups(reminders)]
            if one.count
        ],
        activities=activities_due.for_workstation(),
        volunteers=reminders["items"][:_MOST],
        notices=api.get("/api/v1/notices", {"unread": "true", "limit": 5}),
    )


def _pressing(counts: api.Json) -> list[Row]:
    """What is due first, then what has waited longest to be accepted; asked only where there is some."""
    found: list[api.Json] = []
    if counts["due_soon"] or counts["overdue"]:
        until = day_of(clock.now()) + _TOMORROW
        asked = {"state": OPEN, "due_to": str(until), "sort": "due_on", "limit": _MOST}
        found += api.get(_APPEALS, asked)["items"]
    if counts["received"] and len(found) < _MOST:
        waits = {"state": State.RECEIVED.value, "sort": "received_at", "limit": _MOST}
        seen = {one["id"] for one in found}
        found += [one for one in api.get(_APPEALS, waits)["items"] if one["id"] not in seen]
    return rows(found[:_MOST])


def _appointments() -> list[Waiting]:
    """Those on their way into office, and terms that end."""
    if not may_somewhere(Action.APPOINTMENT_READ):
        return []
    steps = {
        AppointmentState.PROPOSED: _("提名待公示"),
        AppointmentState.IN_NOTICE: _("公示中，看有没有异议"),
        AppointmentState.PENDING: _("待完成“四个统一”"),
    }
    asked = {"state": ",".join(steps), "limit": _LIST_MOST}
    found = Counter(one["state"] for one in api.get("/api/v1/appointments", asked)["items"])
    until = day_of(clock.now()) + _ENDING
    in_office = AppointmentState.IN_OFFICE.value
    ending = {"state": in_office, "ends_to": str(until), "limit": 1, "total": "true"}
    at = "/desk/appointments?tab="
    return [
        *(Waiting(label, found[state], f"{at}{state}") for state, label in steps.items()),
        Waiting(
            _("聘期 60 天内届满"), api.get("/api/v1/appointments", ending)["total"], f"{at}ending"
        ),
    ]


def _campaigns() -> list[Waiting]:
    """Those whose applications are to be screened."""
    if not may_somewhere(Action.CAMPAIGN_READ):
        return []
    asked = {"state": CampaignState.CLOSED.value, "limit": 1, "total": "true"}
    found = api.get("/api/v1/campaigns", asked)["total"]
    return [Waiting(_("报名截止，待筛选"), found, "/desk/campaigns?tab=closed")]


def _meetings() -> list[Waiting]:
    """Sharing meetings that were held and have no minutes yet."""
    if not may_somewhere(Action.SHARING_MEETING_RECORD):
        return []
    asked = {"state": MeetingState.HELD.value, "limit": 1, "total": "true"}
    found = api.get("/api/v1/sharing-meetings", asked)["total"]
    return [Waiting(_("经验分享会待写记录"), found, "/desk/sharing-meetings?tab=held")]


def _reminders() -> api.Json:
    """Volunteers who wait too long, come of age, or whose insurance or skill ends; groups' files."""
    if not may_somewhere(Action.VOLUNTEER_RECORD):
        return {"items": [], "groups_to_check": 0}
    found: api.Json = api.get("/api/v1/volunteers/reminders")
    return found


def _groups(reminders: api.Json) -> Waiting:
    """Groups whose files may still name a person whose name was erased."""
    label = _("删除姓名后，队伍文件待核对")
    return Waiting(label, reminders["groups_to_check"], "/desk/groups?tab=files")
