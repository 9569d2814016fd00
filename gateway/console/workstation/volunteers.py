"""Volunteers (义工): the people of the communities, one of them, and the table of many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import flask

from contracts.gateway.words import GivenHow, Purpose
from contracts.volunteers.disclosures import (
    DiscloseVolunteer,
    DisclosingVolunteer,
    FindVolunteers,
    VolunteerDisclosedAnswer,
)
from contracts.volunteers.hour_certificates import IssueHourCertificate
from contracts.volunteers.imports import VolunteerImportFilter, VolunteerRow
from contracts.volunteers.merits import RecordVolunteerMerit, RemoveVolunteerMerit
from contracts.volunteers.profiles import SetVolunteerProfile
from contracts.volunteers.trainings import RecordVolunteerTraining
from contracts.volunteers.volunteers import (
    ChangeVolunteer,
    LeaveVolunteers,
    ListVolunteers,
    MeetVolunteer,
    NameVolunteerAccount,
    RecordVolunteer,
)
from contracts.volunteers.workers import SetWork
from gateway.console import api, forms, naming, pages
from gateway.console.api import Json, Refused
from gateway.console.deeds import Deed, Deeds
from gateway.console.forms import Option
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public.registering import catalogue_names, chosen_from
from gateway.console.rights import may_in, may_somewhere
from gateway.console.workstation import tables, territory
from vocabulary.permissions import Action

_ALL = "/api/v1/volunteers"
_HERE = "/desk/volunteers"
_TABS = (
    Tab("applied", _("待见面"), {"state": "applied", "sort": "applied_at"}),
    Tab("active", _("在册"), {"state": "active"}),
    Tab("workers", _("社工、工作人员"), {"work": "social_worker,staff", "state": "applied,active"}),
    Tab("left", _("已退出"), {"state": "left"}),
)
_HINTS = {"minor_until_year": _("未成年人才填：哪一年满 14 周岁，或满 18 周岁。")}
_RECORD = Deed(RecordVolunteer, without=("code",), hints=_HINTS)
#: Where comes first; the code is made, not asked for.
_RECORDED = (
    "community",
    *(one for one in _RECORD.shape.schema().fields if one not in ("community", "code")),
)
_SEEN = {"reason": _("每次查看都留记录，本人能看到是为什么。")}
_WORK_HINTS = {
    "work": _("普通义工不填。"),
    "specialties": _("社工才填。"),
    "service_centre": _("社工才填。"),
    "duties": _("工作人员才填。"),
}
_DEEDS = (
    Deed(MeetVolunteer),
    Deed(DiscloseVolunteer, hints=_SEEN, tells=VolunteerDisclosedAnswer),
    Deed(RecordVolunteerTraining),
    Deed(RecordVolunteerMerit),
    Deed(RemoveVolunteerMerit, is_seldom=True),
    Deed(SetVolunteerProfile),
    Deed(SetWork, hints=_WORK_HINTS),
    Deed(ChangeVolunteer, hints=_HINTS),
    Deed(
        IssueHourCertificate,
        hints={"served_from": _("不填就是全部已计入的时长。")},
        says=lambda made: _(
            "已开具志愿服务证明%(number)s，见下方“志愿服务证明”。", number=made["number"]
        ),
    ),
    Deed(NameVolunteerAccount),
    Deed(LeaveVolunteers, is_final=True),
)
#: The consents that a change of a volunteer can name.
_AGREED = {
    "national_consent_id": Purpose.NATIONAL_VOLUNTEER_RECORD,
    "contact_consent_id": Purpose.CONTACT_BY_COMMISSIONER,
}
_CERTIFICATES_MOST, _CONSENTS_MOST = 20, 100
#: Lines of the preview; who has more faults mends the table first.
tables.LINES_MOST = 100


@page(_HERE, may=Action.VOLUNTEER_READ, title=_("义工"), nav="volunteers")
def desk_volunteers() -> Shown:
    """The volunteers of your communities, those who wait for a meeting first."""
    places = territory.communities()
    filters = territory.narrowing(places)
    found = listed(_ALL, ListVolunteers, tabs=_TABS, filters=filters, options={"area": places})
    return shown(
        "workstation/volunteers.html",
        found.status,
        listed=found,
        may_record=may_somewhere(Action.VOLUNTEER_RECORD),
        may_find=may_somewhere(Action.VOLUNTEER_FIND),
    )


@page(
    f"{_HERE}/new",
    may=Action.VOLUNTEER_RECORD,
    title=_("登记义工"),
    nav="volunteers",
    methods=("GET", "POST"),
)
def record_volunteer() -> Shown:
    """Write a registration down for a person, and give them the sheet with their code."""
    places = territory.communities()
    tried = forms.filled(_RECORD.shape)
    if pages.is_sent():
        try:
            made = _RECORD.send({}, tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return _sheet(api.get(f"{_ALL}/{made['id']}"), made, is_first=True)
    elif flask.request.method == "GET":
        tried = forms.filled_with(_RECORD.shape, territory.beginning(places))
    options = {"community": places, **(chosen_from(places[0][0]) if places else {})}
    return shown(
        "workstation/new.html",
        tried.status,
        form=forms.form(_RECORD.shape, tried, options=options, hints=_HINTS, only=_RECORDED),
        deed=_RECORD,
        back=(_HERE, _("义工")),
        lead=_("不要身份证号，不要生日。"),
    )


def _sheet(one: Json, made: Json, *, is_first: bool = False) -> Shown:
    """The sheet with a person's code, this once."""
    address = f"{flask.request.host_url}volunteers/{made['code']}"
    return shown(
        "workstation/volunteer_code.html", one=one, made=made, address=address, is_first=is_first
    )


