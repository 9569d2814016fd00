"""Writing trainings down."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.volunteers.trainings import RecordVolunteerTraining, VolunteerTrainings
from contracts.volunteers.words import CatalogueKind
from runtime import clock
from runtime.identifiers import new_id
from services.volunteers.catalogue.queries import known_in
from services.volunteers.catalogue.rules import check_known
from services.volunteers.trainings import queries, rules
from services.volunteers.trainings.model import Training
from services.volunteers.volunteers.model import Volunteer
from services.volunteers.volunteers.operations import for_others, tell
from services.volunteers.volunteers.queries import REGISTRATIONS, person_first
from services.volunteers.volunteers.rules import TABLE, Deed
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action


def record(session: Session, actor: Actor, request: RecordVolunteerTraining) -> VolunteerTrainings:
    """Record that a volunteer took part in a training; they have the skill from then on.

    Raises:
        NotFound: no such registration in the actor's communities.
        Forbidden: the actor only reads it.
        WrongState: the person left.
        Invalid: days that do not fit, or a skill that the catalogue does not have.
    """
    person_first(session, request.registration_id)
    registration = REGISTRATIONS.take_up(
        session,
        actor,
        request.registration_id,
        Action.VOLUNTEER_RECORD,
        otherwise=for_others,
    )
    rules.check_days(request.trained_on, request.valid_until, day_of(clock.now()))
    known = known_in(session, registration.community)
    valid_until = request.valid_until
    if request.skill is not None:
        check_known(
            CatalogueKind.SKILL, "skill", [request.skill], known.inclusion[CatalogueKind.SKILL]
        )
        months = known.valid_months.get(request.skill)
        valid_until = rules.last_day(request.trained_on, valid_until, months)
        person = session.get_one(Volunteer, registration.volunteer_id)
        person.skills = list(dict.fromkeys((*person.skills, request.skill)))
    session.add(
        Training(
            id=new_id(),
            volunteer_id=registration.volunteer_id,
            community=registration.community,
            title=request.title,
            skill=request.skill,
            trained_on=request.trained_on,
            valid_until=valid_until,
        )
    )
    REGISTRATIONS.move_on(session, actor, registration, TABLE, Deed.TRAIN, skill=request.skill)
    tell(session, actor, registration)
    session.flush()
    return queries.shown(session, registration.volunteer_id, registration.community)
