"""What waits for a decision of the party committee (综合党委), in the order of a meeting.

Each matter is one page: what they need to know, and below it the decision. A decision leads back to
the agenda, where the matter is gone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import flask

from contracts.incentives.words import ComplaintState
from contracts.lists import LIMIT_MOST
from contracts.recruitment.deciding import DecideAppointment
from contracts.recruitment.terms import DismissCommissioner, EvaluateCommissioner
from contracts.recruitment.words import AppointmentState
from gateway.console import api, naming
from gateway.console.api import Json
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.waiting import Waiting
from gateway.console.workstation import appointments, complaints
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_HERE = "/desk/committee"
_ALL = "/api/v1/appointments"
_COMPLAINTS = "/api/v1/complaints"
_MOST = 50
#: What `possible` calls the deeds of a meeting.
_ANSWER, _DECISION, _EVALUATION = "answer", "decision", "evaluation"
#: In these states a complaint waits for the community.
_COMPLAINED = (ComplaintState.RECEIVED, ComplaintState.EXAMINED)
#: So long before its end a term is judged, so that it can go on: the earlier reminder is no later.
_ENDING = dt.timedelta(days=60)


@dataclass(frozen=True)
class Matter:
    """One thing to decide: what it is, whom or what it is about, and what says how urgent it is."""

    what: Sentence
    one: Json
    address: str
    about: str
    when: Sentence
    is_ready: bool = True
    is_late: bool = False


@page(_HERE, may=Action.APPOINTMENT_DECIDE, title=_("待决事项"), nav="committee")
def agenda() -> Shown:
    """Everything that waits for the committee, what can be decided now first."""
    today = day_of(clock.now())
    noticed = _listed(state=AppointmentState.IN_NOTICE)
    ending = _listed(state=AppointmentState.IN_OFFICE, ends_to=str(today + _ENDING), sort="term_to")
    complained = _complaints() if may_somewhere(Action.COMPLAINT_ANSWER) else []
    matters = [*_in_notice(noticed), *_to_answer(complained or []), *_to_evaluate(ending)]
    return shown(
        "committee/agenda.html",
        matters=[one for one in matters if one.is_ready],
        later=[one for one in matters if not one.is_ready],
        is_whole=complained is not None,
        others=[one for one in _others(complained or []) if one.count],
        notices=api.get("/api/v1/notices", {"unread": "true", "limit": 5}),
    )


@page(
    f"{_HERE}/<uuid:appointment_id>",
    may=Action.APPOINTMENT_DECIDE,
    title=_("决定一项"),
    nav="committee",
    methods=("GET", "POST"),
)
def matter(appointment_id: UUID) -> Shown | flask.Response:
    """One person: why proposed, what was objected, what they did; and the decision below."""
    one = api.get(f"{_ALL}/{appointment_id}")
    at_hand = Deeds(
        f"{_HERE}/{appointment_id}",
        [
            *appointments.on_objections(one["objections"]),
            *(_deed(asked) for asked in (DecideAppointment, EvaluateCommissioner)),
            _deed(DismissCommissioner, is_final=True),
        ],
        {"appointment_id": str(appointment_id)},
    )
    if done := at_hand.sent():
        return done
    return shown(
        "committee/matter.html",
        at_hand.status,
        one=one,
        deeds=at_hand,
        offers=at_hand.offered(
            one,
            options={
                "approved": appointments.APPROVED,
                "successor": appointments.successors(one),
            },
        ),
        today=str(day_of(clock.now())),
    )


@page(
    f"{_HERE}/complaints/<uuid:complaint_id>",
    may=Action.COMPLAINT_ANSWER,
    title=_("投诉"),
    nav="committee",
    methods=("GET", "POST"),
)
def complaint_matter(complaint_id: UUID) -> Shown | flask.Response:
    """One complaint: what it says, what both sides said, and the answer below."""
    return complaints.one_of(complaint_id, f"{_HERE}/complaints", (_HERE, _("待决事项")))


def _deed(asked: type, *, is_final: bool = False) -> Deed:
    return Deed(
        asked,
        hints=appointments.HINTS,
        labels=appointments.DECISION,
        is_final=is_final,
        leads=_HERE,
    )


def _listed(**asked: str) -> Sequence[Json]:
    found: Sequence[Json] = api.get(_ALL, {**asked, "limit": _MOST})["items"]
    return found


def _in_notice(found: Sequence[Json]) -> Iterator[Matter]:
    """What the rules let the committee do now; a list has no objections."""
    for one in found:
        when = _("公示 %(first)s 到 %(last)s", first=one["notice_from"], last=one["notice_to"])
        if _ANSWER in one["possible"]:
            yield _of_person(_("异议待答复"), one, when)
        elif _DECISION in one["possible"]:
            yield _of_person(_("聘任待决定"), one, when)
        else:
            yield _of_person(_("公示中"), one, when, is_ready=False)


def _to_evaluate(found: Sequence[Json]) -> Iterator[Matter]:
    """Terms that end soon and were not judged since the reminder."""
    for one in (each for each in found if _EVALUATION in each["possible"]):
        from_day = str(dt.date.fromisoformat(one["term_to"]) - _ENDING)
        if not one["evaluated_on"] or one["evaluated_on"] < from_day:
            yield _of_person(_("年度评价"), one, _("聘期到 %(day)s", day=one["term_to"]))


def _of_person(what: Sentence, one: Json, when: Sentence, *, is_ready: bool = True) -> Matter:
    about = f"{one['name'] or naming.NOTHING} · {one['post']}"
    return Matter(what, one, f"{_HERE}/{one['id']}", about, when, is_ready)


def _complaints() -> Sequence[Json] | None:
    """Those still to examine, and those to answer, in one call; None: they cannot be read."""
    asked = {"state": ",".join(_COMPLAINED), "sort": "due_on", "limit": LIMIT_MOST}
    items: Sequence[Json] = api.part(_COMPLAINTS, asked, without={"items": []})["items"]
    return None if api.is_unread(_COMPLAINTS) else items


def _to_answer(complained: Sequence[Json]) -> Iterator[Matter]:
    """Complaints that were examined; what still lacks a side waits on its own page."""
    for one in (each for each in complained if each["state"] == ComplaintState.EXAMINED):
        yield Matter(
            _("投诉待答复"),
            one,
            f"{_HERE}/complaints/{one['id']}",
            f"{one['number']} · {one['post'] or naming.NOTHING}",
            _("答复期限 %(day)s", day=one["extended_to"] or one["due_on"]),
            is_ready=_ANSWER in one["possible"],
            is_late=one["is_late"],
        )


def _others(complained: Sequence[Json]) -> Iterator[Waiting]:
    """What else they decide, on pages of its own."""
    received = sum(one["state"] == ComplaintState.RECEIVED for one in complained)
    yield Waiting(_("投诉待核实"), received, "/desk/complaints?tab=received")
    lists = (
        (Action.RATING_DECIDE, "work-reports", {"ratings_wait": "true"}, _("评议待核"), "ratings"),
        (
            Action.WORK_REPORT_APPROVE,
            "work-reports",
            {"state": "draft"},
            _("履职公示待审定"),
            "draft",
        ),
        (Action.ACTIVITY_DECIDE, "activities", {"state": "submitted"}, _("活动待审批"), "waiting"),
        (
            Action.SCREENING_DECIDE,
            "campaigns",
            {"state": "closed"},
            _("报名截止，待筛选"),
            "closed",
        ),
    )
    for action, path, which, label, tab in lists:
        if may_somewhere(action):
            asked = {**which, "limit": 1, "total": "true"}
            found = api.part(f"/api/v1/{path}", asked, without={"total": 0})
            yield Waiting(label, found["total"], f"/desk/{path}?tab={tab}")
