"""Pages of those who decide, oversee and set things up; their charts and their guides."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest

from contracts.appeals.durations import Durations, DurationStep, ShowDurations
from contracts.appeals.intake import ListAppeals
from contracts.gateway.areas import ChangedArea, ImportAreas, ImportReport
from contracts.incentives.complaints import (
    AnswerComplaint,
    ComplaintPage,
    ComplaintView,
    ListComplaints,
    ShowComplaint,
)
from contracts.incentives.meetings import ListSharingMeetings
from contracts.incentives.reports import ListWorkReports, WorkReportPage
from contracts.incentives.words import ComplaintState
from contracts.recruitment.appointments import (
    AppointmentPage,
    AppointmentView,
    ListAppointments,
    ShowAppointment,
)
from contracts.recruitment.campaigns import CampaignPage, ListCampaigns
from contracts.recruitment.deciding import DecideAppointment
from contracts.recruitment.figures import (
    PostMonths,
    PostsOnDay,
    ShowAppointmentFigures,
    ShowPostMonths,
)
from contracts.recruitment.holidays import ListHolidays
from contracts.recruitment.words import AppointmentState, Kind
from contracts.street.totals import MonthLine, Months, Rate, ShowMonths, ShowTotals, Totals
from contracts.volunteers.activities import ActivityPage, ListActivities
from contracts.volunteers.fund import FundApplicationPage, ListFundApplications
from contracts.volunteers.reminders import ListVolunteerReminders
from gateway.console import charts, files, guidance
from gateway.console.charts import Series, Span
from gateway.places.areas.rules import Area
from runtime import clock, installation
from tests.gateway.answers import everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.stores import keep_files
from tests.gateway.console.visiting import Visitor
from tests.gateway.doubles import DENGLIANG
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.areas import street_of
from vocabulary.periods import day_of
from vocabulary.problems import Unavailable

_ID = UUID(int=1)
_STREET = street_of(DENGLIANG)
_DAY = dt.timedelta(days=1)
_PICTURE_LARGEST = 60_000


def _today() -> dt.date:
    """By the clock of the house, which stands still."""
    return day_of(clock.now())


def _appointment(**changed: Any) -> AppointmentView:
    usual: dict[str, Any] = {
        "id": _ID,
        "community": DENGLIANG,
        "post": "消防安全社区专员",
        "kind": Kind.GROUP_LEADER,
        "name": "李建华",
        "state": AppointmentState.IN_NOTICE,
        "possible": ["decision"],
        "notice_from": _today() - 9 * _DAY,
        "notice_to": _today() - _DAY,
        "objections": [],
        "evaluated_on": None,
        "term_to": None,
        "version": 3,
    }
    answer: Any = an_answer(AppointmentView)
    made: AppointmentView = replace(answer, **usual | changed)
    return made


def _posts(**changed: int) -> PostsOnDay:
    usual = {"posts": 7, "filled": 2, "interim": 1, "vacant": 4}
    return PostsOnDay(on=_today(), **usual | changed)


@pytest.fixture
def house(quick_house: House) -> House:
    """Everything has an answer."""
    year = _today().year
    months = [dt.date(of, month, 1) for of in (year - 1, year) for month in range(1, 13)]
    steps = [DurationStep(least_days=0, most_days=0, closed=3, settled=2)]
    steps += [DurationStep(least_days=91, most_days=None, closed=1, settled=0)]
    quick_house.gateway.services.answers.update(
        everything()
        | {
            ListAppointments: AppointmentPage(items=[_appointment()], total=1),
            ShowAppointment: _appointment(),
            DecideAppointment: _appointment(state=AppointmentState.PENDING, possible=[]),
            ListComplaints: ComplaintPage(items=[], total=0),
            ListFundApplications: FundApplicationPage(items=[]),
            ShowPostMonths: PostMonths(items=[_posts()]),
            ShowMonths: Months(
                area=None,
                year=year,
                items=[MonthLine(begins=one, appeals=4, closed=2, settled=1) for one in months],
            ),
            ShowDurations: Durations(
                area=None,
                closed_from=_today(),
                closed_to=_today(),
                closed=4,
                median_days=0,
                within_days=120,
                steps=steps,
            ),
        }
    )
    return quick_house


def _signed_in(house: House, role: Role, area: str = DENGLIANG) -> Visitor:
    made = Visitor(house.gateway.app)
    assert made.signs_in(house.person(role.value, role, area)).status == 303
    return made


def _asked(house: House, kind: type[Any]) -> list[Any]:
    asked = house.gateway.services.asked
    return [one.request for one in asked if isinstance(one.request, kind)]


def test_a_committee_sees_first_what_it_can_decide_and_decides_below_the_facts(
    house: House,
) -> None:
    """Issue 19: each matter with what they need to know, and the way back to the agenda."""
    committee = _signed_in(house, Role.PARTY_COMMITTEE)
    agenda = committee.opens("/desk/committee")
    assert "聘任待决定 ： 李建华" in agenda.words
    assert agenda.words.index("现在可以决定 1") < agenda.words.index("李建华")
    [link] = [one for one in agenda.links if one.startswith("/desk/committee/")]

    matter = committee.opens(link)
    assert matter.words.index("没有异议。") < matter.words.index("是否聘任")
    done = committee.sends(matter, deed="decide_appointment", approved="true", reason="表决通过。")

    assert (done.status, done.leads_to) == (303, "/desk/committee")
    [decided] = _asked(house, DecideAppointment)
    assert (decided.approved, decided.reason, decided.expected_version) == (True, "表决通过。", 3)


def test_a_committee_is_told_of_nothing_that_others_decide(house: House) -> None:
    """Activities are approved by the workstation, whose page the committee may not open."""
    house.gateway.services.answers |= {
        ListActivities: ActivityPage(items=[], total=1),
        ListCampaigns: CampaignPage(items=[], total=1),
    }
    agenda = _signed_in(house, Role.PARTY_COMMITTEE).opens("/desk/committee")

    assert "报名截止，待筛选" in agenda.words
    assert "活动待审批" not in agenda.words


def test_a_decision_without_a_reason_is_shown_again_with_what_was_chosen(house: House) -> None:
    committee = _signed_in(house, Role.PARTY_COMMITTEE)

    again = committee.sends(
        committee.opens(f"/desk/committee/{_ID}"), deed="decide_appointment", approved="true"
    )

    assert again.status == 422
    assert again.form(deed="decide_appointment").fields["approved"] == "true"
    assert not _asked(house, DecideAppointment)


def test_an_unanswered_objection_comes_before_the_decision(house: House) -> None:
    """A list has no objections: what can be done is told by `possible`."""
    page = AppointmentPage(items=[_appointment(possible=["answer"])], total=1)
    house.gateway.services.answers[ListAppointments] = page

    agenda = _signed_in(house, Role.PARTY_COMMITTEE).opens("/desk/committee")

    assert "异议待答复 ： 李建华" in agenda.words
    assert "聘任待决定" not in agenda.words


def test_an_examined_complaint_is_a_matter_with_its_answer_below(house: House) -> None:
    """Issue 19: answered on the agenda's page, which it leaves."""
    one: Any = an_answer(ComplaintView)
    one = replace(
        one,
        id=_ID,
        number="〔2013〕2",
        state=ComplaintState.EXAMINED,
        possible=["answer"],
        answered_on=None,
        is_late=True,
        version=4,
    )
    other = replace(one, id=UUID(int=2), number="〔2013〕3", possible=["sides"], is_late=False)
    new = replace(other, id=UUID(int=3), number="〔2013〕4", state=ComplaintState.RECEIVED)
    answers = house.gateway.services.answers
    answers[ListComplaints] = lambda asked: ComplaintPage(
        items=[one, other, new] if ComplaintState.EXAMINED in (asked.state or ()) else [], total=3
    )
    answers.update({ShowComplaint: one, AnswerComplaint: one})
    committee = _signed_in(house, Role.PARTY_COMMITTEE)
    agenda = committee.opens("/desk/committee")
    ready, later = (agenda.words.index(f"〔2013〕{number}") for number in (2, 3))
    assert ready < agenda.words.index("还不能决定") < later
    assert "投诉待核实 1" in agenda.words
    assert "〔2013〕4" not in agenda.words

    matter = committee.opens(f"/desk/committee/complaints/{_ID}")
    done = committee.sends(
        matter, deed="answer_complaint", finding="unfounded", answer="经核实，不属实。"
    )

    assert done.leads_to == "/desk/committee"
    [answered] = _asked(house, AnswerComplaint)
    assert (answered.complaint_id, answered.expected_version) == (_ID, 4)


