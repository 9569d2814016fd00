"""The register of volunteers beyond its line: catalogue, doubles, trainings, reminders."""

from __future__ import annotations

from contracts.volunteers.catalogue import PutCatalogueEntry, ShowCatalogue
from contracts.volunteers.doubles import KeepVolunteersApart, ListDoubles, MergeVolunteers
from contracts.volunteers.merits import (
    ListVolunteerMerits,
    RecordVolunteerMerit,
    RemoveVolunteerMerit,
    ShowOwnRecord,
)
from contracts.volunteers.national import (
    CheckNationalTable,
    ExportNationalTable,
    SetNationalColumns,
    ShowNationalColumns,
)
from contracts.volunteers.reminders import ListVolunteerReminders
from contracts.volunteers.trainings import ListVolunteerTrainings, RecordVolunteerTraining
from contracts.volunteers.volunteers import ChangeVolunteer
from tests.gateway.actors import ADMINISTRATOR, STAFF
from tests.gateway.answers import a_code
from tests.gateway.cases.case import Case
from tests.gateway.doubles import SECRET

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_STREET = "440305007000"
_ALL = "/api/v1/volunteers"
_ONE, _ONE_RULE = f"{_ALL}/{_ID}", f"{_ALL}/{{registration_id}}"
_TWO = {"kept_registration_id": _ID, "other_registration_id": _ID}
_COLUMNS = f"/api/v1/streets/{_STREET}/national-tables"
_COLUMNS_RULE = "/api/v1/streets/{street}/national-tables/{table}/columns"
_CODES = [{"word": "adult", "code": "1"}]
_NATIONAL = "/api/v1/national-tables"
_SENT = "?table=hours&community=440305007003&served_from=2014-01-01"
_MERIT = {
    "kind": "honour",
    "title": "年度优秀义工",
    "given_by": "南山街道党工委",
    "given_on": "2026-05-04",
}
_ENTRY = {"name_zh": "救生员", "name_en": "Lifesaver", "includes": ["first_aid"]}

CASES = [
    Case(
        "GET",
        f"/api/v1/public/streets/{_STREET}/volunteer-catalogue",
        "/api/v1/public/streets/{street}/volunteer-catalogue",
        None,
        ShowCatalogue,
        {},
    ),
    Case(
        "PUT",
        f"/api/v1/streets/{_STREET}/volunteer-catalogue/skill/lifesaver",
        "/api/v1/streets/{street}/volunteer-catalogue/{kind}/{code}",
        ADMINISTRATOR,
        PutCatalogueEntry,
        _ENTRY,
    ),
    Case("GET", f"{_COLUMNS}/hours/columns", _COLUMNS_RULE, STAFF, ShowNationalColumns, {}),
    Case(
        "PUT",
        f"{_COLUMNS}/volunteers/columns",
        _COLUMNS_RULE,
        ADMINISTRATOR,
        SetNationalColumns,
        {"columns": [{"field": "age_group", "heading": "年龄段", "codes": _CODES}]},
    ),
    Case("GET", f"{_NATIONAL}/check{_SENT}", f"{_NATIONAL}/check", STAFF, CheckNationalTable, {}),
    Case(
        "GET", f"{_NATIONAL}/export{_SENT}", f"{_NATIONAL}/export", STAFF, ExportNationalTable, {}
    ),
    Case("GET", f"{_ALL}/doubles", f"{_ALL}/doubles", STAFF, ListDoubles, {}),
    Case(
        "POST", f"{_ALL}/doubles/merging", f"{_ALL}/doubles/merging", STAFF, MergeVolunteers, _TWO
    ),
    Case(
        "POST",
        f"{_ALL}/doubles/keeping-apart",
        f"{_ALL}/doubles/keeping-apart",
        STAFF,
        KeepVolunteersApart,
        _TWO | {"reason": "夫妻共用一部手机。"},
    ),
    Case("GET", f"{_ALL}/reminders", f"{_ALL}/reminders", STAFF, ListVolunteerReminders, {}),
    Case("GET", f"{_ONE}/trainings", f"{_ONE_RULE}/trainings", STAFF, ListVolunteerTrainings, {}),
    Case(
        "POST",
        f"{_ONE}/trainings",
        f"{_ONE_RULE}/trainings",
        STAFF,
        RecordVolunteerTraining,
        {"title": "急救培训", "trained_on": "2026-05-04"},
    ),
    Case("GET", f"{_ONE}/merits", f"{_ONE_RULE}/merits", STAFF, ListVolunteerMerits, {}),
    Case("POST", f"{_ONE}/merits", f"{_ONE_RULE}/merits", STAFF, RecordVolunteerMerit, _MERIT),
    Case(
        "POST",
        f"{_ONE}/merit-removals",
        f"{_ONE_RULE}/merit-removals",
        STAFF,
        RemoveVolunteerMerit,
        {"merit_id": _ID, "reason": "登记错了人。"},
    ),
    Case(
        "GET",
        f"/api/v1/public/volunteers/{a_code(SECRET)}/record",
        "/api/v1/public/volunteers/{code}/record",
        None,
        ShowOwnRecord,
        {},
    ),
    Case(
        "POST",
        f"{_ONE}/details",
        f"{_ONE_RULE}/details",
        STAFF,
        ChangeVolunteer,
        {"insured_until": "2027-05-04"},
    ),
]
