"""Planning, holding and minuting sharing meetings."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.incentives.meetings import (
    AgreeAtSharingMeeting,
    AnswerMeetingAgreement,
    CallOffSharingMeeting,
    EnterSharingMeeting,
    ExplainMissedMeeting,
    MeetingPlan,
    MeetingQuarter,
    MoveSharingMeeting,
    PlanSharingMeeting,
    RecordMeetingAttendance,
    SeatTaken,
    SharingMeeting,
    SharingMeetingHeld,
    SpeakAtSharingMeeting,
    WithdrawMeetingPoint,
    WriteMeetingMinutes,
)
from contracts.incentives.notices import MEETING_CALLED_OFF, MEETING_PLANNED
from contracts.incentives.words import MeetingState
from contracts.notice_kinds import NoticeKind
from groundwork import counters, territories
from runtime import clock
from runtime.identifiers import as_uuid, new_id
from services.incentives import notices
from services.incentives.meetings import queries, rules
from services.incentives.meetings.model import (
    Agreement,
    Answered,
    Meeting,
    MissedQuarter,
    Point,
    Seat,
)
from services.incentives.meetings.queries import MEETINGS, MISSED
from services.incentives.meetings.rules import Deed
from services.incentives.public_words import check_public
from services.incentives.scorecards import queries as cards
from vocabulary.actors import Actor
from vocabulary.periods import SHANGHAI, day_of
from vocabulary.permissions import Action, may
from vocabulary.personal_text import hidden
from vocabulary.problems import Forbidden, NotFound, check_version


def plan(session: Session, actor: Actor, request: PlanSharingMeeting) -> SharingMeeting:
    """Plan a meeting a week ahead, and tell the commissioners (提前一周通知).

    Raises:
        NotFound: not a community of the actor's.
        Invalid: sooner than a week, or a person's number in it.
    """
    today = day_of(clock.now())
    meeting = _begun(session, actor, request.community, request)
    rules.check_announced(day_of(request.held_at), today)
    meeting.state, meeting.announced_on = MeetingState.PLANNED, today
    _keep(session, actor, meeting, rules.TABLE.deeds[Deed.PLAN].done)
    _tell(session, actor, meeting, MEETING_PLANNED)
    return _shown(session, actor, meeting)


def enter(session: Session, actor: Actor, request: EnterSharingMeeting) -> SharingMeeting:
    """Write a meeting down afterwards that was not planned here (补录).

    Raises:
        NotFound: not a community of the actor's.
        Invalid: a day still to come, or a person's number in it.
    """
    check_public([("entered_because", request.entered_because)])
    meeting = _begun(session, actor, request.community, request)
    rules.check_past(day_of(request.held_at), day_of(clock.now()))
    meeting.state, meeting.entered_because = MeetingState.PLANNED, request.entered_because
    _keep(session, actor, meeting, "entered")
    return _shown(session, actor, meeting)


def move(session: Session, actor: Actor, request: MoveSharingMeeting) -> SharingMeeting:
    """Change the plan; another time or place is told a week before again.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
        Invalid: sooner than a week, or a person's number in it.
    """
    _check_plan(request)
    meeting = _moved_on(session, actor, request, Deed.MOVE)
    is_elsewhere = (meeting.held_at, meeting.place) != (request.held_at, request.place)
    if meeting.announced_on is None:
        rules.check_past(day_of(request.held_at), day_of(clock.now()))
    elif is_elsewhere:
        rules.check_announced(day_of(request.held_at), day_of(clock.now()))
        meeting.announced_on = day_of(clock.now())
    _set_plan(meeting, request)
    if is_elsewhere and meeting.announced_on is not None:
        _tell(session, actor, meeting, MEETING_PLANNED)
    return _shown(session, actor, meeting)


def call_off(session: Session, actor: Actor, request: CallOffSharingMeeting) -> SharingMeeting:
    """Call a planned meeting off, and tell the commissioners.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`.
        Invalid: a person's number in the reason.
    """
    check_public([("reason", request.reason)])
    meeting = _moved_on(session, actor, request, Deed.CALL_OFF)
    meeting.called_off_because = request.reason
    if meeting.announced_on is not None:
        _tell(session, actor, meeting, MEETING_CALLED_OFF)
    return _shown(session, actor, meeting)


def speak(session: Session, actor: Actor, request: SpeakAtSharingMeeting) -> SharingMeeting:
    """Put a point on the agenda; a commissioner puts their own.

    Raises:
        NotFound, Forbidden, WrongState: see `_moved_on`; or it is another's point.
        Invalid: the speaker is not in office on the day, or a person's number in it.
    """
    check_public([("title", request.title), ("text", request.text)])
    meeting = _moved_on(session, actor, request, Deed.SPEAK)
    terms = queries.in_office(session, meeting)
    own = queries.own_of(actor, terms)
    for_all = queries.speaks_for_all(actor, meeting)
    rules.check_speaker(request.appointment_id, own, speaks_for_all=for_all)
    rules.check_in_office(request.appointment_id, [term.appointment_id for term in terms])
    speaker = request.appointment_id or (None if for_all else own[0])
    point = Point(
        id=new_id(),
        meeting_id=meeting.id,
        community=meeting.community,
        kind=request.kind,
        title=request.title,
        text=request.text,
        appointment_id=speaker,
    )
    session.add(point)
    return _shown(session, actor, meeting)


def withdraw(session: Session, actor: Actor, request: WithdrawMeetingPoint) -> SharingMeeting:
    """Take a point off the agenda; a commissioner takes their own.

    Raises:
        NotFound, Forbidden, WrongState: see `_moved_on`; or it is another's point.
    """
    meeting = _moved_on(session, actor, request, Deed.WITHDRAW)
    point = queries.point_of(session, meeting.id, request.point_id)
    own = queries.own_of(actor, queries.in_office(session, meeting))
    for_all = queries.speaks_for_all(actor, meeting)
    rules.check_own_point(is_own=point.appointment_id in own, speaks_for_all=for_all)
    session.delete(point)
    return _shown(session, actor, meeting)


def attend(session: Session, actor: Actor, request: RecordMeetingAttendance) -> SharingMeeting:
    """Write down who came; those in office on the day either came or did not.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`; or it is too early.
        Invalid: somebody was not in office on the day.
    """
    meeting = _moved_on(session, actor, request, Deed.ATTEND)
    held_on = day_of(meeting.held_at)
    rules.check_has_come(meeting.theme, held_on, day_of(clock.now()))
    expected = [term.appointment_id for term in queries.in_office(session, meeting)]
    kept = {one.appointment_id: one for one in queries.kept_seats(session, meeting.id)}
    rules.check_present(request.present, {*expected, *kept})
    for appointment_id in [one for one in expected if one not in kept]:
        kept[appointment_id] = Seat(
            meeting_id=meeting.id,
            number=len(kept) + 1,
            community=meeting.community,
            appointment_id=appointment_id,
        )
        session.add(kept[appointment_id])
    for one in kept.values():
        one.is_present = one.appointment_id in request.present
    meeting.guests_present = request.guests_present
    persons = {
        term.appointment_id: term.person
        for term in cards.terms(session, community=meeting.community)
    }
    event = SharingMeetingHeld(
        sharing_meeting_id=meeting.id,
        community=meeting.community,
        held_on=held_on,
        seats=[
            SeatTaken(
                number=one.number,
                appointment_id=one.appointment_id,
                commissioner=persons[one.appointment_id],
                is_present=one.is_present,
            )
            for one in kept.values()
        ],
        guests_present=request.guests_present,
        version=meeting.version,
    )
    outbox.add(session, event, actor=actor)
    return _shown(session, actor, meeting)


def agree(session: Session, actor: Actor, request: AgreeAtSharingMeeting) -> SharingMeeting:
    """Write down what was agreed and who does it (商定的事项).

    Raises:
        NotFound, Forbidden, WrongState: see `_moved_on`.
        Invalid: a person's number in it.
    """
    check_public([("text", request.text), ("doer", request.doer)])
    meeting = _moved_on(session, actor, request, Deed.AGREE)
    agreement = Agreement(
        id=new_id(),
        meeting_id=meeting.id,
        community=meeting.community,
        text=request.text,
        doer=request.doer,
    )
    session.add(agreement)
    return _shown(session, actor, meeting)


def answer(session: Session, actor: Actor, request: AnswerMeetingAgreement) -> SharingMeeting:
    """Answer what an earlier meeting agreed on (回头看).

    Raises:
        NotFound, Forbidden, WrongState: see `_moved_on`; or it is none of an earlier meeting.
        Invalid: no answer, or a person's number in it.
    """
    check_public([("answer", request.answer)])
    rules.check_answer(request.state)
    meeting = _moved_on(session, actor, request, Deed.ANSWER)
    agreement = next(
        (
            one.agreement
            for one in queries.to_answer(session, meeting)
            if one.agreement.id == request.agreement_id
        ),
        None,
    )
    if agreement is None:
        raise NotFound(
            f"以前的经验分享会没有要在这次回看的事项 {request.agreement_id}。",
            f"Earlier meetings agreed on no point {request.agreement_id} that this one answers.",
        )
    row = session.get(Answered, (agreement.id, meeting.id))
    if row is None:
        row = Answered(
            agreement_id=agreement.id, meeting_id=meeting.id, community=meeting.community
        )
        session.add(row)
    row.state, row.answer = request.state, request.answer
    return _shown(session, actor, meeting)


def minute(session: Session, actor: Actor, request: WriteMeetingMinutes) -> SharingMeeting:
    """Write the minutes, once everything was told and answered (会议记录).

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_moved_on`; or something lacks.
        Invalid: a person's number in it.
    """
    check_public([("minutes", request.minutes)])
    meeting = _moved_on(session, actor, request, Deed.MINUTE)
    if meeting.minuted_on is None:
        points = queries.points_of(session, meeting.id)
        missing = queries.lacking(points, queries.to_answer(session, meeting))
        rules.check_complete(meeting.theme, missing)
        meeting.minuted_on = day_of(clock.now())
    meeting.minutes = request.minutes
    return _shown(session, actor, meeting)


def explain(session: Session, actor: Actor, request: ExplainMissedMeeting) -> MeetingQuarter:
    """Say why a quarter had no meeting.

    Raises:
        NotFound: not a community of the actor's.
        Forbidden: the actor is not of its committee.
        WrongState: it needs no reason.
        PreconditionFailed: the reason is at another version.
        Invalid: a person's number in it.
    """
    check_public([("reason", request.reason)])
    territories.check_community(actor, Action.SHARING_MEETING_READ, request.community)
    if not may(actor, Action.SHARING_MEETING_MANAGE, area=request.community):
        raise _forbidden(Deed.PLAN)
    act(session, actor, Action.SHARING_MEETING_MANAGE, area=request.community)
    _hold(session, request.community)
    known = queries.quarter_of(session, actor, request.community, request.quarter)
    rules.check_missed(request.quarter, is_missed=known.is_missed)
    check_version(request.expected_version, known.version)
    row = queries.reason_of(session, request.community, request.quarter)
    if row is None:
        row = MissedQuarter(
            id=new_id(), community=request.community, quarter=request.quarter, version=0
        )
        session.add(row)
    row.reason = request.reason
    MISSED.changed(session, actor, row, "explained", quarter=request.quarter)
    return queries.quarter_of(session, actor, request.community, request.quarter)


def _begun(session: Session, actor: Actor, community: str, asked: MeetingPlan) -> Meeting:
    action = Action.SHARING_MEETING_MANAGE
    territories.check_community(actor, Action.SHARING_MEETING_READ, community)
    if not may(actor, action, area=community):
        raise _forbidden(Deed.PLAN)
    act(session, actor, action, area=community)
    _check_plan(asked)
    meeting = Meeting(id=new_id(), community=community, version=1)
    _set_plan(meeting, asked)
    return meeting


def _check_plan(asked: MeetingPlan) -> None:
    check_public([("theme", asked.theme), ("place", asked.place), ("guests", asked.guests)])


def _set_plan(meeting: Meeting, asked: MeetingPlan) -> None:
    meeting.theme, meeting.place, meeting.guests = asked.theme, asked.place, asked.guests
    meeting.held_at = asked.held_at


def _keep(session: Session, actor: Actor, meeting: Meeting, what: str) -> None:
    session.add(meeting)
    session.flush()
    MEETINGS.note(session, actor, meeting, what)


def _hold(session: Session, community: str) -> None:
    # What one meeting agrees on another answers, so a community's are written one after the other.
    counters.hold(session, f"sharing_meetings/{community}")


def _moved_on(
    session: Session,
    actor: Actor,
    request: MoveSharingMeeting
    | CallOffSharingMeeting
    | SpeakAtSharingMeeting
    | WithdrawMeetingPoint
    | RecordMeetingAttendance
    | AgreeAtSharingMeeting
    | AnswerMeetingAgreement
    | WriteMeetingMinutes,
    deed: Deed,
) -> Meeting:
    """The meeting in its next state, locked.

    Raises:
        NotFound: no such meeting in the actor's communities.
        Forbidden: the actor may not do this there.
        PreconditionFailed: it is at another version.
        WrongState: that cannot be done now.
    """
    known = MEETINGS.one_of(session, actor, request.sharing_meeting_id)
    _hold(session, known.community)
    meeting = MEETINGS.take_up(
        session,
        actor,
        request.sharing_meeting_id,
        rules.TABLE.action(deed),
        otherwise=lambda _: _forbidden(deed),
        expected=request.expected_version,
    )
    MEETINGS.move_on(session, actor, meeting, rules.TABLE, deed)
    return meeting


def _forbidden(deed: Deed) -> Forbidden:
    if deed in {Deed.PLAN, Deed.MOVE, Deed.CALL_OFF}:
        return Forbidden(
            "经验分享会由本社区综合党委召集。",
            "The community's party committee calls its sharing meetings.",
        )
    return Forbidden(
        "到会情况、商定的事项和会议记录由本社区综合党委或工作站登记。",
        "The community's party committee or workstation records who came, what was agreed and "
        "the minutes.",
    )


def _tell(session: Session, actor: Actor, meeting: Meeting, kind: NoticeKind) -> None:
    """Tell the commissioners who are in office on the day and have an account."""
    accounts = _accounts(session, meeting)
    if not accounts:
        return
    facts = {"theme": hidden(meeting.theme), "when": _when(meeting.held_at)}
    if kind is MEETING_PLANNED:
        facts["place"] = hidden(meeting.place)
    notices.tell(session, kind, MEETINGS, meeting, accounts=accounts, facts=facts, actor=actor)


def _accounts(session: Session, meeting: Meeting) -> list[UUID]:
    named = (as_uuid(term.person) for term in queries.in_office(session, meeting))
    return list(dict.fromkeys(one for one in named if one is not None))


def _when(held_at: dt.datetime) -> str:
    return held_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _shown(session: Session, actor: Actor, meeting: Meeting) -> SharingMeeting:
    session.flush()
    return queries.shown(session, actor, meeting)
