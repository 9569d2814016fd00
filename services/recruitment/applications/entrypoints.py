"""Requests about applications."""

from __future__ import annotations

from bus.entrypoints import Service, Work, reads, rpc, writes
from contracts.recruitment.applications import (
    EditApplication,
    EditOwnApplication,
    ListApplications,
    OwnApplication,
    RecordApplication,
    RecordNoticeConsent,
    SetOwnNoticeConsent,
    SetOwnReserve,
    ShowApplication,
    ShowOwnApplication,
    SubmitApplication,
)
from services.recruitment.applications import operations, queries


class ApplicationsEntrypoints(Service):
    """Applying and recommending; by the person's code, and by clerks. See also `withdrawals`."""

    submit_application = writes(SubmitApplication, operations.submit)
    record_application = writes(RecordApplication, operations.record)

    @rpc(ShowOwnApplication)
    def show_own_application(self, work: Work, request: ShowOwnApplication) -> OwnApplication:
        return queries.told(work.session, queries.one_with_code(work.session, request.code))

    edit_own_application = writes(EditOwnApplication, operations.edit_own)
    set_own_reserve = writes(SetOwnReserve, operations.set_own_reserve)
    set_own_notice_consent = writes(SetOwnNoticeConsent, operations.set_own_notice_consent)
    record_notice_consent = writes(RecordNoticeConsent, operations.record_notice_consent)
    show_application = reads(ShowApplication, queries.show, "application_id")
    list_applications = reads(ListApplications, queries.page)
    edit_application = writes(EditApplication, operations.edit)
