"""The people who could follow the commissioner of a team."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.succession import (
    ListSuccessors,
    ShowOwnSuccession,
    SuccessionWish,
    Successor,
    SuccessorGround,
    SuccessorList,
)
from contracts.volunteers.words import (
    AgeGroup,
    GroupRole,
    GroupState,
    MembershipState,
    RegistrationState,
    SuccessorReason,
)
from runtime import clock
from services.volunteers.groups.model import Group, PersonOfGroup
from services.volunteers.memberships.model import Membership
from services.volunteers.succession import rules
from services.volunteers.teams.model import Team
from services.volunteers.teams.queries import managed
from services.volunteers.volunteers.model import Registration, Volunteer
from services.volunteers.volunteers.queries import one_with_code
from vocabulary.actors import Actor
from vocabulary.masking import masked_name
from vocabulary.periods import day_of


def show_own(session: Session, request: ShowOwnSuccession) -> SuccessionWish:
    """What the holder of the code said.

    Raises:
        NotFound: the code is unknown.
    """
    return SuccessionWish(may_succeed=one_with_code(session, request.code).may_succeed)


def of_team(session: Session, actor: Actor, request: ListSuccessors) -> SuccessorList:
    """The people who could follow, the longest in service first.

    Raises:
        NotFound: no such team in the actor's communities.
        Forbidden: the actor does not manage it.
    """
    team = managed(session, actor, request.team_id)
    today = day_of(clock.now())
    grounds: defaultdict[UUID, list[SuccessorGround]] = defaultdict(list)
    for person, since in session.execute(_led(team, today)):
        if person is not None:
            grounds[person].append(SuccessorGround(reason=SuccessorReason.LED, since=since))
    for person, first_day in session.execute(_served(team, today)):
        if first_day is not None:
            grounds[person].append(SuccessorGround(reason=SuccessorReason.SERVED, since=first_day))
    people = session.execute(_agreeing(team, [*grounds])).all()
    first = {person: min(one.since for one in why) for person, why in grounds.items()}
    ordered = sorted(people, key=lambda row: (first[row.volunteer_id], row.number))
    return SuccessorList(
        items=[
            Successor(
                volunteer_id=row.volunteer_id,
                registration_id=row.id,
                number=row.number,
                name=masked_name(row.name),
                grounds=grounds[row.volunteer_id],
            )
            for row in ordered[: rules.LISTED_MOST]
        ]
    )


def _served(team: Team, today: dt.date) -> sa.Select[UUID, dt.date | None]:
    return sa.select(Membership.volunteer_id, Membership.began_on).where(
        Membership.team_id == team.id,
        Membership.state == MembershipState.ACCEPTED,
        Membership.began_on <= rules.since_latest(today),
    )


def _led(team: Team, today: dt.date) -> sa.Select[UUID | None, dt.date]:
    return (
        sa.select(PersonOfGroup.volunteer_id, sa.func.min(PersonOfGroup.since))
        .join(Group, Group.id == PersonOfGroup.group_id)
        .where(
            Group.post_id == team.post_id,
            Group.state == GroupState.ACTIVE,
            PersonOfGroup.volunteer_id.is_not(None),
            PersonOfGroup.role == GroupRole.LEADER,
            PersonOfGroup.since <= rules.since_latest(today),
            sa.or_(PersonOfGroup.until.is_(None), PersonOfGroup.until > today),
        )
        .group_by(PersonOfGroup.volunteer_id)
    )


def _agreeing(team: Team, people: list[UUID]) -> sa.Select[UUID, UUID, str, str | None]:
    return (
        sa.select(Registration.id, Registration.volunteer_id, Registration.number, Volunteer.name)
        .join(Volunteer, Volunteer.id == Registration.volunteer_id)
        .where(
            Registration.volunteer_id.in_(people),
            Registration.community == team.community,
            Registration.state == RegistrationState.ACTIVE,
            Volunteer.may_succeed.is_(True),
            Volunteer.age_group == AgeGroup.ADULT,
        )
    )
