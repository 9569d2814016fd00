"""Complaints (投诉) about a commissioner: heard on both sides, answered, reviewed once. R25."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.disclosures import DisclosuresOfArea, Look, Overseen
from contracts.incentives.words import (
    ComplainantSeenFor,
    ComplaintFinding,
    ComplaintMeasure,
    ComplaintState,
    ComplaintWay,
    HeardSide,
)
from contracts.lists import Listing, Page
from contracts.recruitment.surveys import Received
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

COMPLAINT_LONGEST = 2000
CONTACT_LONGEST = 200
CODE_LONGEST = 40


@shape
class ComplaintBody(Shape):
    """A complaint about a commissioner (投诉)."""

    text: str = fields.words(
        "What happened.",
        longest=COMPLAINT_LONGEST,
        example="约好的巡查三次没有来，打电话也不接。",
    )
    contact: str | None = fields.line(
        "How to reach the complainant; kept sealed. The commissioner never sees it, and those who "
        "examine it see it for a recorded reason.",
        longest=CONTACT_LONGEST,
        default=None,
    )


@shape
class ComplainantLook(Look):
    """One viewing of the complainant's contact, as they learn of it: no account, no free words."""

    reason: ComplainantSeenFor = fields.choice("Why.")


@shape
class ComplaintCourse(Answer):
    """What both the complainant and those who work on it read of a complaint."""

    number: str = fields.plain("Its number in the community.", example="〔2013〕2")
    community: str = fields.place("The community.")
    state: ComplaintState = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    received_on: dt.date = fields.plain("When it was received.")
    due_on: dt.date = fields.plain("By when it is to be answered.")
    extended_to: dt.date | None = fields.plain(
        "By when it will be answered, where it takes longer; null: it does not.", default=None
    )
    extended_why: str | None = fields.plain("Why it takes longer.", default=None)
    finding: ComplaintFinding | None = fields.choice("What was found.", default=None)
    answer: str | None = fields.plain("The committee's answer.", default=None)
    answered_on: dt.date | None = fields.plain("When it was answered.", default=None)
    review_until: dt.date | None = fields.plain(
        "Until when the complainant can ask the street office for a review.", default=None
    )
    review_wish: str | None = fields.plain("Why a review was asked for.", default=None)
    review_due_on: dt.date | None = fields.plain("By when the review is due.", default=None)
    review: str | None = fields.plain("The street office's answer.", default=None)
    reviewed_on: dt.date | None = fields.plain("When it was reviewed.", default=None)


@shape
class OwnComplaint(ComplaintCourse):
    """Everything that is kept of a complaint, for the holder of its code."""

    code: str = fields.plain("The code of the complaint.")
    post: str | None = fields.plain("Title of the commissioner's post.", default=None)
    text: str | None = fields.plain("The complaint.", default=None)
    contact: str | None = fields.plain(
        "The contact that was left, where the complaint is read; answers to what you send leave it "
        "out.",
        default=None,
    )
    disclosures: list[ComplainantLook] = fields.plain("The viewings of the contact, when and why.")


@request("incentives", "submit_complaint", OwnComplaint)
class SubmitComplaint(ComplaintBody, Request[OwnComplaint]):
    """Complain about a commissioner (投诉), without an account, and follow it with its code."""

    appointment_id: UUID = fields.path("The appointment of the commissioner.")


@request("incentives", "follow_complaint", OwnComplaint)
class FollowComplaint(Request[OwnComplaint]):
    """Follow a complaint and get a copy of everything kept of it, with its code."""

    code: str = fields.path(fields.text("The code of the complaint.", longest=CODE_LONGEST))


@request("incentives", "ask_for_review", OwnComplaint)
class AskForReview(Request[OwnComplaint]):
    """Ask the street office for a review of the answer (复核), once."""

    code: str = fields.path(fields.text("The code of the complaint.", longest=CODE_LONGEST))
    review_wish: str = fields.words(
        "What is wrong with the answer.",
        longest=COMPLAINT_LONGEST,
        example="答复说已经补查，其实没有人来过。",
    )


@request("incentives", "erase_complaint_contact", OwnComplaint)
class EraseComplaintContact(Request[OwnComplaint]):
    """Have the contact erased that you left; the complaint goes on."""

    code: str = fields.path(fields.text("The code of the complaint.", longest=CODE_LONGEST))


