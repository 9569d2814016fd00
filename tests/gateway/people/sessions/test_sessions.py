from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NoReturn

import pytest
import sqlalchemy as sa

from gateway.people.accounts import operations as accounts
from gateway.people.callers import Web
from gateway.people.sessions import operations, rules
from gateway.people.sessions.model import SIGN_IN
from tests.gateway.doubles import A_KEY, ANOTHER_KEY, DENGLIANG, STREET
from tests.gateway.house import BETTER, GOOD, Browser, House, Person
from vocabulary.actors import Role

_ME = "/api/v1/accounts/me"
_CONTACT = {"display_name": "新名字", "current_password": GOOD}


@pytest.fixture
def person(house: House) -> Person:
    """A commissioner with an account."""
    return house.person()


def _signed_in(house: House, person: Person) -> Browser:
    browser = house.browser()
    browser.sign_in(person)
    return browser


@pytest.mark.one_database
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    house: House, person: Person
) -> None:
    header = house.browser().sign_in(person).headers["Set-Cookie"]

    assert header.startswith("linli_session=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(header.split("; "))


@pytest.mark.one_database
def test_over_https_the_browser_guards_the_cookie_itself(house: House, person: Person) -> None:
    secure = House(house.database, house.time, web=Web("https://linli.example.cn"))
    browser = Browser(secure, "https://linli.example.cn")

    header = browser.sign_in(person).headers["Set-Cookie"]

    assert header.startswith("__Host-linli=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(header.split("; "))
    assert "Domain" not in header
    assert browser.send("GET", _ME).status_code == 200


@pytest.mark.one_database
def test_a_session_known_before_signing_in_is_worth_nothing(house: House, person: Person) -> None:
    """Session fixation: an attacker who planted a cookie does not share the new session."""
    attacker, victim = house.browser(), house.browser()
    attacker.sign_in(house.person("attacker.one"))
    planted = attacker.secret
    assert planted is not None
    victim.secret = planted

    victim.sign_in(person)

    assert victim.secret != planted
    assert victim.send("GET", _ME).json["login"] == person.login
    assert attacker.send("GET", _ME).json["login"] == "attacker.one"


@pytest.mark.one_database
def test_an_invented_session_is_refused_and_never_taken_over(house: House, person: Person) -> None:
    browser = house.browser()
    browser.secret = "0" * 32 + ".invented"

    assert browser.send("GET", _ME).status_code == 401
    browser.sign_in(person)
    assert "invented" not in (browser.secret or "")


@pytest.mark.parametrize("secret", ["", "x", ".", "no-hex.secret", "é.ü", "a" * 5000, '"'])
def test_a_broken_cookie_is_refused_in_order(quick_house: House, secret: str) -> None:
    answer = quick_house.gateway.call(
        "GET", _ME, headers={"Cookie": f"other=1; linli_session={secret}; more=2"}
    )

    assert (answer.status_code, answer.json["code"]) == (401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="linli"'


@pytest.mark.one_database
def test_a_change_needs_the_token_of_this_very_session(house: House, person: Person) -> None:
    browser, other = _signed_in(house, person), _signed_in(house, person)

    def change(**headers: str | None) -> int:
        answer = browser.send("PUT", _ME, json=_CONTACT, headers=headers)
        return int(answer.status_code)

    assert change() == 200
    assert change(**{"X-CSRF-Token": None}) == 403
    assert change(**{"X-CSRF-Token": ""}) == 403
    assert change(**{"X-CSRF-Token": other.csrf}) == 403
    assert change(**{"X-CSRF-Token": "é"}) == 403


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "HTTP://LOCALHOST"}, 200),
        ({"Origin": None, "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "http://localhost:8080"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": None}, 403),
    ],
)
def test_a_change_comes_from_a_page_of_ours(
    quick_house: House, headers: dict[str, str | None], status: int
) -> None:
    browser = _signed_in(quick_house, quick_house.person())

    answer = browser.send("PUT", _ME, json=_CONTACT, headers=headers)

    assert answer.status_code == status


@pytest.mark.one_database
def test_reading_needs_no_token_of_a_page(house: House, person: Person) -> None:
    browser = _signed_in(house, person)

    answer = browser.send("GET", _ME, headers={"X-CSRF-Token": None, "Origin": None})

    assert answer.status_code == 200


@pytest.mark.one_database
def test_another_site_cannot_sign_somebody_in(house: House, person: Person) -> None:
    answer = house.browser().send(
        "POST", "/api/v1/sessions", json=person.proof, headers={"Origin": "https://evil.example"}
    )

    assert answer.status_code == 403


@pytest.mark.one_database
def test_a_program_that_signs_in_like_a_browser_learns_the_way(
    quick_house: House,
) -> None:
    """With curl nobody names a page; its user saw `cross_site` and nothing to do about it."""
    proof = {"login": "somebody", "password": "a password of theirs"}
    answer = quick_house.browser().send(
        "POST", "/api/v1/sessions", json=proof, headers={"Origin": None}
    )

    assert answer.status_code == 403
    assert "POST /api/v1/tokens" in answer.json["detail"]


@pytest.mark.one_database
def test_a_form_of_another_site_cannot_send_what_we_read(house: House, person: Person) -> None:
    answer = house.browser().send(
        "POST", "/api/v1/sessions", data={"login": person.login, "password": person.password}
    )

    assert answer.status_code == 415


@pytest.mark.one_database
def test_pages_can_ask_for_their_token_again(house: House, person: Person) -> None:
    browser = _signed_in(house, person)

    answer = browser.send("GET", "/api/v1/sessions/current")

    assert answer.json["csrf_token"] == browser.csrf


@pytest.mark.one_database
def test_two_proofs_at_once_are_refused(house: House, person: Person) -> None:
    browser = _signed_in(house, person)
    access = house.tokens(person)["access_token"]

    answer = browser.send("GET", _ME, headers={"Authorization": f"Bearer {access}"})

    assert (answer.status_code, answer.json["code"]) == (400, "malformed")


def test_the_secret_changes_while_one_works_and_requests_under_way_still_pass(
    house: House, person: Person
) -> None:
    browser, late = _signed_in(house, person), house.browser()
    first = browser.secret
    assert first is not None
    late.secret = first
    house.time.forward(minutes=16)

    assert browser.send("GET", _ME).status_code == 200
    assert browser.secret != first
    house.time.forward(seconds=5)
    assert late.send("GET", _ME).status_code == 200
    assert late.secret == first
    house.time.forward(seconds=5)
    assert browser.send("PUT", _ME, json=_CONTACT).status_code == 200


def test_an_older_secret_that_comes_again_ends_the_session_for_both(
    house: House, person: Person
) -> None:
    browser, thief = _signed_in(house, person), house.browser()
    assert browser.secret is not None
    thief.secret = browser.secret
    house.time.forward(minutes=16)
    browser.send("GET", _ME)
    house.time.forward(minutes=2)

    assert thief.send("GET", _ME).status_code == 401
    house.time.forward(seconds=4)
    assert browser.send("GET", _ME).status_code == 401


@pytest.mark.one_database
def test_a_session_that_rests_ends(house: House, person: Person) -> None:
    browser = _signed_in(house, person)

    house.time.forward(minutes=29)
    house.refresh()
    assert browser.send("GET", _ME).status_code == 200
    house.refresh()
    house.time.forward(minutes=29)
    assert browser.send("GET", _ME).status_code == 200
    house.refresh()
    house.time.forward(minutes=31)
    assert browser.send("GET", _ME).status_code == 401


@pytest.mark.one_database
def test_a_session_ends_after_twelve_hours_also_in_use(house: House, person: Person) -> None:
    browser = _signed_in(house, person)

    for _ in range(35):
        house.time.forward(minutes=20)
        assert browser.send("GET", _ME).status_code == 200
        house.refresh()
    house.time.forward(minutes=21)

    assert browser.send("GET", _ME).status_code == 401


@pytest.mark.one_database
def test_signing_out_ends_the_session_and_takes_the_cookie_away(
    house: House, person: Person
) -> None:
    browser, thief = _signed_in(house, person), house.browser()
    thief.secret = browser.secret or ""

    answer = browser.send("DELETE", "/api/v1/sessions/current")

    assert (answer.status_code, answer.data) == (204, b"")
    assert browser.secret is None
    assert thief.send("GET", _ME).status_code == 401


def test_one_sees_and_ends_the_own_sign_ins_only(house: House, person: Person) -> None:
    stranger = _signed_in(house, house.person("other.one"))
    browser, phone = _signed_in(house, person), _signed_in(house, person)
    house.tokens(person)

    items = browser.send("GET", "/api/v1/sessions").json["items"]
    [foreign] = stranger.send("GET", "/api/v1/sessions").json["items"]
    ids = {item["id"] for item in items}
    current = browser.send("GET", "/api/v1/sessions/current").json["id"]
    other = phone.send("GET", "/api/v1/sessions/current").json["id"]

    assert sorted(item["kind"] for item in items) == ["browser", "browser", "program"]
    assert foreign["id"] not in ids
    assert browser.send("DELETE", f"/api/v1/sessions/{foreign['id']}").status_code == 404
    assert browser.send("DELETE", f"/api/v1/sessions/{other}").status_code == 204
    assert phone.send("GET", _ME).status_code == 401
    assert browser.send("GET", "/api/v1/sessions/current").json["id"] == current
    assert stranger.send("GET", _ME).status_code == 200


def test_a_session_has_the_rights_of_this_moment(house: House, person: Person) -> None:
    browser = _signed_in(house, person)
    assert browser.send("GET", "/api/v1/appeals").status_code == 404
    with house.database.writing() as session:
        accounts.keep_initial_password(session, person.id, "$argon2id$x", by=None, first=False)

    house.time.forward(seconds=rules.ROTATES_AFTER.total_seconds())

    assert browser.send("GET", "/api/v1/appeals").status_code == 401


def test_more_rights_give_the_session_another_secret(house: House, person: Person) -> None:
    """What was noted while it could do little must not do more later."""
    browser = _signed_in(house, person)
    browser.send("GET", _ME)
    before = browser.secret
    administrator = house.person("admin.one", Role.ADMINISTRATOR, STREET)
    role = {"role": "party_committee", "area": DENGLIANG}
    access = house.tokens(administrator)["access_token"]
    house.by_token(access, "POST", f"/api/v1/accounts/{person.id}/roles", json=role)

    browser.send("GET", _ME)
    after = browser.secret
    house.time.forward(seconds=4)
    browser.send("GET", _ME)

    assert after != before
    assert browser.secret == after


def test_changing_the_password_gives_the_session_another_secret(
    house: House, person: Person
) -> None:
    browser = _signed_in(house, person)
    before = browser.secret

    body = {"current_password": person.password, "new_password": BETTER}
    browser.send("POST", f"{_ME}/password", json=body)

    assert browser.secret != before


@pytest.mark.one_database
def test_a_session_outlives_a_database_that_is_away_for_a_while(
    house: House, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = _signed_in(house, person)
    assert browser.send("GET", "/api/v1/appeals").status_code == 404

    def away() -> NoReturn:
        raise sa.exc.TimeoutError("no connection is free")

    monkeypatch.setattr(house.database, "reading", away)
    house.time.forward(minutes=9)
    assert browser.send("GET", "/api/v1/appeals").status_code == 404
    house.time.forward(minutes=2)
    late = browser.send("GET", "/api/v1/appeals")

    assert (late.status_code, late.headers["Retry-After"]) == (503, "5")


@pytest.mark.one_database
def test_a_sign_in_without_the_database_is_asked_to_come_again(
    house: House, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> NoReturn:
        raise sa.exc.TimeoutError("no connection is free")

    monkeypatch.setattr(house.database, "writing", away)

    assert house.attempt(person.proof).status_code == 503


@pytest.mark.parametrize(
    "path", ["/api/v1/sessions", "/api/v1/tokens", "/api/v1/tokens/revocation"]
)
def test_a_key_that_cannot_be_one_is_refused_everywhere(quick_house: House, path: str) -> None:
    answer = quick_house.gateway.call("POST", path, json={}, headers={"Idempotency-Key": "a b"})

    assert answer.json["errors"][0]["field"] == "Idempotency-Key"


def test_what_ended_long_ago_is_forgotten(house: House, person: Person) -> None:
    house.tokens(person)
    _signed_in(house, person)

    def left() -> int:
        with house.database.writing() as session:
            operations.clean(session)
            return session.scalar(sa.select(sa.func.count()).select_from(SIGN_IN)) or 0

    house.time.forward(days=91)
    assert left() == 1
    house.time.forward(days=30)
    assert left() == 0


def test_a_refresh_token_gives_the_next_pair_once(house: House, person: Person) -> None:
    first = house.tokens(person)

    second = _refreshed(house, first["refresh_token"])

    assert second.status_code == 200
    assert second.json["refresh_token"] != first["refresh_token"]
    assert house.by_token(second.json["access_token"], "GET", _ME).status_code == 200


def test_a_refresh_token_used_twice_ends_the_sign_in_for_both_holders(
    house: House, person: Person
) -> None:
    """Token replay: one of the two copied it, and nobody can tell which."""
    stolen = house.tokens(person)["refresh_token"]
    current = _refreshed(house, stolen).json["refresh_token"]

    assert _refreshed(house, stolen).status_code == 401
    assert _refreshed(house, current).status_code == 401


@pytest.mark.one_database
def test_nobody_ends_a_sign_in_by_its_id_alone(house: House, person: Person) -> None:
    """The id stands in lists and in the access token; the secret does not."""
    pair = house.tokens(person)
    sign_in = pair["refresh_token"].partition(".")[0]
    later = _refreshed(house, pair["refresh_token"]).json["refresh_token"]
    for made_up in (f"{sign_in}.x", f"{sign_in}.{'x' * 43}.{'y' * 24}"):
        assert _refreshed(house, made_up).status_code == 401

    assert _refreshed(house, later).status_code == 200


def test_a_refresh_token_of_long_ago_still_ends_the_sign_in(house: House, person: Person) -> None:
    """Its thief may have refreshed it more than once before its owner comes."""
    stolen = house.tokens(person)["refresh_token"]
    current = _refreshed(house, stolen).json["refresh_token"]
    current = _refreshed(house, current).json["refresh_token"]

    assert _refreshed(house, stolen).status_code == 401
    assert _refreshed(house, current).status_code == 401


@pytest.mark.one_database
def test_a_revoked_refresh_token_gives_nothing(house: House, person: Person) -> None:
    token = house.tokens(person)["refresh_token"]
    other = house.tokens(person)["refresh_token"]

    done = house.gateway.call("POST", "/api/v1/tokens/revocation", json={"refresh_token": token})

    assert done.status_code == 200
    assert _refreshed(house, token).status_code == 401
    assert _refreshed(house, other).status_code == 200


@pytest.mark.one_database
def test_a_refresh_token_is_no_cookie_and_a_cookie_no_refresh_token(
    house: House, person: Person
) -> None:
    browser, other = _signed_in(house, person), house.browser()
    other.secret = house.tokens(person)["refresh_token"]

    assert other.send("GET", _ME).status_code == 401
    assert _refreshed(house, browser.secret or "").status_code == 401


@pytest.mark.parametrize("token", ["x", ".", "a" * 32 + ".b", "no-hex.secret"])
def test_an_invented_refresh_token_is_refused(quick_house: House, token: str) -> None:
    assert _refreshed(quick_house, token).status_code == 401


@pytest.mark.one_database
def test_a_refresh_brings_the_roles_up_to_date(house: House) -> None:
    person = house.person(ends_at=house.time.now + dt.timedelta(minutes=5))
    pair = house.tokens(person)
    house.time.forward(minutes=6)

    fresh = _refreshed(house, pair["refresh_token"]).json["access_token"]

    assert house.by_token(fresh, "GET", "/api/v1/appeals").status_code == 403
    assert house.by_token(fresh, "GET", _ME).status_code == 200


@pytest.mark.one_database
def test_a_refresh_token_ends_after_a_month(house: House, person: Person) -> None:
    token = house.tokens(person)["refresh_token"]
    for _ in range(5):
        house.time.forward(days=6)
        answer = _refreshed(house, token)
        token = answer.json.get("refresh_token", token)

    assert answer.status_code == 401


def test_a_program_can_sign_itself_out(house: House, person: Person) -> None:
    pair = house.tokens(person)

    answer = house.by_token(pair["access_token"], "DELETE", "/api/v1/sessions/current")

    assert answer.status_code == 204
    assert _refreshed(house, pair["refresh_token"]).status_code == 401


@pytest.mark.one_database
def test_a_token_of_an_operator_belongs_to_no_account(house: House) -> None:
    actor = house.actor(house.person("x.one"), Role.ADMINISTRATOR, STREET)
    operator = type(actor)("operator", actor.grants)

    for path in (_ME, "/api/v1/sessions", "/api/v1/api-keys"):
        assert house.gateway.call("GET", path, by=operator).status_code == 404


def test_a_refresh_whose_answer_was_lost_is_sent_again_under_its_key(
    house: House, person: Person
) -> None:
    first = house.tokens(person)["refresh_token"]
    lost = _refreshed(house, first, A_KEY)
    house.time.forward(seconds=50)

    again = _refreshed(house, first, A_KEY)

    assert (lost.status_code, again.status_code) == (200, 200)
    assert again.json["refresh_token"] == lost.json["refresh_token"] != first
    assert house.by_token(again.json["access_token"], "GET", _ME).status_code == 200
    assert _refreshed(house, again.json["refresh_token"], ANOTHER_KEY).status_code == 200


_THIRD_KEY = "9a1d2f3e-3f0b-4a57-8d5c-0c1a2b3c4d5e"


@pytest.mark.parametrize("key", [None, ANOTHER_KEY])
def test_a_thief_of_a_refresh_token_alone_is_noticed_at_once(
    house: House, person: Person, key: str | None
) -> None:
    stolen = house.tokens(person)["refresh_token"]
    current = _refreshed(house, stolen, A_KEY).json["refresh_token"]

    assert _refreshed(house, stolen, key).status_code == 401
    assert _refreshed(house, current, _THIRD_KEY).status_code == 401


@pytest.mark.one_database
def test_a_refresh_can_be_repeated_for_a_minute_only(house: House, person: Person) -> None:
    first = house.tokens(person)["refresh_token"]
    current = _refreshed(house, first, A_KEY).json["refresh_token"]
    house.time.forward(seconds=rules.GRACE.total_seconds())

    assert _refreshed(house, first, A_KEY).status_code == 401
    assert _refreshed(house, current, ANOTHER_KEY).status_code == 401


@pytest.mark.one_database
def test_only_the_last_refresh_can_be_repeated(house: House, person: Person) -> None:
    first = house.tokens(person)["refresh_token"]
    second = _refreshed(house, first, A_KEY).json["refresh_token"]
    third = _refreshed(house, second, A_KEY).json["refresh_token"]

    assert _refreshed(house, first, A_KEY).status_code == 401
    assert _refreshed(house, third, ANOTHER_KEY).status_code == 401


@pytest.mark.one_database
def test_a_repeated_refresh_opens_nothing_that_ended(house: House, person: Person) -> None:
    first = house.tokens(person)["refresh_token"]
    pair = _refreshed(house, first, A_KEY).json
    house.by_token(pair["access_token"], "DELETE", "/api/v1/sessions/current")

    assert _refreshed(house, first, A_KEY).status_code == 401


def test_refreshes_sent_twice_at_once_get_the_same_pair(house: House, person: Person) -> None:
    first = house.tokens(person)["refresh_token"]

    with ThreadPoolExecutor(4) as threads:
        tries = [threads.submit(_refreshed, house, first, A_KEY) for _ in range(4)]
    answers = [one.result(timeout=60) for one in tries]

    assert {answer.status_code for answer in answers} == {200}
    [token] = {answer.json["refresh_token"] for answer in answers}
    assert _refreshed(house, token, ANOTHER_KEY).status_code == 200


def _refreshed(house: House, token: str, key: str | None = None) -> Any:
    headers = {} if key is None else {"Idempotency-Key": key}
    body = {"refresh_token": token}
    return house.gateway.call("POST", "/api/v1/tokens/refreshing", json=body, headers=headers)
