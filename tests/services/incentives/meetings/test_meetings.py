"""Sharing meetings: planned, told, held, answered, minuted; a quarter without one shows. R47."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from contracts.incentives.meetings import (
    CallOffSharingMeeting,
    ExplainMissedMeeting,
    ListSharingMeetings,
    MeetingYear,
    MoveSharingMeeting,
    SharingMeetingHeld,
    ShowMeetingYear,
    WithdrawMeetingPoint,
)
from contracts.incentives.notices import MEETING_CALLED_OFF, MEETING_PLANNED
from contracts.incentives.scorecards import Figure, ListFacts, ShowScorecard
from contracts.incentives.words import AgreementState, FigureName, MeetingState, PointKind
from contracts.recruitment.parameters import ParameterSet
from groundwork import parameters
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.incentives.cards import queries as whole
from services.incentives.facts import operations as facts
from services.incentives.meetings import operations, queries
from services.incentives.scorecards import queries as cards
from tests.builders import LILIN, STREET, an_actor, field_of, refused, shanghai
from tests.outboxes import events, wishes
from tests.servers.databases import Databases
from tests.services.incentives.events import APPOINTMENT, HUA, delivered, keep_areas
from tests.services.incentives.sharing import (
    COLLEAGUE,
    COMMITTEE,
    ELSEWHERE,
    LI,
    MAY,
    OTHER,
    OWN,
    STAFF,
    agreed,
    answered,
    attended,
    entered,
    held,
    in_days,
    keep_office,
    minuted,
    planned,
    shown,
    spoken,
)
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, WrongState

_AUGUST = shanghai(2013, 8, 3, 14)


@pytest.fixture
def office(databases: Databases) -> Database:
    """A community with two commissioners in office."""
    database, _ = databases.arranged("incentives", "office", _keep)
    return database


def _keep(database: Database) -> None:
    keep_areas(database)
    keep_office(database)


def test_the_committee_plans_a_week_ahead_and_the_commissioners_are_told(office: Database) -> None:
    meeting = planned(office)

    assert meeting.state is MeetingState.PLANNED
    assert [seat.appointment_id for seat in meeting.seats] == [APPOINTMENT, OTHER]
    (told,) = wishes(office, MEETING_PLANNED)
    assert set(told.accounts) == {HUA, LI}
    assert told.facts["theme"] == "楼道消防"
    assert isinstance(refused(planned, office, STAFF), Forbidden)
    assert field_of(refused(planned, office, held_at=in_days(3))) == (
        "held_at",
        "notice_too_short",
    )
    assert field_of(refused(planned, office, place="请打 13800138000")) == (
        "place",
        "personal_number",
    )


def test_another_time_is_told_anew_and_the_same_time_is_not(office: Database) -> None:
    meeting = planned(office)

    with office.writing() as session:
        operations.move(session, COMMITTEE, _moved(meeting.id, meeting.held_at, theme="电动车充电"))
    assert len(wishes(office, MEETING_PLANNED)) == 1
    with office.writing() as session:
        operations.move(session, COMMITTEE, _moved(meeting.id, in_days(10)))
    assert len(wishes(office, MEETING_PLANNED)) == 2
    with office.writing() as session:
        asked = _moved(meeting.id, in_days(2))
        assert field_of(refused(operations.move, session, COMMITTEE, asked)) == (
            "held_at",
            "notice_too_short",
        )


def test_a_meeting_that_is_called_off_says_why(office: Database) -> None:
    meeting = planned(office)
    asked = CallOffSharingMeeting(sharing_meeting_id=meeting.id, reason="台风预警。")

    with office.writing() as session:
        called_off = operations.call_off(session, COMMITTEE, asked)

    assert (called_off.state, called_off.called_off_because, called_off.possible) == (
        MeetingState.CALLED_OFF,
        "台风预警。",
        [],
    )
    assert len(wishes(office, MEETING_CALLED_OFF)) == 1
    assert isinstance(refused(spoken, office, meeting.id), WrongState)


def test_commissioners_see_the_meeting_and_put_their_own_points(office: Database) -> None:
    meeting = planned(office).id

    point = spoken(office, meeting).points[0]

    assert (point.appointment_id, point.is_own, point.post) == (
        APPOINTMENT,
        True,
        "消防安全社区专员",
    )
    assert isinstance(refused(spoken, office, meeting, actor=OWN, appointment_id=OTHER), Forbidden)
    stranger = an_actor(Role.COMMISSIONER, account="01970a3c-9000-7000-8000-0000000000ff")
    assert isinstance(refused(spoken, office, meeting, actor=stranger), Forbidden)
    assert "points" in shown(office, meeting, COLLEAGUE).possible
    assert "points" not in shown(office, meeting, stranger).possible
    asked = WithdrawMeetingPoint(sharing_meeting_id=meeting, point_id=point.id)
    with office.writing() as session:
        assert isinstance(refused(operations.withdraw, session, COLLEAGUE, asked), Forbidden)
        assert list(operations.withdraw(session, OWN, asked).points) == []


def test_nobody_is_present_before_the_day(office: Database) -> None:
    meeting = planned(office)

    assert "attendance" not in meeting.possible
    assert isinstance(refused(attended, office, meeting.id, APPOINTMENT), WrongState)


def test_who_came_is_told_and_counts_on_the_card(office: Database) -> None:
    """A correction counts by itself, and those who did not come keep their seat."""
    meeting = entered(office).id
    attended(office, meeting, APPOINTMENT, guests=2)
    attended(office, meeting, APPOINTMENT, OTHER, guests=2)
    attended(office, meeting, OTHER)
    told = [one for one in events(office, meeting) if isinstance(one, SharingMeetingHeld)]

    # Late, doubled and in the wrong order, they give the same card.
    for event in (told[2], told[0], told[1], told[2]):
        with office.writing() as session:
            facts.keep(session, [delivered(event)])

    assert [seat.number for seat in told[0].seats] == [seat.number for seat in told[2].seats]
    assert _meetings(office, APPOINTMENT) == (0, 1)
    assert _meetings(office, OTHER) == (1, 1)
    assert _listed_facts(office, OTHER) == [meeting]
    assert _listed_facts(office, APPOINTMENT) == []


def test_the_minutes_wait_for_both_points_and_the_answers(office: Database) -> None:
    first = held(office)
    agreement = agreed(office, first.id).agreements[0].id
    minuted(office, first.id)
    second = entered(office, _AUGUST).id
    spoken(office, second)
    attended(office, second, APPOINTMENT)

    waiting = shown(office, second)
    assert list(waiting.lacking) == ["not_worked", "answers"]
    assert "minutes" not in waiting.possible
    assert isinstance(refused(minuted, office, second), WrongState)

    spoken(office, second, PointKind.NOT_WORKED)
    answered(office, second, agreement, AgreementState.GOES_ON)
    over = minuted(office, second)

    assert (over.state, over.is_late, over.minuted_on) == (
        MeetingState.MINUTED,
        True,
        clock.now().astimezone(MAY.tzinfo).date(),
    )
    assert isinstance(refused(agreed, office, second), WrongState)


def test_what_goes_on_is_answered_by_the_next_meeting_too(office: Database) -> None:
    first = held(office)
    agreement = agreed(office, first.id).agreements[0].id
    minuted(office, first.id)
    second = held(office, _AUGUST).id
    answered(office, second, agreement, AgreementState.GOES_ON)
    minuted(office, second)
    third = held(office, shanghai(2013, 11, 2)).id

    (again,) = shown(office, third).to_answer
    assert (again.state, again.is_waiting) == (AgreementState.GOES_ON, True)
    answered(office, third, agreement)
    minuted(office, third)

    assert [one.state for one in shown(office, second).to_answer] == [AgreementState.GOES_ON]
    assert shown(office, first.id).agreements[0].state is AgreementState.DONE
    assert list(held(office, shanghai(2013, 12, 2)).to_answer) == []
    assert isinstance(refused(answered, office, first.id, agreement), WrongState)


def test_a_meeting_answers_nothing_of_itself(office: Database) -> None:
    meeting = held(office)
    own = agreed(office, meeting.id).agreements[0].id

    assert list(shown(office, meeting.id).to_answer) == []
    assert isinstance(refused(answered, office, meeting.id, own), NotFound)


def test_a_quarter_without_a_meeting_shows_with_its_reason(office: Database) -> None:
    """Four quarters of meetings, one missing: measured against the street's number."""
    for held_at in (shanghai(2013, 2, 3), MAY, shanghai(2013, 11, 2)):
        attended(office, entered(office, held_at).id, APPOINTMENT)
    entered(office, _AUGUST)

    year = _year(office)
    assert (year.community, year.wanted, year.held) == (LILIN, 4, 3)
    assert [one.is_missed for one in year.quarters] == [False, False, True, False]
    assert [one.possible for one in year.quarters] == [[], [], ["reason"], []]

    _explain(office, "2013Q3", "换届期间专员空缺。")
    assert _year(office).quarters[2].reason == "换届期间专员空缺。"
    assert isinstance(refused(_explain, office, "2013Q2", "没有开。"), WrongState)
    assert isinstance(refused(_explain, office, "2013Q3", "没有开。", STAFF), Forbidden)
    assert isinstance(refused(_explain, office, "2013Q3", "改。", version=0), PreconditionFailed)

    # A meeting that is entered later fills the gap.
    attended(office, entered(office, shanghai(2013, 9, 3)).id, OTHER)
    assert (_year(office).quarters[2].is_missed, _year(office).held) == (False, 4)


