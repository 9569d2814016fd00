"""The honours and evaluations of a person, as their workstation and they themselves see them."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.merits import (
    ListVolunteerMerits,
    OwnRecord,
    ShowOwnRecord,
    VolunteerMerit,
    VolunteerMerits,
)
from runtime.copying import Copying
from services.volunteers.merits.model import Merit
from services.volunteers.trainings import queries as trainings
from services.volunteers.volunteers.model import Registration
from services.volunteers.volunteers.queries import REGISTRATIONS, one_with_code
from vocabulary.actors import Actor
from vocabulary.permissions import Action

_VIEW = Copying(Merit, VolunteerMerit, given=("title", "given_by", "words"))


def of_registration(
    session: Session, actor: Actor, request: ListVolunteerMerits
) -> VolunteerMerits:
    """What was written down in the community of the registration.

    Raises:
        NotFound: no such registration in the actor's communities.
    """
    action = Action.VOLUNTEER_RECORD
    found = REGISTRATIONS.one_of(session, actor, request.registration_id, action=action)
    return shown(session, found)


def shown(session: Session, registration: Registration) -> VolunteerMerits:
    """The same for one who may see it."""
    here = Merit.community == registration.community
    return VolunteerMerits(items=all_of(session, registration.volunteer_id, here))


def own(session: Session, request: ShowOwnRecord) -> OwnRecord:
    """A person's own trainings, honours and evaluations, of every community.

    Raises:
        NotFound: the code is unknown.
    """
    person = one_with_code(session, request.code)
    return OwnRecord(
        trainings=trainings.all_of(session, person.id), merits=all_of(session, person.id)
    )


def all_of(
    session: Session, volunteer_id: UUID, *which: sa.ColumnElement[bool]
) -> list[VolunteerMerit]:
    """The honours and evaluations of a person, newest first."""
    chosen = sa.select(Merit).where(Merit.volunteer_id == volunteer_id, *which)
    ordered = chosen.order_by(Merit.given_on.desc(), Merit.id)
    return [
        _VIEW(one, title=one.title, given_by=one.given_by, words=one.words)
        for one in session.scalars(ordered)
    ]
