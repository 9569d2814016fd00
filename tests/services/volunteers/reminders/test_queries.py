"""What the workstation is reminded of, on both databases."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.reminders import ListVolunteerReminders
from contracts.volunteers.trainings import RecordVolunteerTraining
from contracts.volunteers.volunteers import ChangeVolunteer, MeetVolunteer, ShowVolunteer
from contracts.volunteers.words import AgeGroup, ReminderKind
from runtime import clock
from runtime.database import Database
from services.volunteers.register import queries as register
from services.volunteers.registrations import operations as registrations
from services.volunteers.reminders import queries
from services.volunteers.trainings import operations as trainings
from services.volunteers.volunteers.model import Registration
from tests.builders import DENGLIANG, STAFF, an_actor, refused
from tests.services.volunteers.serving import registered
from vocabulary.actors import Actor, Role
from vocabulary.periods import day_of
from vocabulary.problems import Invalid

_DAY = dt.timedelta(days=1)


def _today() -> dt.date:
    return day_of(clock.now())


def _reminders(database: Database, actor: Actor = STAFF) -> list[tuple[str, ReminderKind]]:
    with database.reading() as session:
        found = queries.listed(session, actor, ListVolunteerReminders()).items
    return sorted((one.number, one.kind) for one in found)


def test_a_registration_that_nobody_answered_for_fourteen_days_is_named(
    volunteers: Database,
) -> None:
    old, new = registered(volunteers), registered(volunteers, phone="13900139000")
    with volunteers.writing() as session:
        for receipt, days in ((old, 14), (new, 13)):
            change = sa.update(Registration).where(Registration.id == receipt.id)
            session.execute(change.values(applied_at=clock.now() - days * _DAY))
    named = _reminders(volunteers)

    with volunteers.writing() as session:
        registrations.meet(session, STAFF, MeetVolunteer(registration_id=old.id))

    assert named == [(old.number, ReminderKind.UNANSWERED)]
    assert _reminders(volunteers, an_actor(Role.WORKSTATION_STAFF, DENGLIANG)) == []
    assert _reminders(volunteers) == []


def test_minors_are_asked_about_in_their_year_and_nothing_is_guessed(
    volunteers: Database,
) -> None:
    guardian = {"guardian_name": "王刚", "guardian_phone": "13900139001"}
    now, later = (
        registered(
            volunteers,
            phone=f"1390013900{years}",
            age_group=AgeGroup.AGED_14_TO_17,
            minor_until_year=_today().year + years,
            **guardian,
        )
        for years in (0, 1)
    )
    named = _reminders(volunteers)

    with volunteers.writing() as session:
        change = ChangeVolunteer(registration_id=later.id, age_group=AgeGroup.UNDER_14)
        registrations.change(session, STAFF, change)
        grown = registrations.change(
            session, STAFF, ChangeVolunteer(registration_id=now.id, age_group=AgeGroup.ADULT)
        )
        alone = refused(
            registrations.change,
            session,
            STAFF,
            ChangeVolunteer(registration_id=now.id, age_group=AgeGroup.UNDER_14),
        )

    assert named == [(now.number, ReminderKind.COMES_OF_AGE)]
    assert (grown.age_group, grown.guardian_name, grown.minor_until_year) == ("adult", None, None)
    assert grown.history[-1].what == "changed"
    assert isinstance(alone, Invalid)
    assert _reminders(volunteers) == []


def test_insurance_and_skills_that_end_are_named_until_they_are_renewed(
    volunteers: Database,
) -> None:
    receipt = registered(volunteers, insured_until=_today() + 30 * _DAY)
    far = registered(volunteers, phone="13900139000", insured_until=_today() + 31 * _DAY)
    with volunteers.writing() as session:
        for one in (receipt, far):
            registrations.meet(session, STAFF, MeetVolunteer(registration_id=one.id))
        _train(session, receipt.id, _today() + _DAY)
    named = _reminders(volunteers)

    with volunteers.writing() as session:
        _train(session, receipt.id, _today() + 400 * _DAY)
        insured = ChangeVolunteer(registration_id=receipt.id, insured_until=_today() + 400 * _DAY)
        registrations.change(session, STAFF, insured)
        shown = register.show(session, STAFF, ShowVolunteer(registration_id=receipt.id))

    assert named == [
        (receipt.number, ReminderKind.INSURANCE_ENDS),
        (receipt.number, ReminderKind.SKILL_ENDS),
    ]
    assert _reminders(volunteers) == []
    assert shown.insured_until == _today() + 400 * _DAY


def _train(session: Session, registration: UUID, last: dt.date) -> None:
    wanted = RecordVolunteerTraining(
        registration_id=registration,
        title="急救培训",
        skill="first_aid",
        trained_on=_today(),
        valid_until=last,
    )
    trainings.record(session, STAFF, wanted)
