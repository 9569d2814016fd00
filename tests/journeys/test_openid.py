"""Signing in by the city's account system, with a real provider and browsers that keep cookies."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pyotp
import pytest
import requests

from runtime import clock
from runtime.identifiers import new_id
from tests.journeys.conftest import Shared
from tests.journeys.people import (
    Person,
    administrator_of_the_street,
    another_administrator,
    commissioner_made_by,
)
from tests.journeys.places import place_of
from tests.journeys.running import Running
from tests.servers.openid_provider import CLIENT_SECRET, OpenIdProvider
from tests.servers.waiting import wait_for

_START = "/sessions/openid"
_CALLBACK = "/api/v1/sessions/openid/callback"
_COOKIE, _TRIP = "linli_session", "linli_openid"


@dataclass(frozen=True)
class City:
    """A running system, and the city's account system that it asks."""

    running: Running
    provider: OpenIdProvider


class Browser:
    """Somebody's browser; it follows no redirect that the test does not look at."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.web = requests.Session()
        self.web.trust_env = False
        self.csrf = ""

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        """A request of a page of ours, or of the address line."""
        headers = {"Origin": self.city.running.address, "X-CSRF-Token": self.csrf}
        address = path if path.startswith("http") else f"{self.city.running.address}/api/v1{path}"
        return self.web.request(
            method,
            address,
            headers={} if method == "GET" else headers,
            timeout=20,
            allow_redirects=False,
            **options,
        )

    def begin(self, **query: str) -> str:
        """Ask to sign in by the provider; gives the address there."""
        sent = self.call("GET", _START, params=query)
        assert sent.status_code == 303, sent.text
        return sent.headers["Location"]

    def shown(self, address: str, person: str) -> str:
        """Sign in at the provider; gives the address to come back to."""
        return self.city.provider.sign_in(self.web, address, person)

    def signs_in(self, person: str, **query: str) -> requests.Response:
        """The full trip; returns the gateway's answer to the returning browser."""
        return self.call("GET", self.shown(self.begin(**query), person))

    def signs_in_with_password(self, person: Person) -> None:
        """The usual way."""
        answer = self.call("POST", "/sessions", json=person.proof)
        assert answer.ok, answer.text
        self.csrf = answer.json()["csrf_token"]

    def current(self) -> requests.Response:
        """The session, if there is one."""
        return self.call("GET", "/sessions/current")

    def proof(self) -> str:
        """How the sign-in at hand was proven."""
        current = self.current().json()
        found = self.call("GET", "/sessions").json()["items"]
        [proof] = [item["proof"] for item in found if item["id"] == current["id"]]
        return str(proof)


@contextlib.contextmanager
def _open(shared: Shared) -> Iterator[City]:
    """The account system of a shared system listens for as long as this file takes."""
    running = dataclasses.replace(shared.running, home=place_of(__file__))
    shared.provider.serve(running.address + _CALLBACK)
    try:
        yield City(running, shared.provider)
    finally:
        shared.provider.remove()


@pytest.fixture(scope="module")
def embedded(shared_embedded: Shared) -> Iterator[City]:
    """Everything in one process."""
    with _open(shared_embedded) as city:
        yield city


@pytest.fixture(scope="module")
def deployed(shared_deployed: Shared) -> Iterator[City]:
    """Each service a process, on PostgreSQL and RabbitMQ."""
    with _open(shared_deployed) as city:
        yield city


@pytest.fixture(params=["embedded", "deployed"])
def city(request: pytest.FixtureRequest) -> City:
    """A journey that uses it is made on both."""
    found: City = request.getfixturevalue(request.param)
    return found


def _commissioner(city: City) -> tuple[Person, Person]:
    administrator = administrator_of_the_street(city.running)
    return commissioner_made_by(administrator, str(new_id())), administrator


def _link(administrator: Person, person: Person, subject: str) -> str:
    """What an administrator does, and the owner confirms; gives the path of the link."""
    path, identity = _link_only(administrator, person, subject)
    # The app's next code is still wanted for signing in.
    code = person.recovery_codes.pop() if person.app else None
    person.answer(
        "POST",
        f"/accounts/me/identities/{identity}/confirmation",
        {"current_password": person.password, "code": code},
    )
    return f"{path}/{identity}"


