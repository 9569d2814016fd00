from __future__ import annotations

import datetime as dt
import itertools
import string
from typing import Any
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from gateway.people.accounts import rules
from gateway.people.accounts.rules import GIVERS, STANDARDS, Held, Standing
from runtime.identifiers import new_id
from vocabulary.accounts import AccountState, Need
from vocabulary.actors import Actor, Grant, InTeam, Role
from vocabulary.areas import covers, level_of
from vocabulary.problems import Forbidden, Invalid, Problem

_NOW = dt.datetime(2013, 5, 6, tzinfo=dt.UTC)
_AREAS = [
    "440000000000",
    "440300000000",
    "440305000000",
    "440305007000",
    "440305008000",
    "440305007003",
    "440305007005",
    "440305008001",
]
_GRANTS = some.builds(Grant, some.sampled_from(Role), some.sampled_from(_AREAS))
_ACTORS = some.builds(Actor, some.just("giver"), some.lists(_GRANTS, max_size=4).map(tuple))


def _may_give(actor: Actor, role: Role, area: str) -> bool:
    try:
        rules.check_may_give(actor, "another", role, area)
    except (Forbidden, Invalid):
        return False
    return True


def test_every_role_has_its_line_in_the_table() -> None:
    assert set(STANDARDS) == set(Role)


@given(_ACTORS, some.sampled_from(Role), some.sampled_from(_AREAS))
def test_nobody_grants_more_than_they_hold(actor: Actor, role: Role, area: str) -> None:
    if not _may_give(actor, role, area):
        return

    held = [grant for grant in actor.grants if covers(grant.area, area)]
    assert any(STANDARDS[grant.role].rank >= STANDARDS[role].rank for grant in held)
    assert any(grant.role in GIVERS for grant in held)
    assert level_of(area) in STANDARDS[role].held_at


_ADMINISTRATING = some.builds(Grant, some.just(Role.ADMINISTRATOR), some.sampled_from(_AREAS))


@given(_ADMINISTRATING, _ADMINISTRATING, some.sampled_from(Role), some.sampled_from(_AREAS))
def test_giving_on_what_was_given_reaches_no_further(
    held: Grant, given_on: Grant, role: Role, area: str
) -> None:
    """A chain of givers has no more than its first."""
    actor = Actor("giver", (held,))
    assume(_may_give(actor, given_on.role, given_on.area))
    receiver = Actor("receiver", (given_on,))

    assert _may_give(actor, role, area) or not _may_give(receiver, role, area)


@given(_ACTORS, some.sampled_from(Role), some.sampled_from(_AREAS))
def test_nobody_gives_anything_to_themselves(actor: Actor, role: Role, area: str) -> None:
    with pytest.raises(Problem):
        rules.check_may_give(actor, "giver", role, area)


@given(_ACTORS, some.lists(_GRANTS, max_size=4), some.sampled_from(_AREAS))
def test_who_keeps_an_account_could_give_all_its_roles_but_those_of_elsewhere(
    actor: Actor, grants: list[Grant], home: str
) -> None:
    """Otherwise a reset password would be a way up."""
    held = [Held(grant.role, grant.area, _NOW) for grant in grants]
    try:
        rules.check_may_keep(actor, "another", home, held, _NOW)
    except Forbidden:
        return

    near = [grant for grant in grants if covers(grant.area, home) or covers(home, grant.area)]
    kept_at = {one.area for one in actor.grants if one.role in GIVERS and covers(one.area, home)}
    assert kept_at
    for grant in near:
        is_below = rules.may_give(actor, grant.role, grant.area)
        assert is_below or not all(covers(grant.area, area) for area in kept_at - {grant.area})


@pytest.mark.parametrize("home", _AREAS)
def test_a_role_of_elsewhere_bars_nobody_from_the_account(home: str) -> None:
    """Another community's role took an account out of its own administrator's hands."""
    keepers = [area for area in _AREAS if covers(area, home)]
    elsewhere = [area for area in _AREAS if not covers(area, home)]
    for keeper, area, role in itertools.product(keepers, elsewhere, Role):
        actor = Actor("giver", (Grant(Role.ADMINISTRATOR, keeper),))

        rules.check_may_keep(actor, "another", home, [Held(role, area, _NOW)], _NOW)


