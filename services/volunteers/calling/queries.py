"""The people whose contact an account may see."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.words import Purpose
from contracts.volunteers.words import MembershipState
from services.volunteers.consents import queries as consents
from services.volunteers.memberships.model import Membership
from services.volunteers.teams.model import Team
from services.volunteers.volunteers.model import Registration
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may


def reached(
    session: Session, actor: Actor, registrations: Sequence[Registration]
) -> frozenset[UUID]:
    """Those of these registrations whose contact the actor may see.

    The workstation may see each. A commissioner may where the person is in their team, or asked
    into it, and agreed to be called; and until the answer, where the person came by a link of the
    team, whose page says that the commissioner calls.
    """
    at_desk = [
        one for one in registrations if may(actor, Action.VOLUNTEER_FIND, area=one.community)
    ]
    others = [
        one
        for one in registrations
        if one not in at_desk and may(actor, Action.VOLUNTEER_DISCLOSE, area=one.community)
    ]
    agreed = _agreed(session, others)
    found = {one.id for one in at_desk}
    for registration, membership in _led(session, actor, others):
        came_by_link = membership.invitation_id is not None
        if registration.contact_consent_id in agreed or (
            came_by_link and membership.state is MembershipState.OFFERED
        ):
            found.add(registration.id)
    return frozenset(found)


def _agreed(session: Session, registrations: Sequence[Registration]) -> frozenset[UUID]:
    given = [one.contact_consent_id for one in registrations if one.contact_consent_id is not None]
    return consents.holding(session, given, Purpose.CONTACT_BY_COMMISSIONER)


def _led(
    session: Session, actor: Actor, registrations: Sequence[Registration]
) -> Sequence[tuple[Registration, Membership]]:
    """The registrations with the standing memberships in teams that the actor leads."""
    if not registrations or actor.account is None:
        return []
    chosen = (
        sa.select(Registration, Membership)
        .join(
            Membership,
            sa.and_(
                Membership.volunteer_id == Registration.volunteer_id,
                Membership.community == Registration.community,
            ),
        )
        .join(Team, Team.id == Membership.team_id)
        .where(
            Registration.id.in_([one.id for one in registrations]),
            Membership.state.in_((MembershipState.OFFERED, MembershipState.ACCEPTED)),
            Team.commissioner == actor.account,
        )
    )
    return [(row[0], row[1]) for row in session.execute(chosen)]