@shape
class ComplaintStep(Answer):
    """One line of a complaint's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `answered`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account; null: the complainant.", default=None)
    role: str = fields.plain("The role in which it was done.")
    note: str | None = fields.plain("What was written down.", default=None)


@shape
class ComplaintView(ComplaintCourse):
    """A complaint for those who work on it; never for the person concerned or who abstained."""

    id: UUID = fields.plain("The complaint.")
    appointment_id: UUID = fields.plain("The appointment of the commissioner.")
    post: str | None = fields.plain("Title of the commissioner's post.", default=None)
    way: ComplaintWay = fields.choice("By which way it came in.")
    text: str | None = fields.plain("The complaint, personal numbers hidden.", default=None)
    has_contact: bool = fields.plain("Whether a contact was left, seen for a reason only.")
    is_late: bool = fields.plain("Whether the day for the next step is over.")
    measures: list[ComplaintMeasure] = fields.choices(
        "What follows, where it is founded.", ComplaintMeasure
    )
    history: list[ComplaintStep] | None = fields.plain(
        "What happened to it, oldest first; in the view of one.", default=None
    )
    disclosures: list[ComplainantLook] | None = fields.plain(
        "The viewings of the contact; in the view of one.", default=None
    )
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class ComplaintPage(Page):
    """A page of complaints, the newest first unless sorted otherwise."""

    items: list[ComplaintView] = fields.plain("The complaints.")


@request("incentives", "list_complaints", ComplaintPage)
class ListComplaints(Listing, Request[ComplaintPage]):
    """List the complaints that you may work on, without those about you or you abstained from."""

    area: str | None = fields.area("Only this area.", default=None)
    state: list[ComplaintState] | None = fields.several("Only in these states.", ComplaintState)
    appointment_id: UUID | None = fields.plain("Only about this appointment.", default=None)
    sort: str | None = fields.sorting("received_on", "due_on", default=None)


@shape
class CommunityComplainantDisclosure(ComplainantLook, Overseen):
    """One viewing with the complaint whose writer was seen, for those who oversee."""

    complaint_id: UUID | None = fields.plain(
        "The complaint; null: you may not read it.", default=None
    )
    number: str = fields.plain("The complaint's number in the community.")
    community: str = fields.place("The community of the complaint.")


@shape
class CommunityComplainantDisclosureList(Page):
    """A page of viewings, the newest first unless sorted otherwise."""

    items: list[CommunityComplainantDisclosure] = fields.plain("The viewings.")


@request("incentives", "list_community_complainant_disclosures", CommunityComplainantDisclosureList)
class ListCommunityComplainantDisclosures(
    DisclosuresOfArea, Request[CommunityComplainantDisclosureList]
):
    """List who saw complainants' contacts in your communities, when and why."""


@request("incentives", "show_complaint", ComplaintView)
class ShowComplaint(Request[ComplaintView]):
    """Show one complaint with its history."""

    complaint_id: UUID = fields.path("The complaint.")


@shape
class RecordedComplaint(Answer):
    """A complaint that a clerk wrote down; its code is for the complainant."""

    id: UUID = fields.plain("The complaint.")
    number: str = fields.plain("Its number in the community.", example="〔2013〕2")
    code: str = fields.plain("The code with which the complainant follows it.")


@request("incentives", "record_complaint", RecordedComplaint)
class RecordComplaint(ComplaintBody, Request[RecordedComplaint]):
    """Write down a complaint that came on paper, by phone or in person, the same day (登记)."""

    appointment_id: UUID = fields.path("The appointment of the commissioner.")
    way: ComplaintWay = fields.choice("By which way; `web` has its own route.", example="phone")


@shape
class OneComplaint(Change):
    """A change of one complaint."""

    complaint_id: UUID = fields.path("The complaint.")


@request("incentives", "abstain_from_complaint", Received)
class AbstainFromComplaint(OneComplaint, Request[Received]):
    """Abstain from a complaint (回避); you do not see it any more."""

    note: str = fields.words("Why.", longest=500, example="被投诉人是我的妹妹。")


@request("incentives", "hear_side", ComplaintView)
class HearSide(OneComplaint, Request[ComplaintView]):
    """Write down what one side says (听取说法)."""

    side: HeardSide = fields.choice("Which side.")
    note: str = fields.words(
        "What they say.", longest=COMPLAINT_LONGEST, example="三次都有出警协助，没有提前告知。"
    )


