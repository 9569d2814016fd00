"""Appointments (聘任) of commissioners: from the proposal to the end of the term. R10 to R17."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.recruitment.back_entries import BackEntered
from contracts.recruitment.words import AppointmentState, EndReason, Grade, Kind, Part
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

NAME_LONGEST = 60
POSITION_LONGEST = 60
_PAPER_SHORTEST, _PAPER_LONGEST = 3, 200
WORDS_LONGEST = 1000


_HAPPENED = (
    "The day on which it happened; today, if left out. Never in the future; earlier than the "
    "street's `back_entry_days` only with its consent to back entries."
)


def happened() -> Any:
    """The day of a step that was taken on paper."""
    return fields.plain(_HAPPENED, default=None, example="2013-05-04")


def words(description: str, example: str) -> Any:
    """Words that must be given."""
    return fields.words(description, longest=WORDS_LONGEST, example=example)


@shape
class Proposal(Shape):
    """A proposal (提名): the person for a post, and why. R1, R2, R15 to R17."""

    post_id: UUID = fields.plain("The post.")
    kind: Kind = fields.choice("One of the three kinds of people.", example="group_leader")
    application_id: UUID | None = fields.plain(
        "The application that this comes from; it then gives name, phone and consent. Left out "
        "for `interim` and for a renewal.",
        default=None,
    )
    renews: UUID | None = fields.plain(
        "The appointment that this one goes on with (续聘): same post, same person. An interim is "
        "renewed only as `interim`, and only an interim is.",
        default=None,
    )
    commissioner: UUID | None = fields.plain(
        "The person's account; left out where there is none, for a renewal, and where the "
        "application names one.",
        default=None,
    )
    name: str | None = fields.name(
        "The person's name; required without an application.",
        longest=NAME_LONGEST,
        default=None,
        example="李建华",
    )
    phone: str | None = fields.phone(
        "The person's phone.",
        example="13800138000",
        default=None,
    )
    found_because: str | None = fields.words(
        "How the person was found, and how they agreed; required without an application.",
        longest=WORDS_LONGEST,
        default=None,
        example="居民推荐，本人已书面同意。",
    )
    lives_in_community: bool | None = fields.plain(
        "Whether the person lives in the community; must be true where the proposal comes from "
        "no application and is neither a renewal nor `interim`.",
        default=None,
        example=True,
    )
    position: str | None = fields.line(
        "The person's position at the workstation, as 工作站党建专干; required for `interim`, refused "
        "for others.",
        longest=POSITION_LONGEST,
        default=None,
    )
    ability: str = words("Proof of the ability for this work (具备履职能力).", "退休消防员。")
    trust: str = words("Proof of the residents' trust (受居民信赖).", "多年楼长。")
    recognition: str = words(
        "Proof that the community's party committee recognises them (得到社区党委认同).",
        "党委会议讨论认可。",
    )
    willingness: str = words(
        "Proof that they do it freely and gladly (热心公益且自愿).", "本人自愿报名。"
    )
    dual_roles: str | None = fields.text(
        "Other offices that the person holds, such as deputy or member of the residents' "
        "committee; all are allowed.",
        longest=WORDS_LONGEST,
        default=None,
    )
    happened_on: dt.date | None = happened()


@shape
class ObjectionBody(Shape):
    """An objection to a candidate (异议)."""

    text: str = words("The objection.", "该候选人长期不在本社区居住。")
    contact: str | None = fields.line(
        "How to reach the objector; kept sealed. The party committee, which answers, sees it for "
        "a recorded reason.",
        longest=200,
        default=None,
    )


@shape
class ObjectionView(Answer):
    """An objection, and its answer."""

    id: UUID = fields.plain("The objection.")
    text: str = fields.plain("The objection, personal numbers hidden.")
    has_contact: bool = fields.plain(
        "Whether the objector left a contact; the party committee sees it for a reason, see "
        "disclosures."
    )
    raised_on: dt.date = fields.plain("When.")
    answer: str | None = fields.plain("The answer.", default=None)
    answered_on: dt.date | None = fields.plain("When it was answered.", default=None)
    version: int = fields.plain("Counts the changes of the objection, from 1.")


@shape
class AppointmentStep(BackEntered):
    """Something that happened to an appointment."""

    what: str = fields.plain("What happened.")
    happened_at: dt.datetime = fields.moment("When.")
    recorded_at: dt.datetime = fields.moment("When it was written down.")
    by: str | None = fields.plain("The account that did it.", default=None)
    role: str = fields.plain("The role in which it was done.")
    note: str | None = fields.plain("Words, personal numbers hidden.", default=None)


@shape
class AppointmentView(Answer):
    """One appointment for the staff who prepare, decide and oversee it, and for its person."""

    id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    post_id: UUID = fields.plain("The post.")
    post: str = fields.plain("Its name.")
    kind: Kind = fields.choice("One of the three kinds of people.")
    commissioner: UUID = fields.plain("The person: the account, where one was named.")
    has_account: bool = fields.plain(
        "Whether an account was named; without one the person gets no role, no view of their own "
        "and no reminders."
    )
    name: str | None = fields.plain("The name; masked where the caller needs no more.")
    phone: str | None = fields.plain(
        "The phone, masked except for the person; others see all of it for a reason, see "
        "disclosures."
    )
    not_printable: list[str] = fields.plain(
        "Characters of the name that no font of this deployment prints: its certificate leaves "
        "blanks for them (`leaves_blanks`), or the operator adds a font. None where the name "
        "is masked."
    )
    position: str | None = fields.plain(
        "The position at the workstation of staff in the interim; null where the caller needs no "
        "more.",
        default=None,
    )
    shows_name: bool = fields.plain(
        "Whether the public notice names the person now: the application agreed, or a consent "
        "`name_in_notice` holds. Otherwise it shows the name masked."
    )
    application_id: UUID | None = fields.plain("The application that it comes from.", default=None)
    renews: UUID | None = fields.plain("The appointment that it renews.", default=None)
    state: AppointmentState = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    proposed_on: dt.date = fields.plain("When it was proposed.")
    notice_from: dt.date | None = fields.plain("First day of the public notice.", default=None)
    notice_to: dt.date | None = fields.plain("Last day of it, to 24:00.", default=None)
    on_paper: bool = fields.plain(
        "Whether the notice hung on paper; always so where it began before it was written down."
    )
    paper_reference: str | None = fields.plain(
        "Where it hung, and on which sheet; null where the caller needs no more.", default=None
    )
    decided_on: dt.date | None = fields.plain("When the committee decided.", default=None)
    term_from: dt.date | None = fields.plain("First day of the term.", default=None)
    term_to: dt.date | None = fields.plain("Last day of it, to 24:00.", default=None)
    parts: dict[str, dt.date | None] = fields.plain("Each unified part, and when it was completed.")
    began_on: dt.date | None = fields.plain("First day in office.", default=None)
    ended_on: dt.date | None = fields.plain("First day without it.", default=None)
    end_reason: EndReason | None = fields.choice("Why it ended, in kind.", default=None)
    successor: UUID | None = fields.plain("The person who took over.", default=None)
    grade: Grade | None = fields.choice("The year's evaluation.", default=None)
    evaluated_on: dt.date | None = fields.plain("When it was given.", default=None)
    found_because: str | None = fields.plain("How the person was found.", default=None)
    ability: str | None = fields.plain(
        "Ability (具备履职能力); null where the caller needs no more."
    )
    trust: str | None = fields.plain("受居民信赖; likewise.")
    recognition: str | None = fields.plain("得到社区党委认同; likewise.")
    willingness: str | None = fields.plain("热心公益且自愿; likewise.")
    dual_roles: str | None = fields.plain("Other offices.", default=None)
    version: int = fields.plain("Counts the changes, from 1.")
    objections: list[ObjectionView] = fields.plain(
        "The objections, oldest first; empty where the caller is the person."
    )
    history: list[AppointmentStep] = fields.plain("Everything that happened, oldest first.")


@shape
class AppointmentPage(Page):
    """A page of appointments."""

    items: list[AppointmentView] = fields.plain("The appointments, without their history.")


@request("recruitment", "propose_appointment", AppointmentView)
class ProposeAppointment(Proposal, Request[AppointmentView]):
    """Propose a person for a post (提名), or for renewal there (续聘).

    Staff of the workstation in the interim (`interim`) need a `position` there, and must not be
    applicants or people on the reserve list.
    """


@request("recruitment", "list_appointments", AppointmentPage)
class ListAppointments(Listing, Request[AppointmentPage]):
    """List the appointments that the caller may see, newest first."""

    area: str | None = fields.area("Only this area.", default=None)
    post_id: UUID | None = fields.plain("Only of this post.", default=None)
    commissioner: UUID | None = fields.plain("Only of this person.", default=None)
    state: list[AppointmentState] | None = fields.several("Only in these states.", AppointmentState)
    kind: list[Kind] | None = fields.several("Only of these kinds.", Kind)
    in_office_on: dt.date | None = fields.plain(
        "Only appointments in office on that day.", default=None
    )
    ends_from: dt.date | None = fields.plain("Term ends on this day or later.", default=None)
    ends_to: dt.date | None = fields.plain("Term ends on this day or earlier.", default=None)
    sort: str | None = fields.sorting("proposed_at", "began_on", "term_to")


@request("recruitment", "show_appointment", AppointmentView)
class ShowAppointment(Request[AppointmentView]):
    """Show one appointment with its objections and its history."""

    appointment_id: UUID = fields.path("The appointment.")


@request("recruitment", "open_notice", AppointmentView)
class OpenNotice(Change, Request[AppointmentView]):
    """Put the candidate into public notice (公示) for the street's number of working days.

    A notice that began before today hung on paper: `paper_reference` says where.
    """

    appointment_id: UUID = fields.path("The appointment.")
    paper_reference: str | None = fields.line(
        "Where the notice hung on paper, and on which sheet; required where it began before today.",
        shortest=_PAPER_SHORTEST,
        longest=_PAPER_LONGEST,
        default=None,
        example="社区服务中心一楼宣传栏，2013年第4号公示",
    )
    happened_on: dt.date | None = happened()


@request("recruitment", "record_objection", AppointmentView)
class RecordObjection(ObjectionBody, Change, Request[AppointmentView]):
    """Write down a person's objection, also from paper of an earlier day."""

    appointment_id: UUID = fields.path("The appointment.")
    happened_on: dt.date | None = happened()


