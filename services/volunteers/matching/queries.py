"""People who suit a team, or each team of a community, read from the register, memberships and hours of its community."""

from __future__ import annotations

import datetime as dt
import functools
import heapq
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, repeat
from operator import itemgetter
from typing import Any, NamedTuple
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
from services.volunteers.matching.rules import Person, Reason
from services.volunteers.memberships.model import Membership
from services.volunteers.memberships.rules import DECLINED_DAYS
from services.volunteers.teams.model import Team
from services.volunteers.teams.queries import led
from services.volunteers.trainings import queries as skills
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import people_of
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.periods import day_of
from vocabulary.permissions import Action

_STANDING = (MembershipState.OFFERED, MembershipState.ACCEPTED)


class _Registered(NamedTuple):
    """A registration of the community, and what its person does already.

    The ids are texts, as few of thousands become part of an answer.
    """

    registration_id: str
    volunteer_id: str
    number: str
    teams_now: int
    minutes_lately: int


class _Alike(NamedTuple):
    """What people of the community have in common, whichever team looks for them."""

    #: The fields of work that the interests belong to, as the street's catalogue says.
    categories: frozenset[str]
    has_skill: bool
    has_time: bool
    teams_now: int
    served: int

    def for_team(self, category: PostCategory) -> Person:
        """What counts of them for a team in this field of work."""
        is_interested = category in self.categories
        return Person(is_interested, self.has_skill, self.has_time, self.teams_now, self.served)


class _One(NamedTuple):
    """Somebody who is proposed, and what speaks for it."""

    registration_id: UUID
    volunteer_id: UUID
    who: _Registered
    reasons: Sequence[Reason]
    points: int


#: Everybody, each list by number.
_People = Mapping[_Alike, Sequence[_Registered]]
#: By team, the ids as texts like those of `_Registered`.
_Asked = Mapping[UUID, Collection[str]]


def propose(session: Session, actor: Actor, request: MatchVolunteers) -> Matches:
    """The people who suit the team best; those who declined it lately are left out.

    Raises:
        NotFound: no such team in the actor's communities.
        Forbidden: the actor does not lead it.
    """
    team = led(session, actor, request.team_id)
    people, asked = _people(session, team.community, request), _asked(session, [team])
    best = _best(people, team, asked, rules.PROPOSED_MOST)
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
    found = {team.id: _best(people, team, asked, rules.PROPOSED_FOR_EACH) for team in teams}
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


def _people(session: Session, community: str, wanted: LookedFor) -> _People:
    """Everybody who is registered in the community, by what matching knows of them.

    Thousands of people told few sets of skills, interests and times, each of which is looked at
    once.
    """
    today = day_of(clock.now())
    known = known_in(session, community)
    by_word, trained = skills.that_show(session, wanted.skill, community, today)
    free_times = {one.value for one in wanted.free_time or ()}
    categories = functools.cache(lambda kept: frozenset(known.categories_of(json.loads(kept))))
    told_skill = functools.cache(lambda kept: not by_word.isdisjoint(json.loads(kept)))
    told_time = functools.cache(lambda kept: not free_times.isdisjoint(json.loads(kept)))
    found: defaultdict[_Alike, list[_Registered]] = defaultdict(list)
    rows = session.execute(_registered(community, today, trained)).all()
    for *who, told, interests, times, is_trained in sorted(rows, key=itemgetter(2)):
        one = _Registered(*who)
        alike = _Alike(
            categories(interests),
            bool(is_trained) or told_skill(told),
            told_time(times),
            one.teams_now,
            rules.served_lately(one.minutes_lately),
        )
        found[alike].append(one)
    return found


def _ranked(people: _People, category: PostCategory, asked: Collection[str]) -> Iterator[_One]:
    """Those who may be asked, who suit a team of this field of work best first, then by number."""
    by_points: defaultdict[int, list[Iterable[tuple[_Registered, Sequence[Reason]]]]]
    by_points = defaultdict(list)
    for alike, those in people.items():
        why = rules.reasons(alike.for_team(category))
        by_points[sum(each.points for each in why)].append(zip(those, repeat(why), strict=False))
    for points, each in sorted(by_points.items(), reverse=True):
        for who, why in heapq.merge(*each, key=lambda one: one[0].number):
            if who.volunteer_id not in asked:
                yield _One(UUID(who.registration_id), UUID(who.volunteer_id), who, why, points)


