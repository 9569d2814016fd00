"""The workstation's day: what waits, the most pressing first."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from contracts.incentives.words import MeetingState
from contracts.recruitment.words import AppointmentState, CampaignState
from gateway.console import api
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.waiting import Waiting
from gateway.console.workstation import activities_due
from gateway.console.workstation.appeals import Row, categories, rows, tabs
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_APPEALS = "/api/v1/appeals"
#: What waits for the workstation itself.
_ASKED = ("received", "accepted", "due_soon", "overdue", "reopened")
_MOST = 8
#: Comes after every day.
_NEVER = "9999"
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
    if not counts["received"] and not counts["due_soon"] and not counts["overdue"]:
        return []
    # Those without a last day come after those with one, here those that waited longest first.
    asked = {"pressing": "true", "sort": "due_on", "limit": _MOST}
    found = api.get(_APPEALS, asked)["items"]
    return rows(sorted(found, key=lambda one: (one["due_on"] or _NEVER, one["received_at"])))


def _appointments() -> list[Waiting]:
    """Those on their way into office, and terms that end."""
    if not may_somewhere(Action.APPOINTMENT_READ):
        return []
    steps = {
        AppointmentState.PROPOSED: _("提名待公示"),
        AppointmentState.IN_NOTICE: _("公示中，看有没有异议"),
        AppointmentState.PENDING: _("待完成“四个统一”"),
    }
    until = str(day_of(clock.now()) + _ENDING)
    asked = {"state": ",".join(steps), "or_ending_to": until, "limit": _LIST_MOST}
    read = api.part("/api/v1/appointments", asked, without={"items": []})
    found = Counter(one["state"] for one in read["items"])
    steps[AppointmentState.IN_OFFICE] = _("聘期 60 天内届满")
    at = {state: f"/desk/appointments?tab={state}" for state in steps}
    at[AppointmentState.IN_OFFICE] = "/desk/appointments?tab=ending"
    return [Waiting(label, found[state], at[state]) for state, label in steps.items()]


def _campaigns() -> list[Waiting]:
    """Those whose applications are to be screened."""
    if not may_somewhere(Action.CAMPAIGN_READ):
        return []
    asked = {"state": CampaignState.CLOSED.value, "limit": 1, "total": "true"}
    found = api.part("/api/v1/campaigns", asked, without={"total": 0})
    return [Waiting(_("报名截止，待筛选"), found["total"], "/desk/campaigns?tab=closed")]


def _meetings() -> list[Waiting]:
    """Sharing meetings that were held and have no minutes yet."""
    if not may_somewhere(Action.SHARING_MEETING_RECORD):
        return []
    asked = {"state": MeetingState.HELD.value, "limit": 1, "total": "true"}
    found = api.part("/api/v1/sharing-meetings", asked, without={"total": 0})
    return [Waiting(_("经验分享会待写记录"), found["total"], "/desk/sharing-meetings?tab=held")]


def _reminders() -> api.Json:
    """Volunteers who wait too long, come of age, or whose insurance or skill ends; groups' files."""
    none: api.Json = {"items": [], "groups_to_check": 0}
    if not may_somewhere(Action.VOLUNTEER_RECORD):
        return none
    return api.part("/api/v1/volunteers/reminders", without=none)


def _groups(reminders: api.Json) -> Waiting:
    """Groups whose files may still name a person whose name was erased."""
    label = _("删除姓名后，队伍文件待核对")
    return Waiting(label, reminders["groups_to_check"], "/desk/groups?tab=files")
