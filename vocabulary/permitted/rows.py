"""A line of the table of permissions, and the usual sets of roles, each named once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from vocabulary.actors import Role


class Scope(StrEnum):
    """How widely a role may be used inside the area at which it is held, narrowest first."""

    OWN = "own"  # 本人
    TEAM = "team"  # 团队
    COMMUNITY = "community"  # 社区
    STREET = "street"  # 街道
    DISTRICT = "district"  # 区


Roles = Mapping[Role, Scope]

#: Administrators (管理员), each in their own area.
ADMINISTRATORS: Roles = {Role.ADMINISTRATOR: Scope.STREET}
#: The workstation (工作站) of the community; administrators stand in for it.
WORKSTATION: Roles = {Role.WORKSTATION_STAFF: Scope.COMMUNITY, **ADMINISTRATORS}
#: The bodies of a community: its workstation and its party committee (综合党委).
COMMUNITY_BODIES: Roles = {
    Role.WORKSTATION_STAFF: Scope.COMMUNITY,
    Role.PARTY_COMMITTEE: Scope.COMMUNITY,
}
#: These, and administrators, who help them to organise.
ORGANISERS: Roles = {**COMMUNITY_BODIES, **ADMINISTRATORS}
#: The street office (街道办), and administrators.
STREET_OFFICE: Roles = {Role.STREET_OFFICER: Scope.STREET, **ADMINISTRATORS}
#: All who oversee a whole street: the office, the party committee (街道党工委), administrators.
OVERSIGHT: Roles = {**STREET_OFFICE, Role.STREET_PARTY_COMMITTEE: Scope.STREET}
#: All who work at a desk, in a community or for the street.
STAFF: Roles = {**COMMUNITY_BODIES, **OVERSIGHT}
#: Everybody with a role, in the place where it is held.
EVERY_ROLE: Roles = {
    Role.COMMISSIONER: Scope.COMMUNITY,
    Role.VOLUNTEER: Scope.COMMUNITY,
    Role.SOCIAL_WORKER: Scope.COMMUNITY,
    **STAFF,
}


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    zh: str
    en: str
    scopes: Mapping[Role, Scope]
    #: Everyone signed in, even without a role: for their own things, or for things without an
    #: owner.
    every_account: bool = False


def row(
    zh: str,
    en: str,
    usual: Mapping[Role, Scope] = MappingProxyType({}),
    *,
    commissioner: Scope | None = None,
    volunteer: Scope | None = None,
    social_worker: Scope | None = None,
    workstation: Scope | None = None,
    committee: Scope | None = None,
    officer: Scope | None = None,
    street_committee: Scope | None = None,
    administrator: Scope | None = None,
    every_account: bool = False,
) -> Row:
    """A line of the table: a usual set of roles, and grants to others besides."""
    given = {
        Role.COMMISSIONER: commissioner,
        Role.VOLUNTEER: volunteer,
        Role.SOCIAL_WORKER: social_worker,
        Role.WORKSTATION_STAFF: workstation,
        Role.PARTY_COMMITTEE: committee,
        Role.STREET_OFFICER: officer,
        Role.STREET_PARTY_COMMITTEE: street_committee,
        Role.ADMINISTRATOR: administrator,
    }
    scopes = {role: scope for role, scope in given.items() if scope is not None}
    return Row(zh, en, {**usual, **scopes}, every_account)
