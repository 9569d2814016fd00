"""Appointing commissioners: proposal, public notice, decision, the four unified parts."""

from __future__ import annotations

from uuid import UUID

from contracts.recruitment.appointments import (
    AccountNaming,
    AnswerBody,
    AnswerObjection,
    AppointmentFilter,
    AppointmentPage,
    AppointmentView,
    CommitteeDecision,
    DecideAppointment,
    FollowObjection,
    ListAppointments,
    ListPublicCommissioners,
    ListPublicNotices,
    MarkPart,
    NameAppointmentAccount,
    ObjectionBody,
    ObjectionReceipt,
    OpeningOfNotice,
    OpenNotice,
    PartBody,
    Proposal,
    ProposalWithdrawal,
    ProposeAppointment,
    PublicCommissioners,
    PublicNotices,
    RecordedObjection,
    RecordObjection,
    ShowAppointment,
    SubmitObjection,
    WithdrawAppointment,
)
from contracts.recruitment.disclosures import (
    AppointeeDisclosed,
    AppointmentDisclosureList,
    DiscloseAppointee,
    DiscloseObjector,
    DisclosingContact,
    DisclosureFilter,
    ListAppointmentDisclosures,
    ObjectorDisclosed,
    ToldObjectorDisclosures,
    TrackObjectorDisclosures,
)
from contracts.recruitment.own_data import (
    AppointmentErasure,
    EraseAppointment,
    ExportOwnService,
    ServiceCopy,
)
from contracts.recruitment.posts import ShowPost
from contracts.recruitment.words import Part
from contracts.words import names_of
from gateway.api.recruitment.named_accounts import aside, check_account, check_person
from gateway.http.community_codes import checked
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

routes = Routes("appointments", "专员聘任 · Appointing commissioners")

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


@routes.get(_ALL, may=Action.APPOINTMENT_READ, filters=AppointmentFilter, answers=AppointmentPage)
def appointments(filters: AppointmentFilter) -> AppointmentPage:
    """List the appointments that the caller may see, newest first."""
    return ask(ListAppointments(**vars(filters)))


@routes.get(f"{_ALL}/own/export", may=Action.APPOINTMENT_COPY, answers=ServiceCopy)
def own_export() -> ServiceCopy:
    """A copy of everything stored about the own appointments and training (查阅、复制)."""
    return ask(ExportOwnService())


@routes.post(
    f"{_ONE}/erasure",
    may=Action.APPOINTMENT_ERASE,
    takes=AppointmentErasure,
    answers=AppointmentView,
)
def erase(body: AppointmentErasure, appointment_id: UUID) -> AppointmentView:
    """Erase for good what an appointment that is over says of its person (删除)."""
    return ask(EraseAppointment(appointment_id=appointment_id, **vars(body)))


@routes.get(_ONE, may=Action.APPOINTMENT_READ, answers=AppointmentView)
def appointment(appointment_id: UUID) -> AppointmentView:
    """Show one appointment with its objections and its history."""
    return ask(ShowAppointment(appointment_id=appointment_id))


@routes.post(
    f"{_ONE}/notice",
    may=Action.APPOINTMENT_PREPARE,
    takes=OpeningOfNotice,
    answers=AppointmentView,
)
def open_notice(body: OpeningOfNotice, appointment_id: UUID) -> AppointmentView:
    """Put the candidate into public notice (公示) for the street's number of working days.

    A notice that began before today hung on paper: `paper_reference` says where.
    """
    return ask(OpenNotice(appointment_id=appointment_id, **vars(body)))


@routes.post(
    f"{_ONE}/objections",
    may=Action.APPOINTMENT_PREPARE,
    takes=RecordedObjection,
    answers=AppointmentView,
)
def record_objection(body: RecordedObjection, appointment_id: UUID) -> AppointmentView:
    """Write an objection down for somebody, also from paper of an earlier day."""
    return ask(RecordObjection(appointment_id=appointment_id, **vars(body)))


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


