"""Activities on pages: planned in steps, approved, people checked in, findings written down."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any, TypeVar, cast
from uuid import UUID

import pytest

from contracts.recruitment.holidays import HolidayList, HolidayView, ListHolidays
from contracts.volunteers.activities import (
    ActivityPage,
    ActivityView,
    ApproveActivity,
    ListActivities,
    PlanActivity,
    ReturnActivity,
    ShiftView,
    ShowActivity,
    SubmitActivity,
)
from contracts.volunteers.check_in_codes import (
    CheckInByCode,
    CheckInCode,
    OwnCheckIn,
    ShowCheckInCode,
)
from contracts.volunteers.findings import RecordFinding
from contracts.volunteers.sign_ups import (
    CheckIn,
    ListSignUps,
    RecordUnannounced,
    SignUpPage,
    SignUpView,
)
from contracts.volunteers.teams import ListTeams, ShowTeam, TeamPage, TeamView
from contracts.volunteers.words import ActivityState, Organiser, Presence, SignUpState
from runtime import clock
from tests.gateway.answers import everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.visiting import Page, Visitor
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.problems import PreconditionFailed

A = TypeVar("A")

_ONE = UUID("01970a3c-9000-7000-8000-0000000000f1")
_SHIFT = UUID("01970a3c-9000-7000-8000-0000000000f2")
_FIRST = UUID("01970a3c-9000-7000-8000-0000000000f3")
_HERE = f"/desk/activities/{_ONE}"
_HOUR = dt.timedelta(hours=1)


def _some(kind: type[A], **changes: Any) -> A:
    """An answer with what this test is about."""
    found: Any = an_answer(kind)  # type: ignore[arg-type]  # answers alone come here
    return cast("A", dataclasses.replace(found, **changes))


@pytest.fixture
def house(quick_house: House) -> House:
    """A field action that is on, with one sign-up, and that waits for approval elsewhere."""
    answers = quick_house.gateway.services.answers
    answers.update(everything())
    now = clock.now()
    shift = _some(ShiftView, id=_SHIFT, starts_at=now, ends_at=now + _HOUR)
    one = _some(
        ActivityView,
        id=_ONE,
        title="楼道消防巡查",
        organiser=Organiser.WORKSTATION,
        state=ActivityState.PUBLISHED,
        team_id=None,
        needs_skills=[],
        checklist=["楼道灭火器"],
        cost_estimate_fen=12050,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        shifts=[shift],
        possible=["approval", "return"],
        history=[],
        version=4,
    )
    person = _some(
        SignUpView,
        id=_FIRST,
        shift_id=_SHIFT,
        name="张*",
        turn=7,
        state=SignUpState.CONFIRMED,
        presence=None,
        version=3,
        possible=["attendance"],
    )
    answers |= {
        ShowActivity: one,
        ListActivities: ActivityPage(items=[one]),
        ListSignUps: SignUpPage(items=[person]),
        CheckIn: dataclasses.replace(person, presence=Presence.LATE),
        PlanActivity: one,
        SubmitActivity: one,
        ShowCheckInCode: CheckInCode(activity_id=_ONE, check_in_code="492039"),
    }
    return quick_house


@pytest.fixture
def clerk(house: House) -> Visitor:
    """Somebody of the workstation, at the desk."""
    visitor = Visitor(house.gateway.app)
    visitor.signs_in(house.person("clerk", Role.WORKSTATION_STAFF))
    return visitor


def _asked(house: House, kind: type[Any]) -> list[Any]:
    """The requests of this kind that arrived."""
    return [one.request for one in house.gateway.services.asked if type(one.request) is kind]


def _next(clerk: Visitor, page: Page, **typed: str) -> Page:
    return clerk.sends(page, {**typed, "_go": "next"})


def test_an_activity_is_planned_in_steps_and_submitted_at_the_end(
    house: House, clerk: Visitor
) -> None:
    """What was answered goes along; nothing is kept before the last step."""
    what = {
        "held_by": "organiser:workstation",
        "title": "邻里节",
        "plan": "摆摊。",
        "place": "广场",
    }
    times = {"starts_at": "2027-05-04T09:00", "ends_at": "2027-05-04T11:00", "places": "20"}
    page = _next(clerk, clerk.opens("/desk/activities/new"), **what)
    page = _next(clerk, page, **{f"shifts.0.{name}": value for name, value in times.items()})
    page = _next(clerk, page)
    page = _next(clerk, page, cost_yuan="120")
    assert "请核对" in page.words
    assert _asked(house, PlanActivity) == []

    after = clerk.follows(clerk.sends(page, {"_go": "submission"}))

    [planned] = _asked(house, PlanActivity)
    [shift] = planned.shifts
    assert (planned.title, planned.organiser, planned.cost_estimate_fen) == (
        "邻里节",
        Organiser.WORKSTATION,
        12000,
    )
    assert (shift.places, shift.starts_at) == (20, dt.datetime(2027, 5, 4, 1, tzinfo=dt.UTC))
    [submitted] = _asked(house, SubmitActivity)
    assert submitted.expected_version == 4
    assert "等待工作站审批" in after.words


def test_each_step_is_checked_by_what_stands_on_it(house: House, clerk: Visitor) -> None:
    page = _next(clerk, clerk.opens("/desk/activities/new"), title="邻里节", place="广场")

    assert page.status == 422
    assert "做什么、谁来做：" in page.words
    assert "费用预算" not in page.words
    assert page.form().fields["title"] == "邻里节"


def test_what_waits_is_approved_or_sent_back_with_what_is_missing(
    house: House, clerk: Visitor
) -> None:
    page = clerk.opens("/desk/activities/approvals")
    assert "楼道消防巡查" in page.words
    assert "120.50 元" in page.words

    clerk.sends(page, deed="approve_activity")
    clerk.sends(page, {"reason": "请写明安全员。"}, deed="return_activity")

    assert [one.activity_id for one in _asked(house, ApproveActivity)] == [_ONE]
    assert [one.reason for one in _asked(house, ReturnActivity)] == ["请写明安全员。"]


def test_what_waits_says_whose_team_asks(house: House, clerk: Visitor) -> None:
    answers: dict[Any, Any] = house.gateway.services.answers
    [one] = answers[ListActivities].items
    team = _some(TeamView, name="荔林消防团队")
    answers |= {
        ListActivities: ActivityPage(items=[dataclasses.replace(one, team_id=team.id)] * 2),
        ListTeams: TeamPage(items=[team]),
        ShowTeam: team,
    }

    assert "荔林消防团队" in clerk.opens("/desk/activities/approvals").words
    assert (len(_asked(house, ListTeams)), len(_asked(house, ShowTeam))) == (1, 0)

    # It is none of the first hundred.
    answers[ListTeams] = TeamPage(items=[])
    assert "荔林消防团队" in clerk.opens("/desk/activities/approvals").words
    assert len(_asked(house, ShowTeam)) == 1


def test_one_press_writes_down_how_somebody_was_there(house: House, clerk: Visitor) -> None:
    page = clerk.opens(f"{_HERE}/check-in")
    assert "7 号 张*" in page.words

    after = clerk.follows(
        clerk.sends(
            page,
            {"mark": f"{_FIRST}.3.late", f"minutes.{_FIRST}": "40"},
            action=f"{_HERE}/check-in",
        )
    )

    [asked] = _asked(house, CheckIn)
    assert (asked.sign_up_id, asked.presence, asked.minutes, asked.expected_version) == (
        _FIRST,
        Presence.LATE,
        40,
        3,
    )
    assert "7 号：已登记。" in after.words


def test_somebody_at_the_door_is_written_down_by_number(house: House, clerk: Visitor) -> None:
    page = clerk.opens(f"{_HERE}/check-in")

    clerk.sends(page, {"number": "2026-12"}, action=f"{_HERE}/check-in", deed="door")

    [asked] = _asked(house, RecordUnannounced)
    assert (asked.shift_id, asked.number) == (_SHIFT, "2026-12")


def test_what_somebody_else_wrote_down_meanwhile_is_told(house: House, clerk: Visitor) -> None:
    house.gateway.services.answers[CheckIn] = PreconditionFailed("别人改过它。", "It was changed.")
    page = clerk.opens(f"{_HERE}/check-in")

    again = clerk.sends(page, {"mark": f"{_FIRST}.3.present"}, action=f"{_HERE}/check-in")

    assert again.status == 412
    assert "别人改过它" in again.words


def test_the_copy_in_a_phone_holds_numbers_and_masked_names_until_the_end_alone(
    house: House, clerk: Visitor
) -> None:
    """No token, no search, no way to other pages of the activity."""
    page = clerk.opens(f"{_HERE}/check-in?kept=1")
    text = page.answer.text

    assert "7 号 张*" in page.words
    assert "_csrf" not in text
    assert 'action="/desk/search"' not in text
    assert "data-until=" in text
    assert f"{_HERE}/check-in/code" not in page.links


def test_the_leader_shows_the_code_and_people_enter_it(house: House, clerk: Visitor) -> None:
    shown = clerk.opens(f"{_HERE}/check-in/code")
    assert "492039" in shown.words
    assert "<svg" in shown.answer.text
    resident = Visitor(house.gateway.app)
    page = resident.opens("/check-in?check_in_code=492039")
    own = house.gateway.services

    there = resident.sends(page, {"code": "5BXE-6G4C-0HSY-EY71"})
    own.answers[CheckInByCode] = OwnCheckIn()
    wrong = resident.sends(page, {"code": "5BXE-6G4C-0HSY-EY71"})

    assert "您已签到" in there.words
    assert [one.check_in_code for one in _asked(house, CheckInByCode)] == ["492039"] * 2
    assert wrong.status == 403
    assert "签到码不对" in wrong.words


def test_a_finding_is_written_down_at_its_address(house: House, clerk: Visitor) -> None:
    page = clerk.opens(f"{_HERE}/findings")

    clerk.sends(
        page,
        {"item": "楼道灭火器", "address": "3 栋 2 单元", "words": "已过期。"},
        deed="record",
    )

    [asked] = _asked(house, RecordFinding)
    assert (asked.activity_id, asked.item, asked.address) == (_ONE, "楼道灭火器", "3 栋 2 单元")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_activity_shows_what_can_be_done_now(
    house: House, clerk: Visitor, language: str
) -> None:
    clerk.opens(f"/reading?language={language}")

    page = clerk.opens(_HERE)

    assert page.status == 200, page.answer.text
    assert f"{_HERE}/check-in" in page.links
    assert page.form(deed="approve_activity").fields["_version"] == "4"
    assert clerk.opens("/desk/activities").status == 200


def test_the_calendar_shows_every_organiser_and_marks_free_and_working_days(
    house: House, clerk: Visitor
) -> None:
    day, free = dt.date(2026, 10, 10), dt.date(2026, 10, 1)
    begins = dt.datetime(2026, 10, 10, 1, tzinfo=dt.UTC)
    answers: dict[Any, Any] = house.gateway.services.answers
    shift = _some(ShiftView, id=_SHIFT, starts_at=begins, ends_at=begins + _HOUR)
    one = dataclasses.replace(answers[ShowActivity], shifts=[shift])
    answers[ListActivities] = ActivityPage(items=[one])
    worked = _some(HolidayView, day=day, is_workday=True, name="国庆节调休")
    off = _some(HolidayView, day=free, is_workday=False, name="国庆节")
    answers[ListHolidays] = _some(HolidayList, year=2026, items=[off, worked])

    page = clerk.opens("/desk/activities/calendar?on=2026-10-10&organiser=workstation")

    assert page.status == 200, page.answer.text
    [asked] = _asked(house, ListActivities)
    assert (asked.held_from, asked.held_to) == (dt.date(2026, 9, 28), dt.date(2026, 11, 1))
    assert asked.organiser == [Organiser.WORKSTATION]
    assert ActivityState.DRAFT not in asked.state
    assert "10-10 周六 班 国庆节调休 09:00 楼道消防巡查" in page.words
    assert "10-1 周四 休 国庆节" in page.words
    week = clerk.opens("/desk/activities/calendar?on=2026-10-10&view=week")
    assert "2026-10-05—2026-10-11" in week.words
    assert clerk.opens("/desk/activities/calendar?on=never").status == 200