def _best(people: _People, team: Team, asked: _Asked, most: int) -> list[_One]:
    """The first who may be asked by the team."""
    return list(islice(_ranked(people, team.category, asked.get(team.id, ())), most))


def _told(session: Session, found: Sequence[_One]) -> list[Match]:
    people = people_of(session, [one.volunteer_id for one in found])
    return [
        Match(
            volunteer_id=one.volunteer_id,
            registration_id=one.registration_id,
            number=one.who.number,
            name=masked_name(people[one.volunteer_id].name),
            teams_now=one.who.teams_now,
            minutes_lately=one.who.minutes_lately,
            points=one.points,
            reasons=_why(one),
        )
        for one in found
    ]


def _why(one: _One) -> list[ReasonOfMatch]:
    return [ReasonOfMatch(reason=why.reason, points=why.points) for why in one.reasons]


def _asked(session: Session, teams: Sequence[Team]) -> _Asked:
    """Those whom each team may not ask now: members, people who are asked, who declined lately."""
    since = clock.now() - dt.timedelta(days=DECLINED_DAYS + 1)
    chosen = sa.select(
        sa.cast(Membership.team_id, sa.String), sa.cast(Membership.volunteer_id, sa.String)
    ).where(
        Membership.team_id.in_([team.id for team in teams]),
        sa.or_(
            Membership.state.in_(_STANDING),
            sa.and_(Membership.state == MembershipState.DECLINED, Membership.answered_at > since),
        ),
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for team_id, volunteer_id in session.execute(chosen):
        found[team_id].add(volunteer_id)
    return {UUID(team_id): people for team_id, people in found.items()}


def _registered(
    community: str, today: dt.date, trained: sa.Select[UUID]
) -> sa.Select[str, str, str, Any, int, str, str, str, bool]:
    """The fields of `_Registered`, then skills, interests, times and whether they are trained.

    Lists stay the texts that the database keeps, most of which are alike.
    """
    teams, hours = _teams_now(community), _minutes_lately(community, today)
    minutes = sa.func.coalesce(hours.c.minutes_lately, 0)
    return (
        sa.select(
            sa.cast(Registration.id, sa.String),
            sa.cast(Registration.volunteer_id, sa.String),
            Registration.number,
            sa.func.coalesce(teams.c.teams_now, 0),
            sa.cast(minutes, sa.Integer),
            sa.cast(Volunteer.skills, sa.String),
            sa.cast(Volunteer.interests, sa.String),
            sa.cast(Volunteer.free_times, sa.String),
            Registration.volunteer_id.in_(trained),
        )
        .join(Volunteer, Volunteer.id == Registration.volunteer_id)
        .outerjoin(teams, teams.c.volunteer_id == Registration.volunteer_id)
        .outerjoin(hours, hours.c.volunteer_id == Registration.volunteer_id)
        .where(
            Registration.community == community,
            Registration.state != RegistrationState.LEFT,
        )
    )


def _teams_now(community: str) -> sa.Subquery:
    """To how many teams each person belongs or was asked."""
    return (
        sa.select(Membership.volunteer_id, sa.func.count().label("teams_now"))
        .where(Membership.community == community, Membership.state.in_(_STANDING))
        .group_by(Membership.volunteer_id)
        .subquery()
    )


def _minutes_lately(community: str, today: dt.date) -> sa.Subquery:
    return (
        sa.select(Hours.volunteer_id, sa.func.sum(Hours.minutes).label("minutes_lately"))
        .where(
            Hours.community == community,
            Hours.state != HoursState.REFUSED,
            Hours.served_on > today - dt.timedelta(days=rules.LATELY_DAYS),
        )
        .group_by(Hours.volunteer_id)
        .subquery()
    )
