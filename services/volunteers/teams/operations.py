"""Founding teams, and classing them."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.volunteers.teams import EditTeam, FoundTeam, TeamView
from groundwork import counters
from runtime import clock
from runtime.identifiers import new_id
from services.volunteers.posts import queries as posts
from services.volunteers.teams import rules
from services.volunteers.teams.model import Team
from services.volunteers.teams.queries import TEAMS, shown
from vocabulary.actors import Actor
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may


def found(session: Session, actor: Actor, request: FoundTeam) -> TeamView:
    """Found the team of a post; its commissioner of the day leads it.

    Raises:
        Invalid: no such post where the actor founds teams, or it is closed.
        WrongState: the post has a team.
    """
    now = clock.now()
    today = day_of(now)
    post = posts.find(session, request.post_id, in_turn=True)
    if post is None or post.is_closed or not may(actor, Action.TEAM_MANAGE, area=post.community):
        raise rules.no_such_post(request.post_id)
    act(session, actor, Action.TEAM_MANAGE, area=post.community)
    # The series is held until the end, so two cannot found the team of one post at once.
    serial = counters.next_serial(session, series(post.community, today))
    known = session.scalar(sa.select(Team.name).where(Team.post_id == post.post_id))
    if known is not None:
        raise rules.has_team(known)
    team = Team(
        id=new_id(),
        community=post.community,
        number=human_number(today.year, serial),
        name=request.name,
        category=request.category or post.category,
        post_id=post.post_id,
        commissioner=posts.commissioner_on(session, post.post_id, today),
        founded_at=now,
        version=0,
    )
    session.add(team)
    TEAMS.changed(session, actor, team, "founded", at=now)
    session.flush()
    return shown(session, actor, team)


def series(community: str, day: dt.date) -> str:
    """The series of the numbers of a community's teams in a year."""
    return f"team/{community}/{day.year}"


def edit(session: Session, actor: Actor, request: EditTeam) -> TeamView:
    """Give a team another name or field of work.

    Raises:
        NotFound: no such team in the actor's communities.
        Forbidden: the actor only reads it.
        PreconditionFailed: it was changed meanwhile.
    """
    team = TEAMS.take_up(
        session,
        actor,
        request.team_id,
        Action.TEAM_MANAGE,
        otherwise=rules.not_managed,
        expected=request.expected_version,
    )
    team.name, team.category = request.name, request.category
    TEAMS.changed(session, actor, team, "edited")
    session.flush()
    return shown(session, actor, team)
