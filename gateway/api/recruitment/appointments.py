"""Appointing commissioners: proposal, public notice, decision, the four unified parts."""

from __future__ import annotations

from uuid import UUID

from contracts.recruitment.appointments import (
    AccountNaming,
    AnswerBody,
    AnswerObjection,
    AppointmentView,
    DecideAppointment,
    FollowObjection,
    ListAppointments,
    ListPublicCommissioners,
    ListPublicNotices,
    MarkPart,
    NameAppointmentAccount,
    OpenNotice,
    Proposal,
    ProposeAppointment,
    RecordObjection,
    ShowAppointment,
    SubmitObjection,
    WithdrawAppointment,
)
from contracts.recruitment.disclosures import (
    DiscloseAppointee,
    DiscloseObjector,
    DisclosingContact,
    ListAppointmentDisclosures,
    ObjectorDisclosed,
    TrackObjectorDisclosures,
)
from contracts.recruitment.own_data import (
    EraseAppointment,
    ExportOwnService,
)
from contracts.recruitment.posts import ShowPost
from contracts.recruitment.words import Part
from gateway.api.community_codes import checked
from gateway.api.recruitment.named_accounts import aside, check_account, check_person
from gateway.api.routes import Routes, ask
from vocabulary.permissions import Action
from vocabulary.problems import NotFound


def _part(text: str) -> Part:
    if text in list(Part):
        return Part(text)
    known = ", ".join(Part)
    raise NotFound(f"没有“{text}”；有：{known}。", f"There is no part {text}; there are: {known}.")


routes = Routes(
    "appointments",
    "专员聘任 · Appointing commissioners",
    reads={"community": checked, "part": _part},
)

_ALL = "/api/v1/appointments"
_ONE = f"{_ALL}/<uuid:appointment_id>"
_PUBLIC = "/api/v1/public"


@routes.post(_ALL, may=Action.APPOINTMENT_PREPARE, takes=Proposal, answers=AppointmentView)
def propose(body: Proposal) -> AppointmentView:
    """Propose somebody for a post (提名), or to go on there (续聘).

    Staff of the workstation who looks after a post (`interim`) needs the `position` there,
    and is nobody who applied or stands on the reserve list.
    """
    if body.person_id is not None:
        community = aside(ShowPost(post_id=body.post_id)).community
        check_person(body.person_id, community, field="person_id")
    return ask(ProposeAppointment(**vars(body)))


routes.asks("GET", _ALL, ListAppointments, may=Action.APPOINTMENT_READ)
routes.asks("GET", f"{_ALL}/own/export", ExportOwnService, may=Action.APPOINTMENT_COPY)
routes.asks("POST", f"{_ONE}/erasure", EraseAppointment, may=Action.APPOINTMENT_ERASE)
routes.asks("GET", _ONE, ShowAppointment, may=Action.APPOINTMENT_READ)
routes.asks("POST", f"{_ONE}/notice", OpenNotice, may=Action.APPOINTMENT_PREPARE)
routes.asks("POST", f"{_ONE}/objections", RecordObjection, may=Action.APPOINTMENT_PREPARE)


@routes.put(
    f"{_ONE}/objections/<uuid:objection_id>/answer",
    may=Action.APPOINTMENT_DECIDE,
    takes=AnswerBody,
    answers=AppointmentView,
)
def answer_objection(body: AnswerBody, appointment_id: UUID, objection_id: UUID) -> AppointmentView:
    """The community's party committee answers an objection."""
    request = AnswerObjection(
        appointment_id=appointment_id, objection_id=objection_id, **vars(body)
    )
    return ask(request)


@routes.post(
    f"{_ONE}/objections/<uuid:objection_id>/disclosures",
    may=Action.OBJECTION_DISCLOSE,
    takes=DisclosingContact,
    answers=ObjectorDisclosed,
)
def disclose_objector(
    body: DisclosingContact, appointment_id: UUID, objection_id: UUID
) -> ObjectorDisclosed:
    """See the contact left with an objection; who, when and why is kept and told with its code."""
    request = DiscloseObjector(
        appointment_id=appointment_id, objection_id=objection_id, **vars(body)
    )
    return ask(request)


routes.asks("POST", f"{_ONE}/disclosures", DiscloseAppointee, may=Action.APPOINTMENT_DISCLOSE)
routes.asks(
    "GET", f"{_ONE}/disclosures", ListAppointmentDisclosures, may=Action.APPOINTMENT_DISCLOSURE_READ
)
routes.asks("POST", f"{_ONE}/decision", DecideAppointment, may=Action.APPOINTMENT_DECIDE)
routes.asks("PUT", f"{_ONE}/parts/<part>", MarkPart, may=Action.APPOINTMENT_PREPARE)
routes.asks("POST", f"{_ONE}/withdrawal", WithdrawAppointment, may=Action.APPOINTMENT_PREPARE)


@routes.put(
    f"{_ONE}/account",
    may=Action.APPOINTMENT_PREPARE,
    takes=AccountNaming,
    answers=AppointmentView,
)
def name_account(body: AccountNaming, appointment_id: UUID) -> AppointmentView:
    """Link the person's account (填写账号), one of the community or its street.

    They confirm it once the office has begun, and then get the commissioner role, their own
    view and reminders. Send it again to correct a wrong account; once the office has begun,
    the party committee does. You cannot link your own.
    """
    community = aside(ShowAppointment(appointment_id=appointment_id)).community
    check_account(body.account, community, field="account")
    return ask(NameAppointmentAccount(appointment_id=appointment_id, **vars(body)))


routes.asks(
    "GET", f"{_PUBLIC}/communities/<community>/notices", ListPublicNotices, may=Action.ANYONE
)
routes.asks(
    "POST", f"{_PUBLIC}/notices/<uuid:notice_id>/objections", SubmitObjection, may=Action.ANYONE
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
