"""Volunteers (义工): the people of the communities, one of them, and the table of many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import flask

from contracts.volunteers.imports import VolunteerImportFilter, VolunteerRow
from contracts.volunteers.trainings import RecordVolunteerTraining
from contracts.volunteers.volunteers import (
    ChangeVolunteer,
    LeaveVolunteers,
    ListVolunteers,
    MeetVolunteer,
    NameVolunteerAccount,
    RecordVolunteer,
)
from gateway.console import api, deeds, forms, pages
from gateway.console.api import Json, Refused
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown, told
from gateway.console.rights import may_somewhere
from gateway.console.workstation import tables, territory
from vocabulary.permissions import Action

_ALL = "/api/v1/volunteers"
_HERE = "/desk/volunteers"
_TABS = (
    Tab("applied", _("待见面"), {"state": "applied", "sort": "applied_at"}),
    Tab("active", _("在册"), {"state": "active"}),
    Tab("left", _("已退出"), {"state": "left"}),
)
_HINTS = {"minor_until_year": _("未成年人才填：哪一年满 14 周岁，或满 18 周岁。")}
_RECORD = Deed(RecordVolunteer, without=("code",), hints=_HINTS, leads=f"{_HERE}/{{id}}")
_DEEDS = (
    Deed(MeetVolunteer),
    Deed(RecordVolunteerTraining),
    Deed(ChangeVolunteer, hints=_HINTS),
    Deed(NameVolunteerAccount),
    Deed(LeaveVolunteers, is_final=True),
)
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
    )


@page(
    f"{_HERE}/new",
    may=Action.VOLUNTEER_RECORD,
    title=_("登记义工"),
    nav="volunteers",
    methods=("GET", "POST"),
)
def record_volunteer() -> Shown | flask.Response:
    """Write a registration down for a person."""
    places = territory.communities()
    start = territory.beginning(places)
    done, form, status = deeds.created(_RECORD, options={"community": places}, start=start)
    return done or shown(
        "workstation/new.html",
        status,
        form=form,
        deed=_RECORD,
        back=(_HERE, _("义工")),
        lead=_("不要身份证号，不要生日。"),
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
    return shown(
        "workstation/volunteer.html",
        known.status,
        one=one,
        trainings=api.get(f"{_ALL}/{registration_id}/trainings"),
        deeds=known,
        offers=known.offered(one),
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
