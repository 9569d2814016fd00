from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyotp
import pytest
import sqlalchemy as sa

from gateway.people.accounts import operations as accounts
from gateway.people.accounts.model import ACCOUNT
from gateway.people.sign_in import operations, rules
from gateway.people.sign_in.model import FAMILIAR_PLACE, SIGN_IN_TRY
from tests.gateway.doubles import DENGLIANG, STREET
from tests.gateway.house import BETTER, GOOD, Browser, House, Person
from vocabulary.accounts import AccountState
from vocabulary.actors import Role

_PROOF = {"current_password": GOOD}


def _wrong(person: Person) -> dict[str, Any]:
    return person.proof | {"password": "not the password"}


#: Where the browsers of these tests are.
_BROWSERS = "127.0.0.1"


def _exhaust(house: House, *, address: str = "10.0.0.1") -> None:
    """Guess from an address until it must wait."""
    for number in range(rules.FREE_TRIES["address"]):
        house.attempt({"login": f"name{number}", "password": "Spring2013!"}, address=address)


def _tried(browser: Browser, body: dict[str, Any]) -> int:
    status: int = browser.send("POST", "/api/v1/sessions", json=body).status_code
    return status


@pytest.mark.one_database
def test_an_owner_gets_a_token_with_which_the_roles_count(house: House) -> None:
    person = house.person()

    tokens = house.tokens(person)

    assert house.by_token(tokens["access_token"], "GET", "/api/v1/appeals").status_code == 404
    own = house.by_token(tokens["access_token"], "GET", "/api/v1/accounts/me").json
    assert (own["login"], own["needs"]) == ("ao.jiannan", [])
    assert tokens["expires_in"] == 600


@pytest.mark.one_database
def test_a_login_is_read_as_people_type_it(house: House) -> None:
    person = house.person()

    answer = house.attempt(person.proof | {"login": "  Ao.JianNan "})

    assert answer.status_code == 200


@pytest.mark.one_database
def test_whatever_is_wrong_the_answer_is_the_same_and_costs_one_hash(house: House) -> None:
    """Logins cannot be found out by words or by time."""
    person = house.person()
    locked, closed = house.person("locked.one"), house.person("closed.one")
    for other, state in ((locked, AccountState.LOCKED), (closed, AccountState.CLOSED)):
        with house.database.writing() as session:
            which = sa.update(ACCOUNT).where(ACCOUNT.c.id == other.id)
            session.execute(which.values(state=state.value))
    victim = house.person("victim.one")
    for _ in range(rules.FREE_TRIES["account"]):
        house.attempt(_wrong(victim), address="10.9.9.9")
    attempts = [
        _wrong(person),
        {"login": "nobody.here", "password": "whatever it is"},
        {"login": "no body'; --", "password": "whatever it is"},
        locked.proof,
        closed.proof,
        victim.proof,
        _wrong(victim),
    ]

    answers, hashes = [], []
    for body in attempts:
        before = house.hashing.times
        answer = house.attempt(body)
        hashes.append(house.hashing.times - before)
        answers.append((answer.status_code, answer.json["detail"], answer.json["errors"]))

    assert set(hashes) == {1}
    assert len({str(answer) for answer in answers}) == 1
    assert answers[0][0] == 401


def test_a_login_that_none_can_be_is_refused_before_anything_is_compared(
    quick_house: House,
) -> None:
    """A control character: so the answer and its time say nothing of other logins."""
    answer = quick_house.attempt({"login": "no\x7fbody", "password": "whatever it is"})

    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "login")
    assert quick_house.hashing.times == 0


