"""What stands on the day of a workstation, a leader and a volunteer: reports, approvals, check-in."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from contracts.volunteers.activities import (
    ActivityPage,
    ActivityView,
    EditActivity,
    ListActivities,
    ShiftView,
    ShowActivity,
)
from contracts.volunteers.check_in_codes import CheckedIn, CheckInByCode, OwnCheckIn
from contracts.volunteers.sign_ups import ListOwnSignUps, OwnSignUps, SignUpView
from contracts.volunteers.volunteers import OwnCode, ShowOwnCode
from contracts.volunteers.words import ActivityState, Organiser, SignUpState
from runtime import clock
from tests.gateway.answers import a_code, everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.visiting import Page, Visitor
from tests.gateway.doubles import DENGLIANG, SECRET
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.periods import day_of

_CODE = a_code(SECRET)
_ONE = UUID("01970a3c-9000-7000-8000-0000000000f1")
_SHIFT = UUID("01970a3c-9000-7000-8000-0000000000f2")
_HOUR = dt.timedelta(hours=1)
_DAY = dt.timedelta(days=1)


def _some(kind: type[Any], **changes: Any) -> Any:
    return dataclasses.replace(an_answer(kind), **changes)


@pytest.fixture
def house(quick_house: House) -> House:
    """One in which every service answers."""
    quick_house.gateway.services.answers |= everything()
    return quick_house


def _visitor(house: House, role: Role) -> Visitor:
    made = Visitor(house.gateway.app)
    made.signs_in(house.person(role.value, role, DENGLIANG))
    return made


def _listed(house: House, *found: ActivityView) -> None:
    """Each in the list of its state."""

    def of_state(asked: ListActivities) -> ActivityPage:
        return ActivityPage(items=[one for one in found if one.state in (asked.state or [])])

    house.gateway.services.answers[ListActivities] = of_state


def _activity(title: str, state: ActivityState, **changed: Any) -> ActivityView:
    starts_at = clock.now() + _DAY
    shift = _some(ShiftView, id=_SHIFT, starts_at=starts_at, ends_at=starts_at + _HOUR)
    usual = {
        "id": _ONE,
        "title": title,
        "state": state,
        "community": DENGLIANG,
        "organiser": Organiser.WORKSTATION,
        "team_id": None,
        "needs_skills": [],
        "series_id": None,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "shifts": [shift],
        "possible": [],
        "history": [],
        "report_by": None,
    }
    made: ActivityView = _some(ActivityView, **usual | changed)
    return made


def _asked(house: House, kind: type[Any]) -> list[Any]:
    return [one.request for one in house.gateway.services.asked if type(one.request) is kind]


def test_the_workstation_sees_late_reports_and_plans_that_wait(house: House) -> None:
    today = day_of(clock.now())
    late = _activity("跳蚤市场", ActivityState.HELD, report_by=today - _DAY)
    in_time = _activity("百家宴", ActivityState.HELD, report_by=today + _DAY)
    waits = _activity("登山节", ActivityState.SUBMITTED)
    _listed(house, late, in_time, waits)

    page = _visitor(house, Role.WORKSTATION_STAFF).opens("/desk/today")

    assert "跳蚤市场" in page.words
    assert f"总结已超期，应在 {today - _DAY} 前提交" in page.words
    assert ("登山节" in page.words, "等待审批" in page.words) == (True, True)
    assert "百家宴" not in page.words


def test_a_commissioner_sees_the_reports_they_owe_and_the_next_check_in(house: House) -> None:
    today = day_of(clock.now())
    owed = _activity("百家宴", ActivityState.HELD, report_by=today + _DAY)
    _listed(house, owed, _activity("登山节", ActivityState.PUBLISHED))
    visitor = _visitor(house, Role.COMMISSIONER)

    page = visitor.opens("/desk/mine")

    assert f"总结请在 {today + _DAY} 前提交" in page.words
    assert f"/desk/activities/{_ONE}/check-in" in page.links
    assert {one.commissioner for one in _asked(house, ListActivities)} != {None}


@pytest.mark.parametrize(
    ("code", "role"), [(_CODE, Role.SOCIAL_WORKER), (None, Role.SOCIAL_WORKER)]
)
def test_a_social_worker_sees_what_they_lead_registered_or_not(
    house: House, code: str | None, role: Role
) -> None:
    house.gateway.services.answers[ShowOwnCode] = OwnCode(code=code)
    _listed(house, _activity("登山节", ActivityState.PUBLISHED))

    page = _visitor(house, role).opens("/desk/service")

    assert f"/desk/activities/{_ONE}/check-in" in page.links


def test_a_volunteer_leads_nothing(house: House) -> None:
    house.gateway.services.answers[ShowOwnCode] = OwnCode(code=_CODE)
    _listed(house, _activity("登山节", ActivityState.PUBLISHED))

    page = _visitor(house, Role.VOLUNTEER).opens("/desk/service")

    assert not [link for link in page.links if link.endswith("/check-in")]
    assert _asked(house, ListActivities) == []


def _there(house: House, starts_in: dt.timedelta) -> Page:
    """The page of somebody who has a place in a shift of two hours, and one that is offered."""
    starts_at = clock.now() + starts_in
    place: SignUpView = _some(
        SignUpView,
        activity="楼道巡查",
        state=SignUpState.CONFIRMED,
        presence=None,
        starts_at=starts_at,
        ends_at=starts_at + 2 * _HOUR,
        possible=[],
    )
    offered = dataclasses.replace(
        place,
        activity="邻里节",
        state=SignUpState.OFFERED,
        offered_until=clock.now() + _DAY,
        starts_at=clock.now() + 9 * _DAY,
        ends_at=clock.now() + 10 * _DAY,
        possible=["acceptance"],
    )
    house.gateway.services.answers |= {
        ListOwnSignUps: OwnSignUps(items=[place, offered]),
        CheckInByCode: OwnCheckIn(checked_in=_some(CheckedIn, activity="楼道巡查")),
    }
    return Visitor(house.gateway.app).opens(f"/volunteers/{_CODE}")


@pytest.mark.parametrize(
    ("starts_in", "is_on"), [(3 * _HOUR, False), (_HOUR, True), (-_HOUR, True), (-3 * _HOUR, False)]
)
def test_people_check_in_from_two_hours_before_until_the_end(
    house: House, starts_in: dt.timedelta, *, is_on: bool
) -> None:
    page = _there(house, starts_in)

    assert ("check_in" in [form.fields.get("_deed") for form in page.forms]) is is_on


def test_a_volunteer_checks_in_on_their_own_page(house: House) -> None:
    page = _there(house, _HOUR)
    visitor = Visitor(house.gateway.app)

    done = visitor.sends(page, {"check_in_code": "492039"}, deed="check_in")
    house.gateway.services.answers[CheckInByCode] = OwnCheckIn()
    refused = visitor.sends(page, {"check_in_code": "492038"}, deed="check_in")

    assert done.leads_to == f"/volunteers/{_CODE}"
    assert [one.check_in_code for one in _asked(house, CheckInByCode)] == ["492039", "492038"]
    assert (refused.status, "签到码不对" in refused.words) == (403, True)


def test_what_waits_for_an_answer_comes_first(house: House) -> None:
    words = _there(house, 3 * _HOUR).words

    assert words.index("邻里节") < words.index("楼道巡查")


def test_a_recurring_draft_is_edited_with_all_that_follow(house: House) -> None:
    """The steps asked for one alone, so the others kept the old plan."""
    draft = _activity("太极拳", ActivityState.DRAFT, possible=["edit"], series_id=_SHIFT)
    house.gateway.services.answers |= {ShowActivity: draft, EditActivity: draft}
    clerk = _visitor(house, Role.WORKSTATION_STAFF)
    page = clerk.opens(f"/desk/activities/{_ONE}/edit")

    page = clerk.sends(page, {"with_following": "true", "_go": "next"})
    for _step in range(3):
        page = clerk.sends(page, {"_go": "next"})
    clerk.sends(page, {"_go": "draft"})

    [asked] = _asked(house, EditActivity)
    assert asked.with_following is True


def test_a_draft_alone_is_not_asked_about_others(house: House) -> None:
    house.gateway.services.answers[ShowActivity] = _activity("太极拳", ActivityState.DRAFT)

    page = _visitor(house, Role.WORKSTATION_STAFF).opens(f"/desk/activities/{_ONE}/edit")

    assert 'name="with_following"' not in page.answer.text


def test_rescheduling_stays_folded_until_somebody_opens_it(house: House) -> None:
    begun = _activity(
        "登山节",
        ActivityState.PUBLISHED,
        possible=["rescheduling", "cancellation"],
        shifts=[],
    )
    house.gateway.services.answers[ShowActivity] = begun

    text = _visitor(house, Role.WORKSTATION_STAFF).opens(f"/desk/activities/{_ONE}").answer.text

    assert "reschedule_activity" in text
    assert 'name="deed" open' not in text