@given(_ACTORS, some.lists(_GRANTS, max_size=4), some.sampled_from(_AREAS))
def test_who_resets_a_password_could_give_all_its_roles(
    actor: Actor, grants: list[Grant], home: str
) -> None:
    """A community's administrator signed in with the rights of another community."""
    held = [Held(grant.role, grant.area, _NOW) for grant in grants]
    try:
        rules.check_may_open(actor, "another", home, held, _NOW)
    except Forbidden:
        return

    assert all(rules.may_give(actor, grant.role, grant.area) for grant in grants)


def test_an_administrator_of_a_street_gives_roles_of_the_street_and_inside() -> None:
    actor = Actor("giver", (Grant(Role.ADMINISTRATOR, "440305007000"),))

    assert _may_give(actor, Role.COMMISSIONER, "440305007003")
    assert _may_give(actor, Role.STREET_OFFICER, "440305007000")
    assert _may_give(actor, Role.ADMINISTRATOR, "440305007000")
    assert not _may_give(actor, Role.COMMISSIONER, "440305008001")
    assert not _may_give(actor, Role.ADMINISTRATOR, "440305000000")
    assert not _may_give(actor, Role.COMMISSIONER, "440305007000")
    assert not _may_give(actor, Role.STREET_OFFICER, "440305007003")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_give_roles(role: Role) -> None:
    actor = Actor("giver", (Grant(role, "440305000000"),))

    assert not _may_give(actor, Role.VOLUNTEER, "440305007003")


def _standing(*held: Held, **changes: object) -> Standing:
    values = {
        "account_id": UUID(int=1),
        "state": AccountState.ACTIVE,
        "epoch": 1,
        "sign_in_epoch": 1,
        "must_change_password": False,
        "has_second_factor": False,
        "roles": held,
    }
    return Standing(**(values | changes))  # type: ignore[arg-type]  # as the names say


_HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("begins_at", "ends_at", "is_held"),
    [
        (_NOW, None, True),
        (_NOW - _HOUR, _NOW + _HOUR, True),
        (_NOW + _HOUR, None, False),
        (_NOW - _HOUR, _NOW, False),
    ],
)
def test_a_role_counts_from_its_beginning_to_before_its_end(
    begins_at: dt.datetime, ends_at: dt.datetime | None, *, is_held: bool
) -> None:
    standing = _standing(Held(Role.COMMISSIONER, "440305007003", begins_at, ends_at))

    assert bool(standing.actor(_NOW).grants) is is_held


def test_a_team_counts_as_long_as_the_role_that_brought_it() -> None:
    here, led, left = "440305007003", new_id(), new_id()
    standing = _standing(
        Held(Role.COMMISSIONER, here, _NOW, teams=(led,)),
        Held(Role.VOLUNTEER, here, _NOW - _HOUR, _NOW, teams=(left,)),
    )

    assert standing.actor(_NOW - _HOUR).teams == (InTeam(Role.VOLUNTEER, left),)
    assert standing.actor(_NOW).teams == (InTeam(Role.COMMISSIONER, led),)


def test_a_commissioner_who_is_a_deputy_holds_both_roles() -> None:
    """R1, R2."""
    standing = _standing(
        Held(Role.COMMISSIONER, "440305007003", _NOW),
        Held(Role.PARTY_COMMITTEE, "440305007003", _NOW),
        Held(Role.COMMISSIONER, "440305007003", _NOW),
    )

    assert standing.actor(_NOW).grants == (
        Grant(Role.COMMISSIONER, "440305007003"),
        Grant(Role.PARTY_COMMITTEE, "440305007003"),
    )


@pytest.mark.parametrize("role", sorted(Role))
def test_roles_above_communities_need_a_second_factor(role: Role) -> None:
    standing = _standing(Held(role, "440305007000", _NOW))

    expected = role in {Role.STREET_OFFICER, Role.STREET_PARTY_COMMITTEE, Role.ADMINISTRATOR}
    assert (standing.needs(_NOW) == (Need.ENROL_SECOND_FACTOR,)) is expected
    assert bool(standing.actor(_NOW).grants) is not expected


@pytest.mark.parametrize("state", [AccountState.LOCKED, AccountState.CLOSED])
def test_an_account_that_cannot_be_used_has_no_role(state: AccountState) -> None:
    standing = _standing(Held(Role.COMMISSIONER, "440305007003", _NOW), state=state)

    assert standing.actor(_NOW).grants == ()


