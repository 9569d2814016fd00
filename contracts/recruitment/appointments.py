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
    "The day on which it happened; today, if left out. Never in the future; further back than "
    "the street's `back_entry_days` only under its consent to back entries."
)


def happened() -> Any:
    """The day of a step that was taken on paper."""
    return fields.plain(_HAPPENED, default=None, example="2013-05-04")


def words(description: str, example: str) -> Any:
    """Words that must be given."""
    return fields.words(description, longest=WORDS_LONGEST, example=example)


@shape
class Proposal(Shape):
    """Who is to be commissioner on which post, and why (提名). R1, R2, R15 to R17."""

    post_id: UUID = fields.plain("The post.")
    kind: Kind = fields.choice("Which of the three kinds of people.", example="group_leader")
    application_id: UUID | None = fields.plain(
        "The application that this comes from; name, phone and consent are then its own. "
        "Not for `interim`, nor for a renewal.",
        default=None,
    )
    renews: UUID | None = fields.plain(
        "The appointment that this one goes on with (续聘): same post, same person; an interim "
        "goes on as one, and nothing else becomes one.",
        default=None,
    )
    commissioner: UUID | None = fields.plain(
        "The person's account; left out where there is none. Beside an application only where "
        "that one names none, and not for a renewal.",
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
        "The person's position at the workstation, as 工作站党建专干; required for `interim`, and for "
        "nobody else.",
        longest=POSITION_LONGEST,
        default=None,
    )
    ability: str = words("What shows the ability for this work (具备履职能力).", "退休消防员。")
    trust: str = words("What shows the residents' trust (受居民信赖).", "多年楼长。")
    recognition: str = words(
        "What shows that the community's party committee recognises them (得到社区党委认同).",
        "党委会议讨论认可。",
    )
    willingness: str = words(
        "What shows that they do it freely and gladly (热心公益且自愿).", "本人自愿报名。"
    )
    dual_roles: str | None = fields.text(
        "Other offices that the person holds, as deputy or member of the residents' "
        "committee; all are allowed.",
        longest=WORDS_LONGEST,
        default=None,
    )
    happened_on: dt.date | None = happened()


@shape
class ObjectionBody(Shape):
    """What somebody has against a candidate (异议)."""

    text: str = words("The objection.", "该候选人长期不在本社区居住。")
    contact: str | None = fields.line(
        "How to reach whoever objects; kept sealed. The party committee, which answers, sees "
        "it for a reason that is kept.",
        longest=200,
        default=None,
    )


@shape
class ObjectionView(Answer):
    """An objection, and its answer."""

    id: UUID = fields.plain("The objection.")
    text: str = fields.plain("The objection, personal numbers hidden.")
    has_contact: bool = fields.plain(
        "Whether a contact was left; the party committee sees it for a reason, see disclosures."
    )
    raised_on: dt.date = fields.plain("When.")
    answer: str | None = fields.plain("The answer.", default=None)
    answered_on: dt.date | None = fields.plain("When it was answered.", default=None)
    version: int = fields.plain("Of the objection.")


@shape
class AppointmentStep(BackEntered):
    """Something that happened to an appointment."""

    what: str = fields.plain("What happened.")
    happened_at: dt.datetime = fields.moment("When.")
    recorded_at: dt.datetime = fields.moment("When it was written down.")
    by: str | None = fields.plain("The account that did it.", default=None)
    role: str = fields.plain("In which role.")
    note: str | None = fields.plain("Words, personal numbers hidden.", default=None)


