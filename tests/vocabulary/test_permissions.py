from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from tests.vocabulary.places import near_codes
from tests.vocabulary.teams import OF_TEAMS, team_ids, teams
from vocabulary import permissions
from vocabulary.actors import RESIDENT, Actor, Grant, InTeam, Role
from vocabulary.areas import Level, covers, level_of
from vocabulary.permissions import TABLE, Action, Reach, Scope, may, reach, reach_by, role_for
from vocabulary.permitted import appeals, gateway, incentives, recruitment, street, volunteers

_STREET, _LILIN, _DENGLIANG = "440305007000", "440305007001", "440305007003"
_CITY = "440300000000"

_ACCOUNTS = some.sampled_from(["zhang", "li", "wang"])
_GRANTS = some.lists(some.builds(Grant, some.sampled_from(Role), near_codes), max_size=4)
_ACTORS = some.builds(Actor, some.none() | _ACCOUNTS, _GRANTS.map(tuple))
_ACTIONS = some.sampled_from(Action)
_OWNERS = some.none() | _ACCOUNTS


def test_every_action_stands_in_the_table_with_its_words() -> None:
    assert set(TABLE) == set(Action)
    assert all(row.zh and row.en for row in TABLE.values())


def test_every_action_has_one_row_and_no_service_takes_that_of_another() -> None:
    """Joined, the later of two rows would count without anybody seeing it."""
    rows = [
        action
        for part in (appeals, recruitment, street, volunteers, incentives, gateway)
        for action in part.ROWS
    ]

    assert sorted(rows) == sorted(Action)


def test_every_action_but_that_of_anyone_is_for_somebody() -> None:
    for action, row in TABLE.items():
        is_for_somebody = bool(row.scopes) or row.every_account
        assert is_for_somebody is (action is not Action.ANYONE), action


#: What shows a person's contact or finds by it, by the action that reads that it was seen.
_SEEN_BY_WHOM = {
    Action.DISCLOSURE_READ: {Action.CONTACT_DISCLOSE},
    Action.APPLICATION_DISCLOSURE_READ: {Action.APPLICATION_DISCLOSE},
    Action.APPOINTMENT_DISCLOSURE_READ: {Action.APPOINTMENT_DISCLOSE, Action.OBJECTION_DISCLOSE},
    Action.VOLUNTEER_DISCLOSURE_READ: {Action.VOLUNTEER_DISCLOSE, Action.VOLUNTEER_FIND},
    Action.INVITEE_DISCLOSURE_READ: {Action.INVITEE_DISCLOSE},
    Action.COMPLAINT_DISCLOSURE_READ: {Action.COMPLAINT_DISCLOSE},
}


def test_nobody_who_sees_contacts_reads_who_saw_them_besides_their_own() -> None:
    """Those who oversee disclosures make none: administrators once found and saw volunteers."""
    readers = {action for action in Action if action.name.endswith("DISCLOSURE_READ")}
    disclosing = {action for action in Action if action.name.endswith("DISCLOSE")}

    assert set(_SEEN_BY_WHOM) == readers
    assert disclosing <= set().union(*_SEEN_BY_WHOM.values())
    for reader, seeing in _SEEN_BY_WHOM.items():
        over_others = {r for r, scope in TABLE[reader].scopes.items() if scope is not Scope.OWN}
        for one in seeing:
            assert not over_others & set(TABLE[one].scopes), (reader, one)


@given(_ACTORS, _ACTIONS, near_codes, _OWNERS)
def test_nobody_reaches_further_than_the_grants(
    actor: Actor, action: Action, area: str, owner: str | None
) -> None:
    """Design §5: the tenant comes from identity only."""
    if not may(actor, action, area=area, owner=owner):
        return
    is_own = owner is not None and owner == actor.account
    allowing = [
        grant
        for grant in actor.grants
        if grant.role in TABLE[action].scopes and covers(grant.area, area)
    ]

    assert allowing or (TABLE[action].every_account and is_own)


@given(_ACTORS, _ACTIONS, near_codes, _OWNERS)
def test_one_more_grant_never_narrows(
    actor: Actor, action: Action, area: str, owner: str | None
) -> None:
    fewer = Actor(actor.account, actor.grants[1:])

    if may(fewer, action, area=area, owner=owner):
        assert may(actor, action, area=area, owner=owner)


@given(_ACTORS, _ACTIONS, near_codes, _OWNERS)
def test_what_may_be_done_to_one_row_is_what_one_of_the_grants_allows(
    actor: Actor, action: Action, area: str, owner: str | None
) -> None:
    """Two grants together open nothing that neither opens alone."""
    alone = [Actor(actor.account, (grant,)) for grant in actor.grants]
    singly = [may(one, action, area=area, owner=owner) for one in [Actor(actor.account), *alone]]

    assert may(actor, action, area=area, owner=owner) is any(singly)


