"""What people learnt, and what they can do on a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.trainings import (
    ListVolunteerTrainings,
    VolunteerTraining,
    VolunteerTrainings,
)
from contracts.volunteers.words import CatalogueKind
from runtime import clock
from runtime.copying import Copying
from services.volunteers.catalogue import rules as catalogue
from services.volunteers.catalogue.queries import Known, known_in
from services.volunteers.trainings.model import Training
from services.volunteers.volunteers.model import Volunteer
from services.volunteers.volunteers.queries import REGISTRATIONS
from vocabulary.actors import Actor
from vocabulary.periods import day_of

_VIEW = Copying(Training, VolunteerTraining)


def of_registration(
    session: Session, actor: Actor, request: ListVolunteerTrainings
) -> VolunteerTrainings:
    """The trainings of a volunteer, and what they can do today.

    Raises:
        NotFound: no such registration in the actor's communities.
    """
    registration = REGISTRATIONS.one_of(session, actor, request.registration_id)
    return shown(session, registration.volunteer_id, registration.community)


def shown(session: Session, volunteer_id: UUID, community: str) -> VolunteerTrainings:
    """The same for one who may see it."""
    person = session.get_one(Volunteer, volunteer_id)
    skills = skills_on(session, [person], community, day_of(clock.now()))
    return VolunteerTrainings(
        skills_today=sorted(skills[volunteer_id]), items=all_of(session, volunteer_id)
    )


def all_of(session: Session, volunteer_id: UUID) -> list[VolunteerTraining]:
    """The trainings of a person, newest first."""
    chosen = sa.select(Training).where(Training.volunteer_id == volunteer_id)
    ordered = chosen.order_by(Training.trained_on.desc(), Training.id)
    return [_VIEW(one) for one in session.scalars(ordered)]


def skills_on(
    session: Session, people: Iterable[Volunteer], community: str, day: dt.date
) -> Mapping[UUID, set[str]]:
    """The skills that people have on a day, by the catalogue around a community."""
    told = {person.id: person.skills for person in people}
    known = known_in(session, community)
    proved = _proved(session, Training.volunteer_id.in_(told))
    return {
        person: catalogue.held_on(
            day,
            skills,
            proved.get(person, {}),
            known.valid_months,
            known.inclusion[CatalogueKind.SKILL],
        )
        for person, skills in told.items()
    }


def that_show(
    skill: str | None, known: Known, day: dt.date
) -> tuple[AbstractSet[str], sa.Select[UUID]]:
    """The codes whose telling shows that somebody has a skill, and the people trained in it.

    For thousands of people of a community at once; `skills_on` says the same of each. None: nobody
    is looked for.
    """
    codes: set[str] = set()
    if skill is not None:
        codes = catalogue.that_include(skill, known.inclusion[CatalogueKind.SKILL])
    trained = sa.select(Training.volunteer_id).where(
        Training.skill.in_(codes),
        sa.or_(Training.valid_until.is_(None), Training.valid_until >= day),
    )
    return {one for one in codes if known.valid_months.get(one) is None}, trained


def _proved(
    session: Session, whose: sa.ColumnElement[bool]
) -> Mapping[UUID, dict[str, dt.date | None]]:
    """By person and skill: the last day of the training that proves it longest."""
    chosen = sa.select(Training).where(whose, Training.skill.is_not(None))
    found: defaultdict[UUID, dict[str, dt.date | None]] = defaultdict(dict)
    for one in session.scalars(chosen):
        skills, skill = found[one.volunteer_id], one.skill or ""
        before = skills.get(skill, dt.date.min)
        if before is not None:
            skills[skill] = None if one.valid_until is None else max(before, one.valid_until)
    return found
