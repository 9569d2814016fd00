from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.gateway.accounts import NewAccount, NewRole
from contracts.gateway.notices import ROLES_TOGETHER
from gateway.messages.notices import operations as notices
from gateway.people.accounts import operations
from runtime import clock
from runtime.identifiers import new_id
from tests.gateway.doubles import DENGLIANG, DINGTAI, STREET
from tests.gateway.house import BETTER, House, Person
from tests.gateway.messages.notices import people_told
from tests.outboxes import wishes
from vocabulary.actors import Role

_ACCOUNTS = "/api/v1/accounts"
_NEW = {
    "login": "zhang.san",
    "display_name": "张三",
    "area": DENGLIANG,
    "phone": "13800138000",
    "email": "zhang.san@example.cn",
}
_COMMISSIONER = {"role": "commissioner", "area": DENGLIANG}


class Administrator:
    """An administrator of the street at work."""

    def __init__(self, house: House, area: str = STREET, login: str = "admin.one") -> None:
        self.house = house
        self.person = house.person(login, Role.ADMINISTRATOR, area)
        self.token = house.tokens(self.person)["access_token"]

    def send(self, method: str, path: str = "", body: Any = None, **headers: str) -> Any:
        options = {} if method == "GET" else {"json": {} if body is None else body}
        return self.house.by_token(
            self.token, method, f"{_ACCOUNTS}{path}", headers=headers, **options
        )


@pytest.fixture
def administrator(house: House) -> Administrator:
    """An administrator of the street."""
    return Administrator(house)


def test_a_new_account_gets_a_password_that_is_shown_once(
    house: House, administrator: Administrator
) -> None:
    made = administrator.send("POST", body=_NEW | {"roles": [_COMMISSIONER]})

    password = made.json["initial_password"]
    person = Person(UUID(made.json["account"]["id"]), "zhang.san", password)
    tokens = house.tokens(person)
    assert made.json["account"]["phone"] == "138****8000"
    assert made.json["account"]["email"] == "z***@example.cn"
    assert tokens["needs"] == ["change_password"]
    body = {"current_password": password, "new_password": BETTER}
    house.by_token(tokens["access_token"], "POST", f"{_ACCOUNTS}/me/password", json=body)
    person.password = BETTER
    access = house.tokens(person)["access_token"]
    assert house.by_token(access, "GET", "/api/v1/appeals").status_code == 404


def test_a_repeated_request_makes_no_second_account_and_shows_no_password(
    house: House, administrator: Administrator
) -> None:
    headers = {"Idempotency-Key": "key-1"}
    first = administrator.send("POST", body=_NEW, **headers)

    again = administrator.send("POST", body=_NEW, **headers)

    assert again.json == {"account": again.json["account"], "initial_password": None}
    person = Person(UUID(again.json["account"]["id"]), "zhang.san", first.json["initial_password"])
    assert house.tokens(person)["needs"] == ["change_password"]
    with house.database.reading() as session:
        kept = session.execute(sa.text("SELECT answer FROM answered_request")).scalars().all()
    assert first.json["initial_password"] not in str(kept)
    assert "13800138000" not in str(kept)


def test_a_login_belongs_to_one_account_for_ever(administrator: Administrator) -> None:
    administrator.send("POST", body=_NEW)

    again = administrator.send("POST", body=_NEW)

    assert (again.status_code, again.json["errors"][0]["code"]) == (409, "taken")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"area": "440306000000"}, 403, "area"),
        ({"area": "440305000000"}, 403, "area"),
        ({"roles": [{"role": "commissioner", "area": "440306001001"}]}, 403, "area"),
        ({"roles": [{"role": "administrator", "area": "440305000000"}]}, 403, "area"),
        ({"roles": [{"role": "commissioner", "area": STREET}]}, 422, "area"),
        (
            {
                "roles": [
                    _COMMISSIONER
                    | {
                        "begins_at": "2013-05-07T00:00:00+08:00",
                        "ends_at": "2013-05-06T00:00:00+08:00",
                    }
                ]
            },
            422,
            "ends_at",
        ),
        ({"login": "Zhang"}, 422, "login"),
        ({"login": "zh"}, 422, "login"),
        ({"login": "zhang san"}, 422, "login"),
        ({"login": "zhang\n"}, 422, "login"),
        ({"email": "nobody"}, 422, "email"),
        ({"phone": "many"}, 422, "phone"),
        ({"display_name": " "}, 422, "display_name"),
        ({"password": "Mine-1234567"}, 422, "password"),
    ],
)
def test_an_account_that_cannot_be_is_not_made(
    quick_house: House, changes: dict[str, Any], status: int, field: str
) -> None:
    administrator = Administrator(quick_house)

    answer = administrator.send("POST", body=_NEW | changes)

    assert answer.status_code == status, answer.json
    assert answer.json["errors"][0]["field"].endswith(field)
    assert administrator.send("GET", "?search=zhang").json["items"] == []


