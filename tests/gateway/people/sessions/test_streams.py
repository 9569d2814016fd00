"""A stream of figures ends when the rights of the person who follows them change."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from contracts.gateway.accounts import EndRole
from gateway.http import stream_routes
from gateway.people.accounts import operations
from gateway.people.accounts.model import ROLE_HELD
from tests.gateway.answers import everything
from tests.gateway.doubles import STREET
from tests.gateway.house import House, Person
from vocabulary.actors import Actor, Grant, Role

_STREAM = {"Accept": "text/event-stream"}
_ADMINISTRATOR = Actor("administrator", (Grant(Role.ADMINISTRATOR, STREET),))


@pytest.fixture
def house(quick_house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Streams look at each sign of life whether their caller still may, and give one at once."""
    quick_house.services.answers.update(everything())
    monkeypatch.setattr(stream_routes, "_CHECK_SECONDS", 0.0)
    monkeypatch.setattr(stream_routes, "_HEARTBEAT_SECONDS", 0.0)
    return quick_house


def _ends_role(house: House, person: Person) -> None:
    with house.database.writing() as session:
        chosen = sa.select(ROLE_HELD.c.id).where(ROLE_HELD.c.account_id == person.id)
        [role] = session.scalars(chosen)
        operations.end_role(session, _ADMINISTRATOR, EndRole(account=person.id, role_id=role))
    house.refresh()


def _followed(house: House, person: Person, *, by_browser: bool) -> Iterator[bytes]:
    """What the stream tells after the first figures."""
    if by_browser:
        browser = house.browser()
        browser.sign_in(person)
        answer = browser.send("GET", "/api/v1/street/live", headers=_STREAM)
    else:
        token = house.tokens(person)["access_token"]
        answer = house.by_token(token, "GET", "/api/v1/street/live", headers=_STREAM)
    pieces: Iterator[bytes] = iter(answer.response)
    assert any(b"event: figures" in piece for piece in pieces)
    return pieces


@pytest.mark.parametrize("by_browser", [True, False])
def test_a_role_that_ends_closes_the_stream(house: House, *, by_browser: bool) -> None:
    """Without a proof anew: the secret of a cookie is replaced meanwhile, and would look stolen."""
    person = house.person("clerk", Role.WORKSTATION_STAFF)
    pieces = _followed(house, person, by_browser=by_browser)
    assert len(list(itertools.islice(pieces, 5))) == 5

    _ends_role(house, person)

    assert list(itertools.islice(pieces, 5)) == []


@pytest.mark.parametrize("by_browser", [True, False])
def test_a_session_that_is_over_closes_the_stream(house: House, *, by_browser: bool) -> None:
    person = house.person("clerk", Role.WORKSTATION_STAFF)
    pieces = _followed(house, person, by_browser=by_browser)

    house.time.forward(hours=13)

    assert list(itertools.islice(pieces, 5)) == []


@pytest.mark.one_database
@pytest.mark.parametrize("headers", [_STREAM, {"Accept": "application/json"}])
def test_a_page_left_open_keeps_nobody_signed_in(house: House, headers: dict[str, str]) -> None:
    """A stream that comes back, or asking now and then, is no use of the session."""
    person = house.person("clerk", Role.WORKSTATION_STAFF)
    browser = house.browser()
    browser.sign_in(person)

    house.time.forward(minutes=20)
    answer = browser.send("GET", "/api/v1/street/live", headers=headers)
    assert answer.status_code == 200
    answer.close()
    house.refresh()
    house.time.forward(minutes=11)

    assert browser.send("GET", "/api/v1/street/live", headers=headers).status_code == 401
    assert browser.send("GET", "/api/v1/sessions/current").status_code == 401
