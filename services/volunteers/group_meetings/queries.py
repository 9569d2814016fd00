"""The meetings of a group."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.group_meetings import (
    GroupMeetingPage,
    GroupMeetingView,
    ListGroupMeetings,
)
from runtime import paging
from runtime.copying import Copying
from services.volunteers.groups.model import Group, GroupMeeting
from services.volunteers.groups.queries import GROUPS, possible_with
from vocabulary.actors import Actor
from vocabulary.state_table import where

_VIEW = Copying(GroupMeeting, GroupMeetingView, given=("subject", "result", "possible"))
_ORDER = paging.Order({"held_on": GroupMeeting.held_on}, identity=GroupMeeting.id, usual="-held_on")


def page(session: Session, actor: Actor, request: ListGroupMeetings) -> GroupMeetingPage:
    """A page of the meetings of a group, newest first unless sorted otherwise.

    Raises:
        NotFound: no such group in the actor's communities.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    group = GROUPS.one_of(session, actor, request.group_id)
    chosen = sa.select(GroupMeeting).where(GroupMeeting.group_id == group.id)
    found = paging.page(session, chosen, _ORDER, request)
    return GroupMeetingPage(items=[shown(actor, group, one) for one in found.rows], **found.besides)


def shown(actor: Actor, group: Group, meeting: GroupMeeting) -> GroupMeetingView:
    """The meeting."""
    return _VIEW(
        meeting,
        subject=meeting.subject,
        result=meeting.result,
        possible=where(edit="meetings" in possible_with(actor, group)),
    )
