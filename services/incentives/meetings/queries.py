"""Meetings as their community and the street see them, and the year's count."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.incentives.meetings import (
    ListSharingMeetings,
    MeetingAgreement,
    MeetingPoint,
    MeetingQuarter,
    MeetingSeat,
    MeetingYear,
    MeetingYears,
    SharingMeeting,
    SharingMeetingPage,
    ShowMeetingYear,
    ShowSharingMeeting,
)
from contracts.incentives.own_data import ToldByYou
from contracts.incentives.words import AgreementState, PointKind
from contracts.recruitment.words import Parameter
from groundwork import parameters, territories
from groundwork.areas import AREA
from groundwork.kept import Kept
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import any_of, on_days
from runtime.scope import inside, visible_to
from services.incentives import quarters
from services.incentives.meetings import rules
from services.incentives.meetings.model import (
    Agreement,
    Answered,
    Meeting,
    MissedQuarter,
    Point,
    Seat,
)
from services.incentives.meetings.rules import Deed
from services.incentives.scorecards import queries as cards
from services.incentives.scorecards.rules import Days, Term
from vocabulary.actors import Actor
from vocabulary.areas import Level, level_of
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound
from vocabulary.state_table import where

MEETINGS = Kept(
    Meeting, "sharing_meeting", "经验分享会", "sharing meeting", read=Action.SHARING_MEETING_READ
)
MISSED = Kept(MissedQuarter, "missed_meeting", "未开会的季度", "quarter without a meeting")
_ORDER = paging.Order({"held_at": Meeting.held_at}, identity=Meeting.id, usual="-held_at")
_VIEW = Copying(
    Meeting,
    SharingMeeting,
    given=(
        "possible",
        "points",
        "seats",
        "commissioners_present",
        "agreements",
        "to_answer",
        "lacking",
        "minutes_due_on",
        "is_late",
    ),
)
_POINT = Copying(Point, MeetingPoint, given=("title", "text", "post", "is_own", "possible"))
_AGREEMENT = Copying(
    Agreement, MeetingAgreement, given=("state", "answer", "answered_in", "is_waiting", "possible")
)


def one(session: Session, actor: Actor, request: ShowSharingMeeting) -> SharingMeeting:
    """One meeting with agenda, attendance and agreed points.

    Raises:
        NotFound: no such meeting in the actor's communities.
    """
    meeting = MEETINGS.one_of(session, actor, request.sharing_meeting_id)
    return shown(session, actor, meeting)


def listed(session: Session, actor: Actor, request: ListSharingMeetings) -> SharingMeetingPage:
    """The meetings that the actor may see, the newest first.

    Raises:
        Invalid: a limit, sort or cursor that does not fit.
    """
    which = [
        *any_of(Meeting.state, request.state),
        *on_days(Meeting.held_at, request.held_from, request.held_to),
    ]
    if request.area is not None:
        which.append(inside(request.area, Meeting.community))
    found = MEETINGS.page(session, actor, request, _ORDER, *which)
    return SharingMeetingPage(items=[_line(meeting) for meeting in found.rows], **found.besides)


def shown(session: Session, actor: Actor, meeting: Meeting) -> SharingMeeting:
    """The meeting for one reader."""
    terms = in_office(session, meeting)
    seats, points = _seats(session, meeting, terms), points_of(session, meeting.id)
    spoken = [one.appointment_id for one in points if one.appointment_id is not None]
    posts = cards.posts_of(session, [*(one.appointment_id for one in seats), *spoken])
    waiting = to_answer(session, meeting)
    missing = lacking(points, waiting)
    own = own_of(actor, terms)
    answers = rules.TABLE.allows(meeting.state, Deed.ANSWER) and speaks_for_all(actor, meeting)
    return _VIEW(
        meeting,
        possible=_possible(actor, meeting, missing=missing, own=own),
        points=[_point(actor, meeting, one, posts, own) for one in points],
        seats=[
            MeetingSeat(
                appointment_id=one.appointment_id,
                post=posts.get(one.appointment_id, (None, None))[0],
                is_present=one.is_present,
            )
            for one in seats
        ],
        commissioners_present=sum(one.is_present for one in seats)
        if meeting.state in rules.HELD
        else None,
        agreements=[
            _agreement(one)
            for one in _followed(
                session, sa.select(Agreement).where(Agreement.meeting_id == meeting.id)
            )
        ],
        to_answer=[_agreement(one, can_answer=answers) for one in waiting],
        lacking=missing if meeting.state in rules.HELD else [],
        minutes_due_on=rules.minutes_due(day_of(meeting.held_at)),
        is_late=_is_late(meeting),
    )


def in_office(session: Session, meeting: Meeting) -> list[Term]:
    """The appointments of its community on its day."""
    day = day_of(meeting.held_at)
    found = cards.terms(session, community=meeting.community)
    return [term for term in found if term.within(Days(day, day)) is not None]


def own_of(actor: Actor, terms: Sequence[Term]) -> list[UUID]:
    """Those of them that are the actor's own."""
    return [term.appointment_id for term in terms if actor.account in term.persons]


