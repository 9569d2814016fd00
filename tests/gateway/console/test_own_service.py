"""What volunteers and social workers find with an account, and what is planned from an appeal."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any, cast

import pytest

from contracts.appeals.intake import ShowAppeal
from contracts.volunteers.activities import ActivityPage, ActivityView, ListActivities
from contracts.volunteers.sign_ups import (
    AcceptOwnSignUp,
    ListOwnSignUps,
    OwnSignUps,
    SignUpView,
)
from contracts.volunteers.volunteers import OwnCode, ShowOwnCode
from contracts.volunteers.words import SignUpState
from runtime import clock
from tests.gateway.answers import a_code, an_appeal, everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.stores import keep_files
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG, SECRET
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.problems import Unavailable

_CODE = a_code(SECRET)


@pytest.fixture
def house(quick_house: House, tmp_path: Path) -> House:
    """One in which every service answers."""
    keep_files(quick_house.gateway.attachment_store, tmp_path)
    quick_house.gateway.services.answers |= everything()
    return quick_house


def _visitor(house: House, role: Role) -> Visitor:
    made = Visitor(house.gateway.app)
    made.signs_in(house.person(role.value, role, DENGLIANG))
    return made


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.SOCIAL_WORKER])
def test_the_day_of_a_volunteer_begins_with_their_own_service(house: House, role: Role) -> None:
    house.gateway.services.answers[ShowOwnCode] = OwnCode(code=_CODE)
    person = _visitor(house, role)

    begins = person.opens("/desk")
    page = person.follows(begins)

    assert begins.leads_to == "/desk/service"
    assert {"/desk/service", "/desk/service/activities"} <= set(page.links)
    assert _CODE not in page.words


def test_a_volunteer_accepts_an_offered_place_with_the_account(house: House) -> None:
    offered = dataclasses.replace(
        cast("SignUpView", an_answer(SignUpView)),
        state=SignUpState.OFFERED,
        offered_until=clock.now() + dt.timedelta(hours=5),
        starts_at=clock.now() + dt.timedelta(days=1),
        possible=["acceptance", "withdrawal"],
    )
    house.gateway.services.answers |= {
        ShowOwnCode: OwnCode(code=_CODE),
        ListOwnSignUps: OwnSignUps(items=[offered]),
        AcceptOwnSignUp: offered,
    }
    person = _visitor(house, Role.VOLUNTEER)

    done = person.sends(person.opens("/desk/service"), deed="place")

    assert done.leads_to == "/desk/service"
    [asked] = [
        one.request
        for one in house.gateway.services.asked
        if isinstance(one.request, AcceptOwnSignUp)
    ]
    assert (asked.code, asked.sign_up_id) == (_CODE, offered.id)


def test_an_account_that_no_volunteer_has_is_told_what_to_do(house: House) -> None:
    house.gateway.services.answers[ShowOwnCode] = OwnCode(code=None)

    page = _visitor(house, Role.VOLUNTEER).opens("/desk/service")

    assert (page.status, "/track?what=volunteers" in page.links) == (200, True)


def test_staff_have_no_service_of_their_own_in_the_menu(house: House) -> None:
    clerk = _visitor(house, Role.WORKSTATION_STAFF)

    assert "/desk/service" not in clerk.opens("/desk/today").links
    assert clerk.opens("/desk/service").status == 403


def _desk_appeal(house: House) -> Any:
    appeal = an_appeal()
    house.gateway.services.answers[ShowAppeal] = appeal
    return _visitor(house, Role.WORKSTATION_STAFF).opens(f"/desk/appeals/{appeal.id}")


def test_an_appeal_leads_to_the_activities_planned_from_it(house: House) -> None:
    """R61: a field action names the appeal, and the appeal's page the field action."""
    activity = dataclasses.replace(
        cast("ActivityView", an_answer(ActivityView)), title="楼道清理", community=DENGLIANG
    )
    house.gateway.services.answers[ListActivities] = ActivityPage(items=[activity])

    page = _desk_appeal(house)

    [asked] = [
        one.request
        for one in house.gateway.services.asked
        if isinstance(one.request, ListActivities)
    ]
    assert (asked.area, asked.appeal_number) == (DENGLIANG, "〔2013〕17")
    assert "楼道清理" in page.words
    assert f"/desk/activities/{activity.id}" in page.links
    assert any(link.startswith("/desk/activities/new?appeal_number=") for link in page.links)


def test_an_appeal_opens_while_nobody_knows_of_activities(house: House) -> None:
    house.gateway.services.answers[ListActivities] = Unavailable("稍后再试。", "Later.")

    page = _desk_appeal(house)

    assert (page.status, "灭火器过期了" in page.words) == (200, True)
    # Unread is not none.
    assert "可以安排一次专项行动" not in page.words
