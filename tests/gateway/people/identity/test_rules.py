from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.people.identity import rules
from tests.gateway.actors import ADMINISTRATOR, STAFF
from vocabulary.actors import RESIDENT, Actor, Grant, Role
from vocabulary.permissions import TABLE, Action, may
from vocabulary.problems import Forbidden, Unauthenticated

_CLOSED = [action for action in Action if action is not Action.ANYONE]
_AREAS = ["440300000000", "440305000000", "440305007000", "440305007003", "440305007005"]


def test_anyone_is_anyone() -> None:
    rules.check(Action.ANYONE, RESIDENT)


@pytest.mark.parametrize("action", _CLOSED)
def test_a_resident_without_an_account_has_no_role(action: Action) -> None:
    with pytest.raises(Unauthenticated):
        rules.check(action, RESIDENT)


@pytest.mark.parametrize("action", _CLOSED)
def test_an_account_without_roles_may_only_what_every_account_may(action: Action) -> None:
    passes = TABLE[action].every_account

    with contextlib.nullcontext() if passes else pytest.raises(Forbidden):
        rules.check(action, Actor("nobody"))


@given(
    action=some.sampled_from(_CLOSED),
    grants=some.lists(
        some.builds(Grant, some.sampled_from(Role), some.sampled_from(_AREAS)), max_size=4
    ),
    area=some.sampled_from(_AREAS),
)
def test_only_what_the_table_allows_there_opens_it(
    action: Action, grants: list[Grant], area: str
) -> None:
    actor = Actor("somebody", tuple(grants))
    expected = may(actor, action, area=area)

    with contextlib.nullcontext() if expected else pytest.raises(Forbidden, match=area):
        rules.check_at(action, actor, area, field="community")


def test_another_communitys_staff_is_refused_there() -> None:
    with pytest.raises(Forbidden):
        rules.check_at(Action.APPEAL_RECORD, STAFF, "440305007005", field="community")


def test_only_administrators_change_categories() -> None:
    rules.check(Action.CATEGORY_MANAGE, ADMINISTRATOR)
    with pytest.raises(Forbidden):
        rules.check(Action.CATEGORY_MANAGE, STAFF)