def _link_only(administrator: Person, person: Person, subject: str) -> tuple[str, str]:
    account = person.answer("GET", "/accounts/me")["id"]
    path = f"/accounts/{account}/identities"
    linked = administrator.answer("PUT", path, {"subject": subject})
    return path, linked["items"][0]["id"]


def _refusal(answer: requests.Response) -> tuple[int, str, str]:
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text
    [error] = answer.json()["errors"]
    return answer.status_code, error["field"], error["code"]


def test_an_owner_links_the_own_identity_and_signs_in_by_it(city: City) -> None:
    person, _ = _commissioner(city)
    name, desk = city.provider.newcomer(), Browser(city)
    desk.signs_in_with_password(person)
    begun = desk.call(
        "POST",
        "/accounts/me/identities",
        json={"current_password": person.password, "next": "/desk"},
    ).json()

    linked = desk.call("GET", desk.shown(begun["address"], name))
    later = Browser(city)
    back = later.signs_in(name, next="/desk?tab=1")

    assert (linked.status_code, linked.headers["Location"]) == (303, "/desk?openid=linked")
    assert (back.status_code, back.headers["Location"]) == (303, "/desk?tab=1")
    assert later.current().ok
    assert later.proof() == "openid_connect"
    assert _TRIP not in later.web.cookies
    [identity] = later.call("GET", "/accounts/me/identities").json()["items"]
    assert (identity["subject"], identity["by_owner"]) == (name, True)


def test_an_administrator_cannot_be_somebody_else_by_linking_an_own_identity(city: City) -> None:
    person, administrator = _commissioner(city)
    name = city.provider.newcomer()
    path, identity = _link_only(administrator, person, name)
    browser = Browser(city)

    answer = browser.signs_in(name)

    assert _refusal(answer) == (403, "subject", "not_confirmed")
    assert _COOKIE not in browser.web.cookies
    [seen] = person.answer("GET", "/accounts/me/identities")["items"]
    assert (seen["subject"], seen["by_owner"], seen["confirmed_at"]) == (name, False, None)
    assert administrator.call("DELETE", f"{path}/{identity}").ok


def test_what_happened_is_audited_and_no_secret_is_logged(city: City) -> None:
    person, administrator = _commissioner(city)
    name = city.provider.newcomer()
    _link(administrator, person, name)
    browser = Browser(city)
    address = browser.shown(browser.begin(), name)
    trip = browser.web.cookies[_TRIP]
    answer = browser.call("GET", address)

    audited = administrator.answer("GET", "/audit?service=gateway&limit=100")
    logs = "".join(city.running.logs())

    assert answer.status_code == 303
    kinds = {row["kind"] for row in audited["items"]}
    assert {"identity_link", "account"} <= kinds
    assert name not in str(audited)
    secrets = [dict(parse_qsl(urlsplit(address).query))["code"], trip, CLIENT_SECRET, name]
    assert [secret for secret in secrets if secret in logs] == []


def test_who_is_not_linked_is_told_what_to_do(city: City) -> None:
    browser, name = Browser(city), city.provider.newcomer()

    answer = browser.signs_in(name)

    assert _refusal(answer) == (403, "subject", "not_linked")
    assert name in answer.json()["zh"]["detail"]
    assert browser.current().status_code == 401
    assert _COOKIE not in browser.web.cookies


def test_an_identity_that_was_removed_opens_nothing_any_more(embedded: City) -> None:
    person, administrator = _commissioner(embedded)
    name = embedded.provider.newcomer()
    link = _link(administrator, person, name)
    browser = Browser(embedded)
    assert browser.signs_in(name).status_code == 303

    assert administrator.call("DELETE", link).ok

    assert browser.current().status_code == 401
    assert _refusal(Browser(embedded).signs_in(name)) == (403, "subject", "not_linked")


