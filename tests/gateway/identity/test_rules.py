from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.identity import rules
from gateway.identity.rules import ROLES, Permission
from tests.gateway.people import STAFF, holding
from vocabulary.actors import RESIDENT, Actor, Grant, Role
from vocabulary.problems import Forbidden, Unauthenticated

#: Those that ask for a role.
_CLOSED = sorted(
    set(Permission) - {Permission.ANYONE, Permission.OWN_ACCOUNT}, key=lambda found: found.name
)
_AREAS = ["440300000000", "440305000000", "440305007000", "440305007003", "440305007005"]


def test_every_permission_but_one_names_its_roles() -> None:
    assert set(ROLES) == set(_CLOSED)


def test_anyone_is_anyone() -> None:
    rules.check(Permission.ANYONE, RESIDENT)


@pytest.mark.parametrize("permission", _CLOSED)
def test_a_resident_without_an_account_has_no_role(permission: Permission) -> None:
    with pytest.raises(Unauthenticated):
        rules.check(permission, RESIDENT)


@pytest.mark.parametrize("permission", _CLOSED)
def test_an_account_without_roles_may_nothing(permission: Permission) -> None:
    with pytest.raises(Forbidden):
        rules.check(permission, Actor("nobody"))


@given(
    permission=some.sampled_from(_CLOSED),
    grants=some.lists(
        some.builds(Grant, some.sampled_from(Role), some.sampled_from(_AREAS)), max_size=4
    ),
    area=some.sampled_from(_AREAS),
)
def test_only_a_role_at_an_area_above_opens_it(
    permission: Permission, grants: list[Grant], area: str
) -> None:
    actor = Actor("somebody", tuple(grants))
    expected = any(
        grant.role in ROLES[permission] and area.startswith(grant.area.rstrip("0"))
        for grant in grants
    )

    with contextlib.nullcontext() if expected else pytest.raises(Forbidden, match=area):
        rules.check_at(permission, actor, area, field="community")


def test_another_communitys_staff_is_refused_there() -> None:
    with pytest.raises(Forbidden):
        rules.check_at(Permission.RECORD, STAFF, "440305007005", field="community")


def test_only_administrators_change_categories() -> None:
    rules.check(Permission.MANAGE_CATEGORIES, holding(Role.ADMINISTRATOR))
    with pytest.raises(Forbidden):
        rules.check(Permission.MANAGE_CATEGORIES, STAFF)
