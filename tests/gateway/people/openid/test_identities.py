"""Identities and their accounts; and everything else where no provider is set up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from audit.tables import AUDIT
from bus.tables import OUTBOX
from gateway.people.openid import operations
from gateway.people.openid.model import ENDED_TRIP, IDENTITY_LINK
from gateway.people.openid.operations import OpenId
from gateway.people.openid_provider import Client, Provider
from runtime.identifiers import new_id
from tests.gateway.doubles import DENGLIANG, SECRET, STREET
from tests.gateway.house import GOOD, Browser, House, Person
from vocabulary.actors import Role

_SUBJECT = "ao.jiannan@city"
_ISSUER = "http://127.0.0.1:9"
_ME = "/api/v1/accounts/me/identities"


@pytest.fixture
def offering(house: House) -> House:
    """A house with a provider that nobody needs to ask."""
    provider = Provider(Client(_ISSUER, "linli", "a secret", "统一身份认证"))
    dependencies = house.gateway.dependencies
    object.__setattr__(
        dependencies, "openid", OpenId(dependencies.own, provider, dependencies.sign_in, SECRET)
    )
    return house


def _administrator(house: House) -> str:
    person = house.person("admin.one", Role.ADMINISTRATOR, STREET)
    return str(house.tokens(person)["access_token"])


def _identities(person: Person) -> str:
    return f"/api/v1/accounts/{person.id}/identities"


def _linked(house: House, token: str, person: Person, subject: str = _SUBJECT) -> Any:
    return house.by_token(token, "PUT", _identities(person), json={"subject": subject})


def test_an_administrator_links_and_sees_it_masked(offering: House) -> None:
    person, token = offering.person(), _administrator(offering)

    answer = _linked(offering, token, person)

    [shown] = answer.json["items"]
    assert (shown["subject"], shown["by_owner"], shown["issuer"]) == ("****ity", False, _ISSUER)
    assert (shown["confirmed_at"], shown["possible"]) == (None, ["removal"])
    own = offering.by_token(offering.tokens(person)["access_token"], "GET", _ME).json
    assert own["items"][0]["subject"] == _SUBJECT
    assert own["items"][0]["possible"] == ["confirmation", "removal"]
    history = offering.by_token(token, "GET", f"/api/v1/accounts/{person.id}/history").json
    assert history["items"][-1]["what"] == "identity_linked"
    assert _SUBJECT not in str(history)


def test_the_owner_is_told_of_an_identity_that_was_linked(offering: House) -> None:
    """It opens the account for good, as a key does."""
    person = offering.person()

    _linked(offering, _administrator(offering), person)

    with offering.database.reading() as session:
        chosen = sa.select(OUTBOX.c.envelope).where(
            OUTBOX.c.type == "linli.gateway.account_notice_requested"
        )
        told = [text for text in session.scalars(chosen) if str(person.id) in text]
    assert ["identity_linked" in text for text in told] == [True]


def _confirmed(client: Browser, link: str, **proof: Any) -> Any:
    return client.send("POST", f"{_ME}/{link}/confirmation", json=proof)


def test_an_identity_that_an_administrator_linked_counts_when_its_owner_confirms_it(
    offering: House,
) -> None:
    """Otherwise an administrator could secretly act as the account's owner."""
    person, token = offering.person(), _administrator(offering)
    [link] = _linked(offering, token, person).json["items"]
    browser = offering.browser()
    browser.sign_in(person)

    wrong = _confirmed(browser, link["id"], current_password="wrong " + GOOD)
    assert (wrong.status_code, wrong.json["errors"][0]["field"]) == (422, "current_password")
    assert _rows(offering)[0].confirmed_at is None
    right = _confirmed(browser, link["id"], current_password=GOOD)
    again = _confirmed(browser, link["id"], current_password=GOOD)

    assert right.status_code == 200, right.json
    assert right.json["items"][0]["confirmed_at"] is not None
    assert right.json["items"][0]["possible"] == ["removal"]
    assert again.json == right.json
    history = offering.by_token(token, "GET", f"/api/v1/accounts/{person.id}/history").json
    told = [(row["what"], row["by"]) for row in history["items"]]
    assert told.count(("identity_confirmed", str(person.id))) == 1
    with offering.database.reading() as session:
        changes = session.execute(sa.select(AUDIT).where(AUDIT.c.kind == "identity_link")).all()
    assert len(changes) == 2


