"""What is stored about an account's owner, from the first word to its erasure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyotp
import pytest
import sqlalchemy as sa

from audit.tables import AUDIT
from bus.tables import OUTBOX
from contracts.appeals.assignment import AppealAssigned
from contracts.gateway.openid import LinkIdentity
from gateway.messages.preferences.model import NOTICE_PREFERENCE
from gateway.people.accounts.model import ACCOUNT, API_KEY
from gateway.people.openid import operations as openid
from gateway.people.openid.model import IDENTITY_LINK
from gateway.people.sessions.model import SIGN_IN
from gateway.people.sign_in.model import RECOVERY_CODE
from gateway.privacy.account_data import operations
from runtime import clock, retention
from tests.gateway.doubles import DENGLIANG, STREET
from tests.gateway.house import GOOD, House, Person
from tests.gateway.messages.notices.people_told import (
    an_open_dispatch,
    happen,
    name_areas,
    notices,
    of_appeal,
)
from vocabulary.actors import Role
from vocabulary.erasure import BY_RETENTION, ON_REQUEST
from vocabulary.retention import read

_ME = "/api/v1/accounts/me"
_PROOF = {"current_password": GOOD}
_PHONE, _EMAIL, _NAME, _LOGIN = "13800138000", "meilan@example.cn", "张美兰", "zhang.meilan"
_SUBJECT = "440301198001011234"
_TELLING = (_PHONE, _EMAIL, _NAME, _LOGIN, _SUBJECT)


@pytest.fixture(autouse=True)
def _periods() -> Iterator[None]:
    yield
    retention.use(read(""))


@pytest.fixture
def administrator(house: House) -> str:
    """The access token of an administrator of the street."""
    return _token(house, house.person("admin.one", Role.ADMINISTRATOR, STREET))


@pytest.fixture
def person(house: House, administrator: str) -> Person:
    """A commissioner about whom everything is stored that can be."""
    name_areas(house)
    made = house.person(_LOGIN)
    token = _token(house, made)

    def send(method: str, path: str, body: Any) -> Any:
        answer = house.by_token(token, method, f"/api/v1{path}", json=body)
        assert answer.status_code == 200, answer.json
        return answer.json

    contact = {"display_name": _NAME, "phone": _PHONE, "email": _EMAIL}
    send("PUT", "/accounts/me", _PROOF | contact)
    send("POST", "/consents", {"purpose": "publish_phone", "text_version": "1"})
    send("POST", "/api-keys", _PROOF | {"name": "12345", "scopes": ["appeal.read"]})
    wishes = {"quiet_from": "22:00", "quiet_to": "07:00", "kinds": []}
    send("PUT", "/accounts/me/notice-preferences", wishes)
    keeper = house.actor(house.person("admin.two", Role.ADMINISTRATOR, STREET), *_KEEPING)
    with house.database.writing() as session:
        link = LinkIdentity(account=made.id, issuer="https://id.example.cn", subject=_SUBJECT)
        openid.link(session, keeper, link)
    event = of_appeal(AppealAssigned, commissioner=str(made.id))
    happen(house, an_open_dispatch(), "tell_of_appeal", event)
    secret = send("POST", "/accounts/me/second-factor", _PROOF)["secret"]
    code = pyotp.TOTP(secret).at(clock.now().timestamp() - 30)
    send("POST", "/accounts/me/second-factor/confirmation", {"code": code})
    made.totp = pyotp.TOTP(secret)
    return made


_KEEPING = (Role.ADMINISTRATOR, STREET)


def _token(house: House, person: Person) -> str:
    return str(house.tokens(person)["access_token"])


def _closed(house: House, administrator: str, person: Person) -> Any:
    path = f"/api/v1/accounts/{person.id}/closing"
    answer = house.by_token(administrator, "POST", path, json={})
    assert answer.status_code == 200, answer.json
    return answer


def _kept(house: House, person: Person) -> dict[str, int]:
    """How many rows of each kind there are of a person."""
    tables = {table.name: table.c.account_id for table in (IDENTITY_LINK, API_KEY, RECOVERY_CODE)}
    with house.database.reading() as session:
        found = {
            name: session.scalar(sa.select(sa.func.count()).where(column == person.id)) or 0
            for name, column in tables.items()
        }
        owner = NOTICE_PREFERENCE.c.account == str(person.id)
        chosen = sa.select(sa.func.count()).select_from(NOTICE_PREFERENCE).where(owner)
        return found | {"notice_preference": session.scalar(chosen) or 0}


def test_closing_deletes_at_once_what_opened_the_account(
    house: House, administrator: str, person: Person
) -> None:
    assert set(_kept(house, person).values()) == {1, 10}

    shown = _closed(house, administrator, person).json

    assert set(_kept(house, person).values()) == {0}
    row = house.row(person)
    assert (row.password_hash, row.totp_secret, row.totp_confirmed_at) == (None, None, None)
    assert (row.display_name, row.phone, row.closed_at) == (_NAME, _PHONE, house.time.now)
    assert (shown["has_second_factor"], shown["erased_at"]) == (False, None)
    assert house.attempt(person.proof).status_code == 401


def test_the_city_can_link_the_identity_of_a_closed_account_to_another(
    house: House, administrator: str, person: Person
) -> None:
    _closed(house, administrator, person)
    other = house.person("other.one")

    keeper = house.actor(house.person("admin.three", Role.ADMINISTRATOR, STREET), *_KEEPING)
    with house.database.writing() as session:
        link = LinkIdentity(account=other.id, issuer="https://id.example.cn", subject=_SUBJECT)
        assert len(openid.link(session, keeper, link).items) == 1


def test_an_owner_gets_a_copy_of_everything(house: House, person: Person) -> None:
    """PIPL art. 45."""
    copy = house.by_token(_token(house, person), "GET", f"{_ME}/export").json

    account = copy["account"]
    assert (account["login"], account["display_name"]) == (_LOGIN, _NAME)
    assert (account["phone"], account["email"]) == (_PHONE, _EMAIL)
    assert (account["recovery_codes_left"], account["state"]) == (10, "active")
    assert [role["role"] for role in copy["roles"]] == ["commissioner"]
    assert [one["what"] for one in copy["history"]][:2] == ["created", "role_given"]
    assert {one["by_owner"] for one in copy["history"]} == {True, False}
    assert [one["subject"] for one in copy["identities"]] == [_SUBJECT]
    assert len(copy["sign_ins"]) == 2
    assert [one["name"] for one in copy["api_keys"]] == ["12345"]
    assert [one["purpose"] for one in copy["consents"]] == ["publish_phone"]
    assert copy["notice_preferences"]["quiet_from"] == "22:00"
    [notice] = copy["notices"]
    assert (notice["kind"], notice["area"]) == ("appeal_assigned", DENGLIANG)
    assert {one["state"] for one in notice["deliveries"]} == {"waiting"}


def test_the_copy_holds_no_secret_and_nothing_of_others(
    house: House, administrator: str, person: Person
) -> None:
    row = house.row(person)
    stranger = house.person("other.one")

    text = json.dumps(house.by_token(_token(house, person), "GET", f"{_ME}/export").json)

    assert row.password_hash not in text
    assert row.totp_secret not in text
    assert "hash" not in text
    own = house.by_token(administrator, "GET", _ME).json["id"]
    assert own not in text
    foreign = house.by_token(_token(house, stranger), "GET", f"{_ME}/export").json
    assert not [word for word in _TELLING if word in json.dumps(foreign)]
    assert (foreign["api_keys"], foreign["notices"], foreign["consents"]) == ([], [], [])


def test_who_holds_roles_is_told_whom_to_ask_first(house: House, person: Person) -> None:
    token = _token(house, person)
    house.time.forward(minutes=1)
    proof = {"current_password": GOOD, "code": person.code}

    refused = house.by_token(token, "POST", f"{_ME}/erasure", json=proof)

    assert (refused.status_code, refused.json["code"]) == (409, "wrong_state")
    assert f"commissioner ({DENGLIANG})" in refused.json["en"]["detail"]
    [error] = refused.json["errors"]
    assert (error["field"], error["code"]) == ("roles", "held")
    assert DENGLIANG in str(error)
    assert house.row(person).state == "active"


def test_an_erasure_asks_for_the_password_again(house: House) -> None:
    """A sign-in left open is not enough to lose an account by."""
    leaving = house.person(_LOGIN, None)
    token = _token(house, leaving)

    refused = house.by_token(token, "POST", f"{_ME}/erasure", json={"current_password": "wrong"})

    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "current_password")
    assert house.row(leaving).state == "active"


def _without_roles(house: House, administrator: str, person: Person) -> None:
    path = f"/api/v1/accounts/{person.id}"
    for role in house.by_token(administrator, "GET", path).json["roles"]:
        ended = f"{path}/roles/{role['id']}/ending"
        assert house.by_token(administrator, "POST", ended, json={}).status_code == 200


def test_an_owner_without_roles_is_erased_and_only_the_id_stays(
    house: House, administrator: str, person: Person
) -> None:
    """PIPL art. 47."""
    _without_roles(house, administrator, person)
    browser = house.browser()
    house.time.forward(minutes=1)
    browser.sign_in(person)

    house.time.forward(minutes=1)
    without = browser.send("POST", f"{_ME}/erasure", json={"current_password": GOOD})
    proof = {"current_password": GOOD, "code": person.code}
    answer = browser.send("POST", f"{_ME}/erasure", json=proof)

    [error] = without.json["errors"]
    assert (without.status_code, error["code"]) == (422, "second_factor_wanted")
    assert (answer.status_code, answer.json["account"]) == (200, str(person.id))
    assert browser.secret is None
    row = house.row(person)
    assert (row.state, row.display_name) == ("closed", ON_REQUEST)
    assert row.login == f"erased:{person.id.hex}"
    assert {row.phone, row.phone_print, row.email, row.email_print} == {None}
    assert set(_kept(house, person).values()) == {0}
    assert notices(house) == []
    with house.database.reading() as session:
        left = session.scalars(sa.select(SIGN_IN.c.id).where(SIGN_IN.c.account_id == person.id))
        assert left.all() == []
    history = house.by_token(administrator, "GET", f"/api/v1/accounts/{person.id}/history").json
    assert [one["what"] for one in history["items"]][-2:] == ["closed", "erased"]
    shown = house.by_token(administrator, "GET", f"/api/v1/accounts/{person.id}").json
    assert shown["erased_at"] == answer.json["erased_at"]


def test_nothing_that_names_the_owner_is_left_in_the_database(
    house: House, administrator: str, person: Person
) -> None:
    """Sealed or not: history, audit and events hold the id alone."""
    _closed(house, administrator, person)
    house.by_token(administrator, "POST", f"/api/v1/accounts/{person.id}/erasure", json={})

    with house.database.reading() as session:
        account = str(session.execute(sa.select(ACCOUNT).where(ACCOUNT.c.id == person.id)).one())
        audit = str(session.execute(sa.select(AUDIT)).all())
        events = str(session.execute(sa.select(OUTBOX)).all())
        history = str(session.execute(sa.text("SELECT * FROM account_history")).all())
    for text in (account, audit, events, history):
        assert [word for word in _TELLING if word in text] == []
    assert person.id.hex in audit.replace("-", "")


def test_who_published_a_phone_hears_of_the_withdrawal(
    house: House, administrator: str, person: Person
) -> None:
    _closed(house, administrator, person)
    house.by_token(administrator, "POST", f"/api/v1/accounts/{person.id}/erasure", json={})

    with house.database.reading() as session:
        kinds = session.scalars(sa.select(OUTBOX.c.type).order_by(OUTBOX.c.pos)).all()
    assert kinds[-1] == "linli.gateway.consent_withdrawn"


def test_an_administrator_erases_closed_accounts_only_and_once(
    house: House, administrator: str, person: Person
) -> None:
    path = f"/api/v1/accounts/{person.id}/erasure"
    assert house.by_token(administrator, "POST", path, json={}).status_code == 409
    _closed(house, administrator, person)

    erased = house.by_token(administrator, "POST", path, json={})
    again = house.by_token(administrator, "POST", path, json={})

    assert (erased.status_code, erased.json["display_name"]) == (200, ON_REQUEST)
    assert again.status_code == 409


def test_an_administrator_of_elsewhere_erases_nothing(
    house: House, administrator: str, person: Person
) -> None:
    _closed(house, administrator, person)
    elsewhere = house.person("admin.far", Role.ADMINISTRATOR, "440306001000")
    path = f"/api/v1/accounts/{person.id}/erasure"

    assert house.by_token(_token(house, elsewhere), "POST", path, json={}).status_code == 404
    assert house.row(person).display_name == _NAME


def test_a_closed_account_is_erased_when_its_period_is_over(
    house: House, administrator: str, person: Person
) -> None:
    _closed(house, administrator, person)
    house.time.forward(days=3 * 365 - 1)
    assert _cleaned(house) == (0, 0)
    assert house.row(person).phone == _PHONE

    house.time.forward(days=2)

    assert _cleaned(house) == (1, 1)
    row = house.row(person)
    assert (row.display_name, row.phone, row.email) == (BY_RETENTION, None, None)
    assert _cleaned(house) == (0, 0)


def _cleaned(house: House) -> tuple[int, int]:
    with house.database.reading() as session:
        due = operations.due(session)["account"]
    with house.database.writing() as session:
        return due, operations.clean(session)["account"]


def test_nothing_comes_back_into_an_erased_account(house: House) -> None:
    """Another gateway knows of the closing seconds later; until then its token still holds."""
    leaving = house.person(_LOGIN, None)
    other = House(house.database, house.time)
    token = _token(house, leaving)
    house.by_token(token, "POST", f"{_ME}/erasure", json={"current_password": GOOD})

    for method, path, body in (
        ("PUT", "", _PROOF | {"display_name": _NAME, "phone": _PHONE}),
        ("POST", "/second-factor", _PROOF),
        ("POST", "/password", {"current_password": GOOD, "new_password": GOOD + "x"}),
    ):
        late = other.by_token(token, method, f"{_ME}{path}", json=body)
        assert late.status_code == 409, (path, late.json)
    assert house.row(leaving).phone is None


def test_the_login_of_an_erased_account_can_be_given_again(
    house: House, administrator: str
) -> None:
    leaving = house.person(_LOGIN, None)
    token = _token(house, leaving)
    house.by_token(token, "POST", f"{_ME}/erasure", json={"current_password": GOOD})

    new = {"login": _LOGIN, "display_name": "张美兰", "area": DENGLIANG}
    made = house.by_token(administrator, "POST", "/api/v1/accounts", json=new)

    assert made.status_code == 201
    assert made.json["account"]["id"] != str(leaving.id)
