"""Links as those see them who lead the team, and as a person who opens one."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.invitations import (
    InvitationList,
    InvitationView,
    ListInvitations,
    OpenInvitation,
    ShowInvitation,
)
from contracts.volunteers.words import InvitationState
from groundwork.kept import Kept, the
from runtime import clock
from runtime.copying import Copying
from services.volunteers.invitations import rules
from services.volunteers.invitations.model import Invitation
from services.volunteers.memberships.model import Membership
from services.volunteers.teams.model import Team
from services.volunteers.teams.queries import led
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.state_table import where

INVITATIONS = Kept(Invitation, "invitation", "邀请链接", "link")
#: Links that are over stay in the list as long as so many.
_LISTED_MOST = 100

_VIEW = Copying(Invitation, InvitationView, given=("state", "joined", "recruited_by", "possible"))


def all_of(session: Session, actor: Actor, request: ListInvitations) -> InvitationList:
    """The links of a team that the actor leads, newest first.

    Raises:
        NotFound: no such team in the actor's communities.
        Forbidden: the actor does not lead it.
    """
    team = led(session, actor, request.team_id)
    chosen = sa.select(Invitation).where(Invitation.team_id == team.id)
    ordered = chosen.order_by(Invitation.made_at.desc(), Invitation.id).limit(_LISTED_MOST)
    joined = _joined(session, team.id)
    return InvitationList(
        items=[shown(one, joined.get(one.id, 0)) for one in session.scalars(ordered)]
    )


def show(session: Session, request: ShowInvitation) -> OpenInvitation:
    """The team to which a link leads.

    Raises:
        NotFound: the code belongs to no link.
        WrongState: the link was withdrawn, or is over.
    """
    found = with_code(session, request.invitation)
    rules.check_open(state_of(found))
    team = session.get_one(Team, found.team_id)
    return OpenInvitation(
        team=team.name, community=team.community, category=team.category, ends_on=found.ends_on
    )


def shown(invitation: Invitation, joined: int = 0) -> InvitationView:
    """The link for those who lead the team."""
    state = state_of(invitation)
    return _VIEW(
        invitation,
        state=state,
        joined=joined,
        recruited_by=invitation.made_by,
        possible=where(withdrawal=state is InvitationState.OPEN),
    )


def state_of(invitation: Invitation) -> InvitationState:
    """Where a link stands today."""
    return rules.state_of(
        ends_on=invitation.ends_on,
        withdrawn_at=invitation.withdrawn_at,
        today=day_of(clock.now()),
    )


def with_code(session: Session, code: str) -> Invitation:
    """The link with this code.

    Raises:
        NotFound: the code belongs to no link.
    """
    chosen = sa.select(Invitation).where(Invitation.code_print == rules.print_of(code))
    return the(session, chosen, otherwise=rules.no_such_code())


def joined_by(session: Session, invitation: Invitation) -> int:
    """How many people came by a link."""
    return _joined(session, invitation.team_id).get(invitation.id, 0)


def _joined(session: Session, team_id: UUID) -> Mapping[UUID, int]:
    chosen = (
        sa.select(Membership.invitation_id, sa.func.count())
        .where(Membership.team_id == team_id, Membership.invitation_id.is_not(None))
        .group_by(Membership.invitation_id)
    )
    return {one: int(count) for one, count in session.execute(chosen) if one is not None}
