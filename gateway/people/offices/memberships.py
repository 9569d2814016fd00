"""Memberships of teams (团队成员) as offices: the volunteers and social workers of a community."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from contracts.volunteers.memberships import MembershipBegan, MembershipEnded
from contracts.volunteers.words import MembershipKind
from gateway.people.accounts import operations as accounts
from gateway.people.offices import operations, teams
from gateway.people.offices.operations import Office
from vocabulary.actors import Role
from vocabulary.periods import start_of_day

#: Staff has the role of the workstation already, and gets none by a team.
_ROLES: Mapping[MembershipKind, Role] = {
    MembershipKind.VOLUNTEER: Role.VOLUNTEER,
    MembershipKind.SOCIAL_WORKER: Role.SOCIAL_WORKER,
}


def follow(session: Session, event: MembershipBegan) -> None:
    """Name the account for the office, if the person has one, and let its role count in the team."""
    teams.know_team(session, event.team_id, event.post_id)
    role = _ROLES.get(event.kind)
    if role is None or event.account is None:
        return
    accounts.extend(session, event.membership_id, event.team_id)
    office = Office(
        source_id=event.membership_id,
        account_id=event.account,
        role=role,
        area=event.community,
        begins_at=start_of_day(event.began_on),
        source_version=event.version,
    )
    operations.name(session, office)


def end(session: Session, event: MembershipEnded) -> None:
    """End the office at once, or when its last day begins; one that begins late never does."""
    operations.end_on(session, event.membership_id, event.ended_on)