def test_no_quarter_is_missed_while_nobody_is_in_office(office: Database) -> None:
    assert [one.is_missed for one in _year(office, 2099).quarters] == [False] * 4
    assert [one.is_missed for one in _year(office, 2013).quarters] == [True] * 4


def test_the_year_is_measured_against_the_parameter(office: Database) -> None:
    with office.writing() as session:
        parameters.keep(
            session,
            [
                ParameterSet(
                    parameter_id=new_id(),
                    street=STREET,
                    name="sharing_meetings_a_year",
                    value=6,
                    effective_from=dt.date(2013, 1, 1),
                    version=1,
                )
            ],
        )

    assert _year(office).wanted == 6


def test_the_street_sees_all_communities_and_a_community_its_own(office: Database) -> None:
    officer = an_actor(Role.STREET_OFFICER, STREET)

    assert [year.held for year in _years(office, officer)] == [0, 0]
    assert [year.community for year in _years(office, COMMITTEE)] == [LILIN]


def test_other_communities_see_no_meeting(office: Database) -> None:
    meeting = planned(office).id

    assert isinstance(refused(shown, office, meeting, ELSEWHERE), NotFound)
    with office.reading() as session:
        assert queries.listed(session, ELSEWHERE, ListSharingMeetings(state=None)).items == []
        (line,) = queries.listed(session, COLLEAGUE, ListSharingMeetings(state=None)).items
    assert line.id == meeting


