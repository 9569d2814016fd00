"""People who suit a team, read from the register, memberships and hours of its community."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.matching import Match, Matches, MatchVolunteers, ReasonOfMatch
from contracts.volunteers.words import HoursState, MembershipState, RegistrationState
from runtime import clock
from services.volunteers.hours.model import Hours
from services.volunteers.matching import rules
from services.volunteers.matching.rules import Person, Wanted
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

_STANDING = (MembershipState.OFFERED, MembershipState.ACCEPTED)


def propose(session: Session, actor: Actor, request: MatchVolunteers) -> Matches:
    """The people who suit the team best; those who declined it lately are left out.

    Raises:
        NotFound: no such team in the actor's communities.
        Forbidden: the actor does not lead it.
    """
    team = led(session, actor, request.team_id)
    wanted = Wanted(team.category.value, request.skill, request.free_time or ())
    now = clock.now()
    busy, served = _teams_now(session, team), _minutes_lately(session, team, day_of(now))
    to_ask = session.execute(_to_ask(team, now)).all()
    skills: Mapping[UUID, Collection[str]] = {}
    if request.skill is not None:
        told = {row.volunteer_id: row.skills for row in to_ask}
        skills = skills_in(session, told, team.community, day_of(now))
    made = []
    for row in to_ask:
        person = Person(
            skills.get(row.volunteer_id, ()),
            row.interests,
            row.free_times,
            busy.get(row.volunteer_id, 0),
            served.get(row.volunteer_id, 0),
        )
        why = rules.reasons(person, wanted)
        made.append((sum(one.points for one in why), row, person, why))
    made.sort(key=lambda one: (-one[0], one[1].number))
    best = made[: rules.PROPOSED_MOST]
    people = people_of(session, [row.volunteer_id for _, row, _, _ in best])
    return Matches(
        items=[
            Match(
                volunteer_id=row.volunteer_id,
                registration_id=row.id,
                number=row.number,
                name=masked_name(people[row.volunteer_id].name),
                teams_now=person.teams_now,
                minutes_lately=person.minutes_lately,
                points=points,
                reasons=[ReasonOfMatch(reason=one.reason, points=one.points) for one in why],
            )
            for points, row, person, why in best
        ]
    )


def _to_ask(
    team: Team, now: dt.datetime
) -> sa.Select[UUID, UUID, str, list[str], list[str], list[str]]:
    """Those registered in the community whom the team may ask now."""
    asked = sa.select(Membership.volunteer_id).where(
        Membership.team_id == team.id,
        sa.or_(
            Membership.state.in_(_STANDING),
            sa.and_(
                Membership.state == MembershipState.DECLINED,
                Membership.answered_at > now - dt.timedelta(days=DECLINED_DAYS + 1),
            ),
        ),
    )
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
            Registration.community == team.community,
            Registration.state != RegistrationState.LEFT,
            Registration.volunteer_id.not_in(asked),
        )
    )


def _teams_now(session: Session, team: Team) -> dict[UUID, int]:
    chosen = (
        sa.select(Membership.volunteer_id, sa.func.count())
        .where(Membership.community == team.community, Membership.state.in_(_STANDING))
        .group_by(Membership.volunteer_id)
    )
    return {row.volunteer_id: int(row[1]) for row in session.execute(chosen)}


def _minutes_lately(session: Session, team: Team, today: dt.date) -> dict[UUID, int]:
    chosen = (
        sa.select(Hours.volunteer_id, sa.func.sum(Hours.minutes))
        .where(
            Hours.community == team.community,
            Hours.state != HoursState.REFUSED,
            Hours.served_on > today - dt.timedelta(days=rules.LATELY_DAYS),
        )
        .group_by(Hours.volunteer_id)
    )
    return {row.volunteer_id: int(row[1]) for row in session.execute(chosen)}
