"""Writing honours and evaluations down, and taking them out again."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.merits import (
    RecordVolunteerMerit,
    RemoveVolunteerMerit,
    VolunteerMerits,
)
from groundwork.kept import the
from runtime import clock
from runtime.identifiers import new_id
from services.volunteers.merits import queries, rules
from services.volunteers.merits.model import Merit
from services.volunteers.volunteers.operations import for_others
from services.volunteers.volunteers.queries import REGISTRATIONS, person_first
from services.volunteers.volunteers.rules import TABLE, Deed
from vocabulary.actors import Actor
from vocabulary.periods import day_of


def record(session: Session, actor: Actor, request: RecordVolunteerMerit) -> VolunteerMerits:
    """Record an honour or an evaluation with its source.

    Raises:
        NotFound: no such registration in the actor's communities.
        Forbidden: the actor only reads it.
        WrongState: the person left.
        Invalid: it is to come, or an evaluation that says nothing.
    """
    person_first(session, request.registration_id)
    registration = REGISTRATIONS.take_up(
        session,
        actor,
        request.registration_id,
        TABLE.action(Deed.RECORD_MERIT),
        otherwise=for_others,
    )
    rules.check(request.kind, request.given_on, request.words, today=day_of(clock.now()))
    session.add(
        Merit(
            id=new_id(),
            volunteer_id=registration.volunteer_id,
            community=registration.community,
            kind=request.kind,
            title=request.title,
            given_by=request.given_by,
            given_on=request.given_on,
            words=request.words,
        )
    )
    REGISTRATIONS.move_on(
        session, actor, registration, TABLE, Deed.RECORD_MERIT, merit=request.kind
    )
    session.flush()
    return queries.shown(session, registration)


def remove(session: Session, actor: Actor, request: RemoveVolunteerMerit) -> VolunteerMerits:
    """Take one out that was revoked or is wrong, also after the person left.

    That it was there stays in the history.

    Raises:
        NotFound: no such registration in the actor's communities, or none of its entries there.
        Forbidden, PreconditionFailed: see `Kept.take_up`.
    """
    person_first(session, request.registration_id)
    registration = REGISTRATIONS.take_up(
        session,
        actor,
        request.registration_id,
        TABLE.action(Deed.REMOVE_MERIT),
        otherwise=for_others,
        expected=request.expected_version,
    )
    chosen = sa.select(Merit).where(
        Merit.id == request.merit_id,
        Merit.volunteer_id == registration.volunteer_id,
        Merit.community == registration.community,
    )
    merit = the(session, chosen, otherwise=rules.no_such_merit(request.merit_id))
    session.delete(merit)
    REGISTRATIONS.move_on(
        session,
        actor,
        registration,
        TABLE,
        Deed.REMOVE_MERIT,
        note=request.reason,
        merit=merit.kind,
    )
    session.flush()
    return queries.shown(session, registration)
