"""Pages of administrators: accounts with their roles, and help for people who are locked out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.gateway.answers import everything
from tests.gateway.console.visiting import Page, Visitor
from tests.gateway.doubles import DENGLIANG, STREET
from tests.gateway.house import House, Person
from vocabulary.actors import Role


@pytest.fixture
def house(quick_house: House) -> House:
    """What other services are asked has an answer; accounts are real."""
    quick_house.gateway.services.answers.update(everything())
    return quick_house


@pytest.fixture
def administrator(house: House) -> Visitor:
    """Of the street."""
    made = Visitor(house.gateway.app)
    person = house.person("admin.one", Role.ADMINISTRATOR, STREET)
    assert made.signs_in(person).status == 303
    return made


def _state(house: House, person: Person) -> tuple[str, str | None]:
    row = house.row(person)
    return row.state, row.phone


def _does(visitor: Visitor, person: Person, deed: str, **typed: Any) -> Page:
    page = visitor.opens(f"/desk/accounts/{person.id}")
    return visitor.follows(visitor.sends(page, typed, deed=deed))


def test_an_account_is_made_with_its_roles_and_a_slip_for_its_owner(
    house: House, administrator: Visitor
) -> None:
    """Issue 19: the first day of a new street."""
    typed = {"login": "liu.ming", "display_name": "刘明", "area": DENGLIANG}
    role = {"roles.0.role": "workstation_staff", "roles.0.area": DENGLIANG}
    page = administrator.opens(f"/desk/accounts/new?area={DENGLIANG}")
    assert page.form().fields["area"] == DENGLIANG

    slip = administrator.sends(page, typed | role)
    again = administrator.sends(page, typed | role)

    assert "liu.ming" in slip.words
    password = slip.words.partition("初始密码 ")[2].split()[0]
    assert "初始密码已显示过一次" in again.words
    newcomer = Visitor(house.gateway.app)
    signed_in = newcomer.signs_in(Person(_account(slip), "liu.ming", password))
    assert signed_in.leads_to == "/desk/first-steps"
    found = administrator.opens("/desk/accounts?search=刘明")
    assert "社区工作站 · 登良社区" in found.words


def _account(slip: Page) -> UUID:
    """The account that a slip is for."""
    return UUID(next(one for one in slip.links if one.startswith("/desk/accounts/0"))[-36:])


def test_a_wrong_login_is_said_at_its_question_and_nothing_typed_is_lost(
    administrator: Visitor,
) -> None:
    page = administrator.opens("/desk/accounts/new")

    again = administrator.sends(page, login="刘", display_name="刘明", area=DENGLIANG)

    assert again.status == 422
    assert again.form().fields["display_name"] == "刘明"
    assert "登录名：" in again.words


def test_a_role_is_given_for_a_time_and_ended_by_hand(house: House, administrator: Visitor) -> None:
    person = house.person("person.one", role=None)

    given = _does(
        administrator,
        person,
        "give_role",
        role="party_committee",
        area=DENGLIANG,
        ends_at="2014-05-06T09:00",
    )
    assert "社区综合党委 · 登良社区" in given.words
    assert "2014-05-06 09:00" in given.words
    [ending] = [
        one.fields["_deed"] for one in given.forms if "end_role" in one.fields.get("_deed", "")
    ]
    ended = _does(administrator, person, ending)

    assert "现在无效" in ended.words
    assert "角色终止 · 社区综合党委" in ended.words


def test_locking_keeps_the_phone_that_the_page_shows_masked(
    house: House, administrator: Visitor
) -> None:
    """A form that holds what is masked would delete it, or write the mask back."""
    person = house.person("person.one")
    _does(administrator, person, "change_account", phone="13900139000")

    locked = _does(administrator, person, "lock_account")
    renamed = _does(administrator, person, "change_account", display_name="李四")

    assert _state(house, person) == ("locked", "13900139000")
    assert "139****9000" in locked.words
    assert "停用账号" in renamed.words
    _does(administrator, person, "unlock_account")
    _does(administrator, person, "change_account", without_phone="true")
    assert _state(house, person) == ("active", None)


def test_a_phone_is_not_given_and_deleted_at_once(house: House, administrator: Visitor) -> None:
    person = house.person("person.one")
    page = administrator.opens(f"/desk/accounts/{person.id}")

    typed = {"phone": "13900139000", "without_phone": "true"}
    again = administrator.sends(page, typed, deed="change_account")

    assert (again.status, house.row(person).phone) == (422, None)
    assert "要删除就不要再填写" in again.words


def test_a_forgotten_password_and_a_lost_app_are_helped(
    house: House, administrator: Visitor
) -> None:
    person = house.person("person.one", with_app=True)
    page = administrator.opens(f"/desk/accounts/{person.id}/password")
    assert "请先核对是本人" in page.words

    slip = administrator.sends(page)
    removed = _does(administrator, person, "remove_second_factor")

    password = slip.words.partition("初始密码 ")[2].split()[0]
    assert house.attempt({"login": person.login, "password": password}).status_code == 200
    assert "解除动态验证码" in removed.words


def test_nobody_manages_their_own_account_on_its_page(house: House, administrator: Visitor) -> None:
    found = administrator.opens("/desk/accounts?search=admin.one")
    [own] = [one for one in found.links if one.startswith("/desk/accounts/0")]

    page = administrator.opens(own)

    assert "不能由您管理" in page.words
    assert [one for one in page.forms if one.fields.get("_deed")] == []


def test_an_account_elsewhere_is_none(house: House, administrator: Visitor) -> None:
    other = house.person("person.one", role=None, area="440304001001")

    assert administrator.opens(f"/desk/accounts/{other.id}").status == 404
    assert administrator.opens(f"/desk/accounts/{other.id}/password").status == 404


def test_only_administrators_see_accounts(house: House) -> None:
    officer = Visitor(house.gateway.app)
    officer.signs_in(house.person("officer", Role.STREET_OFFICER, STREET))

    assert officer.opens("/desk/accounts").status == 403
    assert officer.opens("/desk/accounts/new").status == 403
