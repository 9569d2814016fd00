"""Planning a meeting, inviting, replying and writing down who came."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act, act_as
from contracts.incentives.words import MeetingReply, YearEndMeetingState
from contracts.incentives.year_end_meetings import (
    CallOffYearEndMeeting,
    EditYearEndMeeting,
    InviteToMeeting,
    MeetingInvitationView,
    PlanYearEndMeeting,
    RecordYearEndAttendance,
    ReplyToMeetingInvitation,
    YearEndMeetingPlan,
    YearEndMeetingView,
)
from groundwork import territories
from runtime import clock
from runtime.identifiers import new_id
from services.incentives import in_office
from services.incentives.facts.model import APPOINTMENT_FACT
from services.incentives.facts.rules import Told
from services.incentives.invitees import operations as invitees
from services.incentives.public_words import check_public
from services.incentives.year_end_meetings import queries, rules
from services.incentives.year_end_meetings.model import MeetingInvitation, YearEndMeeting
from services.incentives.year_end_meetings.queries import INVITATIONS, MEETINGS
from vocabulary.actors import SYSTEM, SYSTEM_ROLE, Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden

_AT_ONCE = 200


def plan(session: Session, actor: Actor, request: PlanYearEndMeeting) -> YearEndMeetingView:
    """Plan a year-end meeting.

    Raises:
        NotFound: not a street of the actor.
        Invalid: a day that is over.
    """
    street, action = request.street, Action.YEAR_END_MEETING_MANAGE
    territories.check_street(session, actor, action, street)
    act(session, actor, action, area=street)
    meeting = YearEndMeeting(
        id=new_id(), street=street, state=YearEndMeetingState.PLANNED, version=1
    )
    _set_plan(meeting, request)
    session.add(meeting)
    session.flush()
    MEETINGS.note(session, actor, meeting, "planned")
    return queries.shown(session, actor, meeting)


def edit(session: Session, actor: Actor, request: EditYearEndMeeting) -> YearEndMeetingView:
    """Change day, place or name.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `_taken_up`.
        WrongState: it was held.
        Invalid: a day that is over.
    """
    meeting = _taken_up(session, actor, request)
    # A meeting whose day went by unused may be moved to a later one.
    rules.check_takes_invitations(meeting.subject, meeting.state, meeting.held_on, meeting.held_on)
    _set_plan(meeting, request)
    rows = queries.invitations_of(session, [meeting.id])[meeting.id]
    invitees.need_until(session, [row.invitee_id for row in rows], meeting.held_on)
    MEETINGS.changed(session, actor, meeting, "edited")
    return queries.shown(session, actor, meeting)


def invite(session: Session, actor: Actor, request: InviteToMeeting) -> YearEndMeetingView:
    """Invite commissioners in office and others; those invited already stay so.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `_taken_up`.
        WrongState: the meeting is over.
        Invalid: nobody is named, or somebody is not in office.
    """
    meeting = _taken_up(session, actor, request)
    today = day_of(clock.now())
    rules.check_takes_invitations(meeting.subject, meeting.state, meeting.held_on, today)
    rules.check_somebody(len(request.appointments) + len(request.posts) + len(request.invitees))
    street = meeting.street
    terms = [
        *in_office.appointed(session, set(request.appointments), street, today),
        *in_office.holding(session, set(request.posts), street, today),
    ]
    known = {
        row.appointment_id for row in queries.invitations_of(session, [meeting.id])[meeting.id]
    }
    for appointment_id, person in {term.appointment_id: term.person for term in terms}.items():
        if appointment_id not in known:
            _add(session, actor, meeting, appointment_id=appointment_id, person=person)
    for asked in request.invitees:
        other = invitees.keep(session, asked, area=street, until=meeting.held_on)
        _add(session, actor, meeting, invitee_id=other.id)
    MEETINGS.changed(session, actor, meeting, "invited")
    return queries.shown(session, actor, meeting)


def call_off(session: Session, actor: Actor, request: CallOffYearEndMeeting) -> YearEndMeetingView:
    """Call a planned meeting off; nobody replies to it any more, and invitations stay as they are.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `_taken_up`.
        WrongState: it was called off before, or attendance is written down.
        Invalid: a person's number in the reason.
    """
    check_public([("reason", request.reason)])
    meeting = _taken_up(session, actor, request)
    rules.check_may_be_called_off(meeting.subject, meeting.state)
    meeting.state, meeting.called_off_because = YearEndMeetingState.CALLED_OFF, request.reason
    MEETINGS.changed(session, actor, meeting, "called_off")
    return queries.shown(session, actor, meeting)


def reply(
    session: Session, actor: Actor, request: ReplyToMeetingInvitation
) -> MeetingInvitationView:
    """The invited person replies, or the street office writes their reply down.

    Raises:
        NotFound: no such invitation of the actor or in their street.
        PreconditionFailed: it is at another version.
        WrongState: the meeting is over, or the invitation lapsed.
    """
    known = INVITATIONS.one_of(session, actor, request.meeting_invitation_id)
    # A shared lock: replies do not wait for each other, and attendance waits for them.
    meeting = session.scalars(
        sa.select(YearEndMeeting)
        .where(YearEndMeeting.id == known.year_end_meeting_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    ).one()
    invitation = INVITATIONS.take_up(
        session,
        actor,
        request.meeting_invitation_id,
        Action.MEETING_INVITATION_REPLY,
        otherwise=lambda _: _only_the_office(),
        expected=request.expected_version,
    )
    today = day_of(clock.now())
    rules.check_takes_invitations(meeting.subject, meeting.state, meeting.held_on, today)
    has_left = invitation.reply is MeetingReply.INVITED and in_office.is_over(
        session, invitation.appointment_id, today
    )
    rules.check_stands(MeetingReply.LAPSED if has_left else invitation.reply)
    invitation.reply = MeetingReply.ACCEPTED if request.will_attend else MeetingReply.DECLINED
    invitation.replied_on, invitation.note = today, request.note
    INVITATIONS.changed(session, actor, invitation, invitation.reply.value)
    return queries.invited(session, actor, [invitation])[0]


def record_attendance(
    session: Session, actor: Actor, request: RecordYearEndAttendance
) -> YearEndMeetingView:
    """Write down who came.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `_taken_up`.
        WrongState: the meeting lies ahead, or was called off.
        Invalid: somebody was not invited.
    """
    meeting = _taken_up(session, actor, request)
    rules.check_not_called_off(meeting.subject, meeting.state)
    rules.check_may_be_held(meeting.held_on, day_of(clock.now()))
    rows = [
        row
        for row in queries.invitations_of(session, [meeting.id], for_change=True)[meeting.id]
        if row.reply in rules.STANDING
    ]
    rules.check_came(request.present, [row.id for row in rows])
    for row in rows:
        came = row.id in request.present
        if row.attended is not came:
            row.attended = came
            INVITATIONS.changed(session, actor, row, "attended" if came else "missed")
    meeting.state = YearEndMeetingState.HELD
    MEETINGS.changed(session, actor, meeting, "attendance_recorded", came=len(request.present))
    return queries.shown(session, actor, meeting)


def follow_appointments(session: Session) -> int:
    """Give invitations to accounts that were named since, and let those of people who left lapse.

    Only what nobody answered lapses. Returns how many did.
    """
    _follow_accounts(session)
    row = MeetingInvitation
    chosen = (
        sa.select(row)
        .where(
            row.reply == MeetingReply.INVITED,
            in_office.ended(sa.type_coerce(row.appointment_id, sa.Uuid()), day_of(clock.now())),
        )
        .order_by(row.id)
        .limit(_AT_ONCE)
    )
    found = session.scalars(chosen.with_for_update(skip_locked=True)).all()
    if found:
        act_as(session, SYSTEM, SYSTEM_ROLE)
    for invitation in found:
        invitation.reply = MeetingReply.LAPSED
        INVITATIONS.changed(session, SYSTEM, invitation, "lapsed", role=SYSTEM_ROLE)
    return len(found)


def _follow_accounts(session: Session) -> None:
    row, fact, newer = MeetingInvitation, APPOINTMENT_FACT.c, APPOINTMENT_FACT.alias().c
    newest = (
        sa.select(sa.func.max(newer.version))
        .where(newer.appointment_id == fact.appointment_id, newer.told == Told.NAMED)
        .scalar_subquery()
    )
    # A correction takes the appointment to another account and tells of none before.
    chosen = (
        sa.select(row, fact.person)
        .join(APPOINTMENT_FACT, fact.appointment_id == row.appointment_id)
        .where(fact.told == Told.NAMED, fact.version == newest, fact.person != row.person)
        .order_by(row.id)
        .limit(_AT_ONCE)
    )
    found = session.execute(chosen.with_for_update(skip_locked=True, of=row)).all()
    if found:
        act_as(session, SYSTEM, SYSTEM_ROLE)
    for invitation, person in found:
        invitation.person = person
        INVITATIONS.changed(session, SYSTEM, invitation, "account_named", role=SYSTEM_ROLE)


def _add(session: Session, actor: Actor, meeting: YearEndMeeting, **whom: object) -> None:
    invitation = MeetingInvitation(
        id=new_id(),
        year_end_meeting_id=meeting.id,
        street=meeting.street,
        invited_on=day_of(clock.now()),
        reply=MeetingReply.INVITED,
        version=1,
        **whom,
    )
    session.add(invitation)
    session.flush()
    INVITATIONS.note(session, actor, invitation, "invited")


def _set_plan(meeting: YearEndMeeting, asked: YearEndMeetingPlan) -> None:
    rules.check_day(asked.held_on, day_of(clock.now()))
    meeting.subject, meeting.held_on, meeting.venue = asked.subject, asked.held_on, asked.venue


def _taken_up(
    session: Session,
    actor: Actor,
    request: EditYearEndMeeting | InviteToMeeting | RecordYearEndAttendance | CallOffYearEndMeeting,
) -> YearEndMeeting:
    """The meeting, locked, if the actor is of its street office.

    Raises:
        NotFound: no such meeting in the actor's scope.
        Forbidden: the actor only oversees it.
        PreconditionFailed: it is at another version.
    """
    return MEETINGS.take_up(
        session,
        actor,
        request.year_end_meeting_id,
        Action.YEAR_END_MEETING_MANAGE,
        otherwise=lambda _: _only_the_office(),
        expected=request.expected_version,
    )


def _only_the_office() -> Forbidden:
    return Forbidden(
        "只有街道办可以安排年终会议和邀请参会。",
        "Only the street office may plan year-end meetings and invite to them.",
    )
