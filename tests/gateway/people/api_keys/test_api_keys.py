from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from bus.tables import OUTBOX
from gateway.people.identity.rules import SCOPES
from tests.gateway.doubles import DENGLIANG, DINGTAI, STREET, Gateway
from tests.gateway.house import House, Person
from vocabulary.actors import Role
from vocabulary.permissions import Action

_KEYS = "/api/v1/accounts/api-keys"
FAR, DISTRICT = "440306001000", "440305000000"


@pytest.fixture
def staff(house: House) -> Person:
    """Somebody of the street's workstation."""
    return house.person("staff.one", Role.WORKSTATION_STAFF, STREET)


def _made(house: House, person: Person, **changes: Any) -> Any:
    access = house.tokens(person)["access_token"]
    if person.totp is not None:
        # A code is for one use.
        house.time.forward(minutes=1)
    proof = {"current_password": person.password, "code": person.code}
    body = proof | {"name": "12345", "scopes": ["appeal.read"]} | changes
    return house.by_token(access, "POST", "/api/v1/api-keys", json=body)


def _secret(house: House, person: Person, **changes: Any) -> str:
    answer = _made(house, person, **changes)
    assert answer.status_code == 200, answer.json
    return str(answer.json["secret"])


def test_a_key_opens_what_its_scopes_name_and_nothing_else(house: House, staff: Person) -> None:
    secret = _secret(house, staff)

    assert secret.startswith("linli_")
    assert house.by_token(secret, "GET", "/api/v1/appeals").status_code == 404
    refused = house.by_token(secret, "POST", "/api/v1/receptions", json={})
    assert (refused.status_code, refused.json["code"]) == (403, "forbidden")
    assert house.by_token(secret, "GET", "/api/v1/accounts/me").status_code == 403
    assert house.by_token(secret, "POST", "/api/v1/api-keys", json={}).status_code == 403


def test_a_key_acts_in_its_owners_name_within_its_areas(house: House, staff: Person) -> None:
    secret = _secret(house, staff, areas=[DENGLIANG])

    house.by_token(secret, "GET", "/api/v1/appeals")

    [asked] = house.gateway.services.asked
    assert asked.actor == house.actor(staff, Role.WORKSTATION_STAFF, DENGLIANG)


def test_intake_by_key_keeps_to_its_areas_and_reads_no_database(
    house: House, staff: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = _secret(house, staff, scopes=["appeal.record"], areas=[DENGLIANG])
    monkeypatch.setattr(house.database, "reading", _forbidden)
    monkeypatch.setattr(house.database, "writing", _forbidden)

    def sent(community: str) -> int:
        body = {"community": community, "category": "pets", "text": "狗叫"}
        return int(house.by_token(secret, "POST", "/api/v1/appeals", json=body).status_code)

    assert sent(DENGLIANG) == 202
    assert sent(DINGTAI) == 403


def test_a_key_is_shown_once_also_when_the_request_is_repeated(house: House, staff: Person) -> None:
    access = house.tokens(staff)["access_token"]
    body = {"name": "12345", "scopes": ["appeal.read"], "current_password": staff.password}
    headers = {"Idempotency-Key": "key-1"}

    first = house.by_token(access, "POST", "/api/v1/api-keys", json=body, headers=headers)
    again = house.by_token(access, "POST", "/api/v1/api-keys", json=body, headers=headers)
    listed = house.by_token(access, "GET", "/api/v1/api-keys").json["items"]

    assert first.json["secret"]
    assert (again.json["api_key"], again.json["secret"]) == (first.json["api_key"], None)
    assert [item["id"] for item in listed] == [first.json["api_key"]["id"]]


def test_nothing_of_a_key_can_be_read_from_the_database(house: House, staff: Person) -> None:
    secret = _secret(house, staff)
    random = secret.rpartition("_")[2]

    with house.database.reading() as session:
        rows = [
            str(tuple(row))
            for table in ("api_key", "answered_request")
            for row in session.execute(sa.text(f"SELECT * FROM {table}"))  # noqa: S608 - names of ours
        ]

    assert rows
    assert not [row for row in rows if random in row]


def test_a_revoked_key_no_longer_opens(house: House, staff: Person) -> None:
    secret = _secret(house, staff)
    access = house.tokens(staff)["access_token"]
    [key] = house.by_token(access, "GET", "/api/v1/api-keys").json["items"]

    answer = house.by_token(access, "DELETE", f"/api/v1/api-keys/{key['id']}")

    assert answer.status_code == 204
    refused = house.by_token(secret, "GET", "/api/v1/appeals")
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="linli", error="invalid_token"'


def test_another_gateway_knows_of_a_new_key_and_of_its_end_after_its_next_look(
    house: House, staff: Person
) -> None:
    other = House(house.database, house.time)
    secret = _secret(house, staff)
    assert other.by_token(secret, "GET", "/api/v1/appeals").status_code == 401
    other.refresh()
    assert other.by_token(secret, "GET", "/api/v1/appeals").status_code == 404
    access = house.tokens(staff)["access_token"]
    [key] = house.by_token(access, "GET", "/api/v1/api-keys").json["items"]
    house.by_token(access, "DELETE", f"/api/v1/api-keys/{key['id']}")

    other.refresh()

    assert other.by_token(secret, "GET", "/api/v1/appeals").status_code == 401


def test_nobody_ends_another_ones_key(house: House, staff: Person) -> None:
    key = _made(house, staff).json["api_key"]["id"]
    access = house.tokens(house.person("other.one"))["access_token"]

    assert house.by_token(access, "DELETE", f"/api/v1/api-keys/{key}").status_code == 404
    assert house.by_token(access, "GET", "/api/v1/api-keys").json["items"] == []


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"scopes": []}, "scopes", "required"),
        ({"scopes": ["everything"]}, "scopes", "unknown_scope"),
        ({"scopes": ["account.own"]}, "scopes", "unknown_scope"),
        ({"scopes": ["account.manage"]}, "scopes", "unknown_scope"),
        ({"scopes": ["category.manage"]}, "scopes", "not_yours"),
        ({"areas": ["440306000000"]}, "areas", "not_yours"),
        ({"areas": ["440300000000"]}, "areas", "not_yours"),
        ({"days": 366}, "days", "out_of_range"),
    ],
)
def test_a_key_is_never_more_than_its_owner(
    quick_house: House, changes: dict[str, Any], field: str, code: str
) -> None:
    staff = quick_house.person("staff.one", Role.WORKSTATION_STAFF, STREET)

    answer = _made(quick_house, staff, **changes)

    [error] = answer.json["errors"]
    assert (answer.status_code, error["field"], error["code"]) == (422, field, code)