def test_a_role_given_counts_and_a_role_ended_is_lost_at_once(
    house: House, administrator: Administrator
) -> None:
    person = house.person("person.one", None)
    one = f"/{person.id}"
    given = administrator.send("POST", f"{one}/roles", _COMMISSIONER)
    [role] = given.json["roles"]
    access = house.tokens(person)["access_token"]
    browser = house.browser()
    browser.sign_in(person)
    assert house.by_token(access, "GET", "/api/v1/appeals").status_code == 404

    ended = administrator.send("POST", f"{one}/roles/{role['id']}/ending")

    assert ended.json["roles"][0]["is_held"] is False
    assert house.by_token(access, "GET", "/api/v1/appeals").status_code == 401
    assert browser.send("GET", "/api/v1/appeals").status_code == 403
    again = administrator.send("POST", f"{one}/roles/{role['id']}/ending")
    assert again.status_code == 409
    assert administrator.send("POST", f"{one}/roles", _COMMISSIONER).status_code == 200


def test_the_same_role_is_not_held_twice(house: House, administrator: Administrator) -> None:
    person = house.person("person.one")

    answer = administrator.send("POST", f"/{person.id}/roles", _COMMISSIONER)

    assert answer.status_code == 409


@pytest.mark.one_database
def test_an_account_with_the_most_roles_still_has_a_token_that_holds(
    house: House, administrator: Administrator
) -> None:
    person = house.person("person.one", None)

    def given(number: int) -> int:
        role = {"role": "workstation_staff", "area": f"4403050070{number:02d}"}
        answer = administrator.send("POST", f"/{person.id}/roles", role)
        return int(answer.status_code)

    assert {given(number) for number in range(1, 31)} == {200}
    assert given(31) == 409
    access = house.tokens(person)["access_token"]
    assert house.by_token(access, "GET", "/api/v1/appeals").status_code == 404


def test_a_locked_account_is_out_at_once_and_comes_back(
    house: House, administrator: Administrator
) -> None:
    person = house.person("person.one")
    access = house.tokens(person)["access_token"]

    assert administrator.send("POST", f"/{person.id}/locking").json["state"] == "locked"

    assert house.by_token(access, "GET", f"{_ACCOUNTS}/me").status_code == 401
    assert house.attempt(person.proof).status_code == 401
    administrator.send("POST", f"/{person.id}/unlocking")
    assert house.attempt(person.proof).status_code == 200


@pytest.mark.one_database
def test_a_closed_account_stays_closed(house: House, administrator: Administrator) -> None:
    person = house.person("person.one")
    one = f"/{person.id}"

    closed = administrator.send("POST", f"{one}/closing").json

    assert (closed["state"], [role["is_held"] for role in closed["roles"]]) == ("closed", [False])
    assert house.attempt(person.proof).status_code == 401
    for method, path, body in (
        ("POST", f"{one}/closing", {}),
        ("PUT", one, {"display_name": "x"}),
        ("POST", f"{one}/roles", _COMMISSIONER),
        ("POST", f"{one}/initial-password", {}),
    ):
        assert administrator.send(method, path, body).status_code == 409, path


def test_a_reset_password_ends_all_sign_ins(house: House, administrator: Administrator) -> None:
    person = house.person("person.one")
    browser = house.browser()
    browser.sign_in(person)

    reset = administrator.send("POST", f"/{person.id}/initial-password").json

    assert browser.send("GET", f"{_ACCOUNTS}/me").status_code == 401
    assert house.attempt(person.proof).status_code == 401
    person.password = reset["initial_password"]
    assert house.tokens(person)["needs"] == ["change_password"]


def test_a_lost_second_factor_can_be_enrolled_anew(
    house: House, administrator: Administrator
) -> None:
    officer = house.person("officer.one", Role.STREET_OFFICER, STREET)

    answer = administrator.send("POST", f"/{officer.id}/second-factor-removal")

    assert answer.json["has_second_factor"] is False
    officer.totp = None
    assert house.tokens(officer)["needs"] == ["enrol_second_factor"]
    assert administrator.send("POST", f"/{officer.id}/second-factor-removal").status_code == 409


