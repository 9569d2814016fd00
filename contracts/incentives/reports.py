"""Work reports (履职公示): a community's quarter, approved by its committee and public. R24."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.documents import Document
from contracts.incentives.scorecards import CountedPromise, Figure, quarter
from contracts.incentives.words import ReportState
from contracts.lists import Listing, Page
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

SUMMARY_LONGEST = 2000
CHANGE_LONGEST = 500
#: The most commissioners of a report; a community has fewer posts.
REPORTED_MOST = 500


@shape
class ReportedCommissioner(Shape):
    """What a report says of one commissioner; it names nobody."""

    appointment_id: UUID = fields.plain("The appointment.")
    post: str | None = fields.plain("Title of the post; null: not known.", default=None)
    category: PostCategory | None = fields.choice("Field of work; null: not known.", default=None)
    days_in_office: int = fields.plain("Days in office in the quarter.")
    figures: list[Figure] = fields.plain("The figures, as they stood at the approval.")
    promises: list[CountedPromise] = fields.plain("The promises that stood at its end.")


@shape
class PreparedCommissioner(ReportedCommissioner):
    """The same with the person's words, which stand in no edition: they are looked up each time."""

    words: str | None = fields.plain("The commissioner's own words; null: none.", default=None)


@shape
class ReportEdition(Answer):
    """An edition as it was published; it never changes."""

    number: int = fields.plain("Which edition, from 1.")
    published_on: dt.date = fields.plain("When.")
    change: str | None = fields.plain(
        "What it corrects of the edition before; null: the first.", default=None
    )


@shape
class WorkReport(Answer):
    """A report for those who write, approve and publish it."""

    id: UUID = fields.plain("The report.")
    community: str = fields.place("The community.")
    quarter: str = fields.plain("The quarter.", example="2013Q2")
    state: ReportState = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    summary: str | None = fields.plain("What the workstation says of the quarter.", default=None)
    change: str | None = fields.plain(
        "What the next edition corrects; null: it is the first, or nothing is corrected now.",
        default=None,
    )
    items: list[PreparedCommissioner] = fields.plain(
        "The commissioners: as of now in a draft, otherwise as approved; empty in lists.",
        default=(),
    )
    editions: list[ReportEdition] = fields.plain("The editions, the newest first.", default=())
    version: int = fields.plain("Counts the changes, from 1.")


@shape
class WorkReportPage(Page):
    """A page of reports, the newest quarter first."""

    items: list[WorkReport] = fields.plain("The reports.")


@request("incentives", "list_work_reports", WorkReportPage)
class ListWorkReports(Listing, Request[WorkReportPage]):
    """List the work reports that you may see, the newest quarter first."""

    area: str | None = fields.area("Only this area.", default=None)
    state: list[ReportState] | None = fields.several("Only in these states.", ReportState)
    ratings_wait: bool | None = fields.plain(
        "Only those with, or without, ratings that you have to decide of.", default=None
    )
    sort: str | None = fields.sorting("quarter", default=None)


@request("incentives", "show_work_report", WorkReport)
class ShowWorkReport(Request[WorkReport]):
    """Show one work report, with what it would say now."""

    report_id: UUID = fields.path("The report.")


@request("incentives", "edit_work_report", WorkReport)
class EditWorkReport(Change, Request[WorkReport]):
    """Write the summary; an approved report becomes a draft again."""

    report_id: UUID = fields.path("The report.")
    summary: str = fields.words(
        "What the workstation says of the quarter.",
        longest=SUMMARY_LONGEST,
        example="本季度专员共接待居民四百余人次，消防隐患是主要诉求。",
    )


@request("incentives", "approve_work_report", WorkReport)
class ApproveWorkReport(Change, Request[WorkReport]):
    """Approve the report: the party committee agrees to it as it stands now (审定)."""

    report_id: UUID = fields.path("The report.")


@request("incentives", "publish_work_report", WorkReport)
class PublishWorkReport(Change, Request[WorkReport]):
    """Publish what was approved as a numbered edition, which never changes."""

    report_id: UUID = fields.path("The report.")


@request("incentives", "correct_work_report", WorkReport)
class CorrectWorkReport(Change, Request[WorkReport]):
    """Take a published report up again; its next edition says what changed (更正)."""

    report_id: UUID = fields.path("The report.")
    change: str = fields.words(
        "What the next edition changes.",
        longest=CHANGE_LONGEST,
        example="更正：五月有一件诉求重复计算。",
    )


@shape
class NamedAppointment(Shape):
    """The name of a person by the consent of today, from recruitment."""

    appointment_id: UUID = fields.plain("The appointment.")
    name: str = fields.name("The name.", longest=60)


@shape
class PublicCommissionerReport(PreparedCommissioner):
    """The same with the name, if the person agrees to it today."""

    name: str | None = fields.plain(
        "The name; null: the person did not agree, or not any more.", default=None
    )


@shape
class PublicWorkReport(Answer):
    """An edition as anyone reads it."""

    community: str = fields.place("The community.")
    quarter: str = fields.plain("The quarter.", example="2013Q2")
    number: int = fields.plain("Which edition, from 1.")
    published_on: dt.date = fields.plain("When.")
    change: str | None = fields.plain(
        "What it corrects of the edition before; null: the first.", default=None
    )
    summary: str | None = fields.plain("What the workstation says of the quarter.", default=None)
    items: list[PublicCommissionerReport] = fields.plain("The commissioners.")
    editions: list[ReportEdition] = fields.plain("All editions, the newest first.")
    takes_ratings: bool = fields.plain("Whether residents can rate the commissioners now.")


@shape
class PublicWorkReportLine(Answer):
    """A report that is published."""

    quarter: str = fields.plain("The quarter.", example="2013Q2")
    number: int = fields.plain("The newest edition.")
    published_on: dt.date = fields.plain("When it was published.")


@shape
class PublicWorkReports(Answer):
    """The published reports of a community, the newest quarter first."""

    items: list[PublicWorkReportLine] = fields.plain("The reports.")


@request("incentives", "list_public_work_reports", PublicWorkReports)
class ListPublicWorkReports(Request[PublicWorkReports]):
    """List the published reports of a community."""

    community: str = fields.path(fields.area("The community."))


@request("incentives", "show_public_work_report", PublicWorkReport)
class ShowPublicWorkReport(Request[PublicWorkReport]):
    """Show the newest edition of a report, or one of them, without names."""

    community: str = fields.path(fields.area("The community."))
    quarter: str = fields.path(quarter("The quarter."))
    number: int | None = fields.plain("The edition; null: the newest.", default=None)


@request("incentives", "print_work_report", Document)
class PrintWorkReport(Request[Document]):
    """An edition for the notice board, with the names that the gateway looked up just now."""

    community: str = fields.area("The community.")
    quarter: str = quarter("The quarter.")
    number: int | None = fields.plain("The edition; null: the newest.", default=None)
    names: list[NamedAppointment] = fields.parts("The names.", most=REPORTED_MOST)


@event("incentives", subject="report_id")
class WorkReportPublished(Event):
    """A community published an edition of a work report."""

    report_id: UUID = fields.plain("The report.")
    community: str = fields.area("The community.")
    quarter: str = fields.plain("The quarter, as 2013Q2.")
    number: int = fields.plain("Which edition, from 1.")
    published_on: dt.date = fields.plain("When.")
    change: str | None = fields.plain("What it corrects; null: the first.", default=None)
    commissioners: int = fields.plain("How many commissioners it reports.")
    version: int = fields.number("Counts the report's changes.", least=1, most=1_000_000)
