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
from services.volunteers.volunteers.queries import is_standing_in, worked
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


def _members(session: Session, community: str) -> dict[UUID, list[NetPerson]]:
    found: defaultdict[str, list[NetPerson]] = defaultdict(list)
    for row in session.execute(_NAMED, {"community": community, "most": NAMED_MOST}):
        person = NetPerson(
            membership_id=row.id,
            name=masked_name(row.name),
            kind=row.kind,
            # None of people who are registered here no longer.
            **worked(row.specialties or (), row.duties or ()),
            service_centre=row.service_centre,
        )
        found[row.team_id].append(person)
    return {UUID(team_id): members for team_id, members in found.items()}


def _counts(session: Session, community: str) -> dict[UUID, int]:
    return {row[0]: int(row[1]) for row in session.execute(_COUNTS, {"community": community})}


def _people(session: Session, community: str) -> int:
    return session.scalar(_PEOPLE, {"community": community}) or 0


def _without_team(session: Session, community: str) -> int:
    return session.scalar(_WITHOUT_TEAM, {"community": community}) or 0


# Put together once: an alias copies every column.

_COMMUNITY = sa.bindparam("community", type_=sa.String())
_MOST = sa.bindparam("most", type_=sa.Integer())
_BELONGS = sa.and_(Membership.community == _COMMUNITY, Membership.state == MembershipState.ACCEPTED)


def _named() -> sa.Select[str, UUID, MembershipKind, str | None, list[str], list[str], str | None]:
    """The members whose names are told, in their order."""
    order = (sa.case(_KINDS, value=Membership.kind), Membership.began_on, Membership.id)
    # Chosen first, so that only people who are named are looked up.
    chosen = sa.select(Membership).where(_BELONGS).order_by(*order).limit(_MOST)
    named = aliased(Membership, chosen.subquery())
    return (
        sa.select(
            # As a text, because a thousand members are of a few teams.
            sa.cast(named.team_id, sa.String).label("team_id"),
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
            is_standing_in(named.volunteer_id, _COMMUNITY),
        )
        .order_by(sa.case(_KINDS, value=named.kind), named.began_on, named.id)
    )


_NAMED = _named()
_COUNTS = (
    sa.select(Membership.team_id, sa.func.count()).where(_BELONGS).group_by(Membership.team_id)
)
_PEOPLE = sa.select(sa.func.count(sa.distinct(Membership.volunteer_id))).where(_BELONGS)
_WITHOUT_TEAM = sa.select(sa.func.count()).where(
    Registration.community == _COMMUNITY,
    Registration.state == RegistrationState.ACTIVE,
    ~sa.exists().where(Membership.volunteer_id == Registration.volunteer_id, _BELONGS),
)