@page(
    f"{_HERE}/<uuid:registration_id>",
    may=Action.VOLUNTEER_READ,
    title=_("义工"),
    nav="volunteers",
    methods=("GET", "POST"),
)
def desk_volunteer(registration_id: UUID) -> Shown | flask.Response:
    """One volunteer, masked: what they can do, when, and what can be done now."""
    at = {"registration_id": str(registration_id)}
    known = Deeds(f"{_HERE}/{registration_id}", _DEEDS, at)
    if done := known.sent():
        return done
    one = api.get(f"{_ALL}/{registration_id}")
    may_change = "details" in one["possible"]
    merits = _merits(one)
    return shown(
        "workstation/volunteer.html",
        known.status,
        one=one,
        names=catalogue_names([one["community"]]),
        trainings=api.get(f"{_ALL}/{registration_id}/trainings"),
        merits=merits,
        certificates=_certificates(one),
        deeds=known,
        offers=known.offered(
            one,
            begun={SetVolunteerProfile: one, SetWork: one},
            options={
                "merit_id": [(each["id"], _merit_called(each)) for each in merits],
                **({**_consents(one), **chosen_from(one["community"])} if may_change else {}),
            },
        ),
    )


def _merits(one: Json) -> list[Json]:
    """The person's honours and evaluations, for those who write them down."""
    if not may_in(one["community"], Action.VOLUNTEER_RECORD):
        return []
    found: list[Json] = api.get(f"{_ALL}/{one['id']}/merits")["items"]
    return found


def _merit_called(merit: Json) -> str:
    return " · ".join((merit["given_on"], merit["title"], merit["given_by"]))


def _certificates(one: Json) -> list[Json]:
    """The certificates of the person, for those who read them."""
    if not may_somewhere(Action.HOUR_CERTIFICATE_READ):
        return []
    asked = {"volunteer_id": one["volunteer_id"], "limit": _CERTIFICATES_MOST}
    found: list[Json] = api.get("/api/v1/hour-certificates", asked)["items"]
    return found


def _consents(one: Json) -> dict[str, list[Option]]:
    """The consents recorded here that a change can name; the phones they belong to stay unseen."""
    if not may_somewhere(Action.CONSENT_READ):
        return {}
    asked = {"limit": _CONSENTS_MOST, "sort": "-given_at"}
    return {
        field: [
            (each["id"], _called(each))
            for each in api.get("/api/v1/consents", asked | {"purpose": purpose.value})["items"]
            if each["holds"] and each["area"] == one["community"]
        ]
        for field, purpose in _AGREED.items()
    }


