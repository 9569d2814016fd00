"""Requests about public notices and objections."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.appointments import (
    AnswerObjection,
    AppointmentView,
    FollowObjection,
    ListPublicNotices,
    ObjectionReceipt,
    OpenNotice,
    PublicNotices,
    RecordObjection,
    SubmitObjection,
)
from services.recruitment.public_notice import operations, queries


class PublicNoticeEntrypoints(Service):
    """Public notices and objections."""

    @rpc(OpenNotice, writes=True)
    def open_notice(self, work: Work, request: OpenNotice) -> AppointmentView:
        return operations.open_notice(work.session, work.actor, request)

    @rpc(RecordObjection, writes=True)
    def record_objection(self, work: Work, request: RecordObjection) -> AppointmentView:
        return operations.record_objection(work.session, work.actor, request)

    @rpc(AnswerObjection, writes=True)
    def answer_objection(self, work: Work, request: AnswerObjection) -> AppointmentView:
        return operations.answer_objection(work.session, work.actor, request)

    @rpc(ListPublicNotices)
    def public_notices(self, work: Work, request: ListPublicNotices) -> PublicNotices:
        return queries.public_notices(work.session, request)

    @rpc(SubmitObjection, writes=True)
    def submit_objection(self, work: Work, request: SubmitObjection) -> ObjectionReceipt:
        return operations.submit_objection(work.session, request)

    @rpc(FollowObjection)
    def follow_objection(self, work: Work, request: FollowObjection) -> ObjectionReceipt:
        return queries.follow(work.session, request)
