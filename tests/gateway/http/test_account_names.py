"""The names of people beside their accounts, masked by right."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from contracts.appeals.appeal import Step
from contracts.appeals.intake import AppealPage, ListAppeals, ShowAppeal
from tests.gateway.answers import MOMENT, an_appeal, answering_gateway, everything
from tests.gateway.doubles import DENGLIANG, DINGTAI, STREET, Gateway
from tests.gateway.house import House, Person
from vocabulary.actors import Actor, Grant, Role


@pytest.fixture
def commissioner(quick_house: House) -> Person:
    """Somebody called 某某某, a commissioner of Dengliang."""
    return quick_house.person()


def _shown(house: House, commissioner: Person, actor: Actor) -> dict[str, Any]:
    """A case that the commissioner has and acted on, as somebody sees it."""
    account = str(commissioner.id)
    step = Step(what="action_taken", happened_at=MOMENT, recorded_at=MOMENT, by=account, role="x")
    view = dataclasses.replace(an_appeal(), commissioner=account, history=[step])
    house.gateway.services.answers |= everything() | {ShowAppeal: view}
    found: dict[str, Any] = house.gateway.call("GET", f"/api/v1/appeals/{view.id}", by=actor).json
    return found


@pytest.mark.parametrize(
    ("role", "area", "name"),
    [
        (Role.WORKSTATION_STAFF, DENGLIANG, "某某某"),
        (Role.WORKSTATION_STAFF, DINGTAI, "某*"),
        (Role.STREET_OFFICER, STREET, "某*"),
        (Role.COMMISSIONER, DENGLIANG, "某*"),
    ],
)
def test_a_name_is_whole_for_those_who_prepare_appointments_there(
    quick_house: House, commissioner: Person, role: Role, area: str, name: str
) -> None:
    shown = _shown(quick_house, commissioner, Actor("somebody", (Grant(role, area),)))

    assert shown["commissioner_name"] == name
    assert [one["by_name"] for one in shown["history"]] == [name]


def test_everybody_reads_their_own_name(quick_house: House, commissioner: Person) -> None:
    own = quick_house.actor(commissioner, Role.COMMISSIONER, DENGLIANG)

    assert _shown(quick_house, commissioner, own)["commissioner_name"] == "某某某"


def test_what_is_no_account_of_ours_has_no_name(quick_house: House) -> None:
    """As that of a program, or of a person without an account."""
    quick_house.gateway.services.answers |= everything()
    clerk = Actor("clerk", (Grant(Role.WORKSTATION_STAFF, DENGLIANG),))

    [shown] = quick_house.gateway.call("GET", "/api/v1/appeals", by=clerk).json["items"]

    assert (shown["commissioner"], shown["commissioner_name"]) == ("commissioner-1", None)


def test_work_goes_on_without_names_while_the_accounts_are_away(commissioner: Person) -> None:
    gateway: Gateway = answering_gateway()
    view = dataclasses.replace(an_appeal(), commissioner=str(commissioner.id))
    gateway.services.answers[ListAppeals] = AppealPage(items=[view])
    clerk = Actor("clerk", (Grant(Role.WORKSTATION_STAFF, DENGLIANG),))

    answer = gateway.call("GET", "/api/v1/appeals", by=clerk)

    assert answer.status_code == 200
    assert answer.json["items"][0]["commissioner_name"] is None