@shape
class AppointmentView(Answer):
    """One appointment for those who prepare, decide and oversee it, and for its person."""

    id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    post_id: UUID = fields.plain("The post.")
    kind: Kind = fields.choice("Which of the three kinds of people.")
    commissioner: UUID = fields.plain("The person: the account, where one was named.")
    has_account: bool = fields.plain(
        "Whether an account was named; without one nobody gets the role, the own view or reminders."
    )
    name: str | None = fields.plain("The name; masked where the caller needs no more.")
    phone: str | None = fields.plain(
        "The phone, masked; whole for the person alone, and for a reason, see disclosures."
    )
    not_printable: list[str] = fields.plain(
        "Characters of the name that no font of this deployment prints: its certificate leaves "
        "blanks for them (`leaves_blanks`), or the operator adds a font. None where the name "
        "is masked."
    )
    position: str | None = fields.plain(
        "The position at the workstation, of who holds it in the interim; null where the "
        "caller needs no more.",
        default=None,
    )
    shows_name: bool = fields.plain(
        "Whether the public notice names the person now: by the application, or while a "
        "consent `name_in_notice` holds; else it shows the name masked."
    )
    application_id: UUID | None = fields.plain("Where it comes from.", default=None)
    renews: UUID | None = fields.plain("Which one it goes on with.", default=None)
    state: AppointmentState = fields.choice("How far it is.")
    possible: list[str] = fields.possible()
    proposed_on: dt.date = fields.plain("When it was proposed.")
    notice_from: dt.date | None = fields.plain("First day of the public notice.", default=None)
    notice_to: dt.date | None = fields.plain("Last day of it, to 24:00.", default=None)
    on_paper: bool = fields.plain(
        "Whether the notice hung on paper; always so where it began before it was written down."
    )
    paper_reference: str | None = fields.plain(
        "Where it hung, and which sheet; null where the caller needs no more.", default=None
    )
    decided_on: dt.date | None = fields.plain("When the committee decided.", default=None)
    term_from: dt.date | None = fields.plain("First day of the term.", default=None)
    term_to: dt.date | None = fields.plain("Last day of it, to 24:00.", default=None)
    parts: dict[str, dt.date | None] = fields.plain("Each unified part, and since when it stands.")
    began_on: dt.date | None = fields.plain("First day in office.", default=None)
    ended_on: dt.date | None = fields.plain("First day without it.", default=None)
    end_reason: EndReason | None = fields.choice("Why it ended, in kind.", default=None)
    successor: UUID | None = fields.plain("Who took over.", default=None)
    grade: Grade | None = fields.choice("The year's evaluation.", default=None)
    evaluated_on: dt.date | None = fields.plain("When it was given.", default=None)
    found_because: str | None = fields.plain("How the person was found.", default=None)
    ability: str | None = fields.plain("具备履职能力; null where the caller needs no more.")
    trust: str | None = fields.plain("受居民信赖; likewise.")
    recognition: str | None = fields.plain("得到社区党委认同; likewise.")
    willingness: str | None = fields.plain("热心公益且自愿; likewise.")
    dual_roles: str | None = fields.plain("Other offices.", default=None)
    version: int = fields.plain("Counts the changes, from 1.")
    objections: list[ObjectionView] = fields.plain(
        "What was said against it, oldest first; none where the caller is the person."
    )
    history: list[AppointmentStep] = fields.plain("Everything that happened, oldest first.")


@shape
class AppointmentPage(Page):
    """A page of appointments."""

    items: list[AppointmentView] = fields.plain("The appointments, without their history.")


@request("recruitment", "propose_appointment", AppointmentView)
class ProposeAppointment(Proposal, Request[AppointmentView]):
    """Propose somebody for a post (提名), or to go on there (续聘).

    Staff of the workstation who looks after a post (`interim`) needs the `position` there,
    and is nobody who applied or stands on the reserve list.
    """


@request("recruitment", "list_appointments", AppointmentPage)
class ListAppointments(Listing, Request[AppointmentPage]):
    """List the appointments that the caller may see, newest first."""

    community: str | None = fields.area("Only this area.", default=None)
    post_id: UUID | None = fields.plain("Only of this post.", default=None)
    commissioner: UUID | None = fields.plain("Only of this person.", default=None)
    state: list[AppointmentState] | None = fields.several("Only in these states.", AppointmentState)
    kind: list[Kind] | None = fields.several("Only of these kinds.", Kind)
    in_office_on: dt.date | None = fields.plain("Only who was in office that day.", default=None)
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
        "Where the notice hung on paper, and which sheet it was; required where it began "
        "before today.",
        shortest=_PAPER_SHORTEST,
        longest=_PAPER_LONGEST,
        default=None,
        example="社区服务中心一楼宣传栏，2013年第4号公示",
    )
    happened_on: dt.date | None = happened()


@request("recruitment", "record_objection", AppointmentView)
class RecordObjection(ObjectionBody, Change, Request[AppointmentView]):
    """Write an objection down for somebody, also from paper of an earlier day."""

    appointment_id: UUID = fields.path("The appointment.")
    happened_on: dt.date | None = happened()


@request("recruitment", "answer_objection", AppointmentView)
class AnswerObjection(Change, Request[AppointmentView]):
    """The community's party committee answers an objection."""

    appointment_id: UUID = fields.path("The appointment.")
    objection_id: UUID = fields.path("The objection.")
    answer: str = words("The answer.", "经核实，该同志常住本社区。")
    happened_on: dt.date | None = happened()


@request("recruitment", "decide_appointment", AppointmentView)
class DecideAppointment(Change, Request[AppointmentView]):
    """The community's own composite party committee decides (决定聘任); nobody else can."""

    appointment_id: UUID = fields.path("The appointment.")
    approved: bool = fields.plain("Whether the person is to be appointed.")
    reason: str = words("What was considered; required either way.", "党委会议表决通过。")
    happened_on: dt.date | None = happened()
    term_from: dt.date | None = fields.plain(
        "First day of the term; the committee's day, or for a renewal the day after the "
        "term before, if left out.",
        default=None,
    )