@request("recruitment", "answer_objection", AppointmentView)
class AnswerObjection(Change, Request[AppointmentView]):
    """Answer an objection as the community's party committee."""

    appointment_id: UUID = fields.path("The appointment.")
    objection_id: UUID = fields.path("The objection.")
    answer: str = words("The answer.", "经核实，该同志常住本社区。")
    happened_on: dt.date | None = happened()


@request("recruitment", "decide_appointment", AppointmentView)
class DecideAppointment(Change, Request[AppointmentView]):
    """Decide on an appointment (决定聘任); only the community's own composite party committee may."""

    appointment_id: UUID = fields.path("The appointment.")
    approved: bool = fields.plain("Whether the person is to be appointed.")
    reason: str = words(
        "The reasons considered; required for either decision.", "党委会议表决通过。"
    )
    happened_on: dt.date | None = happened()
    term_from: dt.date | None = fields.plain(
        "First day of the term; the committee's day, or for a renewal the day after the "
        "term before, if left out.",
        default=None,
    )


@request("recruitment", "mark_part", AppointmentView)
class MarkPart(Change, Request[AppointmentView]):
    """Record the ceremony; the other three unified parts (四个统一) are recorded when they happen."""

    appointment_id: UUID = fields.path("The appointment.")
    part: Part = fields.path(fields.choice("Which."))
    note: str | None = fields.words(
        "Which ceremony, and where.",
        longest=WORDS_LONGEST,
        default=None,
    )
    happened_on: dt.date | None = happened()


