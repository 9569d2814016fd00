"""Withdrawing an application together with what came of it, in one transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.recruitment.applications import (
    ApplicationView,
    OwnApplication,
    WithdrawApplication,
    WithdrawOwnApplication,
)
from services.recruitment.applications import operations as applications
from services.recruitment.applications import queries as found
from services.recruitment.appointment import operations as appointments
from services.recruitment.appointment import queries as appointment_queries
from vocabulary.actors import Actor

_BECAUSE = "application_withdrawn"


def withdraw_own(session: Session, actor: Actor, request: WithdrawOwnApplication) -> OwnApplication:
    """Apply no longer; a proposal that came of it is taken back at once (PIPL art. 15).

    Raises:
        NotFound, PreconditionFailed, WrongState: see `applications.operations.withdraw_own`.
    """
    application = found.one_with_code(session, request.code)
    proposals = appointment_queries.proposals_of(session, application)
    answer = applications.withdraw_own(session, actor, request)
    for proposal in proposals:
        appointments.take_back(session, actor, proposal, because=_BECAUSE)
    return answer


def withdraw(session: Session, actor: Actor, request: WithdrawApplication) -> ApplicationView:
    """A clerk writes down that the person no longer applies; a proposal goes with it.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState, Invalid: see
            `applications.operations.withdraw`.
    """
    application = found.one_of(session, actor, request.application_id)
    proposals = appointment_queries.proposals_of(session, application)
    answer = applications.withdraw(session, actor, request)
    for proposal in proposals:
        appointments.take_back(session, actor, proposal, because=_BECAUSE)
    return answer
