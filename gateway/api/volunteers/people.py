"""One volunteer's contact and code: seen or made anew for a reason; what the person changes."""

from __future__ import annotations

from uuid import UUID

from contracts.volunteers.disclosures import (
    DiscloseVolunteer,
    DisclosingVolunteer,
    FindVolunteers,
    ListCommunityVolunteerDisclosures,
    ListVolunteerDisclosures,
    TrackVolunteerDisclosures,
)
from contracts.volunteers.own_codes import (
    HandedOutCode,
    RenewingOwnCode,
    RenewOwnCode,
    RenewVolunteerCode,
    VolunteerCode,
)
from contracts.volunteers.profiles import ChangeOwnContact, SetOwnProfile, SetVolunteerProfile
from contracts.volunteers.workers import SetWork
from gateway.api.guessed_codes import guesses_counted, with_proof
from gateway.api.own_codes import new_code
from gateway.http.routes import Routes, ask
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden

routes = Routes(
    "volunteer_contacts",
    "义工联系方式和查询码 · Contacts and codes of volunteers",
    reads={"code": checked},
)

_ALL = "/api/v1/volunteers"
_ONE = f"{_ALL}/<uuid:registration_id>"
_OWN = "/api/v1/public/volunteers/<code>"

routes.asks("POST", f"{_ALL}/search", FindVolunteers, may=Action.VOLUNTEER_FIND, keyed=False)
routes.asks(
    "POST", f"{_ONE}/disclosures", DiscloseVolunteer, may=Action.VOLUNTEER_DISCLOSE, keyed=False
)
routes.asks(
    "GET", f"{_ONE}/disclosures", ListVolunteerDisclosures, may=Action.VOLUNTEER_DISCLOSURE_READ
)
routes.asks(
    "GET",
    f"{_ALL}/disclosures",
    ListCommunityVolunteerDisclosures,
    may=Action.VOLUNTEER_DISCLOSURE_READ,
)
routes.asks("GET", f"{_OWN}/disclosures", TrackVolunteerDisclosures, may=Action.ANYONE)
routes.asks("PUT", f"{_ONE}/profile", SetVolunteerProfile, may=Action.VOLUNTEER_RECORD)
routes.asks("PUT", f"{_ONE}/work", SetWork, may=Action.VOLUNTEER_RECORD)
routes.asks("PUT", f"{_OWN}/profile", SetOwnProfile, may=Action.ANYONE)
routes.asking("POST", f"{_OWN}/contact", ChangeOwnContact, may=Action.ANYONE)(with_proof)


@routes.post(
    f"{_ONE}/code",
    may=Action.VOLUNTEER_RECORD,
    takes=DisclosingVolunteer,
    answers=HandedOutCode,
    refuses=(404, 409),
)
def renew_volunteer_code(body: DisclosingVolunteer, registration_id: UUID) -> HandedOutCode:
    """Hand a person a new code for a recorded reason, as when they lost theirs; the old one ends."""
    code = new_code(b"volunteer", registration_id.bytes, body)
    request = RenewVolunteerCode(registration_id=registration_id, new_code=code, **vars(body))
    return ask(request)


@routes.post(
    f"{_OWN}/renewal",
    may=Action.ANYONE,
    takes=RenewingOwnCode,
    answers=VolunteerCode,
    refuses=(404, 409),
)
def renew_own_code(body: RenewingOwnCode, code: str) -> VolunteerCode:
    """Get a new code, as when others saw yours, with your phone as proof; the old one ends."""
    own = checked(code)
    made = new_code(b"volunteer", own.encode(), body)
    request = RenewOwnCode(code=own, new_code=made, **vars(body))
    with guesses_counted(Forbidden):
        return ask(request, key_scope=f"{own}:")