def test_nobody_else_confirms_it(offering: House) -> None:
    person, other = offering.person("one.one"), offering.person("other.one")
    token = _administrator(offering)
    [link] = _linked(offering, token, person).json["items"]
    browser = offering.browser()
    browser.sign_in(other)

    by_other = _confirmed(browser, link["id"], current_password=GOOD)
    by_administrator = offering.by_token(
        token, "POST", f"{_ME}/{link['id']}/confirmation", json={"current_password": GOOD}
    )

    assert by_other.status_code == 404
    # The administrator's own account has a second factor, and no such identity.
    assert by_administrator.status_code == 422
    assert _rows(offering)[0].confirmed_at is None


@pytest.mark.parametrize("what", ["begin", "confirm"])
def test_the_second_factor_is_asked_for_as_well(offering: House, what: str) -> None:
    person, token = offering.person(with_app=True), _administrator(offering)
    path = _ME
    if what == "confirm":
        [link] = _linked(offering, token, person).json["items"]
        path = f"{_ME}/{link['id']}/confirmation"
    browser = offering.browser()
    browser.sign_in(person)
    offering.time.forward(minutes=1)

    def send(**code: str) -> Any:
        return browser.send("POST", path, json={"current_password": GOOD, **code})

    without, wrong = send(), send(code="000000")
    assert [answer.status_code for answer in (without, wrong)] == [422, 422]
    told = [answer.json["errors"][0] for answer in (without, wrong)]
    assert [(one["field"], one["code"]) for one in told] == [
        ("code", "second_factor_wanted"),
        ("code", "wrong"),
    ]
    # A provider that cannot be reached, but the proof was good.
    code = person.code
    assert code is not None
    assert send(code=code).status_code == (200 if what == "confirm" else 503)
    assert send(code=code).json["errors"][0]["code"] == "wrong"


def test_the_subject_lies_sealed_and_is_found_by_its_mark(offering: House) -> None:
    _linked(offering, _administrator(offering), offering.person())

    with offering.database.reading() as session:
        raw = session.execute(sa.text("SELECT subject, subject_print FROM identity_link")).one()
        audited = session.execute(sa.select(AUDIT)).all()
    assert _SUBJECT not in str(raw)
    assert _SUBJECT not in str(audited)
    assert "identity_link" in {row.kind for row in audited}


def test_an_identity_belongs_to_one_account_and_an_account_has_one(offering: House) -> None:
    one, other = offering.person("one.one"), offering.person("other.one")
    token = _administrator(offering)
    _linked(offering, token, one)

    taken = _linked(offering, token, other)
    second = _linked(offering, token, one, "another")

    assert (taken.status_code, taken.json["errors"][0]["code"]) == (409, "taken")
    assert second.status_code == 409
    assert len(_rows(offering)) == 1


def test_nobody_links_for_themselves_without_the_password(offering: House) -> None:
    """Administrators do not manage their own account."""
    person = offering.person("admin.two", Role.ADMINISTRATOR, STREET)
    token = str(offering.tokens(person)["access_token"])

    assert _linked(offering, token, person).status_code == 403
    assert _rows(offering) == []


def test_an_account_above_is_not_an_administrators_to_link(offering: House) -> None:
    above = offering.person("street.one", Role.STREET_OFFICER, STREET)
    below = offering.person("admin.low", Role.ADMINISTRATOR, DENGLIANG)
    token = str(offering.tokens(below)["access_token"])

    assert _linked(offering, token, above).status_code == 404
    assert _rows(offering) == []


def test_removing_ends_every_sign_in(offering: House) -> None:
    person, token = offering.person(), _administrator(offering)
    [link] = _linked(offering, token, person).json["items"]
    browser = offering.browser()
    browser.sign_in(person)

    removed = offering.by_token(token, "DELETE", f"{_identities(person)}/{link['id']}")

    assert (removed.status_code, removed.json["items"]) == (200, [])
    assert browser.send("GET", _ME).status_code == 401


def test_an_owner_removes_the_own_identity_and_stays(offering: House) -> None:
    person, token = offering.person(), _administrator(offering)
    [link] = _linked(offering, token, person).json["items"]
    browser, elsewhere = offering.browser(), offering.browser()
    browser.sign_in(person)
    elsewhere.sign_in(person)

    removed = browser.send("DELETE", f"{_ME}/{link['id']}")

    assert (removed.status_code, removed.json["items"]) == (200, [])
    assert browser.send("GET", _ME).status_code == 200
    assert elsewhere.send("GET", _ME).status_code == 401