def test_a_locked_account_is_refused(embedded: City) -> None:
    person, administrator = _commissioner(embedded)
    account = person.answer("GET", "/accounts/me")["id"]
    name = embedded.provider.newcomer()
    _link(administrator, person, name)
    assert administrator.call("POST", f"/accounts/{account}/locking", json={}).ok

    assert _refusal(Browser(embedded).signs_in(name)) == (403, "account", "locked")


@pytest.fixture
def name(embedded: City) -> str:
    """What somebody is called in the city's account system."""
    return embedded.provider.newcomer()


@pytest.fixture
def linked(embedded: City, name: str) -> Person:
    """A commissioner who has this name there."""
    person, administrator = _commissioner(embedded)
    _link(administrator, person, name)
    return person


def test_an_answer_counts_once(embedded: City, linked: Person, name: str) -> None:
    browser = Browser(embedded)
    address = browser.shown(browser.begin(), name)
    trip = browser.web.cookies[_TRIP]
    assert browser.call("GET", address).status_code == 303
    thief = Browser(embedded)
    thief.web.cookies.set(_TRIP, trip)

    assert _refusal(thief.call("GET", address)) == (401, "state", "used")
    assert _COOKIE not in thief.web.cookies


def test_a_wrong_state_is_refused_and_costs_nothing(
    embedded: City, linked: Person, name: str
) -> None:
    browser = Browser(embedded)
    address = browser.shown(browser.begin(), name)

    forged = browser.call("GET", _changed(address, state="forged"))

    assert _refusal(forged) == (401, "state", "wrong")
    assert browser.call("GET", address).status_code == 303


def test_nobody_is_signed_in_as_somebody_else_unseen(
    embedded: City, linked: Person, name: str
) -> None:
    """Login CSRF: the attacker's answer, opened in the browser of a victim."""
    attacker, victim, busy = Browser(embedded), Browser(embedded), Browser(embedded)
    address = attacker.shown(attacker.begin(), name)
    busy.begin()

    assert _refusal(victim.call("GET", address)) == (401, "state", "not_begun_here")
    assert _refusal(busy.call("GET", address)) == (401, "state", "wrong")
    assert _COOKIE not in victim.web.cookies
    assert _COOKIE not in busy.web.cookies


def test_a_stolen_code_is_worth_nothing_in_another_trip(
    embedded: City, linked: Person, name: str
) -> None:
    """PKCE: the thief has the code, but not the verifier."""
    victim, thief = Browser(embedded), Browser(embedded)
    stolen = dict(parse_qsl(urlsplit(victim.shown(victim.begin(), name)).query))["code"]
    state = dict(parse_qsl(urlsplit(thief.begin()).query))["state"]
    query = urlencode({"code": stolen, "state": state, "iss": embedded.provider.issuer})

    answer = thief.call("GET", f"{embedded.running.address}{_CALLBACK}?{query}")

    assert _refusal(answer) == (401, "code", "wrong")
    assert _COOKIE not in thief.web.cookies


def test_who_gives_up_at_the_provider_is_told_so(embedded: City) -> None:
    browser = Browser(embedded)
    state = dict(parse_qsl(urlsplit(browser.begin()).query))["state"]
    query = urlencode({"error": "access_denied", "state": state})

    answer = browser.call("GET", f"{embedded.running.address}{_CALLBACK}?{query}")

    assert _refusal(answer) == (401, "error", "refused_by_provider")


