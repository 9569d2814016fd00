"""Requests about work reports, and the clock that drafts them."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, writes
from contracts.incentives.reports import (
    ApproveWorkReport,
    CorrectWorkReport,
    EditWorkReport,
    ListPublicWorkReports,
    ListWorkReports,
    PrintWorkReport,
    PublishWorkReport,
    ShowPublicWorkReport,
    ShowWorkReport,
)
from runtime import clock
from services.incentives.reports import operations, queries
from vocabulary.periods import day_of

_SECONDS = 30.0


class ReportsEntrypoints(Service):
    """Preparing, publishing and reading work reports."""

    list_work_reports = reads(ListWorkReports, queries.listed)
    show_work_report = reads(ShowWorkReport, queries.one)
    edit_work_report = writes(EditWorkReport, operations.edit)
    approve_work_report = writes(ApproveWorkReport, operations.approve)
    publish_work_report = writes(PublishWorkReport, operations.publish)
    correct_work_report = writes(CorrectWorkReport, operations.correct)
    list_public_work_reports = reads(ListPublicWorkReports, queries.public_list)
    show_public_work_report = reads(ShowPublicWorkReport, queries.public)
    print_work_report = reads(PrintWorkReport, queries.printed)

    @every(_SECONDS)
    def draft_work_reports(self, work: Work) -> None:
        operations.draft_all(work.session, day_of(clock.now()))
