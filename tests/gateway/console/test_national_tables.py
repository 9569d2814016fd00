"""Tables for the national system at the desk: first tried, then fetched."""

from __future__ import annotations

import dataclasses
from typing import Any, cast
from uuid import UUID

import pytest

from contracts.volunteers.national import (
    CheckNationalTable,
    ExportNationalTable,
    NationalCheck,
    NationalFault,
)
from contracts.volunteers.words import NationalTable, NationalTrouble
from tests.builders import LILIN
from tests.gateway.answers import everything
from tests.gateway.console.visiting import Visitor
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.problems import wrong_field

_PERSON = UUID("01970a3c-9000-7000-8000-0000000000e1")
_ASKED = f"/desk/national-tables?table=volunteers&community={LILIN}"
_FAULT = NationalFault(
    id=_PERSON,
    registration_id=_PERSON,
    name="王*",
    column="志愿者编号",
    fault=NationalTrouble.VALUE_MISSING,
    zh="没有填写“志愿者编号”，请补充。",
    en="“志愿者编号” is missing; add it.",
)


@pytest.fixture
def house(quick_house: House) -> House:
    """A house with one row that is ready, and one that is not."""
    answers = quick_house.gateway.services.answers
    answers.update(everything())
    answers[CheckNationalTable] = NationalCheck(ready=1, refused=1, faults=[_FAULT])
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


def test_nothing_is_tried_before_a_table_is_chosen(house: House, clerk: Visitor) -> None:
    page = clerk.opens("/desk/national-tables")

    assert "先检查" in page.words
    assert _asked(house, CheckNationalTable) == []


def test_rows_that_would_be_refused_are_named_before_anything_is_fetched(
    house: House, clerk: Visitor
) -> None:
    page = clerk.opens(_ASKED)

    [tried] = _asked(house, CheckNationalTable)
    assert (tried.table, tried.community) == (NationalTable.VOLUNTEERS, LILIN)
    assert "没有填写“志愿者编号”，请补充。" in page.words
    assert f"/desk/volunteers/{_PERSON}" in page.links
    assert _asked(house, ExportNationalTable) == []
    [file] = [one for one in page.links if one.startswith("/api/v1/national-tables/export?")]
    assert file.endswith(f"table=volunteers&community={LILIN}")


def test_a_table_with_nothing_ready_is_not_offered(house: House, clerk: Visitor) -> None:
    answers = house.gateway.services.answers
    found = cast("NationalCheck", answers[CheckNationalTable])
    answers[CheckNationalTable] = dataclasses.replace(found, ready=0)

    page = clerk.opens(_ASKED)

    assert page.status == 200
    assert not [one for one in page.links if "national-tables/export" in one]


def test_a_period_that_cannot_be_stands_beside_its_field(house: House, clerk: Visitor) -> None:
    house.gateway.services.answers[CheckNationalTable] = wrong_field(
        "served_to", "before_beginning", zh="结束日期早于开始日期，请核对。", en="Check both."
    )

    page = clerk.opens(_ASKED)

    assert page.status == 422
    assert "结束日期早于开始日期，请核对。" in page.words
