"""Letting a team know its commissioner of the day."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act_as_system
from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from runtime import clock
from services.volunteers.groups import operations as groups
from services.volunteers.posts import operations as posts
from services.volunteers.posts.queries import commissioner_on
from services.volunteers.teams.model import Team
from services.volunteers.teams.queries import TEAMS
from vocabulary.actors import RESIDENT
from vocabulary.periods import day_of


def begin(session: Session, began: AppointmentBegan | AppointmentAccountNamed) -> None:
    """Remember the term, and give the post's team to its commissioner."""
    if began.began_on is None:
        return
    posts.begin_term(session, began)
    _follow(session, began.post_id)


def end(session: Session, ended: AppointmentEnded) -> None:
    """Remember the end, and leave the post's team to the next commissioner, or to nobody."""
    posts.end_term(session, ended)
    _follow(session, ended.post_id)


def _follow(session: Session, post_id: UUID | None) -> None:
    if post_id is None:
        return
    act_as_system(session)
    groups.follow(session, post_id, commissioner_on(session, post_id, day_of(clock.now())))
    chosen = sa.select(Team).where(Team.post_id == post_id).with_for_update()
    for team in session.scalars(chosen).all():
        _name(session, team, day_of(clock.now()))


def _name(session: Session, team: Team, today: dt.date) -> None:
    commissioner = commissioner_on(session, team.post_id, today)
    if commissioner != team.commissioner:
        team.commissioner = commissioner
        TEAMS.changed(session, RESIDENT, team, "handed_over", role="system")
