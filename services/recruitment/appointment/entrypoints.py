"""Requests about appointments, from the proposal into office."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.recruitment.appointments import (
    AnswerObjection,
    DecideAppointment,
    FollowObjection,
    ListAppointments,
    ListPublicCommissioners,
    ListPublicNotices,
    MarkPart,
    OpenNotice,
    ProposeAppointment,
    RecordObjection,
    ShowAppointment,
    SubmitObjection,
    WithdrawAppointment,
)
from contracts.recruitment.commissioners import ListServing
from services.recruitment.appointment import operations, queries


class AppointmentsEntrypoints(Service):
    """Proposing, public notice, deciding, the four parts."""

    propose_appointment = writes(ProposeAppointment, operations.propose)
    list_appointments = reads(ListAppointments, queries.page)
    show_appointment = reads(ShowAppointment, queries.show)
    open_notice = writes(OpenNotice, operations.open_notice)
    record_objection = writes(RecordObjection, operations.record_objection)
    answer_objection = writes(AnswerObjection, operations.answer_objection)
    decide_appointment = writes(DecideAppointment, operations.decide)
    mark_part = writes(MarkPart, operations.state_part)
    withdraw_appointment = writes(WithdrawAppointment, operations.withdraw)
    list_serving = reads(ListServing, queries.serving)
    public_notices = reads(ListPublicNotices, queries.public_notices)
    submit_objection = writes(SubmitObjection, operations.submit_objection)
    follow_objection = reads(FollowObjection, queries.follow)
    public_commissioners = reads(ListPublicCommissioners, queries.public_commissioners)