def test_the_english_agenda_says_what_is_still_to_be_decided(house: House) -> None:
    committee = _signed_in(house, Role.PARTY_COMMITTEE)
    committee.client.set_cookie("linli_language", "en", domain="localhost")

    agenda = committee.opens("/desk/committee").words

    assert "Appointment to decide" in agenda
    assert "Decided" not in agenda


def test_a_term_is_judged_once_near_its_end(house: House) -> None:
    committee = _signed_in(house, Role.PARTY_COMMITTEE)
    term = {"possible": ["evaluation"], "state": AppointmentState.IN_OFFICE}
    ends = {"term_from": _today() - 300 * _DAY, "term_to": _today() + 30 * _DAY}
    for evaluated_on, is_shown in ((None, True), (_today() - 90 * _DAY, True), (_today(), False)):
        one = _appointment(**term, **ends, evaluated_on=evaluated_on)
        page = AppointmentPage(items=[one], total=1)
        house.gateway.services.answers[ListAppointments] = page

        agenda = committee.opens("/desk/committee")

        assert ("年度评价" in agenda.words) is is_shown, evaluated_on


def test_the_agenda_leads_to_ratings_that_wait_for_a_decision(house: House) -> None:
    waiting = WorkReportPage(items=[], total=2)
    none = WorkReportPage(items=[], total=0)
    house.gateway.services.answers[ListWorkReports] = lambda asked: (
        waiting if asked.ratings_wait else none
    )

    agenda = _signed_in(house, Role.PARTY_COMMITTEE).opens("/desk/committee")

    assert "评议待核 2" in agenda.words
    assert "/desk/work-reports?tab=ratings" in agenda.links


