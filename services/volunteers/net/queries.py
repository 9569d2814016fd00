"""The net of a community in one answer, read from its teams and their members."""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

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
    people, without_team = session.execute(_PEOPLE, {"community": community}).one()
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
        people=people,
        without_team=without_team,
    )


def _members(session: Session, community: str) -> dict[UUID, list[NetPerson]]:
    found: defaultdict[str, list[NetPerson]] = defaultdict(list)
    for row in session.execute(_NAMED, {"community": community, "most": NAMED_MOST}):
        person = NetPerson(
            membership_id=row.id,
            name=masked_name(row.name),
            kind=row.kind,
            **_worked(row.specialties, row.duties),
            service_centre=row.service_centre,
        )
        found[row.team_id].append(person)
    return {UUID(team_id): members for team_id, members in found.items()}


def _counts(session: Session, community: str) -> dict[UUID, int]:
    return {row[0]: int(row[1]) for row in session.execute(_COUNTS, {"community": community})}


@functools.lru_cache(maxsize=NAMED_MOST)
def _worked(specialties: str | None, duties: str | None) -> dict[str, Any]:
    """What the texts of the table say: few of a thousand differ, and most are of volunteers.

    None: somebody does not work here, or is registered here no longer.
    """
    return worked(json.loads(specialties or "[]"), json.loads(duties or "[]"))


# Put together once: an alias copies every column.

_COMMUNITY = sa.bindparam("community", type_=sa.String())
_MOST = sa.bindparam("most", type_=sa.Integer())
_BELONGS = sa.and_(Membership.community == _COMMUNITY, Membership.state == MembershipState.ACCEPTED)


def _named() -> sa.Select[
    str, UUID, MembershipKind, str | None, str | None, str | None, str | None
]:
    """The members whose names are told, in their order."""
    order = (sa.case(_KINDS, value=Membership.kind), Membership.began_on, Membership.id)
    # Chosen first, so that only people who are named are looked up.
    kept = (
        Membership.id,
        Membership.team_id,
        Membership.volunteer_id,
        Membership.kind,
        Membership.began_on,
    )
    named = sa.select(*kept).where(_BELONGS).order_by(*order).limit(_MOST).subquery().c
    name = sa.select(Volunteer.name).where(Volunteer.id == named.volunteer_id).scalar_subquery()
    return (
        sa.select(
            # As a text, because a thousand members are of a few teams.
            sa.cast(named.team_id, sa.String).label("team_id"),
            named.id,
            named.kind,
            # One by one: a join reads all volunteers of all communities.
            name.label("name"),
            sa.cast(Registration.specialties, sa.String).label("specialties"),
            sa.cast(Registration.duties, sa.String).label("duties"),
            Registration.service_centre,
        )
        .outerjoin(
            Registration,
            sa.and_(is_standing_in(named.volunteer_id, _COMMUNITY), Registration.work.is_not(None)),
        )
        .order_by(sa.case(_KINDS, value=named.kind), named.began_on, named.id)
    )


_NAMED = _named()
_COUNTS = (
    sa.select(Membership.team_id, sa.func.count()).where(_BELONGS).group_by(Membership.team_id)
)
#: Grouped by hashes, where a count of distinct ones sorts.
_APART = sa.select(Membership.volunteer_id).where(_BELONGS).group_by(Membership.volunteer_id).cte()
#: How many belong to a team, and how many active ones to none.
_PEOPLE = sa.select(
    sa.select(sa.func.count()).select_from(_APART).scalar_subquery(),
    sa.select(sa.func.count())
    .where(
        Registration.community == _COMMUNITY,
        Registration.state == RegistrationState.ACTIVE,
        Registration.volunteer_id.not_in(sa.select(_APART.c.volunteer_id)),
    )
    .scalar_subquery(),
)
