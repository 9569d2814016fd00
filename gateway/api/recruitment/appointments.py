"""Appointing commissioners: proposal, public notice, decision, the four unified parts."""

from __future__ import annotations

from contracts.recruitment.appointments import (
    ListAppointments,
    NameAppointmentAccount,
    ShowAppointment,
)
from contracts.recruitment.deciding import DecideAppointment
from contracts.recruitment.disclosures import (
    DiscloseAppointee,
    DiscloseObjector,
    ListAppointmentDisclosures,
    ListCommunityAppointmentDisclosures,
    TrackObjectorDisclosures,
)
from contracts.recruitment.office import ListPublicCommissioners, MarkPart
from contracts.recruitment.own_data import (
    EraseAppointment,
    ExportOwnService,
)
from contracts.recruitment.posts import ShowPost
from contracts.recruitment.proposing import ProposeAppointment, WithdrawAppointment
from contracts.recruitment.public_notice import (
    AnswerObjection,
    FollowObjection,
    ListPublicNotices,
    OpenNotice,
    RecordObjection,
    SubmitObjection,
)
from contracts.recruitment.words import Part
from contracts.words import names_of
from gateway.api.recruitment.named_accounts import aside, check_account, check_person
from gateway.http.community_codes import checked
from gateway.http.routes import Plain, Routes, hand_on
from vocabulary.permissions import Action
from vocabulary.problems import NotFound


def _part(text: str) -> Part:
    if text in list(Part):
        return Part(text)
    raise NotFound(
        f"没有“{text}”；有：{names_of(Part).zh}。",
        f"There is no part “{text}”; there are: {', '.join(Part)}.",
    )


routes = Routes(
    "appointments",
    "专员聘任 · Appointing commissioners",
    reads={"community": checked, "part": _part},
)

_ALL = "/api/v1/appointments"
_ONE = f"{_ALL}/<uuid:appointment_id>"
_PUBLIC = "/api/v1/public"


@routes.asking(
    "POST",
    _ALL,
    ProposeAppointment,
    may=Action.APPOINTMENT_PREPARE,
    creates="/api/v1/appointments/{id}",
)
def propose_appointment(request: ProposeAppointment) -> Plain:
    """A person named without an account must be one of the community."""
    if request.commissioner is not None:
        community = aside(ShowPost(post_id=request.post_id)).community
        check_person(request.commissioner, community, field="commissioner")
    return hand_on(request)


routes.asks("GET", _ALL, ListAppointments, may=Action.APPOINTMENT_READ)
routes.asks("GET", f"{_ALL}/own/export", ExportOwnService, may=Action.APPOINTMENT_COPY)
routes.asks("POST", f"{_ONE}/erasure", EraseAppointment, may=Action.APPOINTMENT_ERASE)
routes.asks("GET", _ONE, ShowAppointment, may=Action.APPOINTMENT_READ)
routes.asks("POST", f"{_ONE}/notice", OpenNotice, may=Action.APPOINTMENT_PREPARE)
routes.asks("POST", f"{_ONE}/objections", RecordObjection, may=Action.APPOINTMENT_PREPARE)
routes.asks(
    "PUT",
    f"{_ONE}/objections/<uuid:objection_id>/answer",
    AnswerObjection,
    may=Action.APPOINTMENT_DECIDE,
)
routes.asks(
    "POST",
    f"{_ONE}/objections/<uuid:objection_id>/disclosures",
    DiscloseObjector,
    may=Action.OBJECTION_DISCLOSE,
    keyed=False,
)
routes.asks(
    "POST",
    f"{_ONE}/disclosures",
    DiscloseAppointee,
    may=Action.APPOINTMENT_DISCLOSE,
    keyed=False,
)
routes.asks(
    "GET", f"{_ONE}/disclosures", ListAppointmentDisclosures, may=Action.APPOINTMENT_DISCLOSURE_READ
)
routes.asks(
    "GET",
    f"{_ALL}/disclosures",
    ListCommunityAppointmentDisclosures,
    may=Action.APPOINTMENT_DISCLOSURE_READ,
)
routes.asks("POST", f"{_ONE}/decision", DecideAppointment, may=Action.APPOINTMENT_DECIDE)
routes.asks("PUT", f"{_ONE}/parts/<part>", MarkPart, may=Action.APPOINTMENT_PREPARE)
routes.asks("POST", f"{_ONE}/withdrawal", WithdrawAppointment, may=Action.APPOINTMENT_PREPARE)


@routes.asking("PUT", f"{_ONE}/account", NameAppointmentAccount, may=Action.APPOINTMENT_PREPARE)
def name_appointment_account(request: NameAppointmentAccount) -> Plain:
    """A named account must be one of the community or its street."""
    community = aside(ShowAppointment(appointment_id=request.appointment_id)).community
    check_account(request.account, community, field="account")
    return hand_on(request)


routes.asks(
    "GET", f"{_PUBLIC}/communities/<community>/notices", ListPublicNotices, may=Action.ANYONE
)
routes.asks(
    "POST",
    f"{_PUBLIC}/notices/<uuid:notice_id>/objections",
    SubmitObjection,
    may=Action.ANYONE,
    creates="/api/v1/public/objections/{code}",
)
routes.asks("GET", f"{_PUBLIC}/objections/<code>", FollowObjection, may=Action.ANYONE)
routes.asks(
    "GET", f"{_PUBLIC}/objections/<code>/disclosures", TrackObjectorDisclosures, may=Action.ANYONE
)
routes.asks(
    "GET",
    f"{_PUBLIC}/communities/<community>/commissioners",
    ListPublicCommissioners,
    may=Action.ANYONE,
)
