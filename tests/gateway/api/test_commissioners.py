from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from contracts.appeals.commissioners import CommissionerLoad, CommissionerLoads, CountCommissioners
from contracts.recruitment.commissioners import (
    FieldOfWork,
    ListServing,
    ServingCommissioner,
    ServingCommissioners,
)
from contracts.recruitment.words import PostCategory
from tests.gateway.actors import STAFF
from tests.gateway.answers import answering_gateway

_HUA = UUID("01970a3c-9000-7000-8000-0000000000c1")
_ROUTE = "/api/v1/communities/{}/commissioners"


def _post(title: str) -> ServingCommissioner:
    return ServingCommissioner(
        commissioner=_HUA,
        name="李建华",
        field_of_work=FieldOfWork(
            category=PostCategory.FIRE_SAFETY,
            category_zh="消防安全",
            category_en="Fire safety",
            post=title,
        ),
    )


def test_the_registers_commissioners_stand_with_recruitments_names_and_posts() -> None:
    """Two posts are one commissioner; whom recruitment does not know yet has no name."""
    gateway = answering_gateway()
    gateway.services.answers |= {
        CountCommissioners: CommissionerLoads(
            items=[
                CommissionerLoad(commissioner=str(_HUA), open_appeals=2),
                CommissionerLoad(commissioner="of-before", open_appeals=0),
            ]
        ),
        ListServing: ServingCommissioners(items=[_post("消防"), _post("宠物")]),
    }

    found = gateway.call("GET", _ROUTE.format("440305007003") + "?on=2013-05-06", by=STAFF)

    [before, hua] = found.json["items"]
    assert before == {
        "commissioner": "of-before",
        "name": None,
        "fields_of_work": [],
        "open_appeals": 0,
    }
    assert (hua["commissioner"], hua["name"], hua["open_appeals"]) == (str(_HUA), "李建华", 2)
    assert [(one["post"], one["category_en"]) for one in hua["fields_of_work"]] == [
        ("消防", "Fire safety"),
        ("宠物", "Fire safety"),
    ]
    asked: dict[str, Any] = {"community": "440305007003", "on": dt.date(2013, 5, 6)}
    assert [one.request for one in gateway.services.asked] == [
        CountCommissioners(**asked),
        ListServing(**asked),
    ]
    assert {one.actor for one in gateway.services.asked} == {STAFF}


@pytest.mark.parametrize("code", ["440305007000", "nowhere", "1"])
def test_what_is_no_community_is_not_found(code: str) -> None:
    assert answering_gateway().call("GET", _ROUTE.format(code), by=STAFF).status_code == 404
