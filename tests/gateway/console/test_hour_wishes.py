"""Pages on which hours are asked about, answered, and shown before they count."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from contracts.volunteers.hour_wishes import AskForOwnCorrection, RefuseHoursWish
from contracts.volunteers.hours import (
    CorrectHours,
    HoursPage,
    HoursView,
    ListHours,
    ListOwnHours,
    OwnHours,
)
from contracts.volunteers.shown_hours import (
    ListOwnShownHours,
    ListShownHours,
    ShownHours,
    ShownHoursPage,
)
from contracts.volunteers.words import HoursState
from tests.gateway.answers import MOMENT, a_code, everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG, DINGTAI, SECRET
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.problems import wrong_field

_CODE = a_code(SECRET)
_ONE = UUID("01970a3c-9000-7000-8000-0000000000e1")
_HERE = "/desk/hours-wishes"


def _some(kind: type[Any], **changes: Any) -> Any:
    return dataclasses.replace(an_answer(kind), **changes)


@pytest.fixture
def house(quick_house: House) -> House:
    """Hours of which a correction is asked for, and hours that are shown."""
    answers: dict[Any, Any] = quick_house.gateway.services.answers
    answers.update(everything())
    wished = _some(
        HoursView,
        id=_ONE,
        name="陈*",
        activity="楼道巡查",
        state=HoursState.COUNTED,
        minutes=180,
        wished_minutes=210,
        wished_at=MOMENT,
        wish="收拾了半小时。",
        wish_answer=None,
        possible=["correction", "wish-refusal"],
        version=4,
    )
    own = dataclasses.replace(
        wished, wished_minutes=None, wished_at=None, wish_answer="签到表写明。", possible=["wish"]
    )
    line = _some(
        ShownHours,
        name="李*",
        activity="邻里节",
        minutes=90,
        counts_from=dt.date(2033, 5, 4),
    )
    answers |= {
        ListHours: _some(HoursPage, items=[wished]),
        CorrectHours: wished,
        RefuseHoursWish: wished,
        AskForOwnCorrection: own,
        ListOwnHours: OwnHours(counted_minutes=180, items=[own]),
        ListShownHours: ShownHoursPage(items=[line]),
        ListOwnShownHours: ShownHoursPage(items=[line]),
    }
    return quick_house


def _visitor(house: House, role: Role) -> Visitor:
    made = Visitor(house.gateway.app)
    made.signs_in(house.person(role.value, role, DENGLIANG))
    return made


def _asked(house: House, kind: type[Any]) -> list[Any]:
    return [one.request for one in house.gateway.services.asked if type(one.request) is kind]


def test_a_clerk_corrects_with_the_minutes_that_were_asked_for(house: House) -> None:
    clerk = _visitor(house, Role.WORKSTATION_STAFF)
    page = clerk.opens(_HERE)

    done = clerk.sends(page, {"reason": "签退有误。"}, deed="correct_hours")

    assert next(one.wished for one in _asked(house, ListHours)) is True
    assert all(said in page.words for said in ("陈*", "楼道巡查", "收拾了半小时。"))
    [asked] = _asked(house, CorrectHours)
    assert (asked.hours_id, asked.minutes, asked.expected_version) == (_ONE, 210, 4)
    assert done.leads_to == _HERE


def test_a_clerk_refuses_with_a_reason(house: House) -> None:
    clerk = _visitor(house, Role.WORKSTATION_STAFF)

    clerk.sends(clerk.opens(_HERE), {"reason": "没有依据。"}, deed="refuse_hours_wish")

    [asked] = _asked(house, RefuseHoursWish)
    assert (asked.hours_id, asked.reason) == (_ONE, "没有依据。")


def test_a_person_asks_by_code_and_reads_the_answer(house: House) -> None:
    person = Visitor(house.gateway.app)
    page = person.opens(f"/volunteers/{_CODE}")

    done = person.sends(page, {"minutes": "210", "reason": "收拾。"}, deed="wish")
    house.gateway.services.answers[AskForOwnCorrection] = wrong_field(
        "minutes", "as_recorded", zh="登记的就是 180 分钟。", en="As recorded."
    )
    again = person.sends(page, {"minutes": "180", "reason": "收拾。"}, deed="wish")

    assert "签到表写明。" in page.words
    first, _ = _asked(house, AskForOwnCorrection)
    assert (first.hours_id, first.minutes, first.expected_version) == (_ONE, 210, 4)
    assert done.leads_to == f"/volunteers/{_CODE}"
    assert (again.status, "登记的就是 180 分钟。" in again.words) == (422, True)


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.COMMISSIONER, Role.WORKSTATION_STAFF])
def test_members_of_the_community_read_what_is_shown(house: House, role: Role) -> None:
    page = _visitor(house, role).opens("/desk/hours-shown")

    assert all(said in page.words for said in ("李*", "邻里节", "2033-05-04"))


def test_hours_of_several_communities_say_whose_they_are(house: House) -> None:
    answers: dict[Any, Any] = house.gateway.services.answers
    [line] = answers[ListShownHours].items
    elsewhere = dataclasses.replace(line, community=DINGTAI)
    officer = _visitor(house, Role.STREET_OFFICER)
    said = []
    for items in ([line, line], [line, elsewhere]):
        answers[ListShownHours] = ShownHoursPage(items=items)
        said.append("义工 社区 活动" in officer.opens("/desk/hours-shown").words)

    assert said == [False, True]


def test_people_without_an_account_read_it_by_code(house: House) -> None:
    page = Visitor(house.gateway.app).opens(f"/volunteers/{_CODE}/shown-hours")

    assert "李*" in page.words
    [asked] = _asked(house, ListOwnShownHours)
    assert asked.code == _CODE
