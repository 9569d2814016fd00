"""The actor: who acts, in which role and where, as identity tells every service.

The scope of an actor is a list of area codes. It comes from identity only; a
parameter can narrow it, never widen it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from vocabulary.areas import covers, stem_of


class Role(StrEnum):
    """The roles of requirements part 2 that hold an account."""

    COMMISSIONER = "commissioner"  # 社区专员
    VOLUNTEER = "volunteer"  # 义工
    SOCIAL_WORKER = "social_worker"  # 社工
    WORKSTATION_STAFF = "workstation_staff"  # 工作站工作人员
    PARTY_COMMITTEE = "party_committee"  # 社区综合党委
    STREET_OFFICER = "street_officer"  # 街道办
    STREET_PARTY_COMMITTEE = "street_party_committee"  # 街道党工委
    ADMINISTRATOR = "administrator"


#: The staff of a community's office.
OFFICE = (Role.WORKSTATION_STAFF,)
#: The staff responsible for the workstation's work.
COMMITTEE = (Role.PARTY_COMMITTEE,)
#: The staff who oversee both.
STREET = (Role.STREET_OFFICER, Role.STREET_PARTY_COMMITTEE)


@dataclass(frozen=True)
class Grant:
    """One role held at one area."""

    role: Role
    area: str


@dataclass(frozen=True)
class InTeam:
    """A team (团队) that the actor leads or belongs to, and the role in which."""

    role: Role
    team: UUID


@dataclass(frozen=True)
class Actor:
    """A person or program at work; without an account it is a resident (居民)."""

    account: str | None = None
    grants: tuple[Grant, ...] = ()
    #: Each for the scope `team` of its own role: leading one team opens nothing in another.
    teams: tuple[InTeam, ...] = ()
    #: Linli itself, which no sign-in or API key can become: see SYSTEM.
    is_system: bool = False

    def __post_init__(self) -> None:
        """The system has no other identity."""
        if self.is_system and (self.account is not None or self.grants or self.teams):
            raise ValueError("the system has no account and holds no role")

    @property
    def is_anonymous(self) -> bool:
        """A resident without an account."""
        return self.account is None and not self.is_system

    def holds(self, *roles: Role, at: str) -> bool:
        """Whether the actor has one of the roles at an area that covers `at`."""
        return any(grant.role in roles and covers(grant.area, at) for grant in self.grants)

    def stems(self, *roles: Role) -> tuple[str, ...]:
        """Prefixes of codes within which the actor may look: the scope of every query.

        With roles given, only the grants of those roles count. Empty: none.
        """
        chosen = (grant for grant in self.grants if not roles or grant.role in roles)
        return tuple(sorted({stem_of(grant.area) for grant in chosen}))

    def role_at(self, area: str) -> str:
        """The first role held at an area, where no permission says which role the actor uses.

        See `permissions.role_for` for the role that allowed something.
        """
        if self.is_system:
            return SYSTEM_ROLE
        held = (grant.role.value for grant in self.grants if covers(grant.area, area))
        return next(held, "resident")


#: The name in history and audit when Linli itself acts.
SYSTEM_ROLE = "system"
RESIDENT = Actor()
#: The clock and the workers of queues: a service sets it itself, never a header from outside.
SYSTEM = Actor(is_system=True)


def to_text(actor: Actor) -> str:
    """The form in which an actor travels in message headers."""
    grants = [[grant.role.value, grant.area] for grant in actor.grants]
    more = [SYSTEM_ROLE] if actor.is_system else [teams_as_plain(actor)] if actor.teams else []
    return json.dumps([actor.account, grants, *more], separators=(",", ":"))


def from_text(text: str | None) -> Actor:
    """Read `to_text` back; None means a resident."""
    if not text:
        return RESIDENT
    account, grants, *more = json.loads(text)
    held = tuple(Grant(Role(role), area) for role, area in grants)
    if more == [SYSTEM_ROLE]:
        return Actor(account, held, is_system=True)
    return Actor(account, held, teams_from_plain(more[0]) if more else ())


def teams_as_plain(actor: Actor) -> dict[str, list[str]]:
    """The teams by role, as short as a header needs them."""
    found: dict[str, list[str]] = {}
    for one in actor.teams:
        found.setdefault(one.role.value, []).append(one.team.hex)
    return found


def teams_from_plain(found: Mapping[str, Sequence[str]]) -> tuple[InTeam, ...]:
    """Read `teams_as_plain` back.

    Raises:
        ValueError: there is no such role, or it is no id of a team.
    """
    return tuple(InTeam(Role(role), UUID(team)) for role, teams in found.items() for team in teams)
