"""Everybody to whom a place is offered is told until when it is kept."""

from __future__ import annotations

import datetime as dt
import secrets
from uuid import UUID

from contracts.volunteers.activities import ActivityView, RescheduleActivity, ShiftChange
from contracts.volunteers.guests import SignUpGuest
from contracts.volunteers.notices import PLACE_OFFERED, PLACE_OFFERED_BY_CODE
from contracts.volunteers.sign_ups import WithdrawOwnSignUp
from contracts.volunteers.words import AgeGroup, SignUpState
from runtime.database import Database
from services.volunteers.activity_notices.rules import when
from services.volunteers.guests import operations as guests
from services.volunteers.rescheduling import operations as rescheduling
from services.volunteers.sign_ups import operations
from services.volunteers.sign_ups.model import SignUp
from services.volunteers.volunteers.model import Volunteer
from tests.builders import LI, STAFF, done
from tests.outboxes import wishes
from tests.services.volunteers.serving import a_team, person_of, published, registered, signed_up
from vocabulary.actors import RESIDENT
from vocabulary.tracking import code_from

_HOUR = dt.timedelta(hours=1)


def _given_back(database: Database) -> tuple[ActivityView, UUID, UUID]:
    """Three places are given back, and three people waited: an account, a code, a guest."""
    activity = published(database, a_team(database), places=3, starts_in=100 * _HOUR)
    first = [registered(database, phone=f"1390013800{one}") for one in range(3)]
    places = [signed_up(database, activity, one) for one in first]
    with_account, without = (registered(database, phone=f"1380013800{one}") for one in range(2))
    for person in (with_account, without):
        signed_up(database, activity, person)
    with database.writing() as session:
        session.get_one(Volunteer, person_of(database, with_account)).account = str(LI)
    asked = SignUpGuest(
        shift_id=activity.shifts[0].id,
        name="王小芳",
        phone="13700137000",
        age_group=AgeGroup.ADULT,
        code=code_from(secrets.token_bytes(8), b"tests"),
    )
    guest = done(database, guests.sign_up, RESIDENT, asked)
    for place, person in zip(places, first, strict=True):
        back = WithdrawOwnSignUp(code=person.code, sign_up_id=place.id)
        done(database, operations.withdraw_own, RESIDENT, back)
    with database.reading() as session:
        guest_id = session.get_one(SignUp, guest.id).guest_id
    assert guest_id is not None
    return activity, person_of(database, without), guest_id


def _until(database: Database, activity: ActivityView) -> set[str]:
    with database.reading() as session:
        mine = session.query(SignUp).filter_by(activity_id=activity.id, state=SignUpState.OFFERED)
        return {when(one.offered_until) for one in mine if one.offered_until is not None}


def test_accounts_people_with_a_code_and_guests_are_told_until_when(volunteers: Database) -> None:
    """Nobody is moved up unseen: helfertool did, and nobody came."""
    activity, without, guest = _given_back(volunteers)

    [to_account] = wishes(volunteers, PLACE_OFFERED)
    by_code = wishes(volunteers, PLACE_OFFERED_BY_CODE)

    assert (to_account.accounts, to_account.volunteers) == ([LI], [])
    assert [(one.accounts, one.volunteers) for one in by_code] == [([], [without]), ([], [guest])]
    assert {one.facts["answer_by"] for one in (to_account, *by_code)} <= _until(
        volunteers, activity
    )
    assert to_account.facts == {
        "activity": activity.title,
        "when": when(activity.starts_at),
        "place": activity.place,
        "answer_by": to_account.facts["answer_by"],
    }


def test_an_earlier_shift_tells_the_new_hour_to_answer(volunteers: Database) -> None:
    activity, _without, _guest = _given_back(volunteers)
    [shift] = activity.shifts
    change = ShiftChange(
        shift_id=shift.id,
        starts_at=shift.starts_at - 94 * _HOUR,
        ends_at=shift.ends_at - 94 * _HOUR,
        places=shift.places,
    )
    wanted = RescheduleActivity(
        activity_id=activity.id, place=activity.place, shifts=[change], reason="雷雨预警。"
    )
    done(volunteers, rescheduling.reschedule, STAFF, wanted)

    first, again = wishes(volunteers, PLACE_OFFERED)
    assert again.facts["answer_by"] < when(change.starts_at) < first.facts["answer_by"]
    assert again.facts["answer_by"] in _until(volunteers, activity)
