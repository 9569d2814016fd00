"""Another time or place, and who signed up, on both databases."""

from __future__ import annotations

import datetime as dt
from typing import Any

from contracts.volunteers.activities import ActivityView, RescheduleActivity, ShiftChange
from contracts.volunteers.sign_ups import ListOwnSignUps
from contracts.volunteers.words import SignUpState
from runtime.database import Database
from services.volunteers.rescheduling import operations
from services.volunteers.sign_ups import queries
from tests.builders import COMMISSIONER, STAFF, field_of, refused
from tests.services.volunteers.serving import (
    a_team,
    another_team,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import Actor

_HOUR = dt.timedelta(hours=1)


def _moved(
    database: Database,
    activity: ActivityView,
    later: dt.timedelta,
    *,
    by: Actor = STAFF,
    places: int = 2,
    **changed: Any,
) -> ActivityView:
    [shift] = activity.shifts
    usual: dict[str, Any] = {
        "shift_id": shift.id,
        "starts_at": shift.starts_at + later,
        "ends_at": shift.ends_at + later,
        "places": places,
    }
    wanted = RescheduleActivity(
        activity_id=activity.id,
        place="荔林小学",
        shifts=[ShiftChange(**usual | changed)],
        reason="雷雨预警。",
    )
    with database.writing() as session:
        return operations.reschedule(session, by, wanted)


def test_sign_ups_move_with_their_shift_and_new_places_are_offered(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers), places=1, starts_in=50 * _HOUR)
    first, second = (registered(volunteers, phone=f"1380013800{one}") for one in range(2))
    signed_up(volunteers, activity, first)
    signed_up(volunteers, activity, second)

    moved = _moved(volunteers, activity, 24 * _HOUR)

    with volunteers.reading() as session:
        held, asked = (
            queries.of_person(session, ListOwnSignUps(code=one.code)).items[0]
            for one in (first, second)
        )
    assert (moved.place, moved.starts_at) == ("荔林小学", activity.starts_at + 24 * _HOUR)
    assert (held.state, asked.state) == (SignUpState.CONFIRMED, SignUpState.OFFERED)
    assert {held.starts_at, asked.starts_at} == {moved.starts_at}
    assert (moved.history or [])[-1].note == "雷雨预警。"


def test_people_who_are_elsewhere_at_the_new_time_give_their_place_back(
    volunteers: Database,
) -> None:
    """Nobody is confirmed twice at one time, after a change of time either."""
    person = registered(volunteers)
    activity = published(volunteers, a_team(volunteers), starts_in=50 * _HOUR)
    signed_up(volunteers, activity, person)
    there = published(volunteers, another_team(volunteers), starts_in=74 * _HOUR)
    signed_up(volunteers, there, person)

    moved = _moved(volunteers, activity, 24 * _HOUR)

    with volunteers.reading() as session:
        found = queries.of_person(session, ListOwnSignUps(code=person.code)).items
    states = {one.activity_id: one.state for one in found}
    assert states == {activity.id: SignUpState.WITHDRAWN, there.id: SignUpState.CONFIRMED}
    assert moved.shifts[0].confirmed == 0


def test_what_cannot_be_changed(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers), starts_in=50 * _HOUR)
    other = published(volunteers, another_team(volunteers), starts_in=50 * _HOUR)
    for number in range(2):
        signed_up(volunteers, activity, registered(volunteers, phone=f"1380013800{number}"))

    too_few = refused(_moved, volunteers, activity, _HOUR, places=1)
    outside = refused(_moved, volunteers, activity, _HOUR, shift_id=other.shifts[0].id)
    past = refused(_moved, volunteers, activity, -60 * _HOUR)
    forbidden = refused(_moved, volunteers, activity, _HOUR, by=COMMISSIONER)

    assert field_of(too_few) == ("shifts", "places_taken")
    assert field_of(outside) == ("shifts", "not_of_the_activity")
    assert field_of(past) == ("shifts", "in_the_past")
    assert forbidden.status == 403
