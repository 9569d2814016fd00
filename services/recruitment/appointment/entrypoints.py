"""Requests about appointments, from the proposal into office."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.recruitment.appointments import (
    AnswerObjection,
    AppointmentPage,
    AppointmentView,
    DecideAppointment,
    FollowObjection,
    ListAppointments,
    ListPublicCommissioners,
    ListPublicNotices,
    MarkPart,
    ObjectionReceipt,
    OpenNotice,
    ProposeAppointment,
    PublicCommissioners,
    PublicNotices,
    RecordObjection,
    ShowAppointment,
    SubmitObjection,
    WithdrawAppointment,
)
from contracts.recruitment.commissioners import ListServing, ServingCommissioners
from services.recruitment.appointment import operations, queries


class AppointmentsEntrypoints(Service):
    """Proposing, public notice, deciding, the four parts."""

    @rpc(ProposeAppointment, writes=True)
    def propose_appointment(self, work: Work, request: ProposeAppointment) -> AppointmentView:
        return operations.propose(work.session, work.actor, request)

    @rpc(ListAppointments)
    def list_appointments(self, work: Work, request: ListAppointments) -> AppointmentPage:
        return queries.page(work.session, work.actor, request)

    @rpc(ShowAppointment)
    def show_appointment(self, work: Work, request: ShowAppointment) -> AppointmentView:
        return queries.show(work.session, work.actor, request)

    @rpc(OpenNotice, writes=True)
    def open_notice(self, work: Work, request: OpenNotice) -> AppointmentView:
        return operations.open_notice(work.session, work.actor, request)

    @rpc(RecordObjection, writes=True)
    def record_objection(self, work: Work, request: RecordObjection) -> AppointmentView:
        return operations.record_objection(work.session, work.actor, request)

    @rpc(AnswerObjection, writes=True)
    def answer_objection(self, work: Work, request: AnswerObjection) -> AppointmentView:
        return operations.answer_objection(work.session, work.actor, request)

    @rpc(DecideAppointment, writes=True)
    def decide_appointment(self, work: Work, request: DecideAppointment) -> AppointmentView:
        return operations.decide(work.session, work.actor, request)

    @rpc(MarkPart, writes=True)
    def mark_part(self, work: Work, request: MarkPart) -> AppointmentView:
        return operations.state_part(work.session, work.actor, request)

    @rpc(WithdrawAppointment, writes=True)
    def withdraw_appointment(self, work: Work, request: WithdrawAppointment) -> AppointmentView:
        return operations.withdraw(work.session, work.actor, request)

    @rpc(ListServing)
    def list_serving(self, work: Work, request: ListServing) -> ServingCommissioners:
        return queries.serving(work.session, work.actor, request)

    @rpc(ListPublicNotices)
    def public_notices(self, work: Work, request: ListPublicNotices) -> PublicNotices:
        return queries.public_notices(work.session, request)

    @rpc(SubmitObjection, writes=True)
    def submit_objection(self, work: Work, request: SubmitObjection) -> ObjectionReceipt:
        return operations.submit_objection(work.session, request)

    @rpc(FollowObjection)
    def follow_objection(self, work: Work, request: FollowObjection) -> ObjectionReceipt:
        return queries.follow(work.session, request)

    @rpc(ListPublicCommissioners)
    def public_commissioners(
        self, work: Work, request: ListPublicCommissioners
    ) -> PublicCommissioners:
        return queries.public_commissioners(work.session, request)