def test_a_key_ends_at_its_time(house: House, staff: Person) -> None:
    secret = _secret(house, staff, days=1)

    house.time.forward(hours=24)
    house.refresh()

    assert house.by_token(secret, "GET", "/api/v1/appeals").status_code == 401


def test_a_key_loses_what_its_owner_loses(house: House, staff: Person) -> None:
    administrator = house.person("admin.one", Role.ADMINISTRATOR, STREET)
    secret = _secret(house, staff)
    by = house.tokens(administrator)["access_token"]
    one = f"/api/v1/accounts/{staff.id}"
    [role] = house.by_token(by, "GET", one).json["roles"]

    house.by_token(by, "POST", f"{one}/roles/{role['id']}/ending", json={})

    assert house.by_token(secret, "GET", "/api/v1/appeals").status_code == 403


def test_the_keys_of_a_locked_account_do_not_open(house: House, staff: Person) -> None:
    administrator = house.person("admin.one", Role.ADMINISTRATOR, STREET)
    secret = _secret(house, staff)
    by = house.tokens(administrator)["access_token"]
    locking = f"/api/v1/accounts/{staff.id}/locking"

    assert house.by_token(by, "POST", locking, json={}).status_code == 200

    assert house.by_token(secret, "GET", "/api/v1/appeals").status_code == 401


def test_an_administrator_sees_the_keys_of_their_accounts_and_withdraws_one(
    house: House, staff: Person
) -> None:
    """Issue 19: which there are, of whom and when last used; the owner is told of the end."""
    secret = _secret(house, staff)
    elsewhere = house.person("far.one", Role.WORKSTATION_STAFF, FAR)
    _secret(house, elsewhere)
    house.by_token(secret, "GET", "/api/v1/appeals")
    house.refresh()
    by = house.tokens(house.person("admin.one", Role.ADMINISTRATOR, STREET))["access_token"]
    found = house.by_token(by, "GET", _KEYS).json

    [key] = found["items"]
    assert (key["account"], key["login"]) == (str(staff.id), "staff.one")
    assert (key["last_used_at"], key["possible"]) == (house.time.now.isoformat(), ["withdrawal"])
    ended = house.by_token(by, "POST", f"{_KEYS}/{key['id']}/withdrawal", json={})

    assert (ended.status_code, ended.json["possible"]) == (200, [])
    assert house.by_token(secret, "GET", "/api/v1/appeals").status_code == 401
    assert house.by_token(by, "GET", _KEYS).json["items"] == []
    [*_, step] = house.by_token(by, "GET", f"/api/v1/accounts/{staff.id}/history").json["items"]
    assert (step["what"], step["details"]) == ("api_key_withdrawn", {"api_key_id": key["id"]})
    with house.database.reading() as session:
        asked = session.scalars(sa.select(OUTBOX.c.envelope)).all()
    [told] = [one for one in asked if "api_key_withdrawn" in one]
    assert str(staff.id) in told
    access = house.tokens(staff)["access_token"]
    assert house.by_token(access, "GET", "/api/v1/accounts/me").status_code == 200