def _moved(meeting: UUID, held_at: dt.datetime, theme: str = "楼道消防") -> MoveSharingMeeting:
    return MoveSharingMeeting(
        sharing_meeting_id=meeting, theme=theme, held_at=held_at, place="党群服务中心"
    )


def _figure(database: Database, appointment: UUID) -> Figure:
    asked = ShowScorecard(
        appointment_id=appointment, from_day=dt.date(2013, 1, 1), to_day=dt.date(2013, 12, 31)
    )
    with database.reading() as session:
        card = whole.one(session, STAFF, asked)
    return next(one for one in card.figures if one.name is FigureName.MEETINGS)


def _meetings(database: Database, appointment: UUID) -> tuple[int, int | None]:
    figure = _figure(database, appointment)
    return figure.value, figure.of


def _listed_facts(database: Database, appointment: UUID) -> list[UUID]:
    asked = ListFacts(
        appointment_id=appointment,
        figure=FigureName.MEETINGS,
        from_day=dt.date(2013, 1, 1),
        to_day=dt.date(2013, 12, 31),
    )
    with database.reading() as session:
        return [one.thing_id for one in cards.facts_of_figure(session, STAFF, asked).items]


def _years(database: Database, actor: Actor = COMMITTEE, year: int = 2013) -> list[MeetingYear]:
    with database.reading() as session:
        return queries.years(session, actor, ShowMeetingYear(street=STREET, year=year)).items


def _year(database: Database, year: int = 2013) -> MeetingYear:
    return next(one for one in _years(database, year=year) if one.community == LILIN)


def _explain(
    database: Database,
    quarter: str,
    reason: str,
    actor: Actor = COMMITTEE,
    version: int | None = None,
) -> None:
    asked = ExplainMissedMeeting(
        community=LILIN, quarter=quarter, reason=reason, expected_version=version
    )
    with database.writing() as session:
        operations.explain(session, actor, asked)