@routes.post(
    f"{_ONE}/disclosures",
    may=Action.APPOINTMENT_DISCLOSE,
    takes=DisclosingContact,
    answers=AppointeeDisclosed,
)
def disclose(body: DisclosingContact, appointment_id: UUID) -> AppointeeDisclosed:
    """See name and phone whole (查看完整信息); who, when and why is kept and told to the person."""
    return ask(DiscloseAppointee(appointment_id=appointment_id, **vars(body)))


@routes.get(
    f"{_ONE}/disclosures",
    may=Action.APPOINTMENT_DISCLOSURE_READ,
    filters=DisclosureFilter,
    answers=AppointmentDisclosureList,
)
def disclosures(filters: DisclosureFilter, appointment_id: UUID) -> AppointmentDisclosureList:
    """Who saw the contact of the person, or of those who objected, when and why."""
    return ask(ListAppointmentDisclosures(appointment_id=appointment_id, **vars(filters)))


@routes.post(
    f"{_ONE}/decision",
    may=Action.APPOINTMENT_DECIDE,
    takes=CommitteeDecision,
    answers=AppointmentView,
)
def decide(body: CommitteeDecision, appointment_id: UUID) -> AppointmentView:
    """The community's own composite party committee decides (决定聘任); nobody else can."""
    return ask(DecideAppointment(appointment_id=appointment_id, **vars(body)))


@routes.put(
    f"{_ONE}/parts/<part>", may=Action.APPOINTMENT_PREPARE, takes=PartBody, answers=AppointmentView
)
def mark_part(body: PartBody, appointment_id: UUID, part: str) -> AppointmentView:
    """The ceremony was held; the other three parts (四个统一) follow from the thing itself."""
    return ask(MarkPart(appointment_id=appointment_id, part=_part(part), **vars(body)))


@routes.post(
    f"{_ONE}/withdrawal",
    may=Action.APPOINTMENT_PREPARE,
    takes=ProposalWithdrawal,
    answers=AppointmentView,
)
def withdraw(body: ProposalWithdrawal, appointment_id: UUID) -> AppointmentView:
    """Take a proposal back, before anybody is in office."""
    return ask(WithdrawAppointment(appointment_id=appointment_id, **vars(body)))


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


@routes.get(f"{_PUBLIC}/communities/<community>/notices", may=Action.ANYONE, answers=PublicNotices)
def notices(community: str) -> PublicNotices:
    """The candidates of a community that are in public notice today."""
    return ask(ListPublicNotices(community=checked(community)))


@routes.post(
    f"{_PUBLIC}/notices/<uuid:notice_id>/objections",
    may=Action.ANYONE,
    takes=ObjectionBody,
    answers=ObjectionReceipt,
)
def object_to(body: ObjectionBody, notice_id: UUID) -> ObjectionReceipt:
    """Object to a candidate (提出异议), without an account."""
    return ask(SubmitObjection(notice_id=notice_id, **vars(body)), key_scope=f"{notice_id}:")


@routes.get(f"{_PUBLIC}/objections/<code>", may=Action.ANYONE, answers=ObjectionReceipt)
def objection(code: str) -> ObjectionReceipt:
    """Read the answer to an objection, with the code of its receipt."""
    return ask(FollowObjection(code=code))


@routes.get(
    f"{_PUBLIC}/objections/<code>/disclosures",
    may=Action.ANYONE,
    filters=DisclosureFilter,
    answers=ToldObjectorDisclosures,
)
def objector_disclosures(filters: DisclosureFilter, code: str) -> ToldObjectorDisclosures:
    """Who saw the contact left with an objection, when and why; no names."""
    return ask(TrackObjectorDisclosures(code=code, **vars(filters)))


@routes.get(
    f"{_PUBLIC}/communities/<community>/commissioners",
    may=Action.ANYONE,
    answers=PublicCommissioners,
)
def commissioners(community: str) -> PublicCommissioners:
    """The commissioners of a community in office today; named only if they agreed to it."""
    return ask(ListPublicCommissioners(community=checked(community)))


def _part(text: str) -> Part:
    if text in list(Part):
        return Part(text)
    raise NotFound(
        f"没有“{text}”；有：{names_of(Part).zh}。",
        f"There is no part “{text}”; there are: {', '.join(Part)}.",
    )