@given(_ACTORS, _ACTIONS, near_codes, _OWNERS)
def test_what_is_only_for_owners_shows_nobody_elses(
    actor: Actor, action: Action, area: str, owner: str | None
) -> None:
    wide = [TABLE[action].scopes.get(grant.role) for grant in actor.grants]
    only_own = all(scope in {None, Scope.OWN, Scope.TEAM} for scope in wide)

    if only_own and may(actor, action, area=area, owner=owner):
        assert owner is not None
        assert owner == actor.account


_IN_TEAMS = some.builds(Actor, _ACCOUNTS, _GRANTS.map(tuple), teams)


@given(_IN_TEAMS, near_codes, _OWNERS, some.none() | team_ids)
def test_a_team_is_reached_by_the_role_that_the_account_has_in_it_and_inside_its_area(
    actor: Actor, area: str, owner: str | None, team: UUID | None
) -> None:
    """The scope team shows nothing of other teams, and leading one opens no other."""
    allowing = [
        grant
        for grant in actor.grants
        if covers(grant.area, area)
        if (scope := OF_TEAMS.scopes.get(grant.role)) is not None
        if (scope is Scope.COMMUNITY and level_of(grant.area) in {Level.COMMUNITY, Level.STREET})
        or (scope in {Scope.OWN, Scope.TEAM} and owner == actor.account)
        or (scope is Scope.TEAM and team and InTeam(grant.role, team) in actor.teams)
    ]

    assert reach_by(actor, OF_TEAMS).includes(area, owner, team) is bool(allowing)


def test_a_commissioner_does_as_a_volunteer_what_volunteers_do() -> None:
    led, helped = UUID(int=1), UUID(int=2)
    grants = (Grant(Role.COMMISSIONER, _LILIN), Grant(Role.VOLUNTEER, _LILIN))
    both = (InTeam(Role.COMMISSIONER, led), InTeam(Role.VOLUNTEER, helped))
    found = reach_by(Actor("zhang", grants, both), OF_TEAMS)

    assert found.includes(_LILIN, "li", led)
    assert not found.includes(_LILIN, "li", helped)
    assert not found.includes(_DENGLIANG, "li", led)


@given(_IN_TEAMS, _ACTIONS, near_codes, _OWNERS)
def test_a_thing_without_a_team_is_the_same_to_every_team(
    actor: Actor, action: Action, area: str, owner: str | None
) -> None:
    alone = Actor(actor.account, actor.grants)

    allowed = may(alone, action, area=area, owner=owner)
    assert may(actor, action, area=area, owner=owner) is allowed


@given(_ACTIONS, near_codes, _OWNERS)
def test_a_resident_reaches_nothing(action: Action, area: str, owner: str | None) -> None:
    assert not reach(RESIDENT, action)
    assert not may(RESIDENT, action, area=area, owner=owner)


@given(_ACTORS, near_codes, _OWNERS)
def test_what_anyone_may_is_no_key_to_any_row(actor: Actor, area: str, owner: str | None) -> None:
    assert not may(actor, Action.ANYONE, area=area, owner=owner)


@given(_ACTORS, _ACTIONS, near_codes)
def test_a_scope_of_community_counts_at_communities_and_streets_only(
    actor: Actor, action: Action, area: str
) -> None:
    near = {Level.COMMUNITY, Level.STREET}
    counting = tuple(
        grant
        for grant in actor.grants
        if TABLE[action].scopes.get(grant.role) is not Scope.COMMUNITY
        or level_of(grant.area) in near
    )

    assert reach(actor, action) == reach(Actor(actor.account, counting), action)


@pytest.mark.parametrize("action", [Action.CATEGORY_MANAGE, Action.HOLIDAY_MANAGE])
@pytest.mark.parametrize("held_at", [_LILIN, _STREET, "440305000000", _CITY])
def test_what_all_streets_share_is_for_administrators_above_them(
    action: Action, held_at: str
) -> None:
    """One community's administrator switched a category off for every street."""
    actor = Actor("zhang", (Grant(Role.ADMINISTRATOR, held_at),))

    is_above = held_at not in {_LILIN, _STREET}
    assert permissions.may_somewhere(actor, action) is is_above
    assert may(actor, action, area=_LILIN) is is_above


@given(_ACTORS, _ACTIONS, near_codes, _OWNERS)
def test_the_role_that_is_named_is_one_that_allowed_it(
    actor: Actor, action: Action, area: str, owner: str | None
) -> None:
    """History and events say in which role somebody acted; it must be true."""
    if not may(actor, action, area=area, owner=owner):
        return
    role = role_for(actor, action, area=area, owner=owner)
    alone = [Actor(actor.account, (grant,)) for grant in actor.grants if grant.role.value == role]

    allowed_by_it = any(may(one, action, area=area, owner=owner) for one in alone)
    assert allowed_by_it or TABLE[action].every_account


