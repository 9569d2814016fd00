"""Appointments (聘任): who is proposed, in public notice, waits for the four parts, or is in office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import flask

from contracts.recruitment.appointments import ListAppointments, NameAppointmentAccount
from contracts.recruitment.certificates import (
    IssueCertificate,
    ReissueCertificate,
    RevokeCertificate,
)
from contracts.recruitment.deciding import DecideAppointment
from contracts.recruitment.disclosures import (
    AppointeeDisclosed,
    DiscloseAppointee,
    DiscloseObjector,
    ObjectorDisclosed,
)
from contracts.recruitment.office import MarkPart
from contracts.recruitment.own_data import EraseAppointment
from contracts.recruitment.proposing import ProposeAppointment, WithdrawAppointment
from contracts.recruitment.public_notice import AnswerObjection, OpenNotice, RecordObjection
from contracts.recruitment.terms import (
    DismissCommissioner,
    EndAppointment,
    EvaluateCommissioner,
)
from contracts.recruitment.words import Kind, Part
from gateway.console import api, deeds, known, naming
from gateway.console.deeds import Deed, Deeds
from gateway.console.forms import Option
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import territory
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_ALL = "/api/v1/appointments"
_HERE = "/desk/appointments"
#: How early people are told that a term ends: the later of the usual two reminders.
_SOON = dt.timedelta(days=60)
_PAPER = {"paper_reference": _("公示从以前的日子开始的，写明贴在哪里、哪一张。")}
HINTS = {
    "successor": _("不选则由工作站接手。"),
    "note": _("哪次仪式，在哪里。"),
    "words": _("原因选“其他”时必须写明。"),
    "contact": _("可以不留。加密保存，只有党委说明原因后才能看到。"),
    "term_from": _("不填就是决定当天；续聘的接着上一聘期。"),
    "account": _("本社区或街道的账号；没有的，请管理员开设。本人确认任职后才成为专员。"),
    "leaves_blanks": _("姓名里有印不出的字时，留空用毛笔填写。"),
}
DECISION = {"approved": _("是否聘任")}
_KNOWN = (
    Deed(OpenNotice, hints=_PAPER),
    Deed(DecideAppointment, hints=HINTS, labels=DECISION),
    Deed(MarkPart, label=_("登记聘任仪式"), path={"part": Part.CEREMONY.value}, hints=HINTS),
    Deed(IssueCertificate, hints=HINTS),
    Deed(RecordObjection, label=_("登记异议"), hints=HINTS),
    Deed(EvaluateCommissioner),
    Deed(NameAppointmentAccount, hints=HINTS, labels={"account": _("账号")}),
    Deed(DiscloseAppointee, hints=HINTS, tells=AppointeeDisclosed),
    Deed(EndAppointment, hints=HINTS, is_final=True),
    Deed(DismissCommissioner, hints=HINTS, is_final=True),
    Deed(WithdrawAppointment, is_final=True),
    Deed(EraseAppointment, is_final=True),
)
_WORDS = ("ability", "trust", "recognition", "willingness", "dual_roles", "happened_on")
_PERSON = ("name", "phone", "found_because", "lives_in_community")
#: So much of an objection tells it from the others.
_LABEL_LONGEST = 20
APPROVED = [("true", _("同意聘任")), ("false", _("不聘任"))]


@page(_HERE, may=Action.APPOINTMENT_READ, title=_("专员聘任"), nav="appointments")
def desk_appointments() -> Shown:
    """The appointments of your communities, by what waits for whom."""
    places = territory.communities()
    soon = str(day_of(clock.now()) + _SOON)
    tabs = (
        Tab("proposed", _("待公示"), {"state": "proposed"}),
        Tab("in_notice", _("公示中"), {"state": "in_notice"}),
        Tab("pending", _("待“四个统一”"), {"state": "pending"}),
        Tab("in_office", _("在聘"), {"state": "in_office", "sort": "term_to"}),
        Tab("ending", _("60 天内届满"), {"state": "in_office", "ends_to": soon, "sort": "term_to"}),
        Tab("all", _("全部")),
    )
    if may_somewhere(Action.APPOINTMENT_DECIDE):
        # What waits for their decision comes first.
        tabs = (tabs[1], tabs[0], *tabs[2:])
    found = listed(
        _ALL,
        ListAppointments,
        tabs=tabs,
        filters=["kind", "in_office_on", *territory.narrowing(places)],
        options={"area": places},
    )
    return shown(
        "workstation/appointments.html",
        found.status,
        listed=found,
        today=str(day_of(clock.now())),
        may_propose=may_somewhere(Action.APPOINTMENT_PREPARE),
    )


@page(
    f"{_HERE}/new",
    may=Action.APPOINTMENT_PREPARE,
    title=_("提名"),
    nav="appointments",
    methods=("GET", "POST"),
)
def new_appointment() -> Shown | flask.Response:
    """Propose somebody: from an application, anew, in the interim, or to go on (续聘)."""
    given = flask.request.values
    comes_from = api.get(f"{_ALL}/{given['renews']}") if given.get("renews") else None
    applied = given.get("application_id")
    application = api.get(f"/api/v1/applications/{applied}") if applied else None
    deed = _proposing(
        is_renewal=comes_from is not None,
        is_applicant=application is not None,
        is_interim=given.get("kind") == Kind.INTERIM,
    )
    post_id = comes_from["post_id"] if comes_from else given.get("post_id", "")
    start = {"post_id": post_id, "kind": comes_from["kind"]} if comes_from else {}
    done, form, status = deeds.created(deed, options=_choices(post_id), start=start)
    return done or shown(
        "workstation/proposal.html",
        status,
        form=form,
        deed=deed,
        application=application,
        renewed=comes_from,
        is_interim=given.get("kind") == Kind.INTERIM,
        post_id=post_id,
    )


@page(
    f"{_HERE}/<uuid:appointment_id>",
    may=Action.APPOINTMENT_READ,
    title=_("聘任"),
    nav="appointments",
    methods=("GET", "POST"),
)
def desk_appointment(appointment_id: UUID) -> Shown | flask.Response:
    """One appointment: the four parts and what waits for which, the notice, the term."""
    at = f"{_ALL}/{appointment_id}"
    before, certificates = api.get(at), api.get(f"{at}/certificates")["items"]
    at_hand = Deeds(
        f"{_HERE}/{appointment_id}",
        [*on_objections(before["objections"]), *_KNOWN, *_on_certificates(certificates)],
        {"appointment_id": str(appointment_id)},
    )
    if done := at_hand.sent():
        return done
    one = api.get(at) if at_hand.told else before
    possible = {word for each in certificates for word in each["possible"]}
    return shown(
        "workstation/appointment.html",
        at_hand.status,
        one=one,
        certificates=certificates,
        deeds=at_hand,
        offers=at_hand.offered(
            one | {"possible": [*one["possible"], *possible]},
            options={
                "approved": APPROVED,
                "successor": successors(one),
                "account": _accounts(one),
            },
        ),
        may_renew=may_somewhere(Action.APPOINTMENT_PREPARE) and one["state"] == "in_office",
        today=str(day_of(clock.now())),
    )


def _proposing(*, is_renewal: bool, is_applicant: bool, is_interim: bool) -> Deed:
    """What is asked depends on where the person comes from."""
    comes_from_elsewhere = is_renewal or is_applicant
    without = {"commissioner"}
    without |= set(_PERSON) if comes_from_elsewhere else set()
    without |= {"lives_in_community"} if is_interim else {"position"}
    kept = {"application_id", "renews"} | ({"kind"} if is_renewal or is_interim else set())
    return Deed(
        ProposeAppointment,
        without=sorted(without),
        kept=sorted(kept | ({"post_id"} if comes_from_elsewhere else set())),
        leads=f"{_HERE}/{{id}}",
        labels={"post_id": _("哪个岗位"), "lives_in_community": _("住在本社区")},
    )


def _choices(post_id: str) -> dict[str, Sequence[Option]]:
    """Posts that can be filled, and what somebody is who is no staff."""
    query = {"state": "open,advertised,interim_filled", "limit": 100}
    found = api.get("/api/v1/posts", query)["items"]
    posts = [(one["id"], one["title"]) for one in found if post_id in ("", one["id"])]
    residents = (Kind.GROUP_LEADER, Kind.FOUND_FOR_NEED)
    kinds = [(kind.value, naming.choice(kind)) for kind in residents]
    return {"post_id": posts, "kind": kinds}


def on_objections(objections: Sequence[api.Json]) -> list[Deed]:
    """Answering each that waits, and seeing who raised it."""
    answered = [one for one in objections if not one["answer"]]
    seen = objections if may_somewhere(Action.OBJECTION_DISCLOSE) else []
    return [
        *(
            Deed(
                AnswerObjection,
                label=_("答复异议：%(text)s", text=one["text"][:_LABEL_LONGEST]),
                path={"objection_id": one["id"]},
            )
            for one in answered
        ),
        *(
            Deed(
                DiscloseObjector,
                label=_("查看异议人的联系方式：%(text)s", text=one["text"][:_LABEL_LONGEST]),
                hints=HINTS,
                tells=ObjectorDisclosed,
                path={"objection_id": one["id"]},
            )
            for one in seen
            if one["has_contact"]
        ),
    ]


def _on_certificates(certificates: Sequence[api.Json]) -> list[Deed]:
    """What can be done with each: certificates say so themselves."""
    return [
        Deed(
            asked,
            label=_("%(deed)s：%(number)s", deed=Deed(asked).button, number=one["number"]),
            hints=HINTS,
            is_final=True,
            path={"certificate_id": one["id"]},
            version=one["version"],
        )
        for one in certificates
        for asked in (ReissueCertificate, RevokeCertificate)
        if Deed(asked).word in one["possible"]
    ]


def successors(one: api.Json) -> Sequence[Option]:
    """The commissioners to choose a successor from, where the page asks for one."""
    if not {"ending", "dismissal"} & set(one["possible"]):
        return []
    path = f"/api/v1/communities/{one['community']}/commissioners"
    return [
        (each["commissioner"], each["name"] or "—")
        for each in api.get(path)["items"]
        if each["commissioner"] != one["commissioner"]
    ]


def _accounts(one: api.Json) -> Sequence[Option]:
    """What can be named for the person, where the page asks for it."""
    is_asked = Deed(NameAppointmentAccount).word in one["possible"]
    return known.holders(one["community"]) if is_asked else []