@pytest.mark.one_database
def test_delays_grow_for_who_guesses_and_the_owner_comes_in_after_them(house: House) -> None:
    owner, other = house.person(), house.person("other.one")
    for _ in range(rules.FREE_TRIES["account"]):
        assert house.attempt(_wrong(owner)).status_code == 401

    assert house.attempt(owner.proof).status_code == 401
    assert house.attempt(other.proof).status_code == 200

    house.time.forward(seconds=15)
    assert house.attempt(_wrong(owner)).status_code == 401
    house.time.forward(seconds=15)
    assert house.attempt(owner.proof).status_code == 401
    house.time.forward(seconds=15)
    assert house.attempt(owner.proof).status_code == 200
    assert house.attempt(owner.proof).status_code == 200


@pytest.mark.one_database
def test_tries_during_a_delay_do_not_make_it_longer(house: House) -> None:
    """An attacker cannot keep an owner out by trying all the time."""
    owner = house.person()
    for _ in range(rules.FREE_TRIES["account"]):
        house.attempt(_wrong(owner))
    for _ in range(20):
        house.attempt(_wrong(owner), address="10.7.7.7")

    house.time.forward(seconds=16)

    assert house.attempt(owner.proof).status_code == 200


@pytest.mark.one_database
def test_who_guesses_elsewhere_does_not_delay_the_owner_at_the_usual_place(house: House) -> None:
    owner = house.person()
    house.tokens(owner, address="10.0.0.1")
    for _ in range(rules.FREE_TRIES["account"] + 3):
        house.attempt(_wrong(owner), address="192.0.2.66")

    assert house.attempt(owner.proof, address="192.0.2.66").status_code == 401
    assert house.attempt(owner.proof, address="10.0.0.1").status_code == 200


def test_an_address_that_tries_many_logins_must_wait(house: House) -> None:
    owner = house.person()
    for number in range(rules.FREE_TRIES["address"]):
        house.attempt({"login": f"name{number}", "password": "Spring2013!"}, address="192.0.2.66")

    hashes = house.hashing.times
    assert house.attempt(owner.proof, address="192.0.2.66").status_code == 401
    assert house.hashing.times == hashes
    assert house.attempt(owner.proof, address="192.0.2.67").status_code == 200


def test_an_address_that_waits_does_not_hold_up_who_is_known_there(house: House) -> None:
    """Behind a proxy that nobody named, thirty wrong passwords made everybody wait."""
    owner, stranger = house.person(), house.person("other.one")
    house.tokens(owner)
    _exhaust(house)

    assert house.attempt(owner.proof).status_code == 200
    assert house.attempt(stranger.proof).status_code == 401
    # Coming in takes nothing back of what the others did.
    assert house.attempt(owner.proof).status_code == 200
    assert house.attempt(stranger.proof).status_code == 401


def test_who_guesses_at_the_same_address_does_not_delay_a_known_device(house: House) -> None:
    owner = house.person()
    browser = house.browser()
    browser.sign_in(owner)
    for _ in range(rules.FREE_TRIES["familiar"]):
        house.attempt(_wrong(owner), address=_BROWSERS)
    _exhaust(house, address=_BROWSERS)

    assert house.attempt(owner.proof, address=_BROWSERS).status_code == 401
    assert browser.sign_in(owner).status_code == 200


def test_a_known_device_is_slowed_down_by_its_own_guesses(house: House) -> None:
    """A browser that was left behind is no way to guess without a delay."""
    owner = house.person()
    browser = house.browser()
    browser.sign_in(owner)
    for _ in range(rules.FREE_TRIES["device"]):
        assert _tried(browser, _wrong(owner)) == 401

    assert _tried(browser, owner.proof) == 401
    house.time.forward(seconds=16)
    assert _tried(browser, owner.proof) == 200


def test_a_device_is_known_to_the_accounts_that_were_opened_there_only(house: House) -> None:
    owner, other = house.person(), house.person("other.one")
    shared = house.browser()
    shared.sign_in(owner)
    _exhaust(house, address=_BROWSERS)

    assert _tried(shared, other.proof) == 401
    house.time.forward(minutes=16)
    shared.sign_in(other)
    _exhaust(house, address=_BROWSERS)

    assert _tried(shared, other.proof) == 200
    assert _tried(shared, owner.proof) == 200