@request("incentives", "examine_complaint", ComplaintView)
class ExamineComplaint(OneComplaint, Request[ComplaintView]):
    """Write down what you examined (核实); two people do it, each for themselves."""

    note: str = fields.words(
        "What you found.", longest=COMPLAINT_LONGEST, example="值班记录三次均无巡查。"
    )


@request("incentives", "extend_complaint", ComplaintView)
class ExtendComplaint(OneComplaint, Request[ComplaintView]):
    """Tell the complainant how long it takes, where it cannot be answered in time."""

    extended_to: dt.date = fields.plain("By when it will be answered.")
    extended_why: str = fields.words("Why.", longest=500, example="需要调取物业的门禁记录。")


@request("incentives", "answer_complaint", ComplaintView)
class AnswerComplaint(OneComplaint, Request[ComplaintView]):
    """Answer as the community's party committee, once both sides were heard (答复)."""

    finding: ComplaintFinding = fields.choice("What was found.")
    measures: list[ComplaintMeasure] = fields.choices(
        "What follows; at least one if it is founded, none if it is not. A `dismissal` is decided "
        "in recruitment.",
        ComplaintMeasure,
    )
    answer: str = fields.words(
        "The answer to the complainant, with facts and reasons.",
        longest=COMPLAINT_LONGEST,
        example="经两人核实，情况属实，已与该专员谈话并要求改正。",
    )


@request("incentives", "review_complaint", ComplaintView)
class ReviewComplaint(OneComplaint, Request[ComplaintView]):
    """Review the answer as the street office, once (复核)."""

    finding: ComplaintFinding = fields.choice("What holds after the review.")
    review: str = fields.words(
        "The answer to the complainant.",
        longest=COMPLAINT_LONGEST,
        example="经复核，原答复事实清楚，予以维持。",
    )


@shape
class DisclosingComplainant(Shape):
    """Why the caller needs to see it."""

    reason: ComplainantSeenFor = fields.choice("Why.")
    words: str | None = fields.words(
        "The reason in words; required for the reason `other`.", longest=500, default=None
    )


@shape
class ComplainantDisclosedAnswer(Answer):
    """The contact, for this answer only: give a reason again to see it again."""

    id: UUID = fields.plain("The disclosure.")
    disclosed_at: dt.datetime = fields.moment("When.")
    contact: str = fields.plain("The contact of the complainant.")


@request("incentives", "disclose_complainant", ComplainantDisclosedAnswer)
class DiscloseComplainant(DisclosingComplainant, Request[ComplainantDisclosedAnswer]):
    """See the complainant's contact. Each viewing is recorded and shown to them."""

    complaint_id: UUID = fields.path("The complaint.")


@shape
class AboutComplaint(Shape):
    """What events tell of a complaint: no words, and nothing of the complainant."""

    complaint_id: UUID = fields.plain("The complaint.")
    community: str = fields.area("The community.")
    appointment_id: UUID = fields.plain("The appointment of the commissioner.")
    version: int = fields.number("Counts the complaint's changes.", least=1, most=1_000_000)


@event("incentives", subject="complaint_id")
class ComplaintReceived(AboutComplaint, Event):
    """A complaint about a commissioner came in."""

    way: ComplaintWay = fields.choice("By which way.")
    received_on: dt.date = fields.plain("When.")
    due_on: dt.date = fields.plain("By when it is to be answered.")


@event("incentives", subject="complaint_id")
class ComplaintAnswered(AboutComplaint, Event):
    """A complaint is answered, or its answer was reviewed."""

    finding: ComplaintFinding = fields.choice("What was found.")
    answered_on: dt.date = fields.plain("When.")
    is_reviewed: bool = fields.plain("Whether it is the street office's review.")


@event("incentives", subject="disclosure_id")
class ComplainantDisclosed(Event):
    """Somebody saw the contact of a complainant."""

    disclosure_id: UUID = fields.plain("The disclosure.")
    complaint_id: UUID = fields.plain("The complaint.")
    community: str = fields.area("The community.")
    role: str = fields.plain("The role in which it was seen.")
    reason: str = fields.plain("Why, as `verify`.")
    seen: list[str] = fields.plain("The fields that were seen.")
    disclosed_at: dt.datetime = fields.moment("When.")
    sealed_account: str = fields.plain("The viewer's account, readable only inside Linli.")
    version: int = fields.number("Always 1.", least=1, most=1, default=1)
