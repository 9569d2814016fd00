"""Meetings and invitations as the street office and the invited may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.words import MeetingReply, YearEndMeetingState
from contracts.incentives.year_end_meetings import (
    ListMeetingInvitations,
    ListYearEndMeetings,
    MeetingInvitationPage,
    MeetingInvitationView,
    ShowYearEndMeeting,
    YearEndMeetingPage,
    YearEndMeetingView,
)
from groundwork.kept import Kept
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.incentives.invitees.queries import masked_names
from services.incentives.scorecards import queries as cards
from services.incentives.year_end_meetings import rules
from services.incentives.year_end_meetings.model import MeetingInvitation, YearEndMeeting
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden
from vocabulary.state_table import where

MEETINGS = Kept(
    YearEndMeeting,
    "year_end_meeting",
    "年终会议",
    "year-end meeting",
    read=Action.YEAR_END_MEETING_READ,
    place="street",
)
INVITATIONS = Kept(
    MeetingInvitation,
    "meeting_invitation",
    "会议邀请",
    "invitation",
    read=Action.MEETING_INVITATION_REPLY,
    place="street",
    owner="person",
)
_ORDER = paging.Order(
    {"held_on": YearEndMeeting.held_on}, identity=YearEndMeeting.id, usual="-held_on"
)
_NEWEST = paging.Order(
    {"invited_on": MeetingInvitation.invited_on}, identity=MeetingInvitation.id, usual="-invited_on"
)
_VIEW = Copying(
    YearEndMeeting,
    YearEndMeetingView,
    given=("possible", "invited", "accepted", "declined", "came", "invitations"),
)
_INVITATION = Copying(
    MeetingInvitation,
    MeetingInvitationView,
    given=(
        "subject",
        "held_on",
        "venue",
        "called_off_because",
        "post",
        "name",
        "note",
        "possible",
    ),
)


def page(session: Session, actor: Actor, request: ListYearEndMeetings) -> YearEndMeetingPage:
    """A page of the meetings that the actor oversees.

    Raises:
        Invalid: a limit, sort or cursor that does not fit.
    """
    which = [*any_of(YearEndMeeting.state, request.state)]
    if request.area is not None:
        which.append(inside(request.area, YearEndMeeting.street))
    found = MEETINGS.page(session, actor, request, _ORDER, *which)
    of = invitations_of(session, [one.id for one in found.rows])
    return YearEndMeetingPage(
        items=[_told(actor, one, of[one.id], ()) for one in found.rows], **found.besides
    )


def one(session: Session, actor: Actor, request: ShowYearEndMeeting) -> YearEndMeetingView:
    """One meeting with its invitations.

    Raises:
        NotFound: no such meeting in the actor's scope.
    """
    return shown(session, actor, MEETINGS.one_of(session, actor, request.year_end_meeting_id))


def invitations(
    session: Session, actor: Actor, request: ListMeetingInvitations
) -> MeetingInvitationPage:
    """A page of the invitations that the actor may answer, the newest first.

    Raises:
        Invalid: a limit or cursor that does not fit.
    """
    which = any_of(MeetingInvitation.reply, request.reply)
    found = INVITATIONS.page(session, actor, request, _NEWEST, *which)
    return MeetingInvitationPage(items=invited(session, actor, found.rows), **found.besides)


def of(session: Session, actor: Actor) -> list[MeetingInvitationView]:
    """The actor's own invitations, the oldest first."""
    chosen = sa.select(MeetingInvitation).where(MeetingInvitation.person == (actor.account or ""))
    rows = session.scalars(chosen.order_by(MeetingInvitation.id)).all()
    return invited(session, actor, rows)


def shown(session: Session, actor: Actor, meeting: YearEndMeeting) -> YearEndMeetingView:
    """The meeting with everybody who is invited."""
    rows = invitations_of(session, [meeting.id])[meeting.id]
    return _told(actor, meeting, rows, invited(session, actor, rows))


def invited(
    session: Session, actor: Actor, rows: Sequence[MeetingInvitation]
) -> list[MeetingInvitationView]:
    """Invitations as their reader may see them."""
    today = day_of(clock.now())
    chosen = sa.select(YearEndMeeting).where(
        YearEndMeeting.id.in_({row.year_end_meeting_id for row in rows})
    )
    meetings = {meeting.id: meeting for meeting in session.scalars(chosen)}
    about = [row.appointment_id for row in rows if row.appointment_id is not None]
    posts = cards.posts_of(session, about)
    names = masked_names(session, [row.invitee_id for row in rows])
    return [
        _INVITATION(
            row,
            subject=meetings[row.year_end_meeting_id].subject,
            held_on=meetings[row.year_end_meeting_id].held_on,
            venue=meetings[row.year_end_meeting_id].venue,
            called_off_because=meetings[row.year_end_meeting_id].called_off_because,
            post=posts[row.appointment_id][0] if row.appointment_id in posts else None,
            name=names.get(row.invitee_id),
            note=hidden(row.note),
            possible=where(
                reply=_takes(meetings[row.year_end_meeting_id], today)
                and row.reply is not MeetingReply.LAPSED
                and INVITATIONS.may(actor, Action.MEETING_INVITATION_REPLY, row)
            ),
        )
        for row in rows
    ]


def invitations_of(
    session: Session, meetings: Collection[UUID], *, for_change: bool = False
) -> Mapping[UUID, list[MeetingInvitation]]:
    """The invitations to these meetings, in the order in which they were made, or locked in it."""
    row = MeetingInvitation
    chosen = sa.select(row).where(row.year_end_meeting_id.in_(list(meetings))).order_by(row.id)
    if for_change:
        chosen = chosen.with_for_update().execution_options(populate_existing=True)
    found: dict[UUID, list[MeetingInvitation]] = {meeting: [] for meeting in meetings}
    for one_ in session.scalars(chosen):
        found[one_.year_end_meeting_id].append(one_)
    return found


def _told(
    actor: Actor,
    meeting: YearEndMeeting,
    rows: Sequence[MeetingInvitation],
    told: Sequence[MeetingInvitationView],
) -> YearEndMeetingView:
    replies = [row.reply for row in rows]
    today = day_of(clock.now())
    may = MEETINGS.may(actor, Action.YEAR_END_MEETING_MANAGE, meeting)
    is_held = meeting.state is YearEndMeetingState.HELD
    is_planned = meeting.state is YearEndMeetingState.PLANNED
    return _VIEW(
        meeting,
        invited=sum(reply in rules.STANDING for reply in replies),
        accepted=replies.count(MeetingReply.ACCEPTED),
        declined=replies.count(MeetingReply.DECLINED),
        came=sum(bool(row.attended) for row in rows) if is_held else None,
        invitations=list(told),
        possible=where(
            edit=may and is_planned,
            invitations=may and _takes(meeting, today),
            attendance=may and (is_held or is_planned) and meeting.held_on <= today,
            cancellation=may and is_planned,
        ),
    )


def _takes(meeting: YearEndMeeting, today: dt.date) -> bool:
    return rules.takes_invitations(meeting.state, meeting.held_on, today)