def test_nobody_removes_anothers_identity(offering: House) -> None:
    person, other = offering.person("one.one"), offering.person("other.one")
    [link] = _linked(offering, _administrator(offering), person).json["items"]
    browser = offering.browser()
    browser.sign_in(other)

    assert browser.send("DELETE", f"{_ME}/{link['id']}").status_code == 404
    assert len(_rows(offering)) == 1


def test_closing_an_account_frees_its_identity(offering: House) -> None:
    person, token = offering.person(), _administrator(offering)
    _linked(offering, token, person)

    offering.by_token(token, "POST", f"/api/v1/accounts/{person.id}/closing", json={})

    assert _linked(offering, token, person, "another").status_code == 409
    assert _rows(offering) == []


def test_linking_asks_for_the_password_once_more(offering: House) -> None:
    """A sign-in left open must not become a way in for good."""
    person = offering.person()
    browser = offering.browser()
    browser.sign_in(person)

    refused = browser.send("POST", _ME, json={"current_password": "wrong " + GOOD})

    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "current_password")
    assert "Set-Cookie" not in refused.headers


def test_linking_is_for_a_browser(offering: House) -> None:
    token = offering.tokens(offering.person())["access_token"]

    assert offering.by_token(token, "POST", _ME, json={"current_password": GOOD}).status_code == 409


def test_another_sites_page_starts_no_linking(offering: House) -> None:
    browser = offering.browser()
    browser.sign_in(offering.person())

    answer = browser.send(
        "POST", _ME, json={"current_password": GOOD}, headers={"Origin": "https://evil.example"}
    )

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/sessions/openid"),
        ("GET", "/api/v1/sessions/openid/callback?code=c&state=s"),
        ("POST", "/api/v1/sessions/openid/code"),
    ],
)
def test_where_no_provider_is_set_up_it_is_not_offered(
    quick_house: House, method: str, path: str
) -> None:
    body = {"json": {"code": "123456"}} if method == "POST" else {}

    answer = quick_house.browser().send(method, path, **body)

    assert (answer.status_code, answer.json["errors"][0]["code"]) == (404, "not_offered")
    assert quick_house.gateway.call("GET", "/api/v1/public/openid").json["offered"] is False


def test_whoever_asks_is_told_that_it_is_offered(offering: House) -> None:
    told = offering.gateway.call("GET", "/api/v1/public/openid").json

    assert told == {
        "offered": True,
        "name": "统一身份认证",
        "address": "/api/v1/sessions/openid",
    }


def test_a_code_without_having_been_at_the_provider_is_refused(offering: House) -> None:
    answer = offering.browser().send(
        "POST", "/api/v1/sessions/openid/code", json={"code": "123456"}
    )

    assert (answer.status_code, answer.json["errors"][0]["code"]) == (401, "not_half_way")


def test_marks_of_trips_are_forgotten(offering: House) -> None:
    with offering.database.writing() as session:
        row = {"mark": "m", "ended_at": offering.time.now}
        session.execute(sa.insert(ENDED_TRIP).values(row))
    offering.time.forward(minutes=12)

    with offering.database.writing() as session:
        operations.forget_old(session)

    with offering.database.reading() as session:
        assert session.execute(sa.select(ENDED_TRIP)).all() == []


def test_an_account_that_is_not_there_cannot_be_linked(offering: House) -> None:
    token = _administrator(offering)
    nobody = Person(UUID(new_id().hex), "nobody", GOOD)

    assert _linked(offering, token, nobody).status_code == 404


@pytest.mark.parametrize("same", ["account_id", "subject_print"])
def test_the_database_itself_keeps_identities_apart(offering: House, same: str) -> None:
    """Two gateways at the same moment."""
    _linked(offering, _administrator(offering), offering.person())
    [row] = _rows(offering)
    second = dict(row._mapping) | {"id": new_id()}
    other = {"account_id": new_id(), "subject_print": "another"}
    del other[same]

    with pytest.raises(sa.exc.IntegrityError), offering.database.writing() as session:
        session.execute(sa.insert(IDENTITY_LINK).values(second | other))


def _rows(house: House) -> list[Any]:
    with house.database.reading() as session:
        return list(session.execute(sa.select(IDENTITY_LINK)))
