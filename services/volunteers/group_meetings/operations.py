"""Writing meetings of groups down."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.group_meetings import (
    CorrectGroupMeeting,
    GroupMeetingView,
    RecordGroupMeeting,
)
from groundwork.kept import the
from runtime import clock
from runtime.identifiers import new_id
from services.volunteers.group_meetings import rules
from services.volunteers.group_meetings.model import GroupMeeting
from services.volunteers.group_meetings.queries import shown
from services.volunteers.groups import rules as groups
from services.volunteers.groups.model import Group
from services.volunteers.groups.operations import take_up
from services.volunteers.groups.queries import GROUPS
from services.volunteers.groups.rules import TABLE, Deed
from vocabulary.actors import Actor
from vocabulary.periods import day_of

_KEPT = ("held_on", "subject", "people", "result")


def record(session: Session, actor: Actor, request: RecordGroupMeeting) -> GroupMeetingView:
    """Write down a meeting that was held.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `groups.operations.take_up`.
        Invalid: a day on which the group was not there.
    """
    group = take_up(session, actor, request, Deed.RECORD_MEETING)
    _check_day(group, request.held_on)
    meeting = GroupMeeting(
        id=new_id(),
        group_id=group.id,
        community=group.community,
        **{name: getattr(request, name) for name in _KEPT},
    )
    session.add(meeting)
    return _noted(session, actor, group, meeting)


def correct(session: Session, actor: Actor, request: CorrectGroupMeeting) -> GroupMeetingView:
    """Correct what is written down about a meeting.

    Raises:
        NotFound: see `groups.operations.take_up`; or the group has no such meeting.
        Forbidden, PreconditionFailed, WrongState: see `groups.operations.take_up`.
        Invalid: a day on which the group was not there.
    """
    group = take_up(session, actor, request, Deed.RECORD_MEETING)
    chosen = sa.select(GroupMeeting).where(
        GroupMeeting.id == request.meeting_id, GroupMeeting.group_id == group.id
    )
    meeting = the(session, chosen, otherwise=rules.no_such_meeting(request.meeting_id))
    _check_day(group, request.held_on)
    for name in _KEPT:
        setattr(meeting, name, getattr(request, name))
    return _noted(session, actor, group, meeting)


def _noted(session: Session, actor: Actor, group: Group, meeting: GroupMeeting) -> GroupMeetingView:
    GROUPS.move_on(session, actor, group, TABLE, Deed.RECORD_MEETING, meeting=str(meeting.id))
    session.flush()
    return shown(actor, group, meeting)


def _check_day(group: Group, day: dt.date) -> None:
    groups.check_while_there(
        "held_on",
        day,
        founded_on=group.founded_on,
        dissolved_on=group.dissolved_on,
        today=day_of(clock.now()),
    )