@pytest.mark.parametrize("cookie", ["", "x", "A" * 200])
def test_a_forged_device_is_none(house: House, cookie: str) -> None:
    owner = house.person()
    browser = house.browser()
    browser.client.set_cookie(house.gateway.web.device_name, cookie)
    _exhaust(house, address=_BROWSERS)

    assert _tried(browser, owner.proof) == 401


def test_a_device_that_was_not_used_for_a_month_is_none(house: House) -> None:
    owner = house.person()
    browser = house.browser()
    browser.sign_in(owner)
    kept = browser.client.get_cookie(house.gateway.web.device_name)
    assert kept is not None
    house.time.forward(days=31)
    browser.client.set_cookie(house.gateway.web.device_name, kept.value)
    _exhaust(house, address=_BROWSERS)

    assert _tried(browser, owner.proof) == 401


def test_nothing_of_who_tried_what_stands_in_the_database_in_clear(house: House) -> None:
    owner = house.person()
    house.attempt(_wrong(owner), address="192.0.2.66")

    with house.database.reading() as session:
        rows = [
            str(tuple(row))
            for table in ("sign_in_try", "familiar_place")
            for row in session.execute(sa.text(f"SELECT * FROM {table}"))  # noqa: S608 - names of ours
        ]

    assert rows
    assert not [row for row in rows if "192.0.2.66" in row or owner.login in row]


def test_what_no_longer_counts_is_forgotten(house: House) -> None:
    owner = house.person()
    house.tokens(owner)
    house.attempt(_wrong(owner), address="192.0.2.66")

    def left() -> tuple[int, int]:
        with house.database.writing() as session:
            operations.forget_old(session)
            tries = session.scalar(sa.select(sa.func.count()).select_from(SIGN_IN_TRY))
            places = session.scalar(sa.select(sa.func.count()).select_from(FAMILIAR_PLACE))
        return tries or 0, places or 0

    assert left() == (3, 1)
    house.time.forward(hours=25)
    assert left() == (0, 1)
    house.time.forward(days=30)
    assert left() == (0, 0)


@pytest.mark.one_database
def test_an_initial_password_opens_only_the_way_to_change_it(house: House) -> None:
    person = house.person(must_change=True)
    tokens = house.tokens(person)
    access = tokens["access_token"]
    assert tokens["needs"] == ["change_password"]

    refused = house.by_token(access, "GET", "/api/v1/appeals")
    changed = house.by_token(
        access,
        "POST",
        "/api/v1/accounts/me/password",
        json={"current_password": person.password, "new_password": BETTER},
    )

    assert (refused.status_code, refused.json["errors"][0]["code"]) == (403, "change_password")
    assert changed.status_code == 200
    person.password = BETTER
    assert house.tokens(person)["needs"] == []


@pytest.mark.one_database
def test_an_initial_password_waits_two_weeks_and_no_longer(house: House) -> None:
    person = house.person(must_change=True)

    house.time.forward(days=14)

    assert house.attempt(person.proof).status_code == 401


@pytest.mark.parametrize("new", ["short1A!", "passwordpassword", "Ao.Jiannan-2013!", "a" * 30])
def test_a_password_that_would_be_guessed_is_refused(quick_house: House, new: str) -> None:
    person = quick_house.person()
    access = quick_house.tokens(person)["access_token"]

    answer = quick_house.by_token(
        access,
        "POST",
        "/api/v1/accounts/me/password",
        json={"current_password": person.password, "new_password": new},
    )

    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "new_password")
    assert quick_house.attempt(person.proof).status_code == 200