def test_a_committee_decides_while_complaints_and_reports_cannot_be_read(house: House) -> None:
    """What another service keeps is missing, and said to be; it is waited for once."""
    away = Unavailable("没有响应。", "No answer.", retry_after_seconds=5)
    house.gateway.services.answers.update({ListComplaints: away, ListWorkReports: away})
    committee = _signed_in(house, Role.PARTY_COMMITTEE)

    agenda = committee.opens("/desk/committee")

    assert agenda.status == 200
    assert "聘任待决定 ： 李建华" in agenda.words
    assert "有一部分内容暂时读不到" in agenda.words
    assert (len(_asked(house, ListComplaints)), _asked(house, ListWorkReports)) == (1, [])


@pytest.mark.parametrize("possible", [[], ["decision"]])
def test_the_agenda_counts_nothing_while_complaints_cannot_be_read(
    house: House, possible: list[str]
) -> None:
    """Unread is not none, also where there is no other matter."""
    away = Unavailable("没有响应。", "No answer.", retry_after_seconds=5)
    page = AppointmentPage(items=[_appointment(possible=possible)] if possible else [], total=1)
    house.gateway.services.answers.update({ListComplaints: away, ListAppointments: page})

    agenda = _signed_in(house, Role.PARTY_COMMITTEE).opens("/desk/committee")

    assert agenda.status == 200
    assert "没有等着党委决定" not in agenda.words
    assert not re.search(r"现在可以决定 [0-9]", agenda.words)
    assert ("聘任待决定 ： 李建华" in agenda.words) is bool(possible)