def speaks_for_all(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor puts the points of others on the agenda too."""
    return MEETINGS.may(actor, Action.SHARING_MEETING_RECORD, meeting)


def points_of(session: Session, meeting_id: UUID) -> list[Point]:
    """The agenda, what worked first."""
    chosen = sa.select(Point).where(Point.meeting_id == meeting_id).order_by(Point.id)
    kinds = list(PointKind)
    return sorted(session.scalars(chosen), key=lambda one: kinds.index(one.kind))


def point_of(session: Session, meeting_id: UUID, point_id: UUID) -> Point:
    """One point of a meeting.

    Raises:
        NotFound: it has no such point.
    """
    found = session.get(Point, point_id)
    if found is None or found.meeting_id != meeting_id:
        raise NotFound(
            f"这次经验分享会没有议题 {point_id}，请核对。",
            f"The meeting has no point {point_id}; check the id.",
        )
    return found


def told_by(session: Session, appointments: Sequence[UUID]) -> list[ToldByYou]:
    """What a person told, for their own copy; the oldest first."""
    chosen = (
        sa.select(Point, Meeting)
        .join(Meeting, Meeting.id == Point.meeting_id)
        .where(Point.appointment_id.in_(list(appointments)))
        .order_by(Meeting.held_at, Point.id)
    )
    return [
        ToldByYou(
            meeting_id=meeting.id,
            theme=meeting.theme,
            held_at=meeting.held_at,
            kind=point.kind,
            title=point.title,
            text=point.text,
        )
        for point, meeting in session.execute(chosen)
    ]


def kept_seats(session: Session, meeting_id: UUID) -> list[Seat]:
    """The seats as they were written down, by number."""
    chosen = sa.select(Seat).where(Seat.meeting_id == meeting_id).order_by(Seat.number)
    return list(session.scalars(chosen))


@dataclass(frozen=True)
class Followed:
    """An agreed point with its newest answer; `is_waiting`: this meeting has not answered it."""

    agreement: Agreement
    newest: Answered | None
    is_waiting: bool = False


def to_answer(session: Session, meeting: Meeting) -> list[Followed]:
    """What earlier meetings agreed on and this one answers, or has answered; the oldest first."""
    earlier = sa.select(Meeting.id).where(
        Meeting.community == meeting.community, Meeting.held_at < meeting.held_at
    )
    settled = sa.select(Answered.agreement_id).where(
        Answered.community == meeting.community,
        Answered.state.in_(rules.SETTLED),
        Answered.meeting_id != meeting.id,
    )
    here = sa.select(Answered.agreement_id).where(Answered.meeting_id == meeting.id)
    chosen = sa.select(Agreement).where(
        Agreement.community == meeting.community,
        Agreement.meeting_id.in_(earlier),
        sa.or_(Agreement.id.in_(here), Agreement.id.not_in(settled)),
    )
    found = _followed(session, chosen, of=meeting.id)
    # What came in later than its minutes is for the next one.
    return [one for one in found if not (one.is_waiting and meeting.minuted_on is not None)]


def lacking(points: Sequence[Point], waiting: Sequence[Followed]) -> list[str]:
    """What the minutes still wait for."""
    told = {one.kind for one in points}
    return rules.lacking(told, has_unanswered=any(one.is_waiting for one in waiting))


def years(session: Session, actor: Actor, request: ShowMeetingYear) -> MeetingYears:
    """The year of the communities of a street that the actor sees.

    Raises:
        NotFound: not a street, or another one.
    """
    action = Action.SHARING_MEETING_READ
    territories.check_street(session, actor, action, request.street)
    chosen = sa.select(AREA.c.code).where(
        inside(request.street, AREA.c.code), visible_to(actor, action, area=AREA.c.code)
    )
    codes = [
        code
        for code in session.scalars(chosen.order_by(AREA.c.code))
        if level_of(code) is Level.COMMUNITY
    ]
    return MeetingYears(items=[_year(session, actor, code, request.year) for code in codes])


def quarter_of(session: Session, actor: Actor, community: str, quarter: str) -> MeetingQuarter:
    """One quarter of a community."""
    return _quarters(session, actor, community, [quarter])[0]


def reason_of(session: Session, community: str, quarter: str) -> MissedQuarter | None:
    """Why a quarter had none; None: nobody said it."""
    return _reasons(session, community, [quarter]).get(quarter)


def _year(session: Session, actor: Actor, community: str, year: int) -> MeetingYear:
    found = _quarters(session, actor, community, [f"{year}Q{number}" for number in range(1, 5)])
    day = min(day_of(clock.now()), dt.date(year, 12, 31))
    return MeetingYear(
        community=community,
        wanted=parameters.value_on(session, community, Parameter.SHARING_MEETINGS_A_YEAR, day),
        held=sum(one.held for one in found),
        quarters=found,
    )


def _quarters(
    session: Session, actor: Actor, community: str, asked: Sequence[str]
) -> list[MeetingQuarter]:
    """Quarters of one community, in their order."""
    held, reasons = _held(session, community, asked), _reasons(session, community, asked)
    terms, today = cards.terms(session, community=community), day_of(clock.now())
    may_explain = may(actor, Action.SHARING_MEETING_MANAGE, area=community)
    found = []
    for quarter in asked:
        days = Days(quarters.first_day(quarter), quarters.last_day(quarter))
        was_staffed = any(term.within(days) for term in terms)
        is_missed = rules.is_missed(days.last, today, held[quarter], was_staffed=was_staffed)
        said = reasons.get(quarter)
        found.append(
            MeetingQuarter(
                quarter=quarter,
                held=held[quarter],
                is_over=days.last < today,
                is_missed=is_missed,
                reason=said.reason if said is not None and is_missed else None,
                possible=where(reason=is_missed and may_explain),
                version=0 if said is None else said.version,
            )
        )
    return found


def _held(session: Session, community: str, asked: Sequence[str]) -> Counter[str]:
    """How many meetings were held in each of these quarters."""
    days = on_days(Meeting.held_at, quarters.first_day(asked[0]), quarters.last_day(asked[-1]))
    chosen = sa.select(Meeting.held_at).where(
        Meeting.community == community, Meeting.state.in_(rules.HELD), *days
    )
    return Counter(quarters.quarter_of(day_of(held_at)) for held_at in session.scalars(chosen))


def _reasons(session: Session, community: str, asked: Sequence[str]) -> dict[str, MissedQuarter]:
    chosen = sa.select(MissedQuarter).where(
        MissedQuarter.community == community, MissedQuarter.quarter.in_(asked)
    )
    return {one.quarter: one for one in session.scalars(chosen)}


def _line(meeting: Meeting) -> SharingMeeting:
    return _VIEW(
        meeting,
        possible=[],
        points=[],
        seats=[],
        commissioners_present=None,
        agreements=[],
        to_answer=[],
        lacking=[],
        minutes_due_on=rules.minutes_due(day_of(meeting.held_at)),
        is_late=_is_late(meeting),
    )


def _possible(
    actor: Actor, meeting: Meeting, *, missing: Sequence[str], own: Sequence[UUID]
) -> list[str]:
    held = set(rules.OF_A_PART)
    if not rules.has_come(day_of(meeting.held_at), day_of(clock.now())):
        held.add(Deed.ATTEND)
    if missing:
        held.add(Deed.MINUTE)
    if not own and not speaks_for_all(actor, meeting):
        held.add(Deed.SPEAK)
    deeds = rules.TABLE.granted(actor, area=meeting.community)
    return rules.TABLE.offered(meeting.state, deeds, held=held)


def _point(
    actor: Actor,
    meeting: Meeting,
    point: Point,
    posts: Mapping[UUID, tuple[str | None, object]],
    own: Sequence[UUID],
) -> MeetingPoint:
    is_own = point.appointment_id in own
    speaker = point.appointment_id
    writes = is_own or MEETINGS.may(actor, Action.CASE_WRITE, meeting)
    return _POINT(
        point,
        title=point.title,
        text=point.text,
        post=None if speaker is None else posts.get(speaker, (None, None))[0],
        is_own=is_own,
        possible=where(
            withdrawal=rules.TABLE.allows(meeting.state, Deed.WITHDRAW)
            and (is_own or speaks_for_all(actor, meeting)),
            case=meeting.state in rules.HELD and speaker is not None and writes,
        ),
    )


def _followed(
    session: Session, chosen: sa.Select[Agreement], *, of: UUID | None = None
) -> list[Followed]:
    """Agreed points with their newest answer; `of`: with this meeting's, if it gave one."""
    agreed = session.scalars(chosen.order_by(Agreement.id)).all()
    answers = (
        sa.select(Answered)
        .join(Meeting, Meeting.id == Answered.meeting_id)
        .where(Answered.agreement_id.in_([one.id for one in agreed]))
        .order_by(Meeting.held_at)
    )
    newest: dict[UUID, Answered] = {}
    given: dict[UUID, Answered] = {}
    for one in session.scalars(answers):
        newest[one.agreement_id] = one
        if one.meeting_id == of:
            given[one.agreement_id] = one
    return [
        Followed(one, given.get(one.id, newest.get(one.id)), of is not None and one.id not in given)
        for one in agreed
    ]


def _agreement(followed: Followed, *, can_answer: bool = False) -> MeetingAgreement:
    newest = followed.newest
    return _AGREEMENT(
        followed.agreement,
        state=AgreementState.OPEN if newest is None else newest.state,
        answer=None if newest is None else newest.answer,
        answered_in=None if newest is None else newest.meeting_id,
        is_waiting=followed.is_waiting,
        possible=where(answer=can_answer),
    )


def _seats(session: Session, meeting: Meeting, terms: Sequence[Term]) -> list[Seat]:
    """As written down; before that, those who will be in office, nobody present yet."""
    kept = kept_seats(session, meeting.id)
    return kept or [
        Seat(
            meeting_id=meeting.id,
            number=number,
            community=meeting.community,
            appointment_id=term.appointment_id,
            is_present=False,
        )
        for number, term in enumerate(terms, start=1)
    ]


def _is_late(meeting: Meeting) -> bool:
    held_on, today = day_of(meeting.held_at), day_of(clock.now())
    return rules.is_late(meeting.state, held_on, meeting.minuted_on, today)
