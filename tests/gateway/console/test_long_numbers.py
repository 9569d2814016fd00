"""A number longer than any that is meant is refused, not a fault, wherever a page takes numbers."""

from __future__ import annotations

from uuid import UUID

import pytest
from werkzeug.datastructures import MultiDict

from contracts.volunteers.fund import DraftFundApplication
from gateway.console import forms
from gateway.console.public import surveys
from tests.gateway.answers import everything
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House
from vocabulary.actors import Role

_ONE = UUID("01970a3c-9000-7000-8000-0000000000f1")
_REGULATION = "/streets/440305007000/regulations/selection"

_LONG = ["9" * 19, "9" * 20, "9" * 5000]

_SENT = (
    (None, f"/communities/{DENGLIANG}/volunteers/new", "minor_until_year"),
    (Role.WORKSTATION_STAFF, "/desk/activities/new", "cost_yuan"),
    (Role.ADMINISTRATOR, "/desk/selections/new", "w.settled"),
)
_OPENED = (
    (None, f"/communities/{DENGLIANG}/handbook", "edition"),
    (None, f"{_REGULATION}/difference", "to_number"),
    (Role.WORKSTATION_STAFF, "/desk/sharing-meetings/year", "year"),
)


@pytest.fixture
def house(quick_house: House) -> House:
    """Everything answers."""
    quick_house.gateway.services.answers.update(everything())
    return quick_house


def _visitor(house: House, role: Role | None) -> Visitor:
    visitor = Visitor(house.gateway.app)
    if role is not None:
        visitor.signs_in(house.person("clerk", role))
    return visitor


@pytest.mark.parametrize("long", _LONG, ids=len)
@pytest.mark.parametrize(("role", "address", "field"), _SENT)
def test_a_long_number_in_a_form_is_refused(
    house: House, role: Role | None, address: str, field: str, long: str
) -> None:
    visitor = _visitor(house, role)

    page = visitor.sends(visitor.opens(address), {field: long, "_go": "submission"})

    assert page.status == 422
    assert "内容不符合要求" in page.words


@pytest.mark.parametrize("long", _LONG, ids=len)
@pytest.mark.parametrize(("role", "address", "field"), _OPENED)
def test_a_long_number_in_an_address_is_passed_over(
    house: House, role: Role | None, address: str, field: str, long: str
) -> None:
    page = _visitor(house, role).opens(f"{address}?{field}={long}")

    assert page.status in {200, 404}, page.words


@pytest.mark.parametrize("long", _LONG, ids=len)
def test_a_mark_with_a_long_version_counts_as_one_without(house: House, long: str) -> None:
    visitor = _visitor(house, Role.WORKSTATION_STAFF)
    page = visitor.opens(f"/desk/activities/{_ONE}/check-in")
    [action] = {form.action for form in page.forms if form.action.endswith("/check-in")}

    page = visitor.sends(page, {"mark": f"{_ONE}.{long}.present"}, action=action)

    assert page.status == 303


@pytest.mark.parametrize("long", _LONG, ids=len)
def test_an_answer_with_a_long_number_stays_a_text(long: str) -> None:
    one = {"key": "heard", "type": "rating"}

    said = surveys.answered(one, MultiDict({"q.heard": long}))

    assert said == {"question": "heard", "number": long}


@pytest.mark.parametrize("long", _LONG, ids=len)
def test_a_line_of_a_long_number_is_left_out(long: str) -> None:
    given = MultiDict({"costs.0.what": "纸", f"costs.{long}.what": "笔"})

    assert forms.read(DraftFundApplication.body(), given)["costs"] == [{"what": "纸"}]
