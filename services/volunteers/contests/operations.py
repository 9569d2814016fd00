"""Writing results of contests down, and telling them to others."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import outbox
from contracts.volunteers.contests import (
    ContestBody,
    ContestResultRecorded,
    ContestView,
    CorrectContestResult,
    RecordContestResult,
)
from groundwork.kept import the
from runtime import clock
from runtime.identifiers import new_id
from services.volunteers.contests import rules
from services.volunteers.contests.model import Contest
from services.volunteers.contests.queries import shown
from services.volunteers.groups import rules as groups
from services.volunteers.groups.model import Group
from services.volunteers.groups.operations import commissioner_on, take_up
from services.volunteers.groups.queries import GROUPS
from services.volunteers.groups.rules import TABLE, Deed
from vocabulary.actors import Actor
from vocabulary.periods import day_of

_KEPT = ("title", "level", "held_on", "award", "result")


def record(session: Session, actor: Actor, request: RecordContestResult) -> ContestView:
    """Write down a contest in which a group took part.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `groups.operations.take_up`.
        Invalid: it is written down already, or the group was not there on the day.
    """
    group = take_up(session, actor, request, Deed.RECORD_CONTEST)
    contest = Contest(id=new_id(), group_id=group.id, community=group.community, version=0)
    return _written(session, actor, group, contest, request)


def correct(session: Session, actor: Actor, request: CorrectContestResult) -> ContestView:
    """Correct the result of a contest.

    Raises:
        NotFound: see `groups.operations.take_up`; or the group has no such contest.
        Forbidden, PreconditionFailed, WrongState: see `groups.operations.take_up`.
        Invalid: another one of this title and day, or the group was not there on the day.
    """
    group = take_up(session, actor, request, Deed.RECORD_CONTEST)
    chosen = sa.select(Contest).where(
        Contest.id == request.contest_id, Contest.group_id == group.id
    )
    contest = the(session, chosen, otherwise=rules.no_such_contest(request.contest_id))
    return _written(session, actor, group, contest, request)


def _written(
    session: Session, actor: Actor, group: Group, contest: Contest, body: ContestBody
) -> ContestView:
    groups.check_while_there(
        "held_on",
        body.held_on,
        founded_on=group.founded_on,
        dissolved_on=group.dissolved_on,
        today=day_of(clock.now()),
    )
    is_known = _is_known(session, group.id, body, besides=contest.id)
    rules.check_once(body.title, body.held_on, is_known=is_known)
    for name in _KEPT:
        setattr(contest, name, getattr(body, name))
    contest.version += 1
    session.add(contest)
    GROUPS.move_on(session, actor, group, TABLE, Deed.RECORD_CONTEST, contest=str(contest.id))
    event = ContestResultRecorded(
        contest_id=contest.id,
        group_id=group.id,
        community=group.community,
        kind=group.kind,
        category=group.category,
        post_id=group.post_id,
        commissioner=commissioner_on(session, group, contest.held_on),
        level=contest.level,
        award=contest.award,
        held_on=contest.held_on,
        version=contest.version,
    )
    outbox.add(session, event, actor=actor)
    return shown(actor, group, contest)


def _is_known(session: Session, group_id: UUID, body: ContestBody, *, besides: UUID) -> bool:
    chosen = sa.select(Contest.id).where(
        Contest.group_id == group_id,
        Contest.held_on == body.held_on,
        Contest.title == body.title,
        Contest.id != besides,
    )
    return session.scalar(chosen) is not None
