"""What a stolen sign-in must not do, and what outlives a password that was lost."""

from __future__ import annotations

from typing import Any

import pyotp
import pytest
import sqlalchemy as sa

from bus.tables import OUTBOX
from gateway.people.sign_in import rules
from tests.gateway.doubles import DENGLIANG, STREET
from tests.gateway.house import BETTER, House, Person
from vocabulary.actors import Role

_ME = "/api/v1/accounts/me"
_KEYS = "/api/v1/api-keys"
_WISH = {"name": "12345", "scopes": ["appeal.read"]}


def _send(
    house: House, person: Person, method: str, path: str, body: Any, *, shows: bool = False
) -> Any:
    """A request of a program; `shows`: with password and the next code."""
    token = house.tokens(person)["access_token"]
    house.time.forward(seconds=30)
    proof = {"current_password": person.password, "code": person.code} if shows else {}
    answer = house.by_token(token, method, path, json=proof | body)
    house.refresh()
    return answer


def _a_key(house: House, person: Person) -> Any:
    made = _send(house, person, "POST", _KEYS, _WISH, shows=True)
    assert made.status_code == 200, made.json
    return made.json


def _holds(house: House, key: Any) -> bool:
    status = house.by_token(key["secret"], "GET", "/api/v1/appeals").status_code
    assert status in {401, 403, 404}
    return bool(status != 401)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", _KEYS, _WISH),
        ("PUT", _ME, {"display_name": "某某", "phone": "13800138000"}),
        ("POST", f"{_ME}/second-factor", {}),
    ],
    ids=["key", "contact", "second_factor"],
)
def test_a_sign_in_left_open_changes_nothing_of_the_account(
    quick_house: House, method: str, path: str, body: dict[str, Any]
) -> None:
    person = quick_house.person()
    before = quick_house.row(person)

    without = _send(quick_house, person, method, path, body)
    guessed = _send(quick_house, person, method, path, {"current_password": "guess 1"} | body)

    assert [answer.status_code for answer in (without, guessed)] == [422, 422]
    assert guessed.json["errors"][0]["field"] == "current_password"
    assert quick_house.row(person) == before
    assert _send(quick_house, person, method, path, body, shows=True).status_code == 200


def test_the_owner_is_told_of_a_key_a_factor_and_a_changed_contact(quick_house: House) -> None:
    person = quick_house.person()
    _a_key(quick_house, person)
    _send(quick_house, person, "PUT", _ME, {"display_name": "某某"}, shows=True)
    quick_house.person("admin.one", Role.ADMINISTRATOR, STREET)

    with quick_house.database.reading() as session:
        told = session.scalars(
            sa.select(OUTBOX.c.envelope)
            .where(OUTBOX.c.type == "linli.gateway.account_notice_requested")
            .order_by(OUTBOX.c.created_at)
        ).all()
    kinds = ["api_key_made", "contact_changed", "second_factor_enrolled"]
    assert [kind in text for kind, text in zip(kinds, told, strict=True)] == [True] * 3


def test_wrong_codes_at_the_confirmation_of_a_factor_are_slowed_down(house: House) -> None:
    """Six digits without a brake: a thief of a sign-in could enrol an app that they did not have."""
    person = house.person("street.one", Role.STREET_OFFICER, STREET, with_app=False)
    token = house.tokens(person)["access_token"]
    path = f"{_ME}/second-factor"
    made = house.by_token(token, "POST", path, json={"current_password": person.password}).json
    right = pyotp.TOTP(made["secret"]).at(house.time.now)
    wrong = [f"{(int(right) + step) % 1_000_000:06}" for step in range(1, 7)]
    for code in wrong[: rules.FREE_TRIES["account"]]:
        tried = house.by_token(token, "POST", f"{path}/confirmation", json={"code": code})
        assert tried.status_code == 422

    now = house.by_token(token, "POST", f"{path}/confirmation", json={"code": right})

    assert (now.status_code, now.json["errors"][0]["code"]) == (422, "wrong")
    house.time.forward(minutes=5)
    later = pyotp.TOTP(made["secret"]).at(house.time.now)
    confirmed = house.by_token(token, "POST", f"{path}/confirmation", json={"code": later})
    assert confirmed.status_code == 200


def test_no_key_survives_what_an_administrator_does_for_a_lost_secret(house: House) -> None:
    """A person with the lost password may have made keys with it."""
    reset, unlocked = house.person("person.one"), house.person("person.two")
    removed = house.person("person.three", with_app=True)
    keys = [_a_key(house, person) for person in (reset, unlocked, removed)]
    assert [_holds(house, key) for key in keys] == [True] * 3

    administrator = house.person("admin.one", Role.ADMINISTRATOR, STREET)

    def do(method: str, person: Person, path: str, **body: Any) -> None:
        done = _send(house, administrator, method, f"/api/v1/accounts/{person.id}{path}", body)
        assert done.status_code == 200, done.json

    do("POST", reset, "/initial-password")
    do("POST", removed, "/second-factor-removal")
    do("POST", unlocked, "/locking")
    do("POST", unlocked, "/unlocking")

    assert [_holds(house, key) for key in keys] == [False] * 3


def test_a_changed_password_keeps_the_keys_that_its_owner_names(house: House) -> None:
    person = house.person(area=DENGLIANG)
    kept, dropped = _a_key(house, person), _a_key(house, person)
    body = {
        "current_password": person.password,
        "new_password": BETTER,
        "keep_api_keys": [kept["api_key"]["id"]],
    }

    changed = _send(house, person, "POST", f"{_ME}/password", body).json

    listed = [
        [key["id"] for key in changed[name]] for name in ("kept_api_keys", "revoked_api_keys")
    ]
    assert listed == [[kept["api_key"]["id"]], [dropped["api_key"]["id"]]]
    assert (_holds(house, kept), _holds(house, dropped)) == (True, False)
