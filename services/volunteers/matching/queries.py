"""People who suit a team, or each team of a community, read from the register, memberships and hours of its community."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.words import PostCategory
from contracts.volunteers.matching import (
    LookedFor,
    Match,
    Matches,
    MatchesOfTeams,
    MatchTeams,
    MatchVolunteers,
    ReasonOfMatch,
    TeamMatches,
)
from contracts.volunteers.words import HoursState, MembershipState, RegistrationState
from groundwork import territories
from runtime import clock
from services.volunteers.catalogue.queries import known_in
from services.volunteers.hours.model import Hours
from services.volunteers.matching import rules
from services.volunteers.matching.rules import Person, Reason, Wanted
from services.volunteers.memberships.model import Membership
from services.volunteers.memberships.rules import DECLINED_DAYS
from services.volunteers.teams.model import Team
from services.volunteers.teams.queries import led
from services.volunteers.trainings.queries import skills_in
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import people_of
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_STANDING = (MembershipState.OFFERED, MembershipState.ACCEPTED)


class _One(NamedTuple):
    """A registration of the community, and what speaks for its person."""

    registration_id: UUID
    volunteer_id: UUID
    number: str
    person: Person
    reasons: Sequence[Reason]
    points: int


#: The registration, the volunteer, the number, and what speaks for the person.
_Registered = tuple[UUID, UUID, str, Person]


def propose(session: Session, actor: Actor, request: MatchVolunteers) -> Matches:
    """The people who suit the team best; those who declined it lately are left out.

    Raises:
        NotFound: no such team in the actor's communities.
        Forbidden: the actor does not lead it.
    """
    team = led(session, actor, request.team_id)
    ranked = _ranked(_people(session, team.community, request), team.category, request)
    best = _best(ranked, _asked(session, [team])[team.id], rules.PROPOSED_MOST)
    return Matches(items=_told(session, best))


def propose_for_all(session: Session, actor: Actor, request: MatchTeams) -> MatchesOfTeams:
    """The teams of a community by field of work, each with the people who suit it best.

    Raises:
        NotFound: not a community in which the actor manages teams.
    """
    community = request.community
    territories.check_community(actor, Action.TEAM_MANAGE, community)
    chosen = sa.select(Team).where(Team.community == community)
    teams = session.scalars(chosen.order_by(Team.founded_at, Team.id)).all()
    people, asked = _people(session, community, request), _asked(session, teams)
    ranked = {one: _ranked(people, one, request) for one in {team.category for team in teams}}
    found = {
        team.id: _best(ranked[team.category], asked[team.id], rules.PROPOSED_FOR_EACH)
        for team in teams
    }
    told = {
        one.registration_id: one
        for one in _told(session, [each for best in found.values() for each in best])
    }
    order = list(PostCategory)
    return MatchesOfTeams(
        community=community,
        teams=[
            TeamMatches(
                team_id=team.id,
                number=team.number,
                team=team.name,
                category=team.category,
                matches=[
                    replace(told[one.registration_id], points=one.points, reasons=_why(one))
                    for one in found[team.id]
                ],
            )
            for team in sorted(teams, key=lambda one: order.index(one.category))
        ],
    )


def _people(session: Session, community: str, wanted: LookedFor) -> list[_Registered]:
    """Everybody who is registered in the community, with what matching knows of them."""
    today = day_of(clock.now())
    rows = session.execute(_registered(community)).all()
    busy, served = _teams_now(session, community), _minutes_lately(session, community, today)
    skills: Mapping[UUID, Collection[str]] = {}
    if wanted.skill is not None:
        skills = skills_in(
            session, {row.volunteer_id: row.skills for row in rows}, community, today
        )
    # Thousands of people have few sets of interests.
    categories_of = functools.cache(known_in(session, community).categories_of)
    return [
        (
            row.id,
            row.volunteer_id,
            row.number,
            Person(
                skills.get(row.volunteer_id, ()),
                categories_of(tuple(row.interests)),
                row.free_times,
                busy.get(row.volunteer_id, 0),
                served.get(row.volunteer_id, 0),
            ),
        )
        for row in rows
    ]


def _ranked(people: Sequence[_Registered], category: PostCategory, wanted: LookedFor) -> list[_One]:
    """All of them, those who suit best first."""
    asked = Wanted(category.value, wanted.skill, wanted.free_time or ())
    found = []
    for one in people:
        why = rules.reasons(one[-1], asked)
        found.append(_One(*one, why, sum(each.points for each in why)))
    return sorted(found, key=lambda one: (-one.points, one.number))


def _best(ranked: Sequence[_One], asked: Collection[UUID], most: int) -> list[_One]:
    """The first who may be asked."""
    return list(islice((one for one in ranked if one.volunteer_id not in asked), most))


def _told(session: Session, found: Sequence[_One]) -> list[Match]:
    people = people_of(session, [one.volunteer_id for one in found])
    return [
        Match(
            volunteer_id=one.volunteer_id,
            registration_id=one.registration_id,
            number=one.number,
            name=masked_name(people[one.volunteer_id].name),
            teams_now=one.person.teams_now,
            minutes_lately=one.person.minutes_lately,
            points=one.points,
            reasons=_why(one),
        )
        for one in found
    ]


def _why(one: _One) -> list[ReasonOfMatch]:
    return [ReasonOfMatch(reason=why.reason, points=why.points) for why in one.reasons]


def _asked(session: Session, teams: Sequence[Team]) -> Mapping[UUID, set[UUID]]:
    """Those whom each team may not ask now: members, people who are asked, who declined lately."""
    since = clock.now() - dt.timedelta(days=DECLINED_DAYS + 1)
    chosen = sa.select(Membership.team_id, Membership.volunteer_id).where(
        Membership.team_id.in_([team.id for team in teams]),
        sa.or_(
            Membership.state.in_(_STANDING),
            sa.and_(Membership.state == MembershipState.DECLINED, Membership.answered_at > since),
        ),
    )
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for team_id, volunteer_id in session.execute(chosen):
        found[team_id].add(volunteer_id)
    return found


def _registered(
    community: str,
) -> sa.Select[UUID, UUID, str, list[str], list[str], list[str]]:
    return (
        sa.select(
            Registration.id,
            Registration.volunteer_id,
            Registration.number,
            Volunteer.skills,
            Volunteer.interests,
            Volunteer.free_times,
        )
        .join(Volunteer, Volunteer.id == Registration.volunteer_id)
        .where(
            Registration.community == community,
            Registration.state != RegistrationState.LEFT,
        )
    )


def _teams_now(session: Session, community: str) -> dict[UUID, int]:
    chosen = (
        sa.select(Membership.volunteer_id, sa.func.count())
        .where(Membership.community == community, Membership.state.in_(_STANDING))
        .group_by(Membership.volunteer_id)
    )
    return {row.volunteer_id: int(row[1]) for row in session.execute(chosen)}


def _minutes_lately(session: Session, community: str, today: dt.date) -> dict[UUID, int]:
    chosen = (
        sa.select(Hours.volunteer_id, sa.func.sum(Hours.minutes))
        .where(
            Hours.community == community,
            Hours.state != HoursState.REFUSED,
            Hours.served_on > today - dt.timedelta(days=rules.LATELY_DAYS),
        )
        .group_by(Hours.volunteer_id)
    )
    return {row.volunteer_id: int(row[1]) for row in session.execute(chosen)}