def test_a_committee_is_told_nothing_of_its_matters_while_they_cannot_be_read(
    house: House,
) -> None:
    """“Nothing to decide” would be wrong."""
    away = Unavailable("没有响应。", "No answer.", retry_after_seconds=5)
    house.gateway.services.answers[ListAppointments] = away

    agenda = _signed_in(house, Role.PARTY_COMMITTEE).opens("/desk/committee")

    assert agenda.status == 503
    assert "没有等着党委决定" not in agenda.words


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.WORKSTATION_STAFF, "/desk/today"),
        (Role.COMMISSIONER, "/desk/mine"),
        (Role.ADMINISTRATOR, "/desk/administration"),
        (Role.STREET_OFFICER, "/desk/overview"),
    ],
)
def test_a_day_begins_with_what_can_be_read(house: House, role: Role, path: str) -> None:
    away = Unavailable("没有响应。", "No answer.", retry_after_seconds=5)
    others = (
        ListActivities,
        ListAppointments,
        ListCampaigns,
        ListHolidays,
        ListSharingMeetings,
        ListVolunteerReminders,
        ShowAppointmentFigures,
        ShowPostMonths,
    )
    house.gateway.services.answers.update(dict.fromkeys(others, away))

    day = _signed_in(house, role).opens(path)

    assert day.status == 200
    assert "有一部分内容暂时读不到" in day.words
    # What could not be read is not “none”.
    assert "没有要马上处理的事" not in day.words


@pytest.fixture
def without_incentives() -> Iterator[None]:
    installation.use({"incentives"})
    yield
    installation.use(())


@pytest.mark.usefixtures("without_incentives")
def test_a_service_that_is_not_run_here_is_neither_asked_nor_missed(house: House) -> None:
    away = Unavailable("没有响应。", "No answer.", retry_after_seconds=5)
    none = AppointmentPage(items=[], total=0)
    house.gateway.services.answers.update(
        {ListComplaints: away, ListWorkReports: away, ListAppointments: none}
    )

    agenda = _signed_in(house, Role.PARTY_COMMITTEE).opens("/desk/committee")

    assert agenda.status == 200
    assert "暂时读不到" not in agenda.words
    assert "现在可以决定 0" in agenda.words
    assert _asked(house, ListComplaints) + _asked(house, ListWorkReports) == []


def test_what_is_still_in_notice_stands_apart(house: House) -> None:
    page = AppointmentPage(items=[_appointment(notice_to=_today(), possible=[])], total=1)
    house.gateway.services.answers[ListAppointments] = page

    agenda = _signed_in(house, Role.PARTY_COMMITTEE).opens("/desk/committee")

    assert "现在可以决定 0" in agenda.words
    assert "还不能决定 1" in agenda.words


@pytest.mark.parametrize("role", [Role.WORKSTATION_STAFF, Role.STREET_OFFICER])
def test_only_a_committee_has_the_agenda(house: House, role: Role) -> None:
    area = _STREET if role is Role.STREET_OFFICER else DENGLIANG

    assert _signed_in(house, role, area).opens("/desk/committee").status == 403


def test_the_street_sees_figures_charts_and_each_chart_as_a_table(house: House) -> None:
    term = {
        "state": AppointmentState.IN_OFFICE,
        "term_from": _today(),
        "term_to": _today() + 90 * _DAY,
    }
    page = AppointmentPage(items=[_appointment(**term)], total=4)
    house.gateway.services.answers[ListAppointments] = page
    officer = _signed_in(house, Role.STREET_OFFICER, _STREET)

    shown = officer.opens("/desk/overview")

    assert shown.status == 200
    for words in ("各月收到的诉求", "办结 4 件：一半在 0 天以内", "90 天以上", "岗位：在任与空缺"):
        assert words in shown.words
    assert "还有 3 个没有列出" in shown.words
    assert shown.answer.text.count("<svg") >= 4
    assert shown.answer.text.count("<table") >= 4
    assert "style=" not in shown.answer.text