_GOOD = some.text(some.sampled_from(string.ascii_letters + string.digits + "-+/ é鼎"), max_size=60)


@given(_GOOD | some.text(max_size=140))
def test_a_password_is_taken_or_refused_with_reasons(password: str) -> None:
    refusal = _refusal(password)
    if refusal is not None:
        assert {field.field for field in refusal.fields} == {"new_password"}
        return
    normal = rules.normal_password(password)
    assert 10 <= len(normal) <= 128
    assert len(set(normal)) >= 5
    assert "jiannan" not in normal.casefold()


def _refusal(password: str) -> Invalid | None:
    try:
        rules.check_password(password, login="ao.jiannan", display_name="敖建南")
    except Invalid as refused:
        return refused
    return None


@given(some.text(min_size=20, max_size=100))
def test_it_does_not_matter_how_a_keyboard_composes_a_password(password: str) -> None:
    normal = rules.normal_password(password)

    assert rules.normal_password(normal) == normal


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Ab3-xyz", "wrong_length"),
        ("Ab3-" * 40, "wrong_length"),
        ("alllowercase", "too_plain"),
        ("lower1234567", "too_plain"),
        ("Aa1!Aa1!Aa1!", "too_uniform"),
        ("MyPassword-9x", "too_common"),
        ("Woaini-1314-x", "too_common"),
        ("X-Jiannan-2013", "holds_name"),
        ("X-敖建南-2013-abc", "holds_name"),
        ("Abcdef-9\x07hij", "control_character"),
    ],
)
def test_what_would_be_guessed_is_refused(password: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_password(password, login="ao.jiannan", display_name="敖建南")

    assert code in {field.code for field in refused.value.fields}


@pytest.mark.parametrize(
    "password", ["Correct-Horse-9", "这是一个足够长的密码句子没有数字也可以的吧", "g7#Kp2!vRw"]
)
def test_a_good_password_is_taken(password: str) -> None:
    rules.check_password(password, login="ao.jiannan", display_name="敖建南")


def test_initial_passwords_differ_and_can_be_read_out() -> None:
    made = {rules.initial_password() for _ in range(100)}

    assert len(made) == 100
    assert all(set(password) <= set("abcdefghjkmnpqrstuvwxyz23456789-") for password in made)


_COMMUNITY, _STREET_AREA, _CITY = "440305007003", "440305007000", "440300000000"
_KEEPER = Actor("keeper", (Grant(Role.ADMINISTRATOR, _STREET_AREA),))
_KEPT = ["closing", "roles", "initial-password"]
_OPEN = ["edit", "locking", *_KEPT]


@pytest.mark.parametrize(
    ("actor", "facts", "offered"),
    [
        (_KEEPER, {}, _OPEN),
        (_KEEPER, {"state": AccountState.LOCKED}, ["edit", "unlocking", *_KEPT]),
        (_KEEPER, {"has_second_factor": True}, [*_OPEN, "second-factor-removal"]),
        (_KEEPER, {"state": AccountState.CLOSED}, ["erasure"]),
        (_KEEPER, {"state": AccountState.CLOSED, "is_erased": True}, []),
        # An account of a higher rank cannot be managed; a role below can be given.
        (_KEEPER, {"roles": (Held(Role.ADMINISTRATOR, _CITY, _NOW),)}, ["roles"]),
        # One with a role elsewhere is managed, and what opens it is not.
        (
            _KEEPER,
            {"has_second_factor": True, "roles": (Held(Role.COMMISSIONER, "440306001001", _NOW),)},
            [one for one in _OPEN if one != "initial-password"],
        ),
        (Actor(str(UUID(int=7)), _KEEPER.grants), {}, []),
    ],
)
def test_an_account_offers_what_its_state_and_its_keeper_allow(
    actor: Actor, facts: dict[str, Any], offered: list[str]
) -> None:
    usual: dict[str, Any] = {
        "account_id": UUID(int=7),
        "state": AccountState.ACTIVE,
        "epoch": 1,
        "sign_in_epoch": 1,
        "must_change_password": False,
        "has_second_factor": False,
        "roles": (),
    }
    is_erased = facts.get("is_erased", False)
    said = {name: value for name, value in facts.items() if name != "is_erased"}

    found = rules.offered(actor, Standing(**usual | said), _COMMUNITY, _NOW, is_erased=is_erased)

    assert found == offered
