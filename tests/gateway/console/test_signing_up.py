"""A clerk signs people up on the activity's page, by the numbers that people know."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from contracts.volunteers.activities import ActivityView, ShiftView, ShowActivity
from contracts.volunteers.guests import GuestReceipt, RecordGuest
from contracts.volunteers.sign_ups import RecordSignUp, SignUpView
from contracts.volunteers.words import ActivityState, Organiser, SignUpState
from runtime import clock
from tests.gateway.answers import a_code, everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import SECRET
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.problems import NotFound

_ONE = UUID("01970a3c-9000-7000-8000-0000000000f1")
_SHIFT = UUID("01970a3c-9000-7000-8000-0000000000f2")
_HERE = f"/desk/activities/{_ONE}"
_HOUR = dt.timedelta(hours=1)


def _some(kind: type[Any], **changes: Any) -> Any:
    return dataclasses.replace(an_answer(kind), **changes)


@pytest.fixture
def house(quick_house: House) -> House:
    """A published activity with one shift tomorrow."""
    starts_at = clock.now() + 24 * _HOUR
    shift = _some(ShiftView, id=_SHIFT, starts_at=starts_at, ends_at=starts_at + _HOUR)
    answers = quick_house.gateway.services.answers
    answers.update(everything())
    answers[ShowActivity] = _some(
        ActivityView,
        id=_ONE,
        organiser=Organiser.WORKSTATION,
        state=ActivityState.PUBLISHED,
        team_id=None,
        needs_skills=[],
        shifts=[shift],
        possible=[],
        history=[],
    )
    return quick_house


@pytest.fixture
def clerk(house: House) -> Visitor:
    """Somebody of the workstation, at the desk."""
    visitor = Visitor(house.gateway.app)
    visitor.signs_in(house.person("clerk", Role.WORKSTATION_STAFF))
    return visitor


def _asked(house: House, kind: type[Any]) -> list[Any]:
    return [one.request for one in house.gateway.services.asked if type(one.request) is kind]


def _sign_up(state: SignUpState, ahead: int | None = None) -> SignUpView:
    made: SignUpView = _some(SignUpView, shift_id=_SHIFT, name="陈*", state=state, ahead=ahead)
    return made


@pytest.mark.parametrize(
    ("state", "ahead", "said"),
    [
        (SignUpState.CONFIRMED, None, "名额已确认"),
        (SignUpState.WAITING, 2, "在候补，前面还有 2 份报名"),
    ],
)
def test_the_answer_says_who_it_is_and_whether_there_was_room(
    house: House, clerk: Visitor, state: SignUpState, ahead: int | None, said: str
) -> None:
    house.gateway.services.answers[RecordSignUp] = _sign_up(state, ahead)
    page = clerk.opens(_HERE)

    done = clerk.follows(clerk.sends(page, {"number": "2026-12"}, deed="record_sign_up"))

    [asked] = _asked(house, RecordSignUp)
    assert (asked.shift_id, asked.number, asked.volunteer_id) == (_SHIFT, "2026-12", None)
    assert "陈*" in done.words
    assert said in done.words


def test_a_number_that_nobody_has_is_told_where_it_was_typed(house: House, clerk: Visitor) -> None:
    house.gateway.services.answers[RecordSignUp] = NotFound(
        "没有这个编号。", "Nobody has this number."
    )
    page = clerk.opens(_HERE)

    again = clerk.sends(page, {"number": "2026-99"}, deed="record_sign_up")

    assert again.status == 404
    assert "没有这个编号。" in again.words
    assert again.form(deed="record_sign_up").fields["number"] == "2026-99"


def test_a_guest_gets_the_code_that_is_shown_once(house: House, clerk: Visitor) -> None:
    code = a_code(SECRET)
    made = _sign_up(SignUpState.CONFIRMED)
    house.gateway.services.answers[RecordGuest] = GuestReceipt(id=made.id, code=code, sign_up=made)
    page = clerk.opens(_HERE)

    done = clerk.sends(
        page,
        {"name": "王小芳", "phone": "13700137000", "age_group": "adult", "heads": "2"},
        deed="record_guest",
    )

    [asked] = _asked(house, RecordGuest)
    assert (asked.shift_id, asked.name, asked.heads) == (_SHIFT, "王小芳", 2)
    assert code in done.words


def test_nobody_is_signed_up_for_what_has_begun(house: House, clerk: Visitor) -> None:
    answers: dict[Any, Any] = house.gateway.services.answers
    one = answers[ShowActivity]
    begun = [dataclasses.replace(each, starts_at=clock.now() - _HOUR) for each in one.shifts]
    answers[ShowActivity] = dataclasses.replace(one, shifts=begun)

    page = clerk.opens(_HERE)

    assert "record_sign_up" not in [form.fields.get("_deed") for form in page.forms]