def test_changing_the_password_ends_all_other_sign_ins(house: House) -> None:
    person = house.person()
    here, elsewhere = house.browser(), house.browser()
    here.sign_in(person)
    elsewhere.sign_in(person)
    program = house.tokens(person)

    body = {"current_password": person.password, "new_password": BETTER}
    assert here.send("POST", "/api/v1/accounts/me/password", json=body).status_code == 200

    assert here.send("GET", "/api/v1/accounts/me").status_code == 200
    assert elsewhere.send("GET", "/api/v1/accounts/me").status_code == 401
    refused = house.by_token(program["access_token"], "GET", "/api/v1/accounts/me")
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="linli", error="invalid_token"'
    assert house.attempt(person.proof).status_code == 401


def test_a_program_that_changed_the_password_goes_on_with_its_refresh_token(
    house: House,
) -> None:
    person = house.person(must_change=True)
    pair = house.tokens(person)
    body = {"current_password": person.password, "new_password": BETTER}
    path = "/api/v1/accounts/me/password"
    assert house.by_token(pair["access_token"], "POST", path, json=body).status_code == 200

    refresh = {"refresh_token": pair["refresh_token"]}
    fresh = house.gateway.call("POST", "/api/v1/tokens/refreshing", json=refresh).json

    assert fresh["needs"] == []
    assert house.by_token(fresh["access_token"], "GET", "/api/v1/appeals").status_code == 404


@pytest.mark.one_database
def test_an_owner_may_sign_in_at_several_places_at_once(house: House) -> None:
    person = house.person()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: house.attempt(person.proof).status_code, range(12)))

    assert answers.count(200) >= 4
    assert set(answers) <= {200, 401}


def test_many_guesses_at_once_are_counted_one_by_one(house: House) -> None:
    """Sending them together is no way around the delay."""
    owner = house.person()
    body = _wrong(owner)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: house.attempt(body), range(12)))

    with house.database.reading() as session:
        tries = session.scalars(sa.select(SIGN_IN_TRY.c.tries)).all()
    assert sorted(tries) == [rules.FREE_TRIES["account"]] * 2
    assert house.attempt(owner.proof).status_code == 401


@pytest.mark.one_database
def test_a_stolen_sign_in_is_no_way_to_guess_the_password(house: House) -> None:
    person = house.person()
    browser = house.browser()
    browser.sign_in(person)

    def change(current: str) -> int:
        body = {"current_password": current, "new_password": BETTER}
        answer = browser.send("POST", "/api/v1/accounts/me/password", json=body)
        return int(answer.status_code)

    assert {change(f"guess {number}") for number in range(6)} == {422}
    assert change(person.password) == 422
    house.time.forward(minutes=15)
    assert change(person.password) == 200


@pytest.mark.one_database
def test_a_street_officer_must_enrol_before_the_role_counts(house: House) -> None:
    person = house.person("street.one", Role.STREET_OFFICER, STREET, with_app=False)
    browser = house.browser()
    begun = browser.sign_in(person)
    assert begun.json["needs"] == ["enrol_second_factor"]
    assert browser.send("GET", "/api/v1/appeals").status_code == 403
    before = browser.secret

    made = browser.send("POST", "/api/v1/accounts/me/second-factor", json=_PROOF).json
    person.totp = _app(made["secret"])
    assert made["uri"].startswith("otpauth://totp/")
    confirmed = browser.send(
        "POST", "/api/v1/accounts/me/second-factor/confirmation", json={"code": person.code}
    )

    assert len(confirmed.json["codes"]) == 10
    assert browser.secret != before
    assert browser.send("GET", "/api/v1/appeals").status_code == 404
    house.time.forward(seconds=30)
    assert house.attempt(person.proof | {"code": None}).status_code == 401
    assert house.attempt(person.proof).status_code == 200


@pytest.mark.one_database
def test_a_wrong_code_confirms_nothing(house: House) -> None:
    person = house.person("street.one", Role.STREET_OFFICER, STREET, with_app=False)
    access = house.tokens(person)["access_token"]
    house.by_token(access, "POST", "/api/v1/accounts/me/second-factor", json=_PROOF)

    answer = house.by_token(
        access,
        "POST",
        "/api/v1/accounts/me/second-factor/confirmation",
        json={"code": "000000"},
    )

    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, "code")
    assert house.tokens(person)["needs"] == ["enrol_second_factor"]


