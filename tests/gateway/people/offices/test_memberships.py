"""Roles and teams that follow from memberships: only at home, and only once the owner agrees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.recruitment.office import AppointmentBegan
from contracts.recruitment.words import PostCategory
from contracts.volunteers.memberships import MembershipBegan, MembershipEnded
from contracts.volunteers.words import MembershipKind
from gateway.people.accounts import queries as accounts
from gateway.people.accounts.model import ROLE_TEAM
from gateway.people.offices import appointments, memberships, teams
from runtime import clock
from runtime.identifiers import new_id
from tests.gateway.doubles import DENGLIANG, DINGTAI, STREET
from tests.gateway.house import House, Person
from vocabulary.actors import Actor, InTeam, Role

_OFFICES = "/api/v1/accounts/me/offices"
_TODAY = dt.date(2013, 5, 6)
_TEAM, _POST = UUID(int=1), UUID(int=11)


def _facts(membership: UUID, **more: Any) -> dict[str, Any]:
    return {
        "membership_id": membership,
        "volunteer_id": new_id(),
        "community": DENGLIANG,
        "team_id": _TEAM,
        "post_id": _POST,
        "kind": MembershipKind.VOLUNTEER,
        "category": PostCategory.FIRE_SAFETY,
        "began_on": _TODAY,
        "version": 2,
    } | more


def _began(house: House, person: Person | None, membership: UUID, **more: Any) -> None:
    account = None if person is None else person.id
    event = MembershipBegan(**_facts(membership, account=account, **more))
    with house.database.writing() as session:
        memberships.follow(session, event)
    house.refresh()


def _ended(house: House, membership: UUID, **more: Any) -> None:
    event = MembershipEnded(**_facts(membership, ended_on=_TODAY, version=3, **more))
    with house.database.writing() as session:
        memberships.end(session, event)
    house.refresh()


def _appointed(house: House, person: Person, appointment: UUID, post_id: UUID = _POST) -> None:
    event = AppointmentBegan(
        appointment_id=appointment,
        community=DENGLIANG,
        commissioner=person.id,
        began_on=_TODAY,
        post_id=post_id,
        version=1,
    )
    with house.database.writing() as session:
        appointments.follow(session, event)
        appointments.keep_post(session, event)
    house.refresh()


def _confirmed(house: House, person: Person, source: UUID) -> int:
    access = house.tokens(person)["access_token"]
    proof = {"current_password": person.password, "code": person.code}
    answer = house.by_token(access, "POST", f"{_OFFICES}/{source}/confirmation", json=proof)
    house.refresh()
    return int(answer.status_code)


def _actor(house: House, person: Person) -> Actor:
    """As every service meets the person from now on."""
    with house.database.reading() as session:
        standing = accounts.standing_of(session, person.id)
    assert standing is not None
    return standing.actor(clock.now())


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (MembershipKind.VOLUNTEER, Role.VOLUNTEER),
        (MembershipKind.SOCIAL_WORKER, Role.SOCIAL_WORKER),
    ],
)
def test_a_member_has_role_and_team_from_the_confirmation_to_the_end(
    house: House, kind: MembershipKind, role: Role
) -> None:
    person, membership = house.person("person.one", None), new_id()
    _began(house, person, membership, kind=kind)
    assert _actor(house, person) == Actor(str(person.id))

    assert _confirmed(house, person, membership) == 200

    found = _actor(house, person)
    assert [(one.role, one.area) for one in found.grants] == [(role, DENGLIANG)]
    assert found.teams == (InTeam(role, _TEAM),)
    access = house.tokens(person)["access_token"]
    _ended(house, membership, kind=kind)
    assert _actor(house, person) == Actor(str(person.id))
    assert house.by_token(access, "GET", "/api/v1/accounts/me").status_code == 401


def test_staff_gets_no_role_by_a_team(quick_house: House) -> None:
    """Staff of the workstation has its role already."""
    person, membership = quick_house.person("person.one", None), new_id()

    _began(quick_house, person, membership, kind=MembershipKind.STAFF)

    assert _confirmed(quick_house, person, membership) == 404
    assert _actor(quick_house, person) == Actor(str(person.id))


@pytest.mark.parametrize("home", [DINGTAI, "440306001001", "440305000000"])
def test_an_account_of_another_area_gets_neither_role_nor_team(
    quick_house: House, home: str
) -> None:
    person, membership = quick_house.person("person.one", None, home), new_id()

    _began(quick_house, person, membership)

    assert _confirmed(quick_house, person, membership) == 404
    assert _actor(quick_house, person) == Actor(str(person.id))


def test_an_account_of_the_street_may_belong_to_a_team_of_its_communities(
    quick_house: House,
) -> None:
    person, membership = quick_house.person("person.one", None, STREET), new_id()

    _began(quick_house, person, membership)

    assert _confirmed(quick_house, person, membership) == 200


def test_a_member_whose_account_is_named_later_confirms_then(house: House) -> None:
    person, membership = house.person("person.one", None), new_id()
    _began(house, None, membership)

    _began(house, person, membership, version=3)

    assert _confirmed(house, person, membership) == 200
    assert _actor(house, person).teams == (InTeam(Role.VOLUNTEER, _TEAM),)


def test_a_membership_that_ended_before_it_was_heard_of_gives_nothing(house: House) -> None:
    """Messages may come in disorder."""
    person, membership = house.person("person.one", None), new_id()
    _ended(house, membership)

    _began(house, person, membership)

    assert _confirmed(house, person, membership) == 404


def test_a_second_team_of_the_community_needs_no_second_confirmation(house: House) -> None:
    person, first, second = house.person("person.one", None), new_id(), new_id()
    other = UUID(int=2)
    _began(house, person, first)
    _confirmed(house, person, first)

    _began(house, person, second, team_id=other, post_id=UUID(int=12))

    teams = {one.team for one in _actor(house, person).teams}
    assert teams == {_TEAM, other}
    _ended(house, first)
    found = _actor(house, person)
    assert ([one.team for one in found.teams], len(found.grants)) == ([other], 1)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_commissioner_leads_the_teams_of_the_post_in_whatever_order_it_is_heard(
    quick_house: House, order: tuple[int, ...]
) -> None:
    """Whichever is heard of later joins the two; older tokens are void."""
    leader, appointment = quick_house.person("leader.one", None), new_id()
    steps: list[Callable[[], Any]] = [
        lambda: _appointed(quick_house, leader, appointment),
        lambda: _began(quick_house, None, new_id()),
        lambda: _began(quick_house, None, new_id(), team_id=UUID(int=3), post_id=UUID(int=13)),
    ]
    for at in order:
        steps[at]()

    assert _confirmed(quick_house, leader, appointment) == 200
    assert _actor(quick_house, leader).teams == (InTeam(Role.COMMISSIONER, _TEAM),)


def test_a_team_and_an_appointment_heard_of_at_the_same_moment_are_joined(house: House) -> None:
    """Each would look for the other before the other is there."""
    pairs = [(new_id(), new_id(), new_id()) for _ in range(20)]

    def know(step: tuple[Callable[..., None], UUID, UUID]) -> None:
        call, identity, post = step
        with house.database.writing() as session:
            call(session, identity, post)

    steps = [
        step
        for team, appointment, post in pairs
        for step in ((teams.know_team, team, post), (teams.know_post, appointment, post))
    ]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(know, steps))

    with house.database.reading() as session:
        joined = {(row.source_id, row.team_id) for row in session.execute(sa.select(ROLE_TEAM))}
    assert joined == {(appointment, team) for team, appointment, _ in pairs}


def test_a_team_that_is_founded_during_the_term_makes_older_tokens_void(house: House) -> None:
    leader, appointment = house.person("leader.one", None), new_id()
    _appointed(house, leader, appointment)
    _confirmed(house, leader, appointment)
    access = house.tokens(leader)["access_token"]

    _began(house, None, new_id())

    assert house.by_token(access, "GET", "/api/v1/accounts/me").status_code == 401
    assert _actor(house, leader).teams == (InTeam(Role.COMMISSIONER, _TEAM),)
    _began(house, None, new_id())
    access = house.tokens(leader)["access_token"]
    assert house.by_token(access, "GET", "/api/v1/accounts/me").status_code == 200


def test_the_role_of_a_membership_names_the_membership(quick_house: House) -> None:
    """It is no appointment, and no page leads there."""
    person, membership = quick_house.person("person.one", None), new_id()
    _began(quick_house, person, membership)
    _confirmed(quick_house, person, membership)

    access = quick_house.tokens(person)["access_token"]
    [role] = quick_house.by_token(access, "GET", "/api/v1/accounts/me").json["roles"]

    assert (role["membership_id"], role["appointment_id"]) == (str(membership), None)
