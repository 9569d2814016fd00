"""Making and withdrawing links, and the people who come by them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.volunteers.invitations import (
    InvitationView,
    InvitedVolunteer,
    JoinByInvitation,
    MakeInvitation,
    RegisterByInvitation,
    WithdrawInvitation,
)
from contracts.volunteers.memberships import MembershipView
from contracts.volunteers.volunteers import RegisterVolunteer, VolunteerReceipt
from groundwork.kept import the
from runtime import clock
from runtime.identifiers import new_id
from services.volunteers.invitations import rules
from services.volunteers.invitations.model import Invitation
from services.volunteers.invitations.queries import (
    INVITATIONS,
    joined_by,
    shown,
    state_of,
    with_code,
)
from services.volunteers.memberships import operations as memberships
from services.volunteers.memberships import queries as memberships_found
from services.volunteers.teams.model import Team
from services.volunteers.teams.queries import led
from services.volunteers.volunteers import operations as volunteers
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import check_is_in, one_with_code
from vocabulary.actors import RESIDENT, SYSTEM_ROLE, Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import check_version


def make(session: Session, actor: Actor, request: MakeInvitation) -> InvitationView:
    """Make a link into a team; of its code only a print stays.

    Raises:
        NotFound: no such team in the actor's communities.
        Forbidden: the actor does not lead it.
        WrongState: the team has many links in use.
    """
    team = _led_for_change(session, actor, request.team_id)
    now = clock.now()
    rules.check_room(len(_open(session, team, day_of(now))))
    made = Invitation(
        id=new_id(),
        team_id=team.id,
        community=team.community,
        code_print=rules.print_of(request.code),
        label=request.label,
        made_by=actor.account,
        made_at=now,
        ends_on=day_of(now) + dt.timedelta(days=request.days),
        withdrawn_at=None,
        version=0,
    )
    session.add(made)
    INVITATIONS.changed(session, actor, made, "made", at=now)
    return shown(made)


def withdraw(session: Session, actor: Actor, request: WithdrawInvitation) -> InvitationView:
    """Withdraw a link; people who came by it stay.

    Raises:
        NotFound: no such team in the actor's communities, or no such link of it.
        Forbidden: the actor does not lead it.
        PreconditionFailed: it was changed meanwhile.
        WrongState: it was withdrawn, or is over.
    """
    team = _led_for_change(session, actor, request.team_id)
    chosen = sa.select(Invitation).where(
        Invitation.id == request.invitation_id, Invitation.team_id == team.id
    )
    found = the(
        session, chosen, for_change=True, otherwise=INVITATIONS.no_such(request.invitation_id)
    )
    check_version(request.expected_version, found.version)
    rules.check_may_withdraw(state_of(found))
    found.withdrawn_at = clock.now()
    INVITATIONS.changed(session, actor, found, "withdrawn")
    return shown(found, joined_by(session, found))


def withdraw_all_of(session: Session, team: Team, leaver: str | None) -> None:
    """Withdraw the links by which a commissioner recruits who no longer leads the team."""
    for one in _open(session, team, day_of(clock.now())):
        if leaver is not None and one.made_by == leaver:
            one.withdrawn_at = clock.now()
            INVITATIONS.changed(session, RESIDENT, one, "withdrawn", role=SYSTEM_ROLE)


def register(session: Session, actor: Actor, request: RegisterByInvitation) -> VolunteerReceipt:
    """A person registers by a link, and waits to be met by those who lead its team.

    Raises:
        NotFound: the code belongs to no link.
        Invalid: a minor without guardian, or a skill that the street does not know.
        WrongState: the link is no longer used, or the person is registered already.
    """
    invitation, team = _used(session, request.invitation)
    said = {one.name: getattr(request, one.name) for one in dataclasses.fields(InvitedVolunteer)}
    new = RegisterVolunteer(community=team.community, code=request.code, **said)
    receipt = volunteers.register(session, actor, new)
    registration = session.get_one(Registration, receipt.id)
    person = session.get_one(Volunteer, registration.volunteer_id)
    memberships.ask_for(session, actor, team, person, invitation.id, invitation.made_by)
    return receipt


def join(session: Session, actor: Actor, request: JoinByInvitation) -> MembershipView:
    """A volunteer with a code comes by a link.

    Raises:
        NotFound: the code belongs to no link, or to no person who is registered in the team's
            community.
        WrongState: the link is no longer used, or the person is asked or a member already.
    """
    invitation, team = _used(session, request.invitation)
    person = one_with_code(session, request.code)
    check_is_in(session, person, team.community)
    made = memberships.ask_for(session, actor, team, person, invitation.id, invitation.made_by)
    return memberships_found.told(session, made)


def _used(session: Session, code: str) -> tuple[Invitation, Team]:
    """The link that is used now, and its team, locked."""
    found = with_code(session, code)
    # The team first, as wherever it is handed over or a link is withdrawn.
    team = session.get_one(Team, found.team_id, with_for_update=True)
    found = with_code(session, code)
    rules.check_open(state_of(found))
    return found, team


def _led_for_change(session: Session, actor: Actor, team_id: UUID) -> Team:
    team = led(session, actor, team_id, for_change=True)
    act(
        session,
        actor,
        Action.TEAM_LEAD,
        area=team.community,
        owner=team.commissioner,
        team=team.id,
    )
    return team


def _open(session: Session, team: Team, today: dt.date) -> list[Invitation]:
    chosen = sa.select(Invitation).where(
        Invitation.team_id == team.id,
        Invitation.withdrawn_at.is_(None),
        Invitation.ends_on >= today,
    )
    return list(session.scalars(chosen.order_by(Invitation.id).with_for_update()))
