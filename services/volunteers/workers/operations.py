"""Writing down as what a person works."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.volunteers.volunteers import VolunteerView
from contracts.volunteers.workers import SetWork
from services.volunteers.register import queries as register
from services.volunteers.registrations.operations import taken_up
from services.volunteers.volunteers.queries import REGISTRATIONS
from services.volunteers.volunteers.rules import TABLE, Deed
from services.volunteers.workers import rules
from vocabulary.actors import Actor
from vocabulary.permissions import Action


def set_work(session: Session, actor: Actor, request: SetWork) -> VolunteerView:
    """Write a person down as social worker or staff of the community, or as neither.

    Raises:
        NotFound: no such registration in the actor's communities.
        Forbidden: the actor only reads it.
        PreconditionFailed: it is at another version.
        Invalid: what is told does not fit the work.
        WrongState: the person left.
    """
    registration = taken_up(session, actor, request, Action.VOLUNTEER_RECORD)
    rules.check_fits(
        request.work,
        specialties=request.specialties,
        service_centre=request.service_centre,
        duties=request.duties,
    )
    registration.work, registration.service_centre = request.work, request.service_centre
    registration.specialties = [one.value for one in request.specialties]
    registration.duties = [one.value for one in request.duties]
    REGISTRATIONS.move_on(session, actor, registration, TABLE, Deed.SET_WORK)
    session.flush()
    return register.shown(session, actor, registration)