@pytest.mark.one_database
def test_nobody_keeps_an_account_that_stands_above(house: House) -> None:
    """A community's administrator must not get at a street officer by a reset password."""
    local = Administrator(house, DENGLIANG)
    deputy = house.person("deputy.one", Role.COMMISSIONER, DENGLIANG)
    Administrator(house, STREET, "admin.two").send(
        "POST", f"/{deputy.id}/roles", {"role": "workstation_staff", "area": STREET}
    )

    assert local.send("GET", f"/{deputy.id}").status_code == 200
    for method, path, body in (
        ("POST", "/initial-password", {}),
        ("POST", "/second-factor-removal", {}),
        ("POST", "/locking", {}),
        ("POST", "/closing", {}),
        ("PUT", "", {"display_name": "x"}),
    ):
        assert local.send(method, f"/{deputy.id}{path}", body).status_code == 403, path


@pytest.mark.one_database
def test_administrators_do_not_keep_their_own_account(administrator: Administrator) -> None:
    own = f"/{administrator.person.id}"

    for method, path, body in (
        ("POST", "/initial-password", {}),
        ("POST", "/locking", {}),
        ("POST", "/closing", {}),
        ("PUT", "", {"display_name": "x"}),
        ("POST", "/roles", _COMMISSIONER),
    ):
        assert administrator.send(method, f"{own}{path}", body).status_code == 403, path


def test_other_streets_accounts_do_not_exist(house: House, administrator: Administrator) -> None:
    foreign = house.person("foreign.one", Role.COMMISSIONER, "440306001001")
    role = {"role": "commissioner", "area": DENGLIANG}

    for method, path, body in (
        ("GET", "", None),
        ("GET", "/history", None),
        ("PUT", "", {"display_name": "x"}),
        ("POST", "/locking", {}),
        ("POST", "/closing", {}),
        ("POST", "/roles", role),
        ("POST", f"/roles/{new_id()}/ending", {}),
        ("POST", "/initial-password", {}),
        ("POST", "/second-factor-removal", {}),
    ):
        answer = administrator.send(method, f"/{foreign.id}{path}", body)
        assert answer.status_code == 404, path
    everybody = administrator.send("GET").json["items"]
    assert [item["login"] for item in everybody] == ["admin.one"]
    forged = administrator.send("GET", "?area=440306000000&search=foreign").json["items"]
    assert forged == []


@pytest.mark.one_database
def test_only_administrators_come_here(house: House) -> None:
    access = house.tokens(house.person())["access_token"]

    assert house.by_token(access, "GET", _ACCOUNTS).status_code == 403
    assert house.by_token(access, "POST", _ACCOUNTS, json=_NEW).status_code == 403


@pytest.mark.parametrize(
    ("query", "logins"),
    [
        ("", ["admin.one", "a.staff", "b.commissioner", "zhang.san"]),
        ("?search=COMM", ["b.commissioner"]),
        ("?search=%E5%BC%A0", ["zhang.san"]),
        ("?search=138-0013-8000", ["zhang.san"]),
        ("?search=1380013", []),
        ("?search=Zhang.San@Example.cn", ["zhang.san"]),
        ("?search=%25", []),
        ("?search=_", []),
        ("?role=commissioner", ["b.commissioner"]),
        (f"?area={DINGTAI}", ["b.commissioner"]),
        ("?state=closed", []),
        ("?area=440300000000", ["admin.one", "a.staff", "b.commissioner", "zhang.san"]),
    ],
)
def test_accounts_are_found(quick_house: House, query: str, logins: list[str]) -> None:
    administrator = Administrator(quick_house)
    quick_house.person("a.staff", Role.WORKSTATION_STAFF, DENGLIANG)
    quick_house.person("b.commissioner", Role.COMMISSIONER, DINGTAI)
    administrator.send("POST", body=_NEW)

    found = administrator.send("GET", query).json["items"]

    assert [item["login"] for item in found] == sorted(logins)


def test_a_long_list_comes_in_pages(house: House, administrator: Administrator) -> None:
    for number in range(4):
        house.person(f"person.{number}")

    first = administrator.send("GET", "?limit=3").json
    rest = administrator.send("GET", f"?limit=3&cursor={first['next_cursor']}").json

    logins = [item["login"] for item in first["items"] + rest["items"]]
    assert logins == ["admin.one", "person.0", "person.1", "person.2", "person.3"]
    assert rest["next_cursor"] is None
    assert administrator.send("GET", "?limit=0").status_code == 422


