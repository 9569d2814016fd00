"""Naming an account, in one transaction with everything that knew the person by another id."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from contracts.recruitment.appointments import AppointmentView, NameAppointmentAccount
from services.recruitment.applications import operations as applications
from services.recruitment.appointment import operations as appointments
from services.recruitment.appointment import queries, rules
from services.recruitment.consents import operations as consents
from services.recruitment.courses import operations as courses
from services.recruitment.handovers import operations as handovers
from vocabulary.actors import Actor


def name_account(
    session: Session, actor: Actor, request: NameAppointmentAccount
) -> AppointmentView:
    """Name the account of an appointment's person (填写账号); the role follows by the event.

    The account replaces the id of a person without one: in every appointment of the community, in
    consents, courses and hand-overs. A wrong account is corrected only for the one post, because it
    may be another person's; once in office, the committee does it.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`; or it is the
            actor's own account, or was named already.
    """
    # Locked first, with all posts in one order, so that no two wait for each other.
    found = queries.one_of(session, actor, request.appointment_id)
    together = queries.of_the_person(session, found)
    appointment = appointments.take_up(
        session,
        actor,
        request.appointment_id,
        rules.deed_of_naming(found.state, has_account=found.has_account),
        expected=request.expected_version,
    )
    if any(rules.is_correction(one.state, has_account=one.has_account) for one in together):
        # Also by way of a renewal, whose account is that of the term before.
        rules.check_is_committee(actor, appointment.community)
    before, account = appointment.person_id, request.account
    is_correction = appointment.has_account
    rules.check_account(account, actor=actor, named=before if is_correction else None)
    for one in together:
        appointments.name_account(session, actor, one, account)
        if one.application_id is not None:
            applications.mark_account(session, actor, one.application_id, account)
    if not is_correction:
        _follow(session, actor, before, account)
    return queries.whole(session, actor, appointment)


def _follow(session: Session, actor: Actor, before: UUID, account: UUID) -> None:
    """Replace the id everywhere else."""
    appointments.name_successor(session, actor, before, account)
    handovers.name_successor(session, actor, before, account)
    consents.name_account(session, actor, before, account)
    courses.name_account(session, actor, before, account)
