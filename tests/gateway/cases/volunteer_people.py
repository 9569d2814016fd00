"""A volunteer's contact, code and profile; certificates of the person."""

from __future__ import annotations

from typing import Any

from contracts.registry import Request
from contracts.volunteers.disclosures import (
    DiscloseVolunteer,
    FindVolunteers,
    ListCommunityVolunteerDisclosures,
    ListVolunteerDisclosures,
    TrackVolunteerDisclosures,
)
from contracts.volunteers.hour_certificates import (
    ListOwnHourCertificates,
    PrintOwnHourCertificate,
)
from contracts.volunteers.own_codes import RenewOwnCode, RenewVolunteerCode
from contracts.volunteers.profiles import ChangeOwnContact, SetOwnProfile, SetVolunteerProfile
from contracts.volunteers.volunteers import ShowOwnCode
from contracts.volunteers.workers import SetWork
from tests.gateway.actors import ADMINISTRATOR, STAFF, VOLUNTEER
from tests.gateway.cases.case import Case
from tests.gateway.doubles import SECRET
from vocabulary.tracking import code_from

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_CODE = code_from(b"of a volunteer", SECRET)
_ALL = "/api/v1/volunteers"
_ONE, _ONE_RULE = f"{_ALL}/{_ID}", f"{_ALL}/{{registration_id}}"
_OWN, _OWN_RULE = f"/api/v1/public/volunteers/{_CODE}", "/api/v1/public/volunteers/{code}"
_PAPER = "hour-certificates/{hour_certificate_id}/document"
_WHY = {"reason": "meeting"}
_WORK = {"work": "staff", "specialties": [], "duties": ["costs"]}
_PROFILE = {"skills": ["first_aid"], "interests": [], "free_times": ["saturday"]}


def _own(
    method: str, path: str, becomes: type[Request[Any]], sent: dict[str, Any] | None = None
) -> Case:
    address = f"{_OWN}/{path}".replace("{hour_certificate_id}", _ID)
    rule = f"{_OWN_RULE}/{path}"
    return Case(method, address, rule, None, becomes, sent or {}, key_scope=f"{_CODE}:")


CASES = [
    Case(
        "POST",
        f"{_ALL}/search",
        f"{_ALL}/search",
        STAFF,
        FindVolunteers,
        {"person": "13800138000", "reason": "asked_by_person"},
    ),
    Case("POST", f"{_ONE}/disclosures", f"{_ONE_RULE}/disclosures", STAFF, DiscloseVolunteer, _WHY),
    Case(
        "GET",
        f"{_ONE}/disclosures",
        f"{_ONE_RULE}/disclosures",
        ADMINISTRATOR,
        ListVolunteerDisclosures,
        {},
    ),
    Case(
        "GET",
        f"{_ALL}/disclosures",
        f"{_ALL}/disclosures",
        ADMINISTRATOR,
        ListCommunityVolunteerDisclosures,
        {},
    ),
    Case("PUT", f"{_ONE}/profile", f"{_ONE_RULE}/profile", STAFF, SetVolunteerProfile, _PROFILE),
    Case("PUT", f"{_ONE}/work", f"{_ONE_RULE}/work", STAFF, SetWork, _WORK),
    Case("POST", f"{_ONE}/code", f"{_ONE_RULE}/code", STAFF, RenewVolunteerCode, _WHY),
    _own("GET", "disclosures", TrackVolunteerDisclosures),
    _own("PUT", "profile", SetOwnProfile, _PROFILE),
    _own("POST", "contact", ChangeOwnContact, {"phone": "13800138000", "name": "陈秀兰"}),
    _own("POST", "renewal", RenewOwnCode, {"phone": "13800138000"}),
    _own("GET", "hour-certificates", ListOwnHourCertificates),
    _own("GET", _PAPER, PrintOwnHourCertificate),
    Case(
        "GET",
        f"{_ALL}/own/{_PAPER}".replace("{hour_certificate_id}", _ID),
        f"{_ALL}/own/{_PAPER}",
        VOLUNTEER,
        PrintOwnHourCertificate,
        {},
        asks_before=(ShowOwnCode,),
    ),
]
