"""Pages of sharing meetings, cases and news, as committee, station, commissioners and residents."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.incentives.cases import (
    CasePage,
    CaseView,
    ConsentToCase,
    ListCases,
    ShowCase,
    WriteCase,
)
from contracts.incentives.meetings import (
    AnswerMeetingAgreement,
    ExplainMissedMeeting,
    ListSharingMeetings,
    MeetingAgreement,
    MeetingPoint,
    MeetingQuarter,
    MeetingSeat,
    MeetingYear,
    MeetingYears,
    PlanSharingMeeting,
    RecordMeetingAttendance,
    SharingMeeting,
    SharingMeetingPage,
    ShowMeetingYear,
    ShowSharingMeeting,
    SpeakAtSharingMeeting,
)
from contracts.incentives.news import ListNews, News, NewsItem, NewsPerson
from contracts.incentives.words import (
    AgreementState,
    CaseReach,
    CaseState,
    MeetingState,
    NewsKind,
    PointKind,
)
from contracts.recruitment.office import ListPublicNames, NamedPublicly, NamesOfDay
from contracts.recruitment.words import PostCategory
from runtime.identifiers import new_id
from tests.gateway.answers import MOMENT, everything
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House
from vocabulary.actors import Role

_ID, _POINT, _AGREEMENT, _CASE = new_id(), new_id(), new_id(), new_id()
_HUA, _LI = new_id(), new_id()
_DAY = dt.date(2013, 5, 4)
_DESK = f"/desk/sharing-meetings/{_ID}"
_EVERYTHING = ("plan", "cancellation", "points", "attendance", "agreements", "minutes")


@pytest.fixture
def house(quick_house: House) -> House:
    """A meeting of two commissioners, a case told there, and the news."""
    answers = quick_house.gateway.services.answers
    answers.update(everything())
    meeting = _meeting(*_EVERYTHING)
    answers |= {
        ShowSharingMeeting: meeting,
        PlanSharingMeeting: meeting,
        RecordMeetingAttendance: meeting,
        SpeakAtSharingMeeting: meeting,
        AnswerMeetingAgreement: meeting,
        ListSharingMeetings: SharingMeetingPage(items=[meeting], total=1),
        ShowMeetingYear: MeetingYears(items=[_year("reason")]),
        ExplainMissedMeeting: _year().quarters[1],
        WriteCase: _case(),
        ShowCase: _case("consent", "withdrawal", "text", is_own=True),
        ConsentToCase: _case(),
        ListCases: CasePage(items=[_case()], total=1),
        ListNews: _news(),
        ListPublicNames: NamesOfDay(items=[NamedPublicly(appointment_id=_HUA, name="陈<b>秀英")]),
    }
    return quick_house


def _meeting(*possible: str, **changed: Any) -> SharingMeeting:
    usual: dict[str, Any] = {
        "id": _ID,
        "community": DENGLIANG,
        "theme": "楼道消防",
        "held_at": MOMENT,
        "place": "党群服务中心",
        "state": MeetingState.HELD,
        "possible": list(possible),
        "announced_on": _DAY,
        "points": [
            MeetingPoint(
                id=_POINT,
                kind=PointKind.WORKED,
                title="飞线充电清零",
                text="先装充电桩。",
                appointment_id=_HUA,
                post="消防安全专员",
                is_own=False,
                possible=["withdrawal", "case"],
            )
        ],
        "seats": [
            MeetingSeat(appointment_id=_HUA, post="消防安全专员", is_present=True),
            MeetingSeat(appointment_id=_LI, post=None, is_present=False),
        ],
        "commissioners_present": 1,
        "guests_present": 3,
        "to_answer": [
            MeetingAgreement(
                id=_AGREEMENT,
                meeting_id=new_id(),
                text="每周三联合巡查。",
                doer="消防安全专员",
                state=AgreementState.GOES_ON,
                is_waiting=True,
                possible=["answer"],
            )
        ],
        "lacking": ["not_worked", "answers"],
        "minutes_due_on": _DAY,
        "is_late": True,
        "version": 3,
    }
    return SharingMeeting(**usual | changed)


def _year(*possible: str) -> MeetingYear:
    def quarter(number: int, held: int, *, is_missed: bool = False) -> MeetingQuarter:
        return MeetingQuarter(
            quarter=f"2013Q{number}",
            held=held,
            is_over=True,
            is_missed=is_missed,
            possible=list(possible) if is_missed else [],
            version=0,
        )

    return MeetingYear(
        community=DENGLIANG,
        wanted=4,
        held=2,
        quarters=[quarter(1, 1), quarter(2, 0, is_missed=True), quarter(3, 1), quarter(4, 0)],
    )


def _case(*possible: str, **changed: Any) -> CaseView:
    usual: dict[str, Any] = {
        "id": _CASE,
        "community": DENGLIANG,
        "category": PostCategory.FIRE_SAFETY,
        "state": CaseState.DRAFT,
        "title": "飞线充电怎样清零",
        "situation": "楼道充电屡禁不止。",
        "doing": "先装充电桩。",
        "lesson": "先给出路。",
        "written_at": MOMENT,
        "is_own": False,
        "possible": list(possible),
        "version": 2,
    }
    return CaseView(**usual | changed)


def _news() -> News:
    def item(kind: NewsKind, **told: Any) -> NewsItem:
        return NewsItem(id=new_id(), kind=kind, community=DENGLIANG, told_on=_DAY, **told)

    return News(
        area=DENGLIANG,
        title="登良社区专员动态",
        items=[
            item(NewsKind.STORY, title="登良社区：先给出路", text="<script>充电</script>"),
            item(
                NewsKind.HONOUR,
                title="登良社区：2013年优秀专员",
                year=2013,
                people=[NewsPerson(appointment_id=_HUA, post="消防安全专员")],
            ),
            item(NewsKind.REPORT, title="登良社区：履职公示", quarter="2013Q1", number=2),
            item(NewsKind.HANDBOOK, title="登良社区：服务手册", number=1),
        ],
    )


def _signed_in(house: House, role: Role) -> Visitor:
    made = Visitor(house.gateway.app)
    assert made.signs_in(house.person(role.value, role, DENGLIANG)).status == 303
    return made


def _last(house: House, kind: type[Any]) -> Any:
    asked = house.gateway.services.asked
    return [one.request for one in asked if isinstance(one.request, kind)][-1]


@pytest.fixture
def committee(house: House) -> Visitor:
    """Somebody of the party committee."""
    return _signed_in(house, Role.PARTY_COMMITTEE)


def test_the_committee_plans_a_meeting(house: House, committee: Visitor) -> None:
    page = committee.opens("/desk/sharing-meetings/new")

    page = committee.sends(page, theme="楼道消防", held_at="2013-05-14T14:00", place="党群服务中心")

    assert page.leads_to == _DESK
    sent = _last(house, PlanSharingMeeting)
    assert (sent.community, sent.held_at.isoformat()) == (DENGLIANG, "2013-05-14T14:00:00+08:00")


def test_a_meeting_shows_what_its_minutes_lack_and_each_point_to_answer(
    house: House, committee: Visitor
) -> None:
    page = committee.opens(_DESK)

    assert "写记录前还差：一个没有办成的事、回看以前商定的事项" in page.words.replace(" ", "")
    assert "专员 1 人到会，来宾 3 人。" in page.words
    assert "回看：每周三联合巡查。" in page.words
    committee.sends(
        page,
        deed=f"answer_meeting_agreement-{_AGREEMENT}",
        state="done",
        answer="巡查八次。",
    )
    assert _last(house, AnswerMeetingAgreement).agreement_id == _AGREEMENT


def test_attendance_is_ticked_as_it_was_written_down(house: House, committee: Visitor) -> None:
    page = committee.opens(_DESK)

    committee.sends(page, deed="record_meeting_attendance", present=str(_LI), guests_present="2")

    sent = _last(house, RecordMeetingAttendance)
    assert (sent.present, sent.guests_present, sent.expected_version) == ([_LI], 2, 3)


def test_a_commissioner_sees_the_coming_meeting_and_puts_a_point(house: House) -> None:
    planned = _meeting("points", state=MeetingState.PLANNED, commissioners_present=None, lacking=[])
    house.gateway.services.answers[ShowSharingMeeting] = planned
    commissioner = _signed_in(house, Role.COMMISSIONER)

    assert _DESK in commissioner.opens("/desk/mine").links
    page = commissioner.opens(_DESK)
    commissioner.sends(page, deed="speak_at_sharing_meeting", kind="not_worked", title="通道仍被占")

    sent = _last(house, SpeakAtSharingMeeting)
    assert (sent.kind, sent.title, sent.appointment_id) == (
        PointKind.NOT_WORKED,
        "通道仍被占",
        None,
    )
    assert "谁来讲" not in page.words


def test_the_day_of_the_station_shows_a_meeting_to_minute(house: House) -> None:
    page = _signed_in(house, Role.WORKSTATION_STAFF).opens("/desk/today")

    assert "经验分享会待写记录 1" in page.words
    assert "/desk/sharing-meetings?tab=held" in page.links


def test_a_missing_quarter_waits_for_its_reason(house: House, committee: Visitor) -> None:
    page = committee.opens("/desk/sharing-meetings/year?year=2013")

    assert "2 / 4" in page.words
    assert "没有开" in page.words
    committee.sends(
        page,
        deed=f"explain_missed_meeting-{DENGLIANG}-2013Q2",
        reason="换届期间专员空缺。",
    )
    sent = _last(house, ExplainMissedMeeting)
    assert (sent.community, sent.quarter, sent.reason) == (
        DENGLIANG,
        "2013Q2",
        "换届期间专员空缺。",
    )


def test_a_case_is_written_of_a_point(house: House, committee: Visitor) -> None:
    way = f"{_DESK}/points/{_POINT}/case"
    assert way in committee.opens(_DESK).links

    page = committee.sends(
        committee.opens(way),
        category="fire_safety",
        title="飞线充电怎样清零",
        situation="楼道充电屡禁不止。",
        doing="先装充电桩。",
        lesson="先给出路。",
    )

    assert page.leads_to == f"/desk/cases/{_CASE}"
    assert _last(house, WriteCase).point_id == _POINT


def test_the_speaker_agrees_to_a_case(house: House) -> None:
    commissioner = _signed_in(house, Role.COMMISSIONER)
    page = commissioner.opens(f"/desk/cases/{_CASE}")

    assert "书面同意书存放处" not in page.words
    commissioner.sends(page, deed="consent_to_case", reach="public")

    assert _last(house, ConsentToCase).reach is CaseReach.PUBLIC


def test_cases_are_sought_by_field_of_work_and_words(house: House) -> None:
    _signed_in(house, Role.COMMISSIONER).opens(
        "/desk/cases?tab=approved&category=fire_safety&words=充电"
    )

    sent = _last(house, ListCases)
    assert (sent.category, sent.words) == ([PostCategory.FIRE_SAFETY], "充电")


def test_residents_read_news_follow_and_print_them(house: House) -> None:
    resident = Visitor(house.gateway.app)
    page = resident.opens(f"/communities/{DENGLIANG}/news")

    feed = f"/api/v1/public/news/{DENGLIANG}.atom"
    assert f'<link rel="alternate" type="application/atom+xml" href="{feed}"' in page.answer.text
    assert {feed, f"/api/v1/public/news/{DENGLIANG}.pdf"} <= set(page.links)
    assert "<script>充电" not in page.answer.text
    assert "&lt;b&gt;秀英" in page.answer.text
    home = resident.opens(f"/communities/{DENGLIANG}")
    assert f'href="{feed}"' in home.answer.text
    assert f"/communities/{DENGLIANG}/news" in home.links


def test_the_feed_names_those_who_agree_today(house: House) -> None:
    """A consent that is withdrawn takes effect at once, in a copy that a reader has kept too."""
    resident = Visitor(house.gateway.app)
    feed = f"/api/v1/public/news/{DENGLIANG}.atom"
    before = resident.opens(feed)
    assert before.answer.headers["Content-Type"] == "application/atom+xml"
    assert "Content-Disposition" not in before.answer.headers
    tag = before.answer.headers["ETag"]
    assert "陈&lt;b&gt;秀英" in before.answer.text
    assert resident.opens(feed, If_None_Match=tag).status == 304

    house.gateway.services.answers[ListPublicNames] = NamesOfDay(items=[])

    after = resident.opens(feed, If_None_Match=tag)
    assert (after.status, "秀英" in after.answer.text) == (200, False)
    assert after.answer.headers["ETag"] != tag