def test_a_rate_of_nothing_can_begin_to_move(house: House) -> None:
    """With the first settled appeal it stands beside what it is counted from."""
    rate = Rate(numerator=0, denominator=0, percent=None)
    answers = house.gateway.services.answers
    answers[ShowTotals] = replace(cast("Any", an_answer(Totals)), settled_rate=rate)

    shown = _signed_in(house, Role.STREET_OFFICER, _STREET).opens("/desk/overview")

    assert '<span data-figure="year.settled_rate.percent">—</span>' in shown.answer.text


def test_an_area_that_is_not_the_readers_is_not_asked_for(house: House) -> None:
    officer = _signed_in(house, Role.STREET_OFFICER, _STREET)

    officer.opens("/desk/overview?area=440304001001&year=1000")

    assert {one.area for one in _asked(house, ShowMonths)} <= {_STREET, None}
    assert {one.year for one in _asked(house, ShowMonths)} == {_today().year}


def test_a_district_begins_with_the_figures_of_the_whole_district(house: House) -> None:
    """And chooses among its streets; it saw the first of them."""
    area = f"{DENGLIANG[:6]}000000"
    house.gateway.reference.known().areas[area] = Area(area, "区", "district")  # type: ignore[index]  # a dict
    district = _signed_in(house, Role.STREET_OFFICER, area)

    shown = district.opens("/desk/overview")

    assert {one.area for one in _asked(house, ShowTotals)} == {area}
    assert f'data-stream="/api/v1/street/live?area={area}"' in shown.answer.text
    assert f'<option value="{_STREET}">' in shown.answer.text
    district.opens(f"/desk/overview?area={_STREET}")
    assert {one.area for one in _asked(house, ShowTotals)} == {area, _STREET}


def test_overdue_appeals_of_a_street_are_found_from_above_it(house: House) -> None:
    """People above a street have no list of areas to choose from; the area of the link counts."""
    district = _signed_in(house, Role.STREET_OFFICER, f"{DENGLIANG[:6]}000000")
    district.opens(f"/desk/appeals?tab=overdue&area={_STREET}")

    assert _STREET in {one.area for one in _asked(house, ListAppeals)}


def test_a_commissioner_reads_what_is_overdue_without_a_link_to_others_tabs(house: House) -> None:
    officers, own = (
        _signed_in(house, role, area).opens("/desk/overview")
        for role, area in ((Role.STREET_OFFICER, _STREET), (Role.COMMISSIONER, DENGLIANG))
    )

    assert "现在超期" in own.words
    assert any("tab=overdue" in one for one in officers.links)
    assert [one for one in own.links if "tab=overdue" in one] == []


def test_an_administrator_finds_everything_that_is_set_and_what_did_not_arrive(
    house: House,
) -> None:
    administrator = _signed_in(house, Role.ADMINISTRATOR, _STREET)

    page = administrator.opens("/desk/administration")

    assert page.status == 200
    doors = {
        "/desk/accounts",
        "/desk/administration/areas",
        "/desk/holidays",
        "/desk/notice-templates",
        "/desk/audit",
        "/desk/accounts/keys",
    }
    assert doors <= set(page.links)
    assert {administrator.opens(door).status for door in doors} == {200}


