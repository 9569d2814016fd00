"""A clerk says of two registrations with one phone whether they are one person."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.volunteers.doubles import (
    Double,
    DoubleList,
    DoubleSide,
    KeepVolunteersApart,
    ListDoubles,
    MergeVolunteers,
)
from contracts.volunteers.words import AgeGroup, RegistrationState
from runtime.identifiers import new_id
from tests.gateway.answers import MOMENT, everything
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.problems import wrong_field

_HERE = "/desk/volunteers/doubles"


@pytest.fixture
def house(quick_house: House) -> House:
    """One in which every service answers."""
    quick_house.gateway.services.answers |= everything()
    return quick_house


@pytest.fixture
def clerk(house: House) -> Visitor:
    """A clerk of the workstation, signed in."""
    made = Visitor(house.gateway.app)
    made.signs_in(house.person("clerk", Role.WORKSTATION_STAFF, DENGLIANG))
    return made


def _side(number: int) -> DoubleSide:
    return DoubleSide(
        registration_id=new_id(),
        number=f"〔2013〕{number}",
        community=DENGLIANG,
        state=RegistrationState.ACTIVE,
        name="陈*",
        phone="138****8000",
        age_group=AgeGroup.ADULT,
        applied_at=MOMENT,
    )


def _waits(house: House) -> list[Double]:
    pairs = [
        Double(is_same_name=True, first=_side(1), second=_side(2)),
        Double(is_same_name=False, first=_side(3), second=_side(4)),
    ]
    house.gateway.services.answers |= {
        ListDoubles: DoubleList(items=pairs),
        MergeVolunteers: pairs[0].first,
        KeepVolunteersApart: pairs[1].first,
    }
    return pairs


def _asked(house: House, kind: type[Any]) -> list[Any]:
    return [one.request for one in house.gateway.services.asked if isinstance(one.request, kind)]


def _sent(clerk: Visitor, pair: Double, deed: str, **typed: str) -> Any:
    page = clerk.opens(_HERE)
    sides = {
        "kept_registration_id": str(pair.first.registration_id),
        "other_registration_id": str(pair.second.registration_id),
    }
    return clerk.sends(page, typed | sides, deed=deed)


def test_one_person_twice_is_merged_into_the_earlier_registration(
    house: House, clerk: Visitor
) -> None:
    [same, _other] = _waits(house)

    done = clerk.follows(_sent(clerk, same, "merging"))

    [asked] = _asked(house, MergeVolunteers)
    assert asked.kept_registration_id == same.first.registration_id
    assert asked.other_registration_id == same.second.registration_id
    assert "已合并" in done.words


def test_two_people_with_one_phone_are_kept_apart_with_a_reason(
    house: House, clerk: Visitor
) -> None:
    [_same, other] = _waits(house)

    done = clerk.follows(_sent(clerk, other, "keeping-apart", reason="夫妻共用一部手机。"))

    [asked] = _asked(house, KeepVolunteersApart)
    assert (asked.kept_registration_id, asked.reason) == (
        other.first.registration_id,
        "夫妻共用一部手机。",
    )
    assert "已记为两个人" in done.words


def test_a_refused_pair_keeps_what_was_typed_and_the_others_stay_empty(
    house: House, clerk: Visitor
) -> None:
    [_same, other] = _waits(house)
    house.gateway.services.answers[KeepVolunteersApart] = wrong_field(
        "reason", "too_short", zh="请写明原因。", en="Say why."
    )

    refused = _sent(clerk, other, "keeping-apart", reason="同号")

    typed = [
        form.fields["reason"]
        for form in refused.forms
        if form.fields.get("_deed") == "keeping-apart"
    ]
    assert (refused.status, typed) == (422, ["", "同号"])
    assert "请写明原因。" in refused.words