@pytest.mark.parametrize(
    ("role", "area"), [(Role.ADMINISTRATOR, FAR), (Role.STREET_OFFICER, STREET)]
)
def test_nobody_else_withdraws_it(house: House, staff: Person, role: Role, area: str) -> None:
    secret = _secret(house, staff)
    access = house.tokens(staff)["access_token"]
    [key] = house.by_token(access, "GET", "/api/v1/api-keys").json["items"]
    other = house.tokens(house.person("other.one", role, area))["access_token"]

    tried = house.by_token(other, "POST", f"{_KEYS}/{key['id']}/withdrawal", json={})

    assert tried.status_code == (404 if role is Role.ADMINISTRATOR else 403)
    assert house.by_token(secret, "GET", "/api/v1/appeals").status_code == 404


def test_an_administrator_withdraws_no_key_from_above_nor_by_this_way_their_own(
    house: House,
) -> None:
    above = house.person("above.one", Role.ADMINISTRATOR, DISTRICT)
    own = house.person("admin.one", Role.ADMINISTRATOR, STREET)
    from_above, kept = (_made(house, one).json["api_key"]["id"] for one in (above, own))
    house.time.forward(minutes=1)
    by = house.tokens(own)["access_token"]

    [found] = house.by_token(by, "GET", _KEYS).json["items"]
    tried = [
        house.by_token(by, "POST", f"{_KEYS}/{one}/withdrawal", json={}).status_code
        for one in (from_above, kept)
    ]

    assert (found["id"], found["possible"]) == (kept, [])
    assert tried == [404, 403]


def test_a_key_ends_with_a_reset_password(house: House, staff: Person) -> None:
    administrator = house.person("admin.one", Role.ADMINISTRATOR, STREET)
    secret = _secret(house, staff)
    by = house.tokens(administrator)["access_token"]

    house.by_token(by, "POST", f"/api/v1/accounts/{staff.id}/initial-password", json={})

    assert house.by_token(secret, "GET", "/api/v1/appeals").status_code == 401


def test_it_is_written_down_when_a_key_was_used(house: House, staff: Person) -> None:
    secret = _secret(house, staff)
    house.by_token(secret, "GET", "/api/v1/appeals")
    house.refresh()
    access = house.tokens(staff)["access_token"]

    [key] = house.by_token(access, "GET", "/api/v1/api-keys").json["items"]

    assert key["last_used_at"] == house.time.now.isoformat()


def test_keys_outlive_a_database_that_is_away_as_long_as_tokens_do(
    house: House, staff: Person
) -> None:
    secret = _secret(house, staff)

    house.time.forward(minutes=10)
    assert house.by_token(secret, "GET", "/api/v1/appeals").status_code == 404
    house.time.forward(seconds=1)
    late = house.by_token(secret, "GET", "/api/v1/appeals")

    assert (late.status_code, late.headers["Retry-After"]) == (503, "5")


@pytest.mark.parametrize("secret", ["linli_", "linli_x_y", "linli_" + "0" * 32 + "_x", "linli_é"])
def test_an_invented_key_is_refused(quick_house: House, secret: str) -> None:
    answer = quick_house.by_token(secret, "GET", "/api/v1/appeals")

    assert (answer.status_code, answer.json["code"]) == (401, "unauthenticated")


def test_scopes_are_all_permissions_but_those_for_persons() -> None:
    for_persons = {
        Action.ANYONE,
        Action.ACCOUNT_OWN,
        Action.ACCOUNT_MANAGE,
        Action.ACCOUNT_ERASE,
        Action.VOLUNTEER_OWN,
    }

    assert set(SCOPES.values()) == set(Action) - for_persons


def test_a_gateway_that_read_nothing_yet_says_so(gateway: Gateway) -> None:
    headers = {"Authorization": "Bearer linli_" + "0" * 32 + "_x"}

    assert gateway.call("GET", "/api/v1/appeals", headers=headers).status_code == 503


def _forbidden() -> Any:
    raise AssertionError("the database was asked")
