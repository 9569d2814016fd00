"""Invitations to year-end meetings: replies by account, attendance, and what lapses. R50."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.incentives.invitees import (
    DiscloseInvitee,
    EraseInvitee,
    Invitee,
    InviteeDisclosed,
)
from contracts.incentives.own_data import ExportOwnIncentives
from contracts.incentives.words import InviteeSeenFor, MeetingReply, YearEndMeetingState
from contracts.incentives.year_end_meetings import (
    CallOffYearEndMeeting,
    EditYearEndMeeting,
    InviteToMeeting,
    ListMeetingInvitations,
    MeetingInvitationView,
    PlanYearEndMeeting,
    RecordYearEndAttendance,
    ReplyToMeetingInvitation,
    ShowYearEndMeeting,
    YearEndMeetingView,
)
from contracts.recruitment.appointments import AppointmentErased
from contracts.recruitment.words import Kind
from groundwork import history
from groundwork.retention import clean
from runtime import clock
from runtime.database import Database
from services.incentives.invitees import operations as invitees
from services.incentives.invitees.model import InvitedPerson
from services.incentives.own_data import operations as own_data
from services.incentives.retention.operations import CLEANED
from services.incentives.year_end_meetings import operations, queries
from services.incentives.year_end_meetings.model import YearEndMeeting
from tests.builders import LILIN, field_of, refused
from tests.outboxes import events
from tests.servers.databases import Databases
from tests.services.incentives.events import began, ended, keep, named
from tests.services.incentives.selecting import (
    ACCOUNTS,
    FIRST,
    OFFICER,
    PEERS,
    SECOND,
    STAFF,
    STREET,
    STREET_COMMITTEE,
    THIRD,
    keep_a_community,
)
from vocabulary.actors import Actor
from vocabulary.erasure import BY_RETENTION
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, WrongState

#: The post of the first commissioner.
_POST = UUID("01970a3c-9000-7000-8000-0000000000b1")
_WEEK = dt.timedelta(days=7)
_GUEST = Invitee(name="刘建国", contact="13900139000")


@pytest.fixture
def three(databases: Databases) -> Database:
    """A community of three commissioners in office."""
    database, _ = databases.arranged("incentives", "a selection", keep_a_community)
    return database


def _today() -> dt.date:
    return day_of(clock.now())


def _planned(database: Database, actor: Actor = OFFICER, **changed: Any) -> YearEndMeetingView:
    usual: dict[str, Any] = {
        "street": STREET,
        "subject": "街道年终总结大会",
        "held_on": _today() + _WEEK,
        "venue": "九点，街道礼堂",
    }
    with database.writing() as session:
        return operations.plan(session, actor, PlanYearEndMeeting(**usual | changed))


def _invited(
    database: Database, meeting_id: UUID, *appointments: UUID, actor: Actor = OFFICER, **more: Any
) -> YearEndMeetingView:
    asked = InviteToMeeting(year_end_meeting_id=meeting_id, appointments=list(appointments), **more)
    with database.writing() as session:
        return operations.invite(session, actor, asked)


def _replied(
    database: Database, invitation_id: UUID, actor: Actor, *, comes: bool = True, **more: Any
) -> MeetingInvitationView:
    asked = ReplyToMeetingInvitation(meeting_invitation_id=invitation_id, will_attend=comes, **more)
    with database.writing() as session:
        return operations.reply(session, actor, asked)


def _attended(database: Database, meeting_id: UUID, *came: UUID) -> YearEndMeetingView:
    asked = RecordYearEndAttendance(year_end_meeting_id=meeting_id, present=list(came))
    with database.writing() as session:
        return operations.record_attendance(session, OFFICER, asked)


def _shown(database: Database, meeting_id: UUID, actor: Actor = OFFICER) -> YearEndMeetingView:
    with database.reading() as session:
        return queries.one(session, actor, ShowYearEndMeeting(year_end_meeting_id=meeting_id))


def _own(database: Database, actor: Actor) -> list[MeetingInvitationView]:
    with database.reading() as session:
        return list(queries.invitations(session, actor, ListMeetingInvitations(reply=None)).items)


def _followed(database: Database) -> int:
    with database.writing() as session:
        return operations.follow_appointments(session)


def _let_the_day_come(database: Database, meeting_id: UUID, held_on: dt.date) -> None:
    with database.writing() as session:
        session.execute(
            sa.update(YearEndMeeting).where(YearEndMeeting.id == meeting_id).values(held_on=held_on)
        )


def _called_off(database: Database, meeting_id: UUID, reason: str) -> YearEndMeetingView:
    asked = CallOffYearEndMeeting(year_end_meeting_id=meeting_id, reason=reason)
    with database.writing() as session:
        return operations.call_off(session, OFFICER, asked)


def test_a_meeting_is_called_off_with_a_reason_that_the_invited_read(three: Database) -> None:
    meeting = _planned(three)
    first = _invited(three, meeting.id, FIRST).invitations[0]
    number = refused(_called_off, three, meeting.id, "有事请拨 13800138000。")
    assert field_of(number)[0] == "reason"

    found = _called_off(three, meeting.id, "台风预警。")

    assert (found.state, found.called_off_because) == (YearEndMeetingState.CALLED_OFF, "台风预警。")
    assert found.possible == []
    [own] = _own(three, PEERS[0])
    assert (own.called_off_because, own.possible) == ("台风预警。", [])
    assert isinstance(refused(_replied, three, first.id, PEERS[0]), WrongState)
    assert isinstance(refused(_invited, three, meeting.id, SECOND), WrongState)
    assert isinstance(refused(_called_off, three, meeting.id, "又一次。"), WrongState)
    _let_the_day_come(three, meeting.id, _today())
    assert isinstance(refused(_attended, three, meeting.id), WrongState)


def test_a_meeting_whose_attendance_is_known_is_not_called_off(three: Database) -> None:
    meeting = _planned(three, held_on=_today())
    _attended(three, meeting.id)

    assert isinstance(refused(_called_off, three, meeting.id, "台风预警。"), WrongState)


def test_commissioners_reply_by_their_account_and_attendance_is_written_down(
    three: Database,
) -> None:
    meeting = _planned(three)
    found = _invited(three, meeting.id, FIRST, SECOND, invitees=[_GUEST])
    first, second, guest = found.invitations
    assert (first.post, guest.post, guest.name) == ("消防专员1", None, "刘*")

    [own] = _own(three, PEERS[0])
    assert (own.id, own.possible) == (first.id, ["reply"])
    _replied(three, first.id, PEERS[0])
    _replied(three, second.id, PEERS[1], comes=False, note="当天值班。")
    # The street office writes down what somebody without an account replied.
    _replied(three, guest.id, OFFICER)

    found = _shown(three, meeting.id)
    assert (found.invited, found.accepted, found.declined, found.came) == (3, 2, 1, None)
    assert "attendance" not in found.possible
    _let_the_day_come(three, meeting.id, _today())
    found = _attended(three, meeting.id, first.id, guest.id)
    assert (found.state, found.came) == (YearEndMeetingState.HELD, 2)
    assert [one.attended for one in found.invitations] == [True, False, True]
    _attended(three, meeting.id, first.id, second.id)
    with three.reading() as session:
        steps = history.of(session, "meeting_invitation", second.id)
    assert [(one.version, one.what) for one in steps] == [
        (1, "invited"),
        (2, "declined"),
        (3, "missed"),
        (4, "attended"),
    ]


def test_every_change_stays_when_a_reply_and_the_attendance_come_at_once(three: Database) -> None:
    """Whatever comes first: each change makes a version of its own, and a late reply is refused."""
    meeting = _planned(three)
    [one] = _invited(three, meeting.id, FIRST).invitations
    _let_the_day_come(three, meeting.id, _today())

    def replies() -> bool:
        try:
            _replied(three, one.id, PEERS[0], comes=False)
        except WrongState:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        replied = threads.submit(replies)
        threads.submit(_attended, three, meeting.id, one.id).result()

    [found] = _shown(three, meeting.id).invitations
    with three.reading() as session:
        steps = [step.what for step in history.of(session, "meeting_invitation", one.id)]
    assert steps == ["invited", *(["declined"] if replied.result() else []), "attended"]
    assert (found.version, found.attended) == (len(steps), True)


def test_posts_invite_whoever_holds_them_and_nobody_is_invited_twice(three: Database) -> None:
    meeting = _planned(three)
    _invited(three, meeting.id, posts=[_POST])
    found = _invited(three, meeting.id, FIRST, SECOND)

    assert [one.appointment_id for one in found.invitations] == [FIRST, SECOND]


@pytest.mark.one_database
def test_bad_invitations_are_refused_with_the_way_out(three: Database) -> None:
    meeting = _planned(three)
    stranger = UUID("01970a3c-9000-7000-8000-0000000000ff")

    def field(**asked: Any) -> tuple[str, str]:
        return field_of(refused(_invited, three, meeting.id, **asked))

    assert field() == ("appointments", "nobody")
    assert field(posts=[stranger]) == ("posts", "vacant")
    problem = refused(_invited, three, meeting.id, FIRST, stranger)
    assert field_of(problem) == ("appointments", "not_in_office")
    problem = refused(_planned, three, held_on=_today() - _WEEK)
    assert field_of(problem) == ("held_on", "in_the_past")
    problem = refused(_attended, three, meeting.id)
    assert isinstance(problem, WrongState)
    _let_the_day_come(three, meeting.id, _today() - _WEEK)
    assert isinstance(refused(_invited, three, meeting.id, FIRST), WrongState)
    problem = refused(_attended, three, meeting.id, stranger)
    assert field_of(problem) == ("present", "not_invited")


@pytest.mark.one_database
def test_only_the_street_office_invites_and_nobody_replies_for_others(three: Database) -> None:
    assert isinstance(refused(_planned, three, actor=STAFF), NotFound)
    meeting = _planned(three)
    refusal = refused(_invited, three, meeting.id, FIRST, actor=STREET_COMMITTEE)
    assert isinstance(refusal, Forbidden)
    assert isinstance(refused(_shown, three, meeting.id, STAFF), NotFound)

    [invitation] = _invited(three, meeting.id, FIRST).invitations

    assert isinstance(refused(_replied, three, invitation.id, PEERS[1]), NotFound)
    stale = refused(_replied, three, invitation.id, PEERS[0], expected_version=7)
    assert isinstance(stale, PreconditionFailed)
    assert _own(three, PEERS[1]) == []


def test_what_nobody_answered_lapses_when_a_commissioner_leaves(three: Database) -> None:
    """Only invitations without an answer lapse; an answer stands."""
    meeting = _planned(three)
    first, second, _ = _invited(three, meeting.id, FIRST, SECOND, THIRD).invitations
    _replied(three, second.id, PEERS[1])
    left = {"ended_on": _today(), "community": LILIN}
    for appointment, account in ((FIRST, ACCOUNTS[0]), (SECOND, ACCOUNTS[1])):
        keep(three, [ended(appointment_id=appointment, commissioner=account, **left)])

    # Even before the clock came by, nobody answers any more.
    assert isinstance(refused(_replied, three, first.id, PEERS[0]), WrongState)
    assert [_followed(three), _followed(three)] == [1, 0]

    found = _shown(three, meeting.id)
    assert [one.reply for one in found.invitations] == [
        MeetingReply.LAPSED,
        MeetingReply.ACCEPTED,
        MeetingReply.INVITED,
    ]
    assert (found.invited, found.invitations[0].possible) == (2, [])
    assert isinstance(refused(_replied, three, first.id, OFFICER), WrongState)


def test_an_account_that_is_named_later_finds_the_invitation(three: Database) -> None:
    fourth, before, account = (
        UUID(f"01970a3c-9000-7000-8000-0000000000{last}") for last in ("a4", "d4", "c4")
    )
    keep(three, [began(appointment_id=fourth, commissioner=before)])
    meeting = _planned(three)
    _invited(three, meeting.id, fourth)

    keep(three, [named(appointment_id=fourth, before=before, commissioner=account)])
    _followed(three)

    assert len(_own(three, Actor(str(account)))) == 1


def test_an_invitation_leaves_an_account_that_was_named_by_mistake(three: Database) -> None:
    """Corrections name no account before; only the newest account keeps the invitation."""
    fourth, before, wrong, right = (
        UUID(f"01970a3c-9000-7000-8000-0000000000{last}") for last in ("a4", "d4", "c4", "c5")
    )
    keep(three, [began(appointment_id=fourth, commissioner=before)])
    meeting = _planned(three)
    _invited(three, meeting.id, fourth)
    named_then = {"appointment_id": fourth, "commissioner": wrong, "before": before}
    keep(three, [named(**named_then)])
    _followed(three)

    keep(three, [named(**named_then | {"commissioner": right, "before": None, "version": 7})])
    _followed(three)
    _followed(three)

    assert _own(three, Actor(str(wrong))) == []
    [own] = _own(three, Actor(str(right)))
    assert own.version == 3


def test_a_guest_is_seen_for_a_reason_and_erased_as_they_wish(three: Database) -> None:
    meeting = _planned(three)
    [guest] = _invited(three, meeting.id, invitees=[_GUEST]).invitations
    assert guest.invitee_id is not None
    asked = DiscloseInvitee(invitee_id=guest.invitee_id, reason=InviteeSeenFor.REMIND)

    def disclosed(actor: Actor) -> Any:
        with three.writing() as session:
            return invitees.disclose(session, actor, asked)

    seen = disclosed(OFFICER)
    assert (seen.name, seen.contact) == ("刘建国", "13900139000")
    [told] = events(three, seen.id)
    assert isinstance(told, InviteeDisclosed)
    assert (told.invitee_id, told.seen) == (guest.invitee_id, ["name", "contact"])
    assert isinstance(refused(disclosed, STAFF), NotFound)

    with three.writing() as session:
        invitees.erase(session, OFFICER, EraseInvitee(invitee_id=guest.invitee_id))
    assert isinstance(refused(disclosed, OFFICER), WrongState)
    assert _shown(three, meeting.id).invitations[0].name is None


def test_names_and_words_go_a_year_after_the_meeting(three: Database) -> None:
    meeting = _planned(three)
    first, _ = _invited(three, meeting.id, FIRST, invitees=[_GUEST]).invitations
    _replied(three, first.id, PEERS[0], note="当天值班。")
    # A meeting that is moved keeps its guests as long as it needs them.
    moved = EditYearEndMeeting(
        year_end_meeting_id=meeting.id,
        subject=meeting.subject,
        held_on=_today() + 2 * _WEEK,
        venue=meeting.venue,
    )
    with three.writing() as session:
        operations.edit(session, OFFICER, moved)
        assert session.scalars(sa.select(InvitedPerson.needed_until)).all() == [
            _today() + 2 * _WEEK
        ]
        assert clean(session, CLEANED)["invitee"] == 0
    long_ago = _today() - dt.timedelta(days=366)
    _let_the_day_come(three, meeting.id, long_ago)
    with three.writing() as session:
        session.execute(sa.update(InvitedPerson).values(needed_until=long_ago))

    with three.writing() as session:
        assert clean(session, CLEANED)["invitee"] == 2
    with three.writing() as session:
        assert clean(session, CLEANED)["invitee"] == 0
    assert [one.note for one in _own(three, PEERS[0])] == [BY_RETENTION]


def test_a_commissioner_gets_a_copy_and_erasure_takes_the_words(three: Database) -> None:
    meeting = _planned(three)
    [invitation] = _invited(three, meeting.id, FIRST).invitations
    _replied(three, invitation.id, PEERS[0], note="当天值班。")

    def copied() -> list[str | None]:
        with three.reading() as session:
            found = own_data.copy_of(session, Actor(str(ACCOUNTS[0])), ExportOwnIncentives())
        return [one.note for one in found.meeting_invitations]

    assert copied() == ["当天值班。"]
    erased = AppointmentErased(
        appointment_id=FIRST, community=LILIN, post_id=_POST, kind=Kind.GROUP_LEADER, version=12
    )
    with three.writing() as session:
        own_data.erase(session, [erased])
    assert copied() == [BY_RETENTION]
