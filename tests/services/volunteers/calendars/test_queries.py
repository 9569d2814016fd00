"""Calendars as devices read them, on both databases. R40."""

from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
import pytest

from contracts.documents import Document
from contracts.volunteers.activities import (
    ActivityView,
    CancelActivity,
    RescheduleActivity,
    ShiftChange,
)
from contracts.volunteers.calendars import (
    ReadCommunityCalendar,
    ReadOwnCalendar,
    RenewOwnCalendar,
    ShowOwnCalendar,
)
from contracts.volunteers.own_data import EraseOwnVolunteer
from contracts.volunteers.sign_ups import SignUpView, WithdrawOwnSignUp
from contracts.volunteers.volunteers import VolunteerReceipt
from runtime import clock
from runtime.database import Database
from services.volunteers.calendars import operations, queries
from services.volunteers.cancelling import operations as cancelling
from services.volunteers.own_data import operations as own_data
from services.volunteers.rescheduling import operations as rescheduling
from services.volunteers.sign_ups import operations as sign_ups
from tests.builders import DENGLIANG, LILIN, STAFF, refused
from tests.services.volunteers.serving import a_team, planned, published, registered, signed_up
from vocabulary.actors import RESIDENT
from vocabulary.periods import SHANGHAI
from vocabulary.problems import NotFound

_ORIGIN = "https://linli.example"
_HOUR = dt.timedelta(hours=1)


def _events(document: Document) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(document.as_bytes.decode())
    return list(calendar.walk("VEVENT"))


def _of_community(database: Database, community: str = LILIN) -> list[Any]:
    asked = ReadCommunityCalendar(community=community, origin=_ORIGIN)
    with database.reading() as session:
        return _events(queries.of_community(session, asked))


def _renewed(database: Database, receipt: VolunteerReceipt) -> str:
    with database.writing() as session:
        made = operations.renew_own(session, RESIDENT, RenewOwnCalendar(code=receipt.code))
    return made.calendar_code or ""


def _own(database: Database, calendar_code: str) -> Document:
    asked = ReadOwnCalendar(calendar_code=calendar_code, origin=_ORIGIN)
    with database.reading() as session:
        return queries.own(session, asked)


def _moved(database: Database, activity: ActivityView, starts_at: dt.datetime) -> None:
    shift = ShiftChange(
        shift_id=activity.shifts[0].id, starts_at=starts_at, ends_at=starts_at + _HOUR, places=2
    )
    request = RescheduleActivity(
        activity_id=activity.id,
        expected_version=None,
        place="荔林小学",
        shifts=[shift],
        reason="雷雨预警。",
    )
    with database.writing() as session:
        rescheduling.reschedule(session, STAFF, request)


def _cancelled(database: Database, activity: ActivityView) -> None:
    request = CancelActivity(activity_id=activity.id, expected_version=None, reason="台风预警。")
    with database.writing() as session:
        cancelling.cancel(session, STAFF, request)


def _withdrawn(database: Database, receipt: VolunteerReceipt, place: SignUpView) -> None:
    request = WithdrawOwnSignUp(code=receipt.code, sign_up_id=place.id, expected_version=None)
    with database.writing() as session:
        sign_ups.withdraw_own(session, RESIDENT, request)


def test_the_calendar_of_a_community_holds_what_was_published_in_its_own_time(
    volunteers: Database,
) -> None:
    team = a_team(volunteers)
    planned(volunteers, team)
    activity = published(volunteers, team, title="百家宴，报名 13800138000")

    [event] = _of_community(volunteers)

    starts_at = event["dtstart"].dt
    assert starts_at.utcoffset() == dt.timedelta(hours=8)
    assert event["dtstart"].params["TZID"] == str(SHANGHAI)
    assert starts_at == activity.starts_at.replace(microsecond=0)
    assert (str(event["status"]), str(event["location"])) == ("CONFIRMED", "荔林花园")
    assert "13800138000" not in str(event["summary"])
    assert str(event["url"]) == f"{_ORIGIN}/activities/{activity.id}"
    assert _of_community(volunteers, DENGLIANG) == []


def test_a_moved_activity_keeps_its_id_and_a_cancelled_one_says_so(volunteers: Database) -> None:
    """Devices that subscribed move what they have, and strike out what is off."""
    activity = published(volunteers, a_team(volunteers))
    [before] = _of_community(volunteers)

    _moved(volunteers, activity, clock.now() + 5 * _HOUR)
    [moved] = _of_community(volunteers)
    _cancelled(volunteers, activity)
    [off] = _of_community(volunteers)

    assert before["uid"] == moved["uid"] == off["uid"]
    assert before["sequence"] < moved["sequence"] < off["sequence"]
    assert moved["dtstart"].dt > before["dtstart"].dt
    assert [str(one["status"]) for one in (moved, off)] == ["CONFIRMED", "CANCELLED"]


def test_a_person_s_calendar_follows_their_place(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers), places=1)
    first = registered(volunteers, name="王小芳", phone="13800138009")
    receipt = registered(volunteers)
    other = signed_up(volunteers, activity, first)
    signed_up(volunteers, activity, receipt)
    code = _renewed(volunteers, receipt)
    [waits] = _events(_own(volunteers, code))

    _moved(volunteers, activity, clock.now() + 5 * _HOUR)
    [moved] = _events(_own(volunteers, code))
    _withdrawn(volunteers, first, other)
    [offered] = _events(_own(volunteers, code))
    _cancelled(volunteers, activity)
    [off] = _events(_own(volunteers, code))

    told = [waits, moved, offered, off]
    assert len({one["uid"] for one in told}) == 1
    assert [str(one["status"]) for one in told] == ["TENTATIVE"] * 2 + ["TENTATIVE", "CANCELLED"]
    sequences = [one["sequence"] for one in told]
    assert sequences == sorted(sequences)
    assert waits["sequence"] < moved["sequence"]


def test_nobody_is_named_in_a_person_s_calendar(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers))
    receipt = registered(volunteers)
    other = registered(volunteers, name="王小芳", phone="13800138009")
    for one in (receipt, other):
        signed_up(volunteers, activity, one)

    text = _own(volunteers, _renewed(volunteers, receipt)).as_bytes.decode()

    for name in ("陈秀英", "王小芳", "13800138000", "13800138009", receipt.code):
        assert name not in text


def test_a_renewed_calendar_shows_nothing_at_the_old_address(volunteers: Database) -> None:
    receipt = registered(volunteers)
    asked = ShowOwnCalendar(code=receipt.code)
    with volunteers.reading() as session:
        assert queries.show_own(session, asked).calendar_code is None
    old = _renewed(volunteers, receipt)
    new = _renewed(volunteers, receipt)
    with volunteers.reading() as session:
        shown = queries.show_own(session, asked).calendar_code

    assert (new != old, shown) == (True, new)
    assert isinstance(refused(_own, volunteers, old), NotFound)
    assert _events(_own(volunteers, new)) == []


@pytest.mark.one_database
def test_an_erased_person_has_no_calendar(volunteers: Database) -> None:
    receipt = registered(volunteers)
    code = _renewed(volunteers, receipt)
    request = EraseOwnVolunteer(code=receipt.code, phone="13800138000")

    with volunteers.writing() as session:
        own_data.erase_own(session, RESIDENT, request)

    assert isinstance(refused(_own, volunteers, code), NotFound)
