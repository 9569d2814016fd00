"""Minors, risky activities, and people who came unannounced, on both databases."""

from __future__ import annotations

import datetime as dt

from contracts.volunteers.sign_ups import RecordSignUp, RecordUnannounced, SignUp, SignUpView
from contracts.volunteers.volunteers import ShowVolunteer, VolunteerReceipt
from contracts.volunteers.words import AgeGroup, Presence
from runtime import clock
from runtime.database import Database
from services.volunteers.attendance import operations as attendance
from services.volunteers.register import queries as register
from services.volunteers.sign_ups import operations
from services.volunteers.volunteers.model import Volunteer
from tests.builders import STAFF, field_of, refused
from tests.services.volunteers.serving import (
    a_team,
    checked_in,
    hours_of,
    person_of,
    planned,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import RESIDENT
from vocabulary.periods import day_of


def _minor(database: Database) -> VolunteerReceipt:
    return registered(
        database,
        age_group=AgeGroup.AGED_14_TO_17,
        minor_until_year=2099,
        guardian_name="陈建国",
        guardian_phone="13900139000",
    )


def test_a_minor_signs_up_with_the_word_of_the_guardian_only(volunteers: Database) -> None:
    """百家宴: a child without guardian takes no place."""
    activity = published(volunteers, a_team(volunteers))
    child = _minor(volunteers)
    shift_id = activity.shifts[0].id
    alone = SignUp(code=child.code, shift_id=shift_id)
    with_another = SignUp(code=child.code, shift_id=shift_id, guardian_phone="13800138000")
    by_guardian = SignUp(code=child.code, shift_id=shift_id, guardian_phone="139 0013 9000")
    with volunteers.writing() as session:
        refusals = [
            refused(operations.sign_up, session, RESIDENT, one) for one in (alone, with_another)
        ]
        made = operations.sign_up(session, RESIDENT, by_guardian)

    assert [field_of(one) for one in refusals] == [("guardian_phone", "guardian_missing")] * 2
    assert made.guardian_agrees


def test_a_clerk_writes_down_that_the_guardian_agrees(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers))
    child = person_of(volunteers, _minor(volunteers))
    shift_id = activity.shifts[0].id
    with volunteers.writing() as session:
        alone = RecordSignUp(shift_id=shift_id, volunteer_id=child)
        refusal = refused(operations.record, session, STAFF, alone)
        agreed = RecordSignUp(shift_id=shift_id, volunteer_id=child, guardian_agrees=True)
        made = operations.record(session, STAFF, agreed)

    assert field_of(refusal) == ("guardian_agrees", "guardian_missing")
    assert made.guardian_agrees


def test_a_risky_activity_names_insurance_and_training(volunteers: Database) -> None:
    """条例 art. 15 to 17."""
    team = a_team(volunteers)
    refusals = [
        refused(planned, volunteers, team, is_risky=True),
        refused(planned, volunteers, team, is_risky=True, needs_insurance=True),
    ]

    assert [field_of(one) for one in refusals] == [
        ("needs_insurance", "insurance_missing"),
        ("needs_skills", "training_missing"),
    ]


def test_people_without_insurance_or_training_get_no_place_and_are_not_checked_in(
    volunteers: Database,
) -> None:
    activity = published(
        volunteers,
        a_team(volunteers),
        is_risky=True,
        needs_insurance=True,
        needs_skills=["lifesaving"],
    )
    person = registered(volunteers)
    person_id = person_of(volunteers, person)
    uninsured = refused(signed_up, volunteers, activity, person)
    _tell(volunteers, person_id, insured_until=day_of(clock.now()) + dt.timedelta(days=30))
    untrained = refused(signed_up, volunteers, activity, person)
    _tell(volunteers, person_id, skills=["lifesaving"])
    place = signed_up(volunteers, activity, person)
    _tell(volunteers, person_id, insured_until=day_of(clock.now()) - dt.timedelta(days=1))
    at_the_door = refused(checked_in, volunteers, place)

    assert "保险" in uninsured.zh
    assert "lifesaving" in untrained.zh
    assert (uninsured.status, untrained.status, at_the_door.status) == (409, 409, 409)
    assert checked_in(volunteers, place, Presence.ABSENT).presence is Presence.ABSENT


def _tell(database: Database, person_id: object, **changed: object) -> None:
    with database.writing() as session:
        person = session.get_one(Volunteer, person_id)
        for name, value in changed.items():
            setattr(person, name, value)


def test_a_person_who_came_unannounced_gets_hours_and_takes_no_place(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers), places=1)
    signed_up(volunteers, activity, registered(volunteers))
    came = person_of(volunteers, registered(volunteers, phone="13800138001"))
    wanted = RecordUnannounced(shift_id=activity.shifts[0].id, volunteer_id=came)
    with volunteers.writing() as session:
        written = attendance.record_unannounced(session, STAFF, wanted)
    with volunteers.writing() as session:
        again = refused(attendance.record_unannounced, session, STAFF, wanted)
    [served] = hours_of(volunteers, activity)

    assert (written.presence, written.came_unannounced) == (Presence.PRESENT, True)
    assert (served.minutes, again.status) == (180, 409)


def test_a_person_at_the_door_is_written_down_by_number(volunteers: Database) -> None:
    """A leader without a network knows the number on the volunteer's paper alone."""
    activity = published(volunteers, a_team(volunteers))
    receipt = registered(volunteers)
    with volunteers.reading() as session:
        wanted = ShowVolunteer(registration_id=receipt.id)
        number = register.show(session, STAFF, wanted).number
    typed = number.strip("〔").replace("〕", "-")
    shift_id = activity.shifts[0].id

    def at_the_door(number: str | None = None) -> SignUpView:
        request = RecordUnannounced(shift_id=shift_id, number=number)
        with volunteers.writing() as session:
            return attendance.record_unannounced(session, STAFF, request)

    unknown, nobody = refused(at_the_door, "2013-999"), refused(at_the_door)
    written = at_the_door(typed)

    assert (unknown.status, "2013-999" in unknown.zh) == (404, True)
    assert field_of(nobody) == ("number", "person_missing")
    assert written.volunteer_id == person_of(volunteers, receipt)
