"""What is due in the communities of the caller."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from contracts.volunteers.reminders import (
    ListVolunteerReminders,
    VolunteerReminder,
    VolunteerReminders,
)
from contracts.volunteers.words import RegistrationState, ReminderKind
from runtime import clock
from runtime.scope import inside
from services.volunteers.groups.model import Group
from services.volunteers.groups.queries import GROUPS
from services.volunteers.reminders import rules
from services.volunteers.trainings.model import Training
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import REGISTRATIONS
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.periods import day_of, start_of_day
from vocabulary.permissions import Action

_MOST = 200
Due = Callable[[Any], tuple[dt.date, str | None]]


def listed(session: Session, actor: Actor, request: ListVolunteerReminders) -> VolunteerReminders:
    """What is due, the oldest first."""
    today = day_of(clock.now())
    ending = today + dt.timedelta(days=rules.ENDING_DAYS)
    waits = dt.timedelta(days=rules.UNANSWERED_DAYS)
    people = (
        sa.select(Registration, Volunteer)
        .join(Volunteer, Volunteer.id == Registration.volunteer_id)
        .where(
            REGISTRATIONS.reached_by(actor, Action.VOLUNTEER_RECORD),
            Registration.state != RegistrationState.LEFT,
            *([inside(request.area, Registration.community)] if request.area else []),
        )
    )
    active = people.where(Registration.state == RegistrationState.ACTIVE)
    # Only the newest proof of a skill counts; a later one makes the end of this one harmless.
    later = aliased(Training)
    newest = ~sa.exists().where(
        later.volunteer_id == Training.volunteer_id,
        later.skill == Training.skill,
        sa.or_(later.valid_until.is_(None), later.valid_until > Training.valid_until),
    )
    trained = (
        active.add_columns(Training)
        .join(Training, Training.volunteer_id == Volunteer.id)
        .where(Training.skill.is_not(None), Training.valid_until <= ending, newest)
    )
    found = [
        *_found(
            session,
            ReminderKind.UNANSWERED,
            people.where(
                Registration.state == RegistrationState.APPLIED,
                Registration.applied_at < start_of_day(today - waits + dt.timedelta(days=1)),
            ).order_by(Registration.applied_at),
            lambda row: (day_of(row[0].applied_at) + waits, None),
        ),
        *_found(
            session,
            ReminderKind.COMES_OF_AGE,
            people.where(Volunteer.minor_until_year <= today.year).order_by(
                Volunteer.minor_until_year
            ),
            lambda row: (rules.asked_about_age_on(row[1].minor_until_year), None),
        ),
        *_found(
            session,
            ReminderKind.INSURANCE_ENDS,
            active.where(Volunteer.insured_until <= ending).order_by(Volunteer.insured_until),
            lambda row: (row[1].insured_until, None),
        ),
        *_found(
            session,
            ReminderKind.SKILL_ENDS,
            trained.order_by(Training.valid_until),
            lambda row: (row[2].valid_until, row[2].skill),
        ),
    ]
    return VolunteerReminders(
        items=sorted(found, key=lambda one: (one.due_on, one.number)),
        groups_to_check=_groups_to_check(session, actor, request.area),
    )


def _groups_to_check(session: Session, actor: Actor, area: str | None) -> int:
    chosen = sa.select(sa.func.count()).where(
        GROUPS.reached_by(actor, Action.GROUP_MANAGE),
        Group.files_to_check_since.is_not(None),
        *([inside(area, Group.community)] if area else []),
    )
    return session.scalars(chosen.select_from(Group)).one()


def _found(
    session: Session, kind: ReminderKind, chosen: sa.Select[*tuple[Any, ...]], due: Due
) -> list[VolunteerReminder]:
    made = []
    for row in session.execute(chosen.limit(_MOST)):
        registration, person = row[0], row[1]
        due_on, about = due(row)
        made.append(
            VolunteerReminder(
                registration_id=registration.id,
                number=registration.number,
                community=registration.community,
                name=masked_name(person.name),
                kind=kind,
                due_on=due_on,
                about=about,
            )
        )
    return made