@pytest.mark.one_database
def test_who_knows_the_password_is_asked_for_the_code(house: House) -> None:
    person = house.person("admin.one", Role.ADMINISTRATOR, STREET)

    answer = house.attempt(person.proof | {"code": None})

    assert (answer.status_code, answer.json["errors"][0]["code"]) == (401, "second_factor_wanted")


def test_a_code_opens_once(house: House) -> None:
    person = house.person("admin.one", Role.ADMINISTRATOR, STREET)
    body = person.proof

    assert house.attempt(body).status_code == 200
    assert house.attempt(body).status_code == 401
    house.time.forward(seconds=30)
    assert house.attempt(person.proof).status_code == 200


@pytest.mark.one_database
def test_codes_cannot_be_tried_without_a_delay(house: House) -> None:
    person = house.person("admin.one", Role.ADMINISTRATOR, STREET)
    for number in range(rules.FREE_TRIES["account"]):
        house.attempt(person.proof | {"code": f"00000{number}"})

    assert house.attempt(person.proof).status_code == 401


def test_a_recovery_code_opens_once(house: House) -> None:
    person = house.person("street.one", Role.STREET_OFFICER, STREET, with_app=False)
    access = house.tokens(person)["access_token"]
    made = house.by_token(access, "POST", "/api/v1/accounts/me/second-factor", json=_PROOF).json
    path = "/api/v1/accounts/me/second-factor/confirmation"
    code = _app(made["secret"]).at(house.time.now)
    codes = house.by_token(access, "POST", path, json={"code": code}).json["codes"]
    body = person.proof | {"code": f" {codes[0].lower()} "}

    assert house.attempt(body).status_code == 200
    assert house.attempt(body).status_code == 401
    assert house.attempt(person.proof | {"code": codes[1]}).status_code == 200


def test_the_secrets_of_an_account_cannot_be_read_from_the_database(house: House) -> None:
    person = house.person("admin.one", Role.ADMINISTRATOR, STREET)
    assert person.totp is not None

    with house.database.reading() as session:
        [row] = session.execute(sa.text("SELECT * FROM account")).all()

    assert person.totp.secret not in str(tuple(row))
    assert row.password_hash.startswith("$argon2id$")


@pytest.mark.one_database
def test_a_role_that_ends_takes_the_token_with_it(house: House) -> None:
    ends_at = house.time.now
    house.time.forward(minutes=-4)
    person = house.person(ends_at=ends_at)

    tokens = house.tokens(person)

    assert tokens["expires_in"] == 240
    house.time.forward(minutes=4)
    assert house.by_token(tokens["access_token"], "GET", "/api/v1/appeals").status_code == 401


def test_a_role_taken_away_counts_on_other_gateways_after_their_next_look(house: House) -> None:
    person = house.person()
    access = house.tokens(person)["access_token"]
    with house.database.writing() as session:
        accounts.forget_second_factor(session, person.id, by=None)

    assert house.by_token(access, "GET", "/api/v1/appeals").status_code == 404
    house.refresh()
    assert house.by_token(access, "GET", "/api/v1/appeals").status_code == 401


@pytest.mark.one_database
def test_a_request_by_token_reads_no_database(house: House, monkeypatch: Any) -> None:
    person = house.person(area=DENGLIANG)
    access = house.tokens(person)["access_token"]
    monkeypatch.setattr(house.database, "reading", _forbidden)
    monkeypatch.setattr(house.database, "writing", _forbidden)

    assert house.by_token(access, "GET", "/api/v1/appeals").status_code == 404


def _forbidden() -> Any:
    raise AssertionError("the database was asked")


def _app(secret: str) -> Any:
    return pyotp.TOTP(secret)