@given(_ACTORS, _ACTIONS, near_codes, _OWNERS, some.randoms(use_true_random=False))
@example(
    Actor("zhang", (Grant(Role.VOLUNTEER, _LILIN), Grant(Role.WORKSTATION_STAFF, _LILIN))),
    Action.APPEAL_ACCEPT,
    _LILIN,
    None,
    None,
)
def test_a_grant_that_has_nothing_to_do_with_it_changes_no_name(
    actor: Actor, action: Action, area: str, owner: str | None, shuffled: object
) -> None:
    del shuffled
    if not may(actor, action, area=area, owner=owner) or TABLE[action].every_account:
        return
    needed = tuple(
        grant
        for grant in actor.grants
        if may(Actor(actor.account, (grant,)), action, area=area, owner=owner)
    )

    named = role_for(actor, action, area=area, owner=owner)
    assert named == role_for(Actor(actor.account, needed), action, area=area, owner=owner)


def test_a_member_of_the_committee_at_the_workstation_accepts_as_workstation() -> None:
    both = Actor(
        "zhang", (Grant(Role.PARTY_COMMITTEE, _LILIN), Grant(Role.WORKSTATION_STAFF, _LILIN))
    )

    assert role_for(both, Action.APPEAL_ACCEPT, area=_LILIN) == "workstation_staff"
    assert role_for(both, Action.DISCLOSURE_READ, area=_LILIN) == "party_committee"


def test_who_closes_the_own_appeal_closes_it_as_its_commissioner() -> None:
    both = Actor("zhang", (Grant(Role.WORKSTATION_STAFF, _LILIN), Grant(Role.COMMISSIONER, _LILIN)))

    assert role_for(both, Action.APPEAL_CLOSE, area=_LILIN, owner="zhang") == "commissioner"
    assert role_for(both, Action.APPEAL_CLOSE, area=_LILIN, owner="li") == "workstation_staff"


@pytest.mark.parametrize(
    ("role", "held_at", "action", "place", "allowed"),
    [
        (Role.WORKSTATION_STAFF, _LILIN, Action.APPEAL_ACCEPT, _LILIN, True),
        (Role.WORKSTATION_STAFF, _LILIN, Action.APPEAL_ACCEPT, _DENGLIANG, False),
        (Role.WORKSTATION_STAFF, _STREET, Action.APPEAL_ACCEPT, _DENGLIANG, True),
        (Role.WORKSTATION_STAFF, _CITY, Action.APPEAL_ACCEPT, _LILIN, False),
        (Role.STREET_OFFICER, _CITY, Action.APPEAL_READ, _LILIN, True),
        (Role.STREET_OFFICER, _STREET, Action.APPEAL_ACCEPT, _LILIN, False),
        (Role.STREET_OFFICER, _LILIN, Action.APPEAL_READ, _DENGLIANG, False),
        (Role.COMMISSIONER, _LILIN, Action.APPEAL_READ, _LILIN, True),
        (Role.COMMISSIONER, _LILIN, Action.APPEAL_CLOSE, _LILIN, False),
        (Role.COMMISSIONER, _LILIN, Action.APPEAL_RATE, _LILIN, False),
        (Role.ADMINISTRATOR, _STREET, Action.CONTACT_DISCLOSE, _LILIN, False),
        (Role.VOLUNTEER, _LILIN, Action.APPEAL_READ, _LILIN, False),
        (Role.SOCIAL_WORKER, _LILIN, Action.APPEAL_READ, _LILIN, False),
    ],
)
def test_the_table_by_examples(
    role: Role, held_at: str, action: Action, place: str, *, allowed: bool
) -> None:
    actor = Actor("zhang", (Grant(role, held_at),))

    assert may(actor, action, area=place, owner="another") is allowed


def test_a_person_without_any_role_still_has_the_own_consents() -> None:
    """PIPL art. 15: a consent can be taken back at any time, also after the term."""
    former = Actor("zhang")

    assert may(former, Action.CONSENT_WITHDRAW, area=_LILIN, owner="zhang")
    assert not may(former, Action.CONSENT_WITHDRAW, area=_LILIN, owner="li")
    assert not may(former, Action.CONSENT_READ, area=_LILIN, owner="zhang")


@pytest.mark.parametrize("ask", [reach, permissions.may_somewhere])
def test_an_account_without_roles_passes_no_door_that_asks_for_one(
    ask: Callable[[Actor, Action], Reach | bool],
) -> None:
    for action, row in TABLE.items():
        if action is not Action.ANYONE:
            assert bool(ask(Actor("nobody"), action)) is row.every_account