def _called(consent: Json) -> str:
    """When it was given, how, and where its paper lies."""
    how = naming.choice(GivenHow(consent["how"]))
    return " · ".join(filter(None, (consent["given_at"][:10], how, consent["paper"])))


@page(
    f"{_HERE}/search",
    may=Action.VOLUNTEER_FIND,
    title=_("查找义工"),
    nav="volunteers",
    methods=("GET", "POST"),
)
def find_volunteers() -> Shown:
    """By whole name, phone or code, for a reason, which is kept and told to the person."""
    tried = forms.filled(FindVolunteers)
    found: list[Json] | None = None
    if pages.is_sent():
        try:
            found = api.send("POST", f"{_ALL}/search", tried.body)["items"]
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
    form = forms.form(
        FindVolunteers,
        tried,
        only=("person", *DisclosingVolunteer.schema().fields),
        labels={"person": _("完整的姓名、电话或查询码")},
        hints={"reason": _("每次查找都留记录，本人能看到是为什么。")},
    )
    return shown("workstation/volunteer_search.html", tried.status, form=form, found=found)


@page(
    f"{_HERE}/<uuid:registration_id>/code",
    may=Action.VOLUNTEER_RECORD,
    title=_("换发查询码"),
    nav="volunteers",
    methods=("GET", "POST"),
)
def hand_out_code(registration_id: UUID) -> Shown:
    """A new code for the person, on a sheet to print: this once, for a reason."""
    one = api.get(f"{_ALL}/{registration_id}")
    tried = forms.filled(DisclosingVolunteer)
    if pages.is_sent():
        try:
            return _sheet(one, api.send("POST", f"{_ALL}/{registration_id}/code", tried.body))
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
    return shown(
        "workstation/volunteer_code.html",
        tried.status,
        one=one,
        made=None,
        form=forms.form(DisclosingVolunteer, tried, hints=_SEEN),
    )


@dataclass(frozen=True)
class _Line:
    """A line of the table with what is wrong with it, in words."""

    number: int
    faults: Sequence[str]


@page(
    f"{_HERE}/import",
    may=Action.VOLUNTEER_RECORD,
    title=_("导入义工名册"),
    nav="volunteers",
    methods=("GET", "POST"),
    takes_files=True,
)
def import_volunteers() -> Shown | flask.Response:
    """Try a table of volunteers, look at what is wrong line by line, then import it."""
    places = territory.communities()
    tried = forms.filled(VolunteerImportFilter)
    found: Json | None = None
    digest = ""
    if pages.is_sent():
        try:
            change = bool(tried.body.get("change"))
            digest, found = tables.sent(f"{_ALL}/imports", tried.body, change=change)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        if found is not None and not found["is_check"]:
            sentence = _(
                "已导入 %(added)s 人，更新 %(changed)s 人，%(faulty)s 行没有导入。",
                added=found["added"],
                changed=sum(one["is_done"] for one in found["changes"]),
                faulty=found["faulty"],
            )
            if not found["faulty"]:
                return told(_HERE, sentence)
    elif len(places) == 1:
        tried = forms.filled_with(VolunteerImportFilter, territory.beginning(places))
    return shown(
        "workstation/volunteer_import.html",
        tried.status,
        form=forms.form(
            VolunteerImportFilter, tried, only=("community",), options={"community": places}
        ),
        agreed=forms.form(VolunteerImportFilter, tried, only=("change",)),
        community=tried.body.get("community"),
        found=found,
        digest=digest,
        lines=tables.faulty(found, VolunteerRow)[: tables.LINES_MOST] if found else [],
        changes=[_changed(one) for one in found["changes"][: tables.LINES_MOST]] if found else [],
        most=tables.LINES_MOST,
    )


def _changed(one: Json) -> dict[str, object]:
    return {
        **one,
        "columns": "、".join(tables.column(VolunteerRow, name) for name in one["columns"]),
    }