@request("recruitment", "withdraw_appointment", AppointmentView)
class WithdrawAppointment(Change, Request[AppointmentView]):
    """Take a proposal back before the term begins."""

    appointment_id: UUID = fields.path("The appointment.")
    reason: str = words("Why.", "本人放弃。")
    happened_on: dt.date | None = happened()


@request("recruitment", "name_appointment_account", AppointmentView)
class NameAppointmentAccount(Change, Request[AppointmentView]):
    """Link the person's account (填写账号), one of the community or its street.

    They confirm it once the office has begun, and then get the commissioner role, their own
    view and reminders. Send it again to correct a wrong account; once the office has begun,
    the party committee does. You cannot link your own.
    """

    appointment_id: UUID = fields.path("The appointment.")
    account: UUID = fields.plain("The person's account.")


@shape
class PublicNotice(BackEntered):
    """A candidate in public notice."""

    id: UUID = fields.plain("The notice; objections name it.")
    community: str = fields.area("Where.")
    post: str = fields.plain("Title of the post.")
    kind: Kind = fields.choice("One of the three kinds of people.")
    name: str | None = fields.plain(
        "The name, while the person agrees to it; otherwise only the family name."
    )
    from_day: dt.date = fields.plain("First day.", key="from")
    to_day: dt.date = fields.plain("Last day on which one can object, to 24:00.", key="to")


@shape
class PublicNotices(Answer):
    """The candidates of a community that are in public notice today."""

    items: list[PublicNotice] = fields.plain("The candidates.")


@request("recruitment", "public_notices", PublicNotices)
class ListPublicNotices(Request[PublicNotices]):
    """The candidates of a community that are in public notice today."""

    community: str = fields.path(fields.area("The community."))


@shape
class ObjectionReceipt(Answer):
    """The objection is stored; read its answer with the code."""

    code: str = fields.plain("The code that the objector quotes.")
    raised_on: dt.date = fields.plain("When.")
    answer: str | None = fields.plain("The committee's answer; null until there is one.")
    answered_on: dt.date | None = fields.plain("When it was answered.", default=None)


@request("recruitment", "submit_objection", ObjectionReceipt)
class SubmitObjection(ObjectionBody, Request[ObjectionReceipt]):
    """Object to a candidate (提出异议), without an account."""

    notice_id: UUID = fields.path("The notice.")