@pytest.mark.parametrize("path", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_nobody_is_sent_to_another_site(embedded: City, path: str) -> None:
    answer = Browser(embedded).call("GET", _START, params={"next": path})

    assert _refusal(answer) == (422, "next", "not_local")


def test_a_planted_session_is_worth_nothing_after(
    embedded: City, linked: Person, name: str
) -> None:
    attacker, victim = Browser(embedded), Browser(embedded)
    attacker.signs_in_with_password(linked)
    planted = attacker.web.cookies[_COOKIE]
    victim.web.cookies.set(_COOKIE, planted, domain="127.0.0.1", path="/")

    assert victim.signs_in(name).status_code == 303

    assert victim.web.cookies[_COOKIE] != planted
    assert victim.current().json()["id"] != attacker.current().json()["id"]


def test_a_linking_ends_only_in_the_session_that_began_it(embedded: City) -> None:
    person, _ = _commissioner(embedded)
    desk = Browser(embedded)
    desk.signs_in_with_password(person)
    body = {"current_password": person.password}
    begun = desk.call("POST", "/accounts/me/identities", json=body).json()
    address = desk.shown(begun["address"], embedded.provider.newcomer())
    desk.call("DELETE", "/sessions/current")

    assert _refusal(desk.call("GET", address)) == (401, "session", "another")
    assert person.answer("GET", "/accounts/me/identities")["items"] == []


def test_a_second_factor_of_the_account_is_asked_for_all_the_same(embedded: City) -> None:
    """Never weaker than password and code: the provider asked for a password only."""
    helper = administrator_of_the_street(embedded.running)
    person = another_administrator(embedded.running)
    name = embedded.provider.newcomer()
    _link(helper, person, name)
    browser = Browser(embedded)

    back = browser.signs_in(name, next="/desk")
    before = browser.current()
    wrong = browser.call("POST", f"{_START}/code", json={"code": "000000"})
    half_way = browser.web.cookies[_TRIP]
    right = browser.call("POST", f"{_START}/code", json={"code": _next_code(person)})

    assert back.headers["Location"] == "/desk?openid=code_wanted"
    assert (before.status_code, wrong.status_code, right.status_code) == (401, 401, 200)
    assert browser.proof() == "openid_and_code"
    assert browser.call("GET", "/accounts").ok
    thief = Browser(embedded)
    thief.web.cookies.set(_TRIP, half_way)
    again = thief.call("POST", f"{_START}/code", json={"code": "000000"})
    assert _refusal(again) == (401, "session", "not_half_way")


def test_a_provider_that_asked_for_a_second_factor_is_believed(embedded: City) -> None:
    helper = administrator_of_the_street(embedded.running)
    person = another_administrator(embedded.running)
    name = embedded.provider.newcomer()
    _link(helper, person, name)
    embedded.provider.ask_for("password", "otp")
    try:
        browser = Browser(embedded)
        _, back = _once_the_keys_are_known(embedded, name, browser)
    finally:
        embedded.provider.ask_for("password")

    assert back.status_code == 303
    assert browser.proof() == "openid_second_factor"
    assert browser.call("GET", "/accounts").ok


def test_a_provider_that_is_away_keeps_nobody_with_a_password_out(
    embedded: City, linked: Person, name: str
) -> None:
    begun = Browser(embedded)
    address = begun.shown(begun.begin(), name)
    embedded.provider.remove()
    try:
        away = begun.call("GET", address)
        desk = Browser(embedded)
        desk.signs_in_with_password(linked)
    finally:
        embedded.provider.start()

    assert (away.status_code, away.headers["Retry-After"]) == (503, "10")
    assert desk.current().ok
    assert _once_the_keys_are_known(embedded, name)[1].status_code == 303


def test_a_provider_may_change_its_keys(embedded: City, linked: Person, name: str) -> None:
    assert Browser(embedded).signs_in(name).status_code == 303
    embedded.provider.change_keys()

    browser, back = _once_the_keys_are_known(embedded, name)

    assert back.status_code == 303
    assert browser.current().ok


def _once_the_keys_are_known(
    city: City, person: str, browser: Browser | None = None
) -> tuple[Browser, requests.Response]:
    """Signs in; again for some seconds, as the gateway does not ask for keys all the time."""

    def tried() -> tuple[Browser, requests.Response] | None:
        used = browser or Browser(city)
        back = used.signs_in(person)
        return (used, back) if back.status_code == 303 else None

    found = wait_for(tried, 30, "the keys are known")
    assert found is not None
    return found


def _changed(address: str, **query: str) -> str:
    parts = urlsplit(address)
    return parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | query)).geturl()


def _next_code(person: Person) -> str:
    """The code after the one that this person used last: none is taken twice."""
    app = person.app
    assert isinstance(app, pyotp.TOTP)
    return app.at(clock.now().timestamp() + 30)
