"""People who suit a team, or each team of a community, read from the register, memberships and hours of its community."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
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
from services.volunteers.volunteers.queries import is_standing_in
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.periods import day_of
from vocabulary.permissions import Action

#: Between a number and its minutes, and between people; no number holds either.
_BESIDE, _NEXT = "\t", "\n"
_STANDING = (MembershipState.OFFERED, MembershipState.ACCEPTED)


class _Alike(NamedTuple):
    """What people of the community have in common, whichever team looks for them."""

    #: The fields of work that the interests belong to, as the street's catalogue says.
    categories: frozenset[str]
    has_skill: bool
    has_time: bool
    teams_now: int
    tens_of_hours: int

    def for_team(self, category: PostCategory) -> Person:
        """What counts of them for a team in this field of work."""
        is_interested = category in self.categories
        return Person(
            is_interested, self.has_skill, self.has_time, self.teams_now, self.tens_of_hours
        )


class _One(NamedTuple):
    """Somebody who is proposed, and what speaks for it."""

    number: str
    minutes_lately: int
    teams_now: int
    reasons: Sequence[Reason]
    points: int


#: Everybody who is alike, as texts that `_read` reads.
_People = Mapping[_Alike, Sequence[str]]
#: By team, the numbers.
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
    return Matches(items=_told(session, team.community, [best])[0])


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
    order = list(PostCategory)
    ordered = sorted(teams, key=lambda one: order.index(one.category))
    best = [_best(people, team, asked, rules.PROPOSED_FOR_EACH) for team in ordered]
    return MatchesOfTeams(
        community=community,
        teams=[
            TeamMatches(
                team_id=team.id,
                number=team.number,
                team=team.name,
                category=team.category,
                matches=matches,
            )
            for team, matches in zip(ordered, _told(session, community, best), strict=True)
        ],
    )


def _people(session: Session, community: str, wanted: LookedFor) -> _People:
    """Everybody who is registered in the community, by what matching knows of them.

    The database puts people together who are alike, so that thousands come as few rows.
    """
    today = day_of(clock.now())
    known = known_in(session, community)
    by_word, trained = skills.that_show(wanted.skill, known, today)
    categories = functools.cache(lambda kept: frozenset(known.categories_of(json.loads(kept))))
    has_skill = sa.or_(
        _names_any(Volunteer.skills, by_word), Registration.volunteer_id.in_(trained)
    )
    has_time = _names_any(Volunteer.free_times, [one.value for one in wanted.free_time or ()])
    found: defaultdict[_Alike, list[str]] = defaultdict(list)
    chosen = _alike(community, today, has_skill, has_time)
    for told, interests, *same in session.execute(chosen):
        found[_Alike(categories(interests), *same)].append(told)
    return found


def _ranked(people: _People, category: PostCategory, asked: Collection[str]) -> Iterator[_One]:
    """Those who may be asked, who suit a team of this field of work best first, then by number."""
    by_points: defaultdict[int, list[tuple[_Alike, Sequence[Reason]]]] = defaultdict(list)
    for alike in people:
        why = rules.reasons(alike.for_team(category))
        by_points[sum(each.points for each in why)].append((alike, why))
    for points, each in sorted(by_points.items(), reverse=True):
        equals = [
            _One(number, int(minutes), alike.teams_now, why, points)
            for alike, why in each
            for number, minutes in _read(people[alike])
            if number not in asked
        ]
        yield from sorted(equals)


def _best(people: _People, team: Team, asked: _Asked, most: int) -> list[_One]:
    """The first who may be asked by the team."""
    return list(islice(_ranked(people, team.category, asked.get(team.id, ())), most))


def _told(session: Session, community: str, found: Sequence[Sequence[_One]]) -> list[list[Match]]:
    """Those of each team, with their names; nobody else is looked up."""
    chosen = (
        sa.select(Registration.number, Registration.id, Volunteer.id, Volunteer.name)
        .join(Volunteer, Volunteer.id == Registration.volunteer_id)
        .where(
            Registration.community == community,
            Registration.number.in_({one.number for best in found for one in best}),
        )
    )
    people = {row[0]: row[1:] for row in session.execute(chosen)}
    return [[_match(one, *people[one.number]) for one in best] for best in found]


def _match(one: _One, registration_id: UUID, volunteer_id: UUID, name: str | None) -> Match:
    return Match(
        volunteer_id=volunteer_id,
        registration_id=registration_id,
        number=one.number,
        name=masked_name(name),
        teams_now=one.teams_now,
        minutes_lately=one.minutes_lately,
        points=one.points,
        reasons=[ReasonOfMatch(reason=why.reason, points=why.points) for why in one.reasons],
    )


def _asked(session: Session, teams: Sequence[Team]) -> _Asked:
    """Those whom each team may not ask now: members, people who are asked, who declined lately."""
    since = clock.now() - dt.timedelta(days=DECLINED_DAYS + 1)
    chosen = (
        sa.select(Membership.team_id, sa.func.aggregate_strings(Registration.number, _NEXT))
        .join(Registration, is_standing_in(Membership.volunteer_id, Membership.community))
        .where(
            Membership.team_id.in_([team.id for team in teams]),
            sa.or_(
                Membership.state.in_(_STANDING),
                sa.and_(
                    Membership.state == MembershipState.DECLINED, Membership.answered_at > since
                ),
            ),
        )
        .group_by(Membership.team_id)
    )
    return {team_id: set(numbers.split(_NEXT)) for team_id, numbers in session.execute(chosen)}


def _alike(
    community: str,
    today: dt.date,
    has_skill: sa.ColumnElement[bool],
    has_time: sa.ColumnElement[bool],
) -> sa.Select[Any]:
    """People who are alike, as `_read` reads them; then interests and the other fields of `_Alike`.

    Interests stay the texts that the database keeps.
    """
    teams, hours = _teams_now(community), _minutes_lately(community, today)
    minutes = sa.cast(sa.func.coalesce(hours.c.minutes_lately, 0), sa.Integer)
    each = (
        sa.select(
            (Registration.number + _BESIDE + sa.cast(minutes, sa.String)).label("told"),
            sa.cast(Volunteer.interests, sa.String).label("interests"),
            has_skill.label("has_skill"),
            has_time.label("has_time"),
            sa.func.coalesce(teams.c.teams_now, 0).label("teams_now"),
            rules.tens_of_hours(minutes).label("tens_of_hours"),
        )
        .join(Volunteer, Volunteer.id == Registration.volunteer_id)
        .outerjoin(teams, teams.c.volunteer_id == Registration.volunteer_id)
        .outerjoin(hours, hours.c.volunteer_id == Registration.volunteer_id)
        .where(
            Registration.community == community,
            Registration.state != RegistrationState.LEFT,
        )
        .subquery()
    )
    told, *same = each.c
    return sa.select(sa.func.aggregate_strings(told, _NEXT), *same).group_by(*same)


def _read(told: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Number and minutes of each."""
    for one in _NEXT.join(told).split(_NEXT):
        number, _, minutes = one.partition(_BESIDE)
        yield number, minutes


def _names_any(kept: Any, codes: Collection[str]) -> sa.ColumnElement[bool]:
    """Whether a list that is kept as JSON holds one of them."""
    text = sa.cast(kept, sa.String)
    # Not by LIKE, for which SQLite takes capitals and small letters for the same.
    without = [sa.func.replace(text, json.dumps(one), "") for one in codes]
    return sa.or_(sa.false(), *(one != text for one in without))


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
