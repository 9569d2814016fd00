"""The register of volunteers: registering, by the person and by clerks; own data by code."""

from __future__ import annotations

from contracts.volunteers.own_data import EraseOwnVolunteer, ExportOwnVolunteer
from contracts.volunteers.reaching import ChooseMessages, ChooseOwnMessages
from contracts.volunteers.volunteers import (
    ChangeVolunteer,
    LeaveVolunteers,
    ListVolunteers,
    MeetVolunteer,
    NameVolunteerAccount,
    NewVolunteer,
    RecordedVolunteer,
    RecordVolunteer,
    RegisterVolunteer,
    ShowOwnCode,
    ShowOwnVolunteer,
    ShowVolunteer,
    VolunteerReceipt,
)
from gateway.api.guessed_codes import with_proof
from gateway.api.own_codes import new_code
from gateway.api.recruitment.named_accounts import aside, check_account
from gateway.http.routes import Plain, Routes, ask, hand_on
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action

routes = Routes("volunteers", "义工 · Volunteers", reads={"code": checked})

_PUBLIC, _ALL = "/api/v1/public/volunteers", "/api/v1/volunteers"
_OWN = f"{_PUBLIC}/<code>"
_ONE = f"{_ALL}/<uuid:registration_id>"


@routes.post(
    _PUBLIC,
    may=Action.ANYONE,
    takes=NewVolunteer,
    answers=VolunteerReceipt,
    creates="/api/v1/public/volunteers/{code}",
)
def register_volunteer(body: NewVolunteer) -> VolunteerReceipt:
    """Register as a volunteer (义工注册), without an account; the code follows and changes it."""
    code = new_code(b"volunteer", body.community.encode(), body)
    request = RegisterVolunteer(code=code, **vars(body))
    return ask(request, key_scope=f"{body.community}:")


@routes.post(
    _ALL,
    may=Action.VOLUNTEER_RECORD,
    takes=RecordedVolunteer,
    answers=VolunteerReceipt,
    creates="/api/v1/volunteers/{id}",
)
def record_volunteer(body: RecordedVolunteer) -> VolunteerReceipt:
    """Write down a registration for a person, and give them the receipt with the code."""
    code = new_code(b"volunteer", body.community.encode(), body)
    return ask(RecordVolunteer(code=code, **vars(body)))


routes.asks("GET", f"{_ALL}/own", ShowOwnCode, may=Action.VOLUNTEER_OWN)
routes.asks("GET", _OWN, ShowOwnVolunteer, may=Action.ANYONE)
routes.asking("POST", f"{_OWN}/export", ExportOwnVolunteer, may=Action.ANYONE, keyed=False)(
    with_proof
)
routes.asking("POST", f"{_OWN}/erasure", EraseOwnVolunteer, may=Action.ANYONE)(with_proof)
routes.asks("PUT", f"{_OWN}/messages", ChooseOwnMessages, may=Action.ANYONE)
routes.asks("GET", _ALL, ListVolunteers, may=Action.VOLUNTEER_READ)
routes.asks("GET", _ONE, ShowVolunteer, may=Action.VOLUNTEER_READ)
routes.asks("POST", f"{_ONE}/meeting", MeetVolunteer, may=Action.VOLUNTEER_MEET)
routes.asks("POST", f"{_ONE}/details", ChangeVolunteer, may=Action.VOLUNTEER_RECORD)
routes.asks("PUT", f"{_ONE}/messages", ChooseMessages, may=Action.VOLUNTEER_RECORD)
routes.asks("POST", f"{_ONE}/leaving", LeaveVolunteers, may=Action.VOLUNTEER_RECORD)


@routes.asking("POST", f"{_ONE}/account", NameVolunteerAccount, may=Action.VOLUNTEER_RECORD)
def name_volunteer_account(request: NameVolunteerAccount) -> Plain:
    """Check that the account is one of the community or its street, then link it."""
    community = aside(ShowVolunteer(registration_id=request.registration_id)).community
    check_account(request.account, community, field="account")
    return hand_on(request)
