"""News: stories, honours, results and editions, for anyone, by the consents of today. R54."""

from __future__ import annotations

import datetime as dt

import pytest

from contracts.incentives.cases import ApproveCase, ConsentToCase, WithdrawCaseConsent
from contracts.incentives.honours import ListHonours, ReissueHonour
from contracts.incentives.news import ListNews, NewsItem, PrintNews
from contracts.incentives.reports import (
    ApproveWorkReport,
    ListWorkReports,
    NamedAppointment,
    PublishWorkReport,
)
from contracts.incentives.words import CaseReach, NewsKind
from runtime.database import Database
from services.incentives.cases import operations as cases
from services.incentives.honours import operations as reissuing
from services.incentives.honours import queries as honours
from services.incentives.news import queries
from services.incentives.reports import operations as reports
from services.incentives.reports import queries as reading
from tests.builders import LILIN, STREET, YUELIANGWAN, refused
from tests.servers.databases import Databases
from tests.services.incentives.events import handbook, keep, keep_areas
from tests.services.incentives.selecting import (
    FIRST,
    OFFICER,
    SECOND,
    awarded,
    checked,
    keep_a_community,
)
from tests.services.incentives.sharing import (
    COMMITTEE,
    OWN,
    STAFF,
    held,
    keep_office,
    written,
)
from vocabulary.problems import NotFound


@pytest.fixture
def told(databases: Databases) -> Database:
    """A story for everybody, a handbook and a work report."""
    database, _ = databases.arranged("incentives", "news", _keep)
    return database


def _keep(database: Database) -> None:
    keep_areas(database)
    keep_office(database)
    keep(database, [handbook(1, dt.date(2013, 2, 1), "每周巡查两次。")])
    case = written(database, held(database)).id
    with database.writing() as session:
        asked = ConsentToCase(case_id=case, reach=CaseReach.PUBLIC)
        cases.consent(session, OWN, asked)
        cases.approve(session, COMMITTEE, ApproveCase(case_id=case))
    with database.writing() as session:
        reports.draft_all(session, dt.date(2013, 7, 5))
        (report,) = reading.listed(session, STAFF, ListWorkReports(state=None)).items
        reports.approve(session, COMMITTEE, ApproveWorkReport(report_id=report.id))
        reports.publish(session, STAFF, PublishWorkReport(report_id=report.id))


def test_stories_and_editions_are_told_the_newest_first(told: Database) -> None:
    found = _news(told)

    assert {one.kind for one in found[:2]} == {NewsKind.STORY, NewsKind.REPORT}
    assert found[2].kind is NewsKind.HANDBOOK
    assert {one.title for one in found} == {
        "荔林社区：飞线充电怎样清零",
        "荔林社区：2013年第2季度履职公示（第1版）",
        "荔林社区：居民服务手册（第1版）",
    }
    assert [one.id for one in _news(told)] == [one.id for one in found]


def test_the_street_tells_of_all_its_communities_and_each_of_its_own(told: Database) -> None:
    assert _news(told, STREET) == _news(told)
    assert _news(told, YUELIANGWAN) == []
    for nowhere in ("440305000000", "440305099000"):
        assert isinstance(refused(_news, told, nowhere), NotFound)


def test_a_withdrawn_story_is_no_news_any_more(told: Database) -> None:
    story = next(one.id for one in _news(told) if one.kind is NewsKind.STORY)

    with told.writing() as session:
        cases.withdraw(session, OWN, WithdrawCaseConsent(case_id=story))

    assert [one.kind for one in _news(told)] == [NewsKind.REPORT, NewsKind.HANDBOOK]


def test_the_sheet_is_a_page_for_the_notice_board(told: Database) -> None:
    with told.reading() as session:
        printed = queries.printed(session, PrintNews(area=LILIN, names=[]))

    assert printed.name == "荔林社区专员动态.pdf"
    assert printed.as_bytes.startswith(b"%PDF")


def test_honours_and_results_are_told_once(databases: Databases) -> None:
    """A certificate that replaces a lost one is no news."""
    database, _ = databases.arranged("incentives", "honours told", _award)
    before = _news(database)
    assert sorted(one.kind for one in before) == [
        NewsKind.HONOUR,
        NewsKind.HONOUR,
        NewsKind.RESULT,
    ]
    result = next(one for one in before if one.kind is NewsKind.RESULT)
    assert (result.title, {one.appointment_id for one in result.people}) == (
        "荔林社区：2013年年度优秀社区专员评选结果",
        {FIRST, SECOND},
    )

    with database.writing() as session:
        (one, _other) = honours.listed(session, OFFICER, ListHonours(state=None)).items
        asked = ReissueHonour(honour_id=one.id, reason="原证书遗失。")
        reissuing.reissue(session, OFFICER, asked)

    assert {each.id for each in _news(database)} == {each.id for each in before}


def test_the_sheet_has_the_names_handed_in(databases: Databases) -> None:
    database, _ = databases.arranged("incentives", "honours told", _award)
    names = [NamedAppointment(appointment_id=FIRST, name="陈秀英")]

    with database.reading() as session:
        named = queries.printed(session, PrintNews(area=LILIN, names=names))
        unnamed = queries.printed(session, PrintNews(area=LILIN, names=[]))

    assert named.as_bytes != unnamed.as_bytes


def _award(database: Database) -> None:
    keep_a_community(database)
    awarded(database, checked(database))


def _news(database: Database, area: str = LILIN) -> list[NewsItem]:
    with database.reading() as session:
        return list(queries.listed(session, ListNews(area=area)).items)