@request("recruitment", "follow_objection", ObjectionReceipt)
class FollowObjection(Request[ObjectionReceipt]):
    """Read the answer to an objection, with the code of its receipt."""

    code: str = fields.path(fields.text("The code of the receipt.", longest=40))


@shape
class PublicCommissioner(BackEntered):
    """A commissioner in office, as anyone may see it."""

    post: str = fields.plain("Title of the post.")
    kind: Kind = fields.choice("One of the three kinds of people.")
    name: str | None = fields.plain("The name, if the person agreed to it; otherwise null.")
    began_on: dt.date = fields.plain("First day in office.")
    term_to: dt.date = fields.plain("Last day of the term.")


@shape
class PublicCommissioners(Answer):
    """The commissioners of a community in office today."""

    items: list[PublicCommissioner] = fields.plain("The commissioners.")


@request("recruitment", "public_commissioners", PublicCommissioners)
class ListPublicCommissioners(Request[PublicCommissioners]):
    """List the commissioners of a community in office today; named only if they agreed to it."""

    community: str = fields.path(fields.area("The community."))


@shape
class AppointmentFact(Shape):
    """The facts in every event of an appointment; it names no person."""

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    post_id: UUID = fields.plain("The post.")
    kind: Kind = fields.choice("One of the three kinds of people.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="appointment_id")
class AppointmentProposed(AppointmentFact, Event):
    """A person was proposed for a post."""

    proposed_on: dt.date = fields.plain("When.")
    renews: UUID | None = fields.plain("The appointment that it renews.", default=None)


@event("recruitment", subject="appointment_id")
class NoticeOpened(AppointmentFact, Event):
    """A candidate is in public notice."""

    first_day: dt.date = fields.plain("First day.")
    last_day: dt.date = fields.plain("Last day, to 24:00.")
    on_paper: bool | None = fields.plain(
        "Whether it hung on paper; always so where it began before it was written down.",
        default=None,
    )


@event("recruitment", subject="appointment_id")
class AppointmentDecided(AppointmentFact, Event):
    """The community's composite party committee decided."""

    approved: bool = fields.plain("Whether the person is to be appointed.")
    decided_on: dt.date = fields.plain("When.")
    term_from: dt.date | None = fields.plain("First day of the term.", default=None)
    term_to: dt.date | None = fields.plain("Last day of it, to 24:00.", default=None)


@event("recruitment", subject="appointment_id")
class AppointmentWithdrawn(AppointmentFact, Event):
    """A proposal was taken back before the term began; remove its public notice at once."""

    withdrawn_on: dt.date = fields.plain("When.")
    notice_from: dt.date | None = fields.plain(
        "First day of its public notice; null: it never was in one.", default=None
    )


@event("recruitment", subject="appointment_id")
class AppointmentBegan(Event):
    """A person is commissioner of a community from a day on."""

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    commissioner: UUID = fields.plain("The commissioner's account.")
    began_on: dt.date = fields.plain("First day.")
    post_id: UUID | None = fields.plain("The post.", default=None)
    kind: Kind | None = fields.choice("One of the three kinds of people.", default=None)
    term_to: dt.date | None = fields.plain("Last day of the term, to 24:00.", default=None)
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="appointment_id")
class AppointmentEvaluated(AppointmentFact, Event):
    """The committee evaluated the year of a commissioner; its words are not in the event."""

    commissioner: UUID = fields.plain("The commissioner's account.")
    grade: Grade = fields.choice("The grade.")
    evaluated_on: dt.date = fields.plain("When.")


@event("recruitment", subject="appointment_id")
class AppointmentErased(AppointmentFact, Event):
    """The personal data of an appointment was erased; the post, the kind and the days stay."""


@event("recruitment", subject="appointment_id")
class AppointmentEnded(Event):
    """A person is no longer commissioner of a community."""

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    commissioner: UUID = fields.plain("The commissioner's account.")
    ended_on: dt.date = fields.plain("First day without it; today: at once.")
    reason: EndReason = fields.choice("Why, in kind.")
    successor: UUID | None = fields.plain(
        "The account of the commissioner who takes over open work; null: the workstation does.",
        default=None,
    )
    post_id: UUID | None = fields.plain("The post.", default=None)
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="appointment_id")
class AppointmentAccountNamed(AppointmentFact, Event):
    """The person of an appointment has another id from now on: their own account."""

    commissioner: UUID = fields.plain("The commissioner's account.")
    before: UUID | None = fields.plain(
        "The id of the person before they had an account: everything that names it means this "
        "account now. Null: a wrong account was named before.",
        default=None,
    )
    began_on: dt.date | None = fields.plain("First day in office; null: not yet.", default=None)
    ended_on: dt.date | None = fields.plain("First day without it; null: not over.", default=None)
    successor: UUID | None = fields.plain(
        "The person who took over, where it is over.", default=None
    )