@request("recruitment", "mark_part", AppointmentView)
class MarkPart(Change, Request[AppointmentView]):
    """The ceremony was held; the other three parts (四个统一) follow from the thing itself."""

    appointment_id: UUID = fields.path("The appointment.")
    part: Part = fields.path(fields.choice("Which."))
    note: str | None = fields.words(
        "What it was: which ceremony, and where.",
        longest=WORDS_LONGEST,
        default=None,
    )
    happened_on: dt.date | None = happened()


@request("recruitment", "withdraw_appointment", AppointmentView)
class WithdrawAppointment(Change, Request[AppointmentView]):
    """Take a proposal back, before anybody is in office."""

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
    kind: Kind = fields.choice("Which of the three kinds of people.")
    name: str | None = fields.plain(
        "The name, while the person agrees to it; else masked: the family name alone."
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
    """The objection is kept; with the code one reads its answer."""

    code: str = fields.plain("What whoever objects quotes.")
    raised_on: dt.date = fields.plain("When.")
    answer: str | None = fields.plain("The committee's answer; null as long as there is none.")
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
    kind: Kind = fields.choice("Which of the three kinds of people.")
    name: str | None = fields.plain("The name, if the person agreed to it; else null.")
    began_on: dt.date = fields.plain("First day in office.")
    term_to: dt.date = fields.plain("Last day of the term.")


@shape
class PublicCommissioners(Answer):
    """The commissioners of a community in office today."""

    items: list[PublicCommissioner] = fields.plain("The commissioners.")


@request("recruitment", "public_commissioners", PublicCommissioners)
class ListPublicCommissioners(Request[PublicCommissioners]):
    """The commissioners of a community in office today; named only if they agreed to it."""

    community: str = fields.path(fields.area("The community."))


@shape
class AppointmentFact(Shape):
    """What every event of an appointment says; it names nobody."""

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    post_id: UUID = fields.plain("The post.")
    kind: Kind = fields.choice("Which of the three kinds of people.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="appointment_id")
class AppointmentProposed(AppointmentFact, Event):
    """Somebody was proposed for a post."""

    proposed_on: dt.date = fields.plain("When.")
    renews: UUID | None = fields.plain("Which one it goes on with.", default=None)


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
    """A proposal was taken back before anybody was in office; a public notice of it must go at once."""

    withdrawn_on: dt.date = fields.plain("When.")
    notice_from: dt.date | None = fields.plain(
        "First day of its public notice; null: it never was in one.", default=None
    )


@event("recruitment", subject="appointment_id")
class AppointmentBegan(Event):
    """Somebody is commissioner of a community from a day on."""

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    commissioner: UUID = fields.plain("The commissioner's account.")
    began_on: dt.date = fields.plain("First day.")
    post_id: UUID | None = fields.plain("The post.", default=None)
    kind: Kind | None = fields.choice("Which of the three kinds of people.", default=None)
    term_to: dt.date | None = fields.plain("Last day of the term, to 24:00.", default=None)
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="appointment_id")
class AppointmentEvaluated(AppointmentFact, Event):
    """The committee said what the year of a commissioner was worth; its words stay with it."""

    commissioner: UUID = fields.plain("The commissioner's account.")
    grade: Grade = fields.choice("The grade.")
    evaluated_on: dt.date = fields.plain("When.")


@event("recruitment", subject="appointment_id")
class AppointmentErased(AppointmentFact, Event):
    """What an appointment said of its person was erased; who held which post when stays."""


@event("recruitment", subject="appointment_id")
class AppointmentEnded(Event):
    """Somebody is no longer commissioner of a community."""

    appointment_id: UUID = fields.plain("The appointment.")
    community: str = fields.area("Where.")
    commissioner: UUID = fields.plain("The commissioner's account.")
    ended_on: dt.date = fields.plain("First day without it; today: at once.")
    reason: EndReason = fields.choice("Why, in kind.")
    successor: UUID | None = fields.plain(
        "The account of the commissioner who takes over what is open; null: the workstation does.",
        default=None,
    )
    post_id: UUID | None = fields.plain("The post.", default=None)
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="appointment_id")
class AppointmentAccountNamed(AppointmentFact, Event):
    """The person of an appointment has another id from now on: the own account."""

    commissioner: UUID = fields.plain("The commissioner's account.")
    before: UUID | None = fields.plain(
        "The id of the person as long as there was no account: whatever names it means this "
        "account now. Null: a wrong account was named before.",
        default=None,
    )
    began_on: dt.date | None = fields.plain("First day in office; null: not yet.", default=None)
    ended_on: dt.date | None = fields.plain("First day without it; null: not over.", default=None)
    successor: UUID | None = fields.plain("Who took over, where it is over.", default=None)
