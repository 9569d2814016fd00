"""Tokens of operators: thirty days at most, taken back, and never for a locked account."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
import sqlalchemy as sa

from gateway.people.accounts.model import ACCOUNT
from gateway.people.accounts.operations import note_change
from gateway.people.identity import operations as identity
from gateway.people.issued_tokens import operations, queries
from tests.builders import done, refused
from tests.gateway.doubles import DENGLIANG, SECRET
from tests.gateway.house import House, Person
from vocabulary.actors import Actor, Grant, Role
from vocabulary.problems import NotFound, Unauthenticated, WrongState

_DAYS = dt.timedelta(days=30)
_STAFF = Actor("workstation-003", (Grant(Role.WORKSTATION_STAFF, DENGLIANG),))


def _issued(house: House, actor: Actor = _STAFF) -> tuple[UUID, str]:
    token_id = done(house.database, operations.keep, actor, _DAYS)
    return token_id, identity.issue(SECRET, actor, _DAYS, token_id=token_id)


def _opens(house: House, token: str) -> bool:
    house.refresh()
    return bool(house.by_token(token, "GET", "/api/v1/appeals").status_code != 401)


def _lock(house: House, person: Person) -> None:
    with house.database.writing() as session:
        chosen = sa.update(ACCOUNT).where(ACCOUNT.c.id == person.id)
        session.execute(chosen.values(state="locked"))
        note_change(session)


def test_a_token_is_listed_until_it_is_taken_back(house: House) -> None:
    token_id, token = _issued(house)
    other_id, other = _issued(house)
    assert (_opens(house, token), _opens(house, other)) == (True, True)

    done(house.database, operations.revoke, token_id)

    assert (_opens(house, token), _opens(house, other)) == (False, True)
    with house.database.reading() as session:
        assert [row.id for row in queries.lasting(session, house.time.now)] == [other_id]
    assert isinstance(refused(done, house.database, operations.revoke, token_id), NotFound)


def test_a_locked_account_gets_no_token_and_loses_those_it_has(quick_house: House) -> None:
    person = quick_house.person()
    actor = Actor(str(person.id), _STAFF.grants)
    _, token = _issued(quick_house, actor)
    assert _opens(quick_house, token)

    _lock(quick_house, person)

    assert not _opens(quick_house, token)
    for name in (str(person.id), person.login):
        problem = refused(_issued, quick_house, Actor(name, _STAFF.grants))
        assert isinstance(problem, WrongState)


@pytest.mark.parametrize("days", [31, 366])
def test_no_token_holds_for_longer_than_thirty_days(days: int) -> None:
    token = identity.issue(SECRET, _STAFF, dt.timedelta(days=days))

    with pytest.raises(Unauthenticated):
        identity.bearer_of(SECRET, token)


@pytest.mark.parametrize(("ahead", "holds"), [(50, True), (70, False)])
def test_a_token_from_the_future_does_not_hold(
    quick_house: House, ahead: int, *, holds: bool
) -> None:
    """A person who once had the secret of the deployment could make tokens that begin later."""
    quick_house.time.forward(seconds=ahead)
    token = identity.issue(SECRET, _STAFF, _DAYS)
    quick_house.time.forward(seconds=-ahead)

    assert _opens(quick_house, token) is holds
