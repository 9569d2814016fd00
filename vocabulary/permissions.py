"""The one table of permissions (权限表): who may do what, and how far.

Every route of the gateway asks for one action, and every service asks the table
again for the row at hand: `reach` for lists, counts, searches, exports and
figures, `may` for one thing. docs/reference/permissions.md is printed from it.

A role counts only inside the area at which it is held. The scope says how wide
it may be used there:

    own        本人   what is assigned to the account, or made by it
    team       团队   what belongs to a team that the account leads or belongs to in this role,
                      and the account's own
    community  社区   everything in the community; held at a street, in each of its communities
    street     街道   everything in the area, however high it stands
    district   区     the same, only where it is held at a district or above

So a grant is only narrowed, never widened. With the scope community, a role held above a street
does not count: nobody works in every community of a city. With the scope district, a role held at a
street or below does not count: one street must not change what all streets share.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import Level, level_of, stem_of
from vocabulary.permitted import (
    appeals,
    gateway,
    incentives,
    recruitment,
    street,
    volunteers,
)
from vocabulary.permitted.actions import Action
from vocabulary.permitted.rows import Row, Scope

__all__ = [
    "TABLE",
    "Action",
    "Reach",
    "Row",
    "Scope",
    "may",
    "may_somewhere",
    "needs_district",
    "reach",
    "reach_by",
    "role_for",
    "roles_for",
]

_ROWS = {
    **appeals.ROWS,
    **recruitment.ROWS,
    **street.ROWS,
    **volunteers.ROWS,
    **incentives.ROWS,
    **gateway.ROWS,
}
#: The table. Commissioners do not rate, because they must not rate their own work. Roles that see
#: contacts do not read who saw them, because they must not oversee themselves.
TABLE: Mapping[Action, Row] = {action: _ROWS[action] for action in Action}


@dataclass(frozen=True)
class Reach:
    """What an actor reaches with one action: prefixes of codes, and whose rows within them."""

    #: Everything inside these.
    stems: tuple[str, ...] = ()
    #: Inside these only the account's own rows; the empty prefix is every place.
    own_stems: tuple[str, ...] = ()
    account: str | None = None
    #: Inside these only the rows of these teams.
    team_stems: tuple[str, ...] = ()
    teams: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything at all may be reached."""
        return bool(self.stems or self.own_stems)

    def includes(
        self, area: str | None, owner: str | None = None, team: UUID | None = None
    ) -> bool:
        """Whether a thing of this area, owner and team is inside; no area: outside every place."""
        place = area or ""
        is_own = owner is not None and owner == self.account
        is_theirs = team is not None and team in self.teams
        return (
            place.startswith(self.stems)
            or (is_own and place.startswith(self.own_stems))
            or (is_theirs and place.startswith(self.team_stems))
        )


@functools.lru_cache(maxsize=4096)
def reach(actor: Actor, action: Action) -> Reach:
    """What the actor reaches with the action: never more than the grants, nothing without any.

    `ANYONE` reaches nothing: public things are open by other means, such as a tracking code.
    """
    return reach_by(actor, TABLE[action])


def reach_by(actor: Actor, row: Row) -> Reach:
    """The same for a line of the table."""
    found = _reached(actor, _counting(actor, row))
    if row.every_account and actor.account is not None:
        return replace(found, own_stems=("", *found.own_stems))
    return found


def may(
    actor: Actor,
    action: Action,
    *,
    area: str | None,
    owner: str | None = None,
    team: UUID | None = None,
) -> bool:
    """Whether the actor may do this to a thing of this area, owner and team."""
    return reach(actor, action).includes(area, owner, team)


def may_somewhere(actor: Actor, action: Action) -> bool:
    """Whether the actor may do this anywhere: the first check, before more is known."""
    return action is Action.ANYONE or bool(reach(actor, action))


def role_for(
    actor: Actor,
    action: Action,
    *,
    area: str,
    owner: str | None = None,
    team: UUID | None = None,
) -> str:
    """The role that allows it; events and history record it.

    If there are several, the one nearest to the thing: a person closing an appeal assigned to them
    closes it as its commissioner. `Actor.role_at` where no role was needed.
    """
    allowing = [
        (_WIDTH[scope], grant.role.value)
        for grant, scope in _counting(actor, TABLE[action])
        if _reached(actor, [(grant, scope)]).includes(area, owner, team)
    ]
    # The first of equals: `min` keeps the order of the grants.
    return min(allowing, key=lambda found: found[0])[1] if allowing else actor.role_at(area)


def needs_district(action: Action) -> bool:
    """Whether the roles that may do it count only where they are held at a district or above."""
    scopes = TABLE[action].scopes.values()
    return bool(scopes) and all(scope is Scope.DISTRICT for scope in scopes)


def roles_for(action: Action) -> tuple[Role, ...]:
    """The roles that may do it somewhere."""
    return tuple(role for role in Role if role in TABLE[action].scopes)


_WIDTH = {scope: width for width, scope in enumerate(Scope)}
_WHOLE = frozenset({Scope.COMMUNITY, Scope.STREET, Scope.DISTRICT})
_NEAR = frozenset({Level.COMMUNITY, Level.STREET})
#: The levels at which a role must be held to count with a scope; other scopes count at each.
_HELD_AT = {Scope.COMMUNITY: _NEAR, Scope.DISTRICT: frozenset(Level) - _NEAR}


def _counting(actor: Actor, row: Row) -> Iterator[tuple[Grant, Scope]]:
    """The grants that count for the action, each with its scope."""
    for grant in actor.grants:
        scope = row.scopes.get(grant.role)
        if scope is not None and level_of(grant.area) in _HELD_AT.get(scope, Level):
            yield grant, scope


def _reached(actor: Actor, counting: Iterable[tuple[Grant, Scope]]) -> Reach:
    whole, own, near = set[str](), set[str](), set[str]()
    teams = set[UUID]()
    for grant, scope in counting:
        stem = stem_of(grant.area)
        (whole if scope in _WHOLE else own).add(stem)
        held = {one.team for one in actor.teams if one.role is grant.role}
        if scope is Scope.TEAM and held:
            near.add(stem)
            teams |= held
    return Reach(
        tuple(sorted(whole)),
        tuple(sorted(own)),
        actor.account,
        tuple(sorted(near)),
        frozenset(teams),
    )