def test_only_the_table_of_areas_that_was_looked_at_goes_in(house: House, tmp_path: Path) -> None:
    keep_files(house.gateway.attachment_store, tmp_path)
    administrator = _signed_in(house, Role.ADMINISTRATOR, _STREET)
    house.services.play_all()
    answers: dict[Any, Any] = house.gateway.services.answers
    changed = ChangedArea(code=DENGLIANG, name_zh="登良社区", name_en="Dengliang", what=[])
    tried = ImportReport(is_check=True, areas=2, unchanged=1, items=[changed])
    answers[ImportAreas] = tried
    table, other = b"code,name_zh\n", b"code,name_zh\n440305007003,x\n"

    page = administrator.opens("/desk/administration/areas")
    looked_at = administrator.sends(page, file=(io.BytesIO(table), "areas.csv"))
    again = administrator.sends(looked_at, file=(io.BytesIO(other), "areas.csv"))
    answers[ImportAreas] = replace(tried, is_check=False)
    done = administrator.sends(again, file=(io.BytesIO(other), "areas.csv"))

    assert "其中 1 个不变，1 个会改动" in looked_at.words
    assert "登良社区" in looked_at.words
    assert done.leads_to == "/desk/administration"
    assert [one.check for one in _asked(house, ImportAreas)] == [True, True, False]


@pytest.mark.parametrize("name", [guidance.RESIDENTS, *Role])
def test_each_role_has_a_guide_that_begins_with_three_steps(name: str) -> None:
    assert [one.number for one in guidance.steps(name)] == ["1", "2", "3"]
    assert any(one.kind == "heading" for one in guidance.text(name))


def test_every_guide_has_pictures_that_are_light_and_none_is_left_over(house: House) -> None:
    """Issue 19: taken by `make pictures`; a phone loads them with its reader's money."""
    named = {
        one.picture
        for name in [guidance.RESIDENTS, *Role]
        for one in guidance.text(name)
        if one.kind == "picture"
    }
    shown = {files.picture(name) for name in named}
    assert shown == {name for name in files.TYPES if name.endswith(".webp")}
    assert all(len(files.content(name)) < _PICTURE_LARGEST for name in shown)
    page = Visitor(house.gateway.app).opens("/guide").answer.text
    assert 'src="/static/' in page
    for name in [guidance.RESIDENTS, *Role]:
        assert any(one.kind == "picture" for one in guidance.text(name)), name


def test_every_page_leads_to_the_guide_of_its_reader(house: House) -> None:
    resident = Visitor(house.gateway.app)
    assert "/guide" in resident.opens("/").links
    assert "反映诉求" in resident.opens("/guide").words
    committee = _signed_in(house, Role.PARTY_COMMITTEE)
    assert "/desk/guide" in committee.opens("/desk/committee").links
    assert "待决事项" in committee.opens("/desk/guide?role=nobody").words


def test_after_the_first_steps_the_desk_shows_once_how_to_begin(house: House) -> None:
    committee = _signed_in(house, Role.PARTY_COMMITTEE)
    committee.client.set_cookie("linli_welcome", "1", domain="localhost")

    assert "从这三步开始" in committee.opens("/desk/committee").words
    assert "从这三步开始" not in committee.opens("/desk/committee").words


def test_columns_stand_side_by_side_or_upon_each_other_and_never_leave_the_picture() -> None:
    series = [Series("甲", [4, 0]), Series("乙", [2, 6])]

    beside, stacked = charts.columns("ab", series), charts.columns("ab", series, stacked=True)

    assert 'y="33.3" width="38.0" height="66.7"' in beside
    assert 'y="33.3" width="76.0" height="66.7"' in stacked
    assert 'y="0.0" width="76.0" height="33.3"' in stacked


def test_a_term_is_cut_at_the_edges_of_its_picture_and_names_are_escaped() -> None:
    first, last = dt.date(2013, 1, 1), dt.date(2013, 1, 11)
    line = Span("<b>", first - _DAY, last + _DAY, "至今")

    drawn = charts.spans([line], first, last, first + 5 * _DAY)

    assert 'x="0.0" y="1.0" width="1000.0"' in drawn
    assert ("<b>" in drawn, 'x="500"' in drawn) == (False, True)


def test_parts_of_nothing_have_no_width() -> None:
    assert 'width="0.0"' in charts.parts([("甲", [0, 0])], ["是", "否"])
