"""The public notice of a candidate, and objections to it (公示)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.recruitment.appointments import AppointmentFact, AppointmentView, happened, words
from contracts.recruitment.back_entries import BackEntered
from contracts.recruitment.words import Kind
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

_PAPER_SHORTEST, _PAPER_LONGEST = 3, 200


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


@event("recruitment", subject="appointment_id")
class NoticeOpened(AppointmentFact, Event):
    """A candidate is in public notice."""

    first_day: dt.date = fields.plain("First day.")
    last_day: dt.date = fields.plain("Last day, to 24:00.")
    on_paper: bool | None = fields.plain(
        "Whether it hung on paper; always so where it began before it was written down.",
        default=None,
    )
