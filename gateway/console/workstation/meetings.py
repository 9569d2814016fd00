"""Sharing meetings (经验分享会): planned, held, minuted, and what a year's quarters lack."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import flask

from contracts.incentives.cases import WriteCase
from contracts.incentives.meetings import (
    AgreeAtSharingMeeting,
    AnswerMeetingAgreement,
    CallOffSharingMeeting,
    EnterSharingMeeting,
    ExplainMissedMeeting,
    ListSharingMeetings,
    MoveSharingMeeting,
    PlanSharingMeeting,
    RecordMeetingAttendance,
    SpeakAtSharingMeeting,
    WithdrawMeetingPoint,
    WriteMeetingMinutes,
)
from contracts.incentives.words import AgreementState
from gateway.console import api, deeds, naming
from gateway.console.deeds import Deed, Deeds
from gateway.console.forms import Option
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import territory
from runtime import clock
from vocabulary.areas import street_of
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.whole_numbers import whole_number

_ALL, _HERE = "/api/v1/sharing-meetings", "/desk/sharing-meetings"
_TABS = (
    Tab("held", _("待写记录"), {"state": "held"}),
    Tab("planned", _("待召开"), {"state": "planned", "sort": "held_at"}),
    Tab("minuted", _("已有记录"), {"state": "minuted"}),
    Tab("all", _("全部")),
)
_PLANNED = {
    "held_at": _("须提前一周。保存后，系统马上通知本社区专员。"),
    "guests": _("志愿者、社工、后备人员、相邻社区的专员等。由您另行邀请，系统不发通知。"),
}
_PLAN = Deed(PlanSharingMeeting, hints=_PLANNED, leads=f"{_HERE}/{{id}}")
_ENTER = Deed(EnterSharingMeeting, leads=f"{_HERE}/{{id}}")
_NAMELESS = _("讲到居民时隐去姓名、住址和电话。")
_SPEAK = Deed(
    SpeakAtSharingMeeting,
    label=_("提出要讲的事"),
    hints={"text": _NAMELESS, "appointment_id": _("不选：专员就是本人，其他人就是综合党委。")},
)
_DEEDS = (
    Deed(
        RecordMeetingAttendance,
        hints={"present": _("勾选到会的专员；没有勾选的记为未到会。")},
    ),
    _SPEAK,
    Deed(AgreeAtSharingMeeting, hints={"text": _("下一次分享会逐条回看。")}),
    Deed(WriteMeetingMinutes, hints={"minutes": _NAMELESS}),
    Deed(MoveSharingMeeting, hints=_PLANNED),
    Deed(CallOffSharingMeeting, is_final=True),
)
_OUTCOMES = [
    (state.value, naming.choice(state))
    for state in AgreementState
    if state is not AgreementState.OPEN
]


@page(_HERE, may=Action.SHARING_MEETING_READ, title=_("经验分享会"), nav="meetings")
def sharing_meetings() -> Shown:
    """The meetings that the reader may see, those to be minuted first."""
    places = territory.communities()
    filters = ["held_from", "held_to", *territory.narrowing(places)]
    found = listed(_ALL, ListSharingMeetings, tabs=_TABS, filters=filters, options={"area": places})
    return shown(
        "workstation/meetings.html",
        found.status,
        listed=found,
        may_plan=may_somewhere(Action.SHARING_MEETING_MANAGE),
    )


@page(
    f"{_HERE}/new",
    may=Action.SHARING_MEETING_MANAGE,
    title=_("安排经验分享会"),
    nav="meetings",
    methods=("GET", "POST"),
)
def new_meeting() -> Shown | flask.Response:
    """Plan a meeting; the commissioners are told."""
    return _made(_PLAN)


@page(
    f"{_HERE}/held",
    may=Action.SHARING_MEETING_MANAGE,
    title=_("补录经验分享会"),
    nav="meetings",
    methods=("GET", "POST"),
)
def held_meeting() -> Shown | flask.Response:
    """Write down a meeting that was not planned here."""
    return _made(_ENTER)


@page(
    f"{_HERE}/<uuid:sharing_meeting_id>",
    may=Action.SHARING_MEETING_READ,
    title=_("经验分享会"),
    nav="meetings",
    methods=("GET", "POST"),
)
def sharing_meeting(sharing_meeting_id: UUID) -> Shown | flask.Response:
    """One meeting: its plan, agenda, attendance, what was agreed, and the minutes."""
    at, here = f"{_ALL}/{sharing_meeting_id}", f"{_HERE}/{sharing_meeting_id}"
    one = api.get(at)
    known = Deeds(
        here,
        [*_answers(one), *_DEEDS, *_withdrawals(one)],
        {"sharing_meeting_id": str(sharing_meeting_id)},
    )
    if done := known.sent():
        return done
    of_parts = [deed.word for deed in known.known if deed.path]
    offered = {**one, "possible": [*one["possible"], *of_parts]}
    return shown(
        "workstation/meeting.html",
        known.status,
        one=one,
        deeds=known,
        offers=known.offered(
            offered,
            options={
                "present": _people(one),
                "appointment_id": _people(one),
                "state": _OUTCOMES,
            },
            begun={
                RecordMeetingAttendance: _attendance(one),
                WriteMeetingMinutes: {"minutes": one["minutes"]},
                MoveSharingMeeting: one,
            },
            skip=() if _speaks_for_all() else ("appointment_id",),
        ),
    )


@page(
    f"{_HERE}/<uuid:sharing_meeting_id>/points/<uuid:point_id>/case",
    may=Action.CASE_WRITE,
    title=_("编写案例"),
    nav="meetings",
    methods=("GET", "POST"),
)
def new_case(sharing_meeting_id: UUID, point_id: UUID) -> Shown | flask.Response:
    """Write a case from what somebody told; they agree to it before the committee approves it."""
    path = {"sharing_meeting_id": str(sharing_meeting_id), "point_id": str(point_id)}
    deed = Deed(WriteCase, leads="/desk/cases/{id}")
    one = api.get(f"{_ALL}/{sharing_meeting_id}")
    point = next((each for each in one["points"] if each["id"] == str(point_id)), None)
    if point is None:
        flask.abort(404)
    start = {"title": point["title"], "doing": point["text"]}
    done, form, status = deeds.created(deed, path, start=start)
    return done or shown(
        "workstation/new.html",
        status,
        form=form,
        deed=deed,
        back=(f"{_HERE}/{sharing_meeting_id}", one["theme"]),
        lead=_(
            "写事情和做法，不写人：姓名、住址、电话都不写。讲述人同意、综合党委审定后，本街道各社区可以看。"
        ),
    )


@page(
    f"{_HERE}/year",
    may=Action.SHARING_MEETING_READ,
    title=_("全年分享会"),
    nav="meetings",
    methods=("GET", "POST"),
)
def meeting_year() -> Shown | flask.Response:
    """How many each community held in a year, and the quarters without one."""
    places = territory.communities()
    wanted = flask.request.args.get("year", "")
    this_year = day_of(clock.now()).year
    given = whole_number(wanted)
    year = this_year if given is None else given
    street = flask.request.args.get("street") or (street_of(places[0][0]) if places else "")
    found = api.get(f"/api/v1/streets/{street}/sharing-meetings/{year}")["items"] if street else []
    missing = list(_missing(found))
    known = Deeds(flask.request.full_path, [deed for deed, _quarter in missing], {})
    if done := known.sent():
        return done
    offers = [
        offer
        for deed, quarter in missing
        for offer in dataclasses.replace(known, known=[deed]).offered(
            {"possible": quarter["possible"], "version": quarter["version"]}
        )
    ]
    return shown(
        "workstation/meeting_year.html",
        known.status,
        years=found,
        year=year,
        this_year=this_year,
        street=street,
        offers=offers,
    )


def _made(deed: Deed) -> Shown | flask.Response:
    places = territory.communities()
    community = flask.request.args.get("community") or (places[0][0] if places else "")
    done, form, status = deeds.created(deed, {"community": community})
    return done or shown(
        "workstation/new.html",
        status,
        form=form,
        deed=deed,
        back=(_HERE, _("经验分享会")),
        lead=dict(places).get(community, ""),
    )


def _answers(one: api.Json) -> Iterator[Deed]:
    """What earlier meetings agreed on, each to be answered; what waits first."""
    for each in sorted(one["to_answer"], key=lambda each: not each["is_waiting"]):
        if "answer" in each["possible"]:
            said = {} if each["is_waiting"] else {name: each[name] for name in ("state", "answer")}
            yield Deed(
                AnswerMeetingAgreement,
                label=_("回看：%(text)s", text=each["text"]),
                path={"agreement_id": each["id"]},
                start=said,
            )


def _withdrawals(one: api.Json) -> Iterator[Deed]:
    for each in one["points"]:
        if "withdrawal" in each["possible"]:
            yield Deed(
                WithdrawMeetingPoint,
                label=_("撤下：%(title)s", title=each["title"]),
                path={"point_id": each["id"]},
                is_final=True,
            )


def _people(one: api.Json) -> list[Option]:
    return [
        (seat["appointment_id"], seat["post"] or _("专员%(n)s", n=place))
        for place, seat in enumerate(one["seats"], start=1)
    ]


def _attendance(one: api.Json) -> dict[str, Any]:
    present = [seat["appointment_id"] for seat in one["seats"] if seat["is_present"]]
    return {"present": present, "guests_present": one["guests_present"]}


def _speaks_for_all() -> bool:
    return may_somewhere(Action.SHARING_MEETING_RECORD)


def _missing(years: list[api.Json]) -> Iterator[tuple[Deed, api.Json]]:
    """The quarters for which the reader can give a reason, each with its deed."""
    for year in years:
        for quarter in year["quarters"]:
            if "reason" in quarter["possible"]:
                deed = Deed(
                    ExplainMissedMeeting,
                    label=_(
                        "%(quarter)s没有开会：说明原因", quarter=naming.quarter(quarter["quarter"])
                    ),
                    path={"community": year["community"], "quarter": quarter["quarter"]},
                    version=quarter["version"],
                    start={"reason": quarter["reason"]},
                )
                yield deed, quarter