def test_everything_done_to_an_account_is_in_its_history(
    house: House, administrator: Administrator
) -> None:
    made = administrator.send("POST", body=_NEW | {"roles": [_COMMISSIONER]}).json["account"]
    one = f"/{made['id']}"
    change = {"display_name": "张三", "phone": "13900139000", "without_email": True}
    administrator.send("PUT", one, change)
    administrator.send("POST", f"{one}/locking")

    entries = administrator.send("GET", f"{one}/history").json["items"]

    assert [entry["what"] for entry in entries] == [
        "created",
        "role_given",
        "initial_password_given",
        "changed",
        "locked",
    ]
    assert {entry["by"] for entry in entries} == {str(administrator.person.id)}
    assert [entry["version"] for entry in entries] == [1, 2, 3, 4, 5]
    assert entries[3]["details"] == {"fields": "phone, email"}
    assert "1390013" not in str(entries)


def test_the_history_cannot_be_changed(house: House, administrator: Administrator) -> None:
    administrator.send("POST", body=_NEW)

    for statement in ("UPDATE account_history SET what = 'x'", "DELETE FROM account_history"):
        with pytest.raises(sa.exc.DBAPIError), house.database.writing() as session:
            session.execute(sa.text(statement))


def test_contacts_lie_sealed_and_owners_see_them_whole(
    house: House, administrator: Administrator
) -> None:
    made = administrator.send("POST", body=_NEW).json
    person = Person(UUID(made["account"]["id"]), "zhang.san", made["initial_password"])
    access = house.tokens(person)["access_token"]

    own = house.by_token(access, "GET", f"{_ACCOUNTS}/me").json
    with house.database.reading() as session:
        rows = str([tuple(row) for row in session.execute(sa.text("SELECT * FROM account"))])

    assert (own["phone"], own["email"]) == ("13800138000", "zhang.san@example.cn")
    assert "13800138000" not in rows
    assert "example.cn" not in rows


@pytest.mark.one_database
def test_owners_change_their_contact_and_stay_signed_in(house: House) -> None:
    person = house.person()
    access = house.tokens(person)["access_token"]
    body = {"display_name": "敖建南", "phone": "13800138000", "language": "en"}
    body["current_password"] = person.password

    changed = house.by_token(access, "PUT", f"{_ACCOUNTS}/me", json=body)

    assert (changed.json["display_name"], changed.json["language"]) == ("敖建南", "en")
    house.refresh()
    assert house.by_token(access, "GET", f"{_ACCOUNTS}/me").json["phone"] == "13800138000"


@pytest.mark.parametrize(
    "pair",
    [
        (Role.WORKSTATION_STAFF, Role.PARTY_COMMITTEE),
        (Role.PARTY_COMMITTEE, Role.WORKSTATION_STAFF),
    ],
)
def test_one_account_for_workstation_and_committee_is_told_to_the_street(
    house: House, pair: tuple[Role, Role]
) -> None:
    """An administrator of a community made itself a second account that prepares what it decides."""
    officer = house.person("street.officer", Role.STREET_OFFICER, STREET)
    person = house.person("chen.gong", pair[0])
    assert house.tokens(person)["needs"] == []

    with house.database.writing() as session:
        operations.hold(
            session, person.id, NewRole(role=pair[1], area=DENGLIANG), by="an administrator"
        )

    [wish] = wishes(house.database, ROLES_TOGETHER)
    assert (wish.area, wish.facts) == (DENGLIANG, {"account": "chen.gong"})
    with house.database.writing() as session:
        notices.grant(session, wish, ())
    assert people_told.notices(house) == [("roles_together", str(officer.id))]
    assert house.tokens(person)["needs"] == ["enrol_second_factor"]


def test_an_account_made_with_both_roles_is_told_too(quick_house: House) -> None:
    roles = [
        NewRole(role=role, area=DENGLIANG)
        for role in (Role.WORKSTATION_STAFF, Role.PARTY_COMMITTEE)
    ]
    new = NewAccount(login="chen.gong", display_name="某某某", area=DENGLIANG, roles=roles)

    with quick_house.database.writing() as session:
        operations.insert(session, new_id(), new, by=None)

    assert len(wishes(quick_house.database, ROLES_TOGETHER)) == 1


def test_one_role_after_the_other_is_no_matter(quick_house: House) -> None:
    ends = clock.now() + dt.timedelta(days=1)
    person = quick_house.person("chen.gong", Role.WORKSTATION_STAFF, ends_at=ends)
    later = NewRole(role=Role.PARTY_COMMITTEE, area=DENGLIANG, begins_at=ends)

    with quick_house.database.writing() as session:
        operations.hold(session, person.id, later, by=None)

    assert wishes(quick_house.database, ROLES_TOGETHER) == []
    assert quick_house.tokens(person)["needs"] == []
