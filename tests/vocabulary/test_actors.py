from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.vocabulary.places import near_codes
from tests.vocabulary.teams import teams_by_role
from vocabulary.actors import RESIDENT, SYSTEM, Actor, Grant, InTeam, Role, from_text, to_text
from vocabulary.areas import covers
from vocabulary.permissions import Action, may

_GRANTS = some.builds(Grant, some.sampled_from(Role), near_codes)
_ACTORS = some.builds(
    Actor,
    some.none() | some.text(max_size=20),
    some.lists(_GRANTS, max_size=4).map(tuple),
    teams_by_role,
)
_ROLES = some.sets(some.sampled_from(Role))

_COMMISSIONER = Actor("zhang", (Grant(Role.COMMISSIONER, "440305007003"),))
_OFFICER = Actor("li", (Grant(Role.STREET_OFFICER, "440305007000"),))


@given(_ACTORS)
def test_an_actor_arrives_as_it_was_sent(actor: Actor) -> None:
    assert actor == from_text(to_text(actor))


def test_the_system_arrives_as_the_system() -> None:
    assert from_text(to_text(SYSTEM)) == SYSTEM
    assert from_text(to_text(SYSTEM)).is_system


@given(_ACTORS)
def test_nobody_becomes_the_system_on_the_way(actor: Actor) -> None:
    """What it may do is asked of nobody's roles."""
    assert not from_text(to_text(actor)).is_system


@given(near_codes)
def test_the_system_is_nobody_and_holds_nothing(place: str) -> None:
    assert SYSTEM.role_at(place) == "system"
    assert not SYSTEM.is_anonymous
    assert SYSTEM.stems() == ()
    assert not any(may(SYSTEM, action, area=place, owner="") for action in Action)


def test_a_service_of_an_earlier_release_reads_the_actor_without_the_teams() -> None:
    """It takes whatever stands behind the grants for the system, or for nothing."""
    leader = Actor("zhang", _COMMISSIONER.grants, (InTeam(Role.COMMISSIONER, UUID(int=1)),))

    account, grants, *more = json.loads(to_text(leader))

    assert (account, grants) == ("zhang", [["commissioner", "440305007003"]])
    assert more != ["system"]


@pytest.mark.parametrize("more", [{"account": "wang"}, {"grants": _OFFICER.grants}])
def test_the_system_is_nobody_besides(more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no account"):
        Actor(is_system=True, **more)


@given(_ACTORS)
def test_the_travelling_form_fits_a_message_header(actor: Actor) -> None:
    assert to_text(actor).isascii()


@pytest.mark.parametrize("text", [None, ""])
def test_nothing_means_a_resident(text: str | None) -> None:
    assert from_text(text) == RESIDENT


@given(_ACTORS, near_codes)
def test_the_scope_shows_a_place_exactly_if_a_role_is_held_there(actor: Actor, place: str) -> None:
    """One scope serves lists, details, counts and exports; a wrong one shows others' rows."""
    in_scope = place.startswith(actor.stems())

    assert in_scope is actor.holds(*Role, at=place)
    assert in_scope is any(covers(grant.area, place) for grant in actor.grants)


@given(_ACTORS, _ROLES, near_codes)
def test_naming_roles_narrows_the_scope_and_never_widens_it(
    actor: Actor, roles: set[Role], place: str
) -> None:
    if roles and place.startswith(actor.stems(*roles)):
        assert actor.holds(*roles, at=place)
        assert place.startswith(actor.stems())


@given(near_codes)
def test_a_resident_sees_nothing_that_needs_a_scope(place: str) -> None:
    assert RESIDENT.stems() == ()
    assert not RESIDENT.holds(*Role, at=place)
    assert RESIDENT.role_at(place) == "resident"


def test_a_commissioner_works_in_one_community_only() -> None:
    assert _COMMISSIONER.holds(Role.COMMISSIONER, at="440305007003")
    assert not _COMMISSIONER.holds(Role.COMMISSIONER, at="440305007001")
    assert not _COMMISSIONER.holds(Role.COMMISSIONER, at="440305007000")


def test_a_role_at_the_street_counts_in_each_of_its_communities() -> None:
    assert _OFFICER.holds(Role.STREET_OFFICER, at="440305007003")
    assert not _OFFICER.holds(Role.STREET_OFFICER, at="440305008001")
    assert _OFFICER.role_at("440305007003") == "street_officer"
