"""Guests: residents without registration, and groups, on both databases."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

import pytest

from contracts.volunteers.activities import ActivityView, ShowActivity
from contracts.volunteers.guests import (
    AcceptGuestSignUp,
    GuestReceipt,
    RecordGuest,
    ShowGuestSignUp,
    SignUpGuest,
    WithdrawGuestSignUp,
)
from contracts.volunteers.own_data import EraseOwnGuest, ExportOwnGuest
from contracts.volunteers.sign_ups import ListOwnSignUps, WithdrawOwnSignUp
from contracts.volunteers.words import AgeGroup, SignUpState
from runtime import clock
from runtime.database import Database
from services.volunteers.activities import queries as activities_found
from services.volunteers.guests import operations
from services.volunteers.own_data import operations as own_data
from services.volunteers.own_data import queries as own_data_found
from services.volunteers.sign_ups import operations as sign_ups
from services.volunteers.sign_ups import queries as sign_ups_found
from tests.builders import DENGLIANG, STAFF, an_actor, field_of, refused
from tests.services.volunteers.serving import (
    a_team,
    checked_in,
    hours_of,
    published,
    registered,
    signed_up,
)
from vocabulary.actors import RESIDENT, Role
from vocabulary.tracking import code_from

_HOUR = dt.timedelta(hours=1)


def _guest(activity: ActivityView, **changed: Any) -> SignUpGuest:
    usual: dict[str, Any] = {
        "shift_id": activity.shifts[0].id,
        "name": "王小芳",
        "phone": "13700137000",
        "age_group": AgeGroup.ADULT,
        "code": code_from(secrets.token_bytes(8), b"tests"),
    }
    return SignUpGuest(**usual | changed)


def _came(database: Database, activity: ActivityView, **changed: Any) -> GuestReceipt:
    with database.writing() as session:
        return operations.sign_up(session, RESIDENT, _guest(activity, **changed))


def _counts(database: Database, activity: ActivityView) -> tuple[int, int, int]:
    with database.reading() as session:
        shown = activities_found.show(session, STAFF, ShowActivity(activity_id=activity.id))
    [shift] = shown.shifts
    return shift.confirmed, shift.offered, shift.waiting


def test_a_group_takes_as_many_places_as_it_has_people(volunteers: Database) -> None:
    """A group too large for what is left waits, and nobody passes it."""
    activity = published(volunteers, a_team(volunteers), places=5, starts_in=50 * _HOUR)
    three = _came(volunteers, activity, group="荔林合唱队", heads=3)
    four = _came(volunteers, activity, phone="13700137001", group="荔林舞蹈队", heads=4)
    after = signed_up(volunteers, activity, registered(volunteers))
    full = _counts(volunteers, activity)
    with volunteers.writing() as session:
        operations.withdraw(session, RESIDENT, WithdrawGuestSignUp(code=three.code))
    with volunteers.reading() as session:
        asked = operations.show(session, ShowGuestSignUp(code=four.code))
    with volunteers.writing() as session:
        taken = operations.accept(session, RESIDENT, AcceptGuestSignUp(code=four.code))

    assert (three.sign_up.state, four.sign_up.state) == (SignUpState.CONFIRMED, SignUpState.WAITING)
    assert (after.state, full) == (SignUpState.WAITING, (3, 0, 5))
    assert (asked.state, asked.group, asked.name) == (SignUpState.OFFERED, "荔林舞蹈队", "王*")
    assert (taken.state, _counts(volunteers, activity)) == (SignUpState.CONFIRMED, (4, 1, 0))


def test_a_guest_is_a_head_and_gets_no_hours(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers), places=5)
    group = _came(volunteers, activity, group="荔林合唱队", heads=3)
    checked_in(volunteers, group.sign_up)
    checked_in(volunteers, signed_up(volunteers, activity, registered(volunteers)))
    with volunteers.reading() as session:
        shown = activities_found.show(session, STAFF, ShowActivity(activity_id=activity.id))

    assert (shown.head_count, len(hours_of(volunteers, activity))) == (4, 1)


def test_what_a_guest_cannot_do(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers), places=5)
    _came(volunteers, activity)
    elsewhere = an_actor(Role.WORKSTATION_STAFF, area=DENGLIANG)
    with volunteers.writing() as session:
        twice = refused(operations.sign_up, session, RESIDENT, _guest(activity))
        many = refused(
            operations.sign_up, session, RESIDENT, _guest(activity, phone="13700137002", heads=6)
        )
        alone = refused(
            operations.sign_up,
            session,
            RESIDENT,
            _guest(activity, phone="13700137003", age_group=AgeGroup.UNDER_14),
        )
        far = refused(operations.record, session, elsewhere, RecordGuest(**vars(_guest(activity))))

    assert (twice.status, far.status) == (409, 404)
    assert field_of(many) == ("heads", "too_many")
    assert field_of(alone) == ("guardian_name", "guardian_missing")


def test_a_minor_comes_with_the_word_of_the_guardian(volunteers: Database) -> None:
    activity = published(volunteers, a_team(volunteers))

    receipt = _came(
        volunteers,
        activity,
        age_group=AgeGroup.UNDER_14,
        guardian_name="王建国",
        guardian_phone="13700137009",
    )

    assert receipt.sign_up.guardian_agrees


def test_a_guest_copies_and_erases_what_is_theirs(volunteers: Database) -> None:
    """PIPL art. 45 and 47: the place is free, the person goes."""
    activity = published(volunteers, a_team(volunteers), starts_in=50 * _HOUR)
    receipt = _came(volunteers, activity)
    proof = {"code": receipt.code, "phone": "137 0013 7000"}
    with volunteers.reading() as session:
        copy = own_data_found.copy_of_guest(session, ExportOwnGuest(**proof))
        wrong = ExportOwnGuest(code=receipt.code, phone="13700137001")
        assert refused(own_data_found.copy_of_guest, session, wrong).status == 403
    with volunteers.writing() as session:
        own_data.erase_own_guest(session, RESIDENT, EraseOwnGuest(**proof))
    with volunteers.reading() as session:
        left = operations.show(session, ShowGuestSignUp(code=receipt.code))

    assert (copy.name, copy.phone) == ("王小芳", "13700137000")
    assert (left.name, left.state) == (None, SignUpState.WITHDRAWN)


def test_guests_are_forgotten_ninety_days_after_the_activity(
    volunteers: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    activity = published(volunteers, a_team(volunteers))
    receipt = _came(volunteers, activity)
    person = registered(volunteers)
    given_back = WithdrawOwnSignUp(
        code=person.code, sign_up_id=signed_up(volunteers, activity, person).id
    )
    with volunteers.writing() as session:
        sign_ups.withdraw_own(session, RESIDENT, given_back)
    later = clock.now() + dt.timedelta(days=91)
    monkeypatch.setattr(clock, "now", lambda: later)
    with volunteers.writing() as session:
        done = [one.clean(session) for one in own_data.CLEANED["sign_up"]]
    with volunteers.reading() as session:
        left = operations.show(session, ShowGuestSignUp(code=receipt.code))

        own = sign_ups_found.of_person(session, ListOwnSignUps(code=person.code)).items

    assert (done, left.name, own) == ([1, 1], None, [])
