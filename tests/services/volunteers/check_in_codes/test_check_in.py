"""People check themselves in with the code of the day, on both databases."""

from __future__ import annotations

import datetime as dt
import secrets

import pytest
import sqlalchemy as sa

from contracts.volunteers.activities import ActivityView, ShowActivity
from contracts.volunteers.check_in_codes import (
    CheckInByCode,
    CheckInCode,
    OwnCheckIn,
    ShowCheckInCode,
)
from contracts.volunteers.guests import SignUpGuest
from contracts.volunteers.words import AgeGroup, Presence
from runtime import clock
from runtime.database import Database
from services.volunteers.activities import queries as activities_found
from services.volunteers.check_in_codes import operations, queries, rules
from services.volunteers.check_in_codes.model import CheckInFailure
from services.volunteers.guests import operations as guests
from tests.builders import COMMISSIONER, DENGLIANG, LI, STAFF, an_actor, done, refused
from tests.services.volunteers.serving import (
    a_team,
    checked_in,
    hours_of,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import RESIDENT, Actor, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, WrongState
from vocabulary.tracking import code_from

_HOUR, _MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


def _shown(database: Database, activity: ActivityView, by: Actor = COMMISSIONER) -> CheckInCode:
    with database.reading() as session:
        return queries.show(session, by, ShowCheckInCode(activity_id=activity.id))


def _code(database: Database, activity: ActivityView) -> str:
    code = _shown(database, activity).check_in_code
    assert code is not None
    return code


def _enters(database: Database, own: str, code: str) -> OwnCheckIn:
    request = CheckInByCode(code=own, check_in_code=code)
    return done(database, operations.check_in, RESIDENT, request)


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_volunteers_and_guests_check_themselves_in_once(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers))
    person = registered(volunteers)
    signed_up(volunteers, activity, person)
    guest = done(
        volunteers,
        guests.sign_up,
        RESIDENT,
        SignUpGuest(
            shift_id=activity.shifts[0].id,
            name="王小芳",
            phone="13700137000",
            age_group=AgeGroup.ADULT,
            code=code_from(secrets.token_bytes(8), b"tests"),
        ),
    )
    code = _code(volunteers, activity)

    for own in (person.code, guest.code, person.code):
        there = _enters(volunteers, own, code).checked_in
        assert there is not None
        assert there.presence is Presence.PRESENT
    with volunteers.reading() as session:
        shown = activities_found.show(session, STAFF, ShowActivity(activity_id=activity.id))

    assert shown.head_count == 2
    assert [one.minutes for one in hours_of(volunteers, activity)] == [180]


def test_what_the_leader_wrote_down_stands(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers))
    person = registered(volunteers)
    checked_in(volunteers, signed_up(volunteers, activity, person), Presence.LATE, minutes=60)

    there = _enters(volunteers, person.code, _code(volunteers, activity)).checked_in

    assert there is not None
    assert there.presence is Presence.LATE
    assert [one.minutes for one in hours_of(volunteers, activity)] == [60]


def test_there_is_a_code_from_two_hours_before_the_shift_only(volunteers: Database) -> None:
    team = a_team(volunteers)
    later = published(volunteers, team, starts_in=3 * _HOUR)
    person = registered(volunteers)
    signed_up(volunteers, later, person)

    shown = _shown(volunteers, later)
    too_early = refused(_enters, volunteers, person.code, "123456")

    assert shown.check_in_code is None
    assert shown.opens_at == later.shifts[0].starts_at - 2 * _HOUR
    assert isinstance(too_early, WrongState)


def test_wrong_codes_are_slowed(volunteers: Database) -> None:
    """As other proofs: three tries, then a wait, in which even the right code is not looked at."""
    activity = published(volunteers, a_team(volunteers))
    person = registered(volunteers)
    signed_up(volunteers, activity, person)
    code = _code(volunteers, activity)

    tries = [_enters(volunteers, person.code, _wrong(code)) for _ in range(3)]
    waits = _enters(volunteers, person.code, code)
    with volunteers.writing() as session:
        session.execute(sa.update(CheckInFailure).values(last_at=clock.now() - _HOUR))
    after = _enters(volunteers, person.code, code)
    with volunteers.reading() as session:
        left = session.scalars(sa.select(CheckInFailure)).all()

    assert [(one.checked_in, one.retry_after_seconds) for one in tries] == [(None, None)] * 3
    assert waits.checked_in is None
    assert 0 < (waits.retry_after_seconds or 0) <= 60
    assert after.checked_in is not None
    assert left == []


@pytest.mark.one_database
def test_only_those_who_check_people_in_see_the_code(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers))
    other = an_actor(Role.COMMISSIONER, account=str(LI))
    elsewhere = an_actor(Role.WORKSTATION_STAFF, area=DENGLIANG)
    stranger = registered(volunteers)

    assert isinstance(refused(_shown, volunteers, activity, other), Forbidden)
    assert isinstance(refused(_shown, volunteers, activity, elsewhere), NotFound)
    assert isinstance(refused(_enters, volunteers, stranger.code, "123456"), WrongState)
    unknown = code_from(secrets.token_bytes(8), b"tests")
    assert isinstance(refused(_enters, volunteers, unknown, "123456"), NotFound)


@pytest.mark.one_database
def test_the_code_changes_with_the_day_and_the_activity(volunteers: Database) -> None:
    team = a_team(volunteers)
    one, other = published(volunteers, team), published(volunteers, team)
    today = day_of(clock.now())
    days = [today + dt.timedelta(days=days) for days in range(3)]

    codes = {queries.codes_of(each.id, day)[0] for each in (one, other) for day in days}

    assert len(codes) == 6


def test_somebody_who_comes_late_serves_what_is_left() -> None:
    begins = dt.datetime(2026, 5, 4, 1, 0, tzinfo=dt.UTC)
    ends = begins + 3 * _HOUR

    assert rules.presence_at(begins - _HOUR, begins, ends) == (Presence.PRESENT, None)
    assert rules.presence_at(begins + 10 * _MINUTE, begins, ends) == (Presence.PRESENT, None)
    assert rules.presence_at(begins + 11 * _MINUTE, begins, ends) == (Presence.LATE, 169)
    assert rules.presence_at(ends - dt.timedelta(seconds=9), begins, ends) == (Presence.LATE, 1)
