"""Everybody who signed up is told of changes, of calling off, and the evening before."""

from __future__ import annotations

import datetime as dt
import secrets
from uuid import UUID

import pytest

from contracts.volunteers.activities import (
    ActivityView,
    CancelActivity,
    RescheduleActivity,
    ShiftChange,
)
from contracts.volunteers.guests import SignUpGuest
from contracts.volunteers.notices import (
    ACTIVITY_CANCELLED_BY_CODE,
    ACTIVITY_CHANGED,
    ACTIVITY_CHANGED_BY_CODE,
    ACTIVITY_TOMORROW,
    ACTIVITY_TOMORROW_BY_CODE,
)
from contracts.volunteers.own_data import EraseOwnGuest, ExportOwnGuest
from contracts.volunteers.reaching import ReachVolunteer, VolunteerReach
from contracts.volunteers.words import AgeGroup
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.cancelling import operations as cancelling
from services.volunteers.guests import operations as guests
from services.volunteers.own_data import operations as own_data
from services.volunteers.own_data import queries as copies
from services.volunteers.reaching import operations as reaching
from services.volunteers.rescheduling import operations as rescheduling
from services.volunteers.sign_ups.model import SignUp
from services.volunteers.telling import operations, rules
from services.volunteers.volunteers.model import Volunteer
from tests.builders import LI, STAFF, done
from tests.outboxes import wishes
from tests.services.volunteers.serving import a_team, person_of, published, registered, signed_up
from vocabulary.actors import RESIDENT, SYSTEM
from vocabulary.notices import NoticeChannel
from vocabulary.periods import SHANGHAI, day_of
from vocabulary.tracking import code_from

_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def _three(database: Database) -> tuple[ActivityView, UUID, UUID, str]:
    """An activity with somebody who has an account, somebody who has none, and a guest."""
    activity = published(database, a_team(database), places=9, starts_in=50 * _HOUR)
    with_account, without = (registered(database, phone=f"1380013800{one}") for one in range(2))
    for person in (with_account, without):
        signed_up(database, activity, person)
    with database.writing() as session:
        session.get_one(Volunteer, person_of(database, with_account)).account = str(LI)
    guest = done(
        database,
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
    with database.reading() as session:
        guest_id = session.get_one(SignUp, guest.id).guest_id
    assert guest_id is not None
    return activity, person_of(database, without), guest_id, guest.code


def _rescheduled(
    database: Database, activity: ActivityView, place: str, later: dt.timedelta
) -> None:
    [shift] = activity.shifts
    change = ShiftChange(
        shift_id=shift.id,
        starts_at=shift.starts_at + later,
        ends_at=shift.ends_at + later,
        places=9,
    )
    wanted = RescheduleActivity(
        activity_id=activity.id, place=place, shifts=[change], reason="雷雨预警。"
    )
    done(database, rescheduling.reschedule, STAFF, wanted)


def test_everybody_is_told_of_another_time_or_place_and_not_of_more_places(
    volunteers: Database,
) -> None:
    activity, without, guest, _code = _three(volunteers)

    _rescheduled(volunteers, activity, activity.place, dt.timedelta())
    assert wishes(volunteers, ACTIVITY_CHANGED) == []
    _rescheduled(volunteers, activity, "荔林小学", _HOUR)

    [to_account] = wishes(volunteers, ACTIVITY_CHANGED)
    [by_code] = wishes(volunteers, ACTIVITY_CHANGED_BY_CODE)
    begins = (activity.starts_at + _HOUR).astimezone(SHANGHAI)
    assert (to_account.accounts, to_account.volunteers) == ([LI], [])
    assert (by_code.accounts, set(by_code.volunteers)) == ([], {without, guest})
    assert by_code.facts == {
        "activity": activity.title,
        "when": begins.strftime("%Y-%m-%d %H:%M"),
        "place": "荔林小学",
    }


def test_everybody_is_told_that_it_is_called_off(volunteers: Database) -> None:
    """Those who were erased are reached no more."""
    activity, without, _guest, code = _three(volunteers)
    done(
        volunteers,
        own_data.erase_own_guest,
        RESIDENT,
        EraseOwnGuest(code=code, phone="13700137000"),
    )

    wanted = CancelActivity(activity_id=activity.id, reason="台风。")
    done(volunteers, cancelling.cancel, STAFF, wanted)

    [by_code] = wishes(volunteers, ACTIVITY_CANCELLED_BY_CODE)
    assert by_code.volunteers == [without]


def test_the_evening_before_everybody_is_reminded_once_of_each_time(volunteers: Database) -> None:
    activity, without, guest, _code = _three(volunteers)

    def at(hour: int, days_before: int, starts_at: dt.datetime) -> int:
        day = day_of(starts_at) - days_before * _DAY
        now = dt.datetime.combine(day, dt.time(hour), SHANGHAI)
        return done(volunteers, operations.remind, now)

    begins = activity.starts_at
    turns = [at(18, 2, begins), at(17, 1, begins), at(18, 1, begins), at(20, 1, begins)]
    [to_account] = wishes(volunteers, ACTIVITY_TOMORROW)
    [by_code] = wishes(volunteers, ACTIVITY_TOMORROW_BY_CODE)
    _rescheduled(volunteers, activity, activity.place, _DAY)
    again = at(19, 1, begins + _DAY)

    assert turns == [0, 0, 1, 0]
    assert to_account.accounts == [LI]
    assert set(by_code.volunteers) == {without, guest}
    assert again == 1


def test_a_guest_is_reached_by_the_phone_and_learns_of_it(volunteers: Database) -> None:
    _activity, _without, guest, code = _three(volunteers)
    delivery = new_id()

    def reached(way: NoticeChannel | None = None) -> VolunteerReach:
        asked = ReachVolunteer(
            volunteer_id=guest,
            delivery_id=delivery,
            purpose=ACTIVITY_TOMORROW_BY_CODE.name,
            way=way,
        )
        return done(volunteers, reaching.reach, SYSTEM, asked)

    assert (reached().ways, reached().phone) == ([NoticeChannel.WEBHOOK], None)
    twice = [reached(NoticeChannel.WEBHOOK) for _ in range(2)]
    with volunteers.reading() as session:
        copy = copies.copy_of_guest(session, ExportOwnGuest(code=code, phone="13700137000"))
    done(
        volunteers,
        own_data.erase_own_guest,
        RESIDENT,
        EraseOwnGuest(code=code, phone="13700137000"),
    )

    assert [(one.phone, one.tracking_code) for one in twice] == [("13700137000", code)] * 2
    assert [one.purpose_zh for one in copy.disclosures] == ["提醒明天的活动"]
    assert (reached().wants_notices, reached().ways) == (False, [])


@pytest.mark.parametrize(
    ("hour", "minute", "is_evening"),
    [(17, 59, False), (18, 0, True), (20, 59, True), (21, 0, False), (0, 0, False)],
)
def test_reminders_go_out_in_the_evening_only(hour: int, minute: int, *, is_evening: bool) -> None:
    """At night a message would wait until the quiet hours are over, which may be too late."""
    now = dt.datetime(2026, 5, 4, hour, minute, tzinfo=SHANGHAI)

    assert rules.is_evening(now) is is_evening
