"""The net of a community in one answer, read from its teams and their members."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from contracts.recruitment.words import PostCategory
from contracts.volunteers.net import Net, NetPerson, NetTeam, ShowNet
from contracts.volunteers.words import MembershipKind, MembershipState, RegistrationState
from groundwork import territories
from services.volunteers.memberships.model import Membership
from services.volunteers.teams.model import Team
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import worked
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.permissions import Action

#: A sheet of paper holds no more names; the counts tell the others.
NAMED_MOST = 1000
_CATEGORIES = {category: at for at, category in enumerate(PostCategory)}
_KINDS = {
    MembershipKind.SOCIAL_WORKER: 0,
    MembershipKind.STAFF: 1,
    MembershipKind.VOLUNTEER: 2,
}


def show(session: Session, actor: Actor, request: ShowNet) -> Net:
    """The net of a community.

    Raises:
        NotFound: not a community in which the actor reads volunteers.
    """
    community = request.community
    territories.check_community(actor, Action.VOLUNTEER_READ, community)
    chosen = sa.select(Team).where(Team.community == community)
    teams = session.scalars(chosen.order_by(Team.founded_at, Team.id)).all()
    members, counts = _members(session, community), _counts(session, community)
    return Net(
        community=community,
        teams=[
            NetTeam(
                team_id=team.id,
                number=team.number,
                team=team.name,
                category=team.category,
                commissioner=team.commissioner,
                member_count=counts.get(team.id, 0),
                members=members.get(team.id, []),
            )
            for team in sorted(teams, key=lambda one: _CATEGORIES[one.category])
        ],
        people=_people(session, community),
        without_team=_without_team(session, community),
    )


def _belongs(community: str) -> sa.ColumnElement[bool]:
    return sa.and_(Membership.community == community, Membership.state == MembershipState.ACCEPTED)


def _members(session: Session, community: str) -> dict[UUID, list[NetPerson]]:
    order = (sa.case(_KINDS, value=Membership.kind), Membership.began_on, Membership.id)
    # Chosen first, so that only people who are named are looked up.
    named = aliased(
        Membership,
        sa.select(Membership)
        .where(_belongs(community))
        .order_by(*order)
        .limit(NAMED_MOST)
        .subquery(),
    )
    chosen = (
        sa.select(
            named.team_id,
            named.id,
            named.kind,
            Volunteer.name,
            Registration.specialties,
            Registration.duties,
            Registration.service_centre,
        )
        .join(Volunteer, Volunteer.id == named.volunteer_id)
        .outerjoin(
            Registration,
            sa.and_(
                Registration.volunteer_id == named.volunteer_id,
                Registration.community == community,
                Registration.state != RegistrationState.LEFT,
            ),
        )
        .order_by(sa.case(_KINDS, value=named.kind), named.began_on, named.id)
    )
    found: defaultdict[UUID, list[NetPerson]] = defaultdict(list)
    for row in session.execute(chosen):
        person = NetPerson(
            membership_id=row.id,
            name=masked_name(row.name),
            kind=row.kind,
            # None of people who are registered here no longer.
            **worked(row.specialties or (), row.duties or ()),
            service_centre=row.service_centre,
        )
        found[row.team_id].append(person)
    return found


def _counts(session: Session, community: str) -> dict[UUID, int]:
    chosen = sa.select(Membership.team_id, sa.func.count()).where(_belongs(community))
    return {row[0]: int(row[1]) for row in session.execute(chosen.group_by(Membership.team_id))}


def _people(session: Session, community: str) -> int:
    people = sa.func.count(sa.distinct(Membership.volunteer_id))
    return session.scalar(sa.select(people).where(_belongs(community))) or 0


def _without_team(session: Session, community: str) -> int:
    belongs = sa.exists().where(
        Membership.volunteer_id == Registration.volunteer_id, _belongs(community)
    )
    chosen = sa.select(sa.func.count()).where(
        Registration.community == community,
        Registration.state == RegistrationState.ACTIVE,
        ~belongs,
    )
    return session.scalar(chosen) or 0
