"""Requests about applications."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.applications import (
    ApplicationPage,
    ApplicationReceipt,
    ApplicationView,
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

    @rpc(SubmitApplication, writes=True)
    def submit_application(self, work: Work, request: SubmitApplication) -> ApplicationReceipt:
        return operations.submit(work.session, work.actor, request)

    @rpc(RecordApplication, writes=True)
    def record_application(self, work: Work, request: RecordApplication) -> ApplicationReceipt:
        return operations.record(work.session, work.actor, request)

    @rpc(ShowOwnApplication)
    def show_own_application(self, work: Work, request: ShowOwnApplication) -> OwnApplication:
        return queries.told(work.session, queries.one_with_code(work.session, request.code))

    @rpc(EditOwnApplication, writes=True)
    def edit_own_application(self, work: Work, request: EditOwnApplication) -> OwnApplication:
        return operations.edit_own(work.session, work.actor, request)

    @rpc(SetOwnReserve, writes=True)
    def set_own_reserve(self, work: Work, request: SetOwnReserve) -> OwnApplication:
        return operations.set_own_reserve(work.session, work.actor, request)

    @rpc(SetOwnNoticeConsent, writes=True)
    def set_own_notice_consent(self, work: Work, request: SetOwnNoticeConsent) -> OwnApplication:
        return operations.set_own_notice_consent(work.session, work.actor, request)

    @rpc(RecordNoticeConsent, writes=True)
    def record_notice_consent(self, work: Work, request: RecordNoticeConsent) -> ApplicationView:
        return operations.record_notice_consent(work.session, work.actor, request)

    @rpc(ShowApplication)
    def show_application(self, work: Work, request: ShowApplication) -> ApplicationView:
        return queries.show(work.session, work.actor, request.application_id)

    @rpc(ListApplications)
    def list_applications(self, work: Work, request: ListApplications) -> ApplicationPage:
        return queries.page(work.session, work.actor, request)

    @rpc(EditApplication, writes=True)
    def edit_application(self, work: Work, request: EditApplication) -> ApplicationView:
        return operations.edit(work.session, work.actor, request)
