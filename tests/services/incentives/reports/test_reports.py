"""Work reports: drafted by the clock, approved, published in editions that stay. R24."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts.appeals.words import Outcome
from contracts.incentives.reports import (
    ApproveWorkReport,
    CorrectWorkReport,
    EditWorkReport,
    ListPublicWorkReports,
    ListWorkReports,
    NamedAppointment,
    PrintWorkReport,
    PublicWorkReport,
    PublishWorkReport,
    ShowPublicWorkReport,
    ShowWorkReport,
    WorkReport,
    WorkReportPublished,
)
from contracts.incentives.scorecards import WriteOwnWords
from contracts.incentives.words import FigureName, ReportState
from runtime.database import Database
from services.incentives.own_words import operations as cards
from services.incentives.reports import operations, queries
from tests.builders import LILIN, YUELIANGWAN, an_actor, field_of, refused
from tests.outboxes import events
from tests.services.incentives.events import APPOINTMENT, HUA, closing, keep
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden, NotFound, WrongState

STAFF = an_actor(Role.WORKSTATION_STAFF)
COMMITTEE = an_actor(Role.PARTY_COMMITTEE)
OWN = an_actor(Role.COMMISSIONER, account=str(HUA))
_QUARTER = "2013Q2"


def test_the_clock_drafts_the_quarter_that_is_over_once(after_a_year: Database) -> None:
    assert (_draft(after_a_year), _draft(after_a_year)) == (1, 0)

    (report,) = _listed(after_a_year)
    assert (report.community, report.quarter, report.state) == (LILIN, _QUARTER, ReportState.DRAFT)


def test_no_report_is_drafted_where_nobody_was_in_office(incentives: Database) -> None:
    assert _draft(incentives) == 0


def test_an_edition_stays_while_late_facts_change_the_cards(after_a_year: Database) -> None:
    """What is published was approved so; a correction says what changed."""
    _published(after_a_year)

    keep(after_a_year, [closing(dt.date(2013, 6, 20), Outcome.SETTLED)])

    assert _closed(_public(after_a_year)) == 2
    report = _correct(after_a_year, "更正：六月漏计一件。")
    _approve(after_a_year)
    _publish(after_a_year)
    assert _closed(_public(after_a_year, 1)) == 2
    newest = _public(after_a_year)
    assert (_closed(newest), newest.number, newest.change) == (3, 2, "更正：六月漏计一件。")
    assert [line.number for line in newest.editions] == [2, 1]
    assert report.state is ReportState.DRAFT


def test_facts_that_arrive_after_the_approval_are_not_published_with_it(
    after_a_year: Database,
) -> None:
    _draft(after_a_year)
    _approve(after_a_year)

    keep(after_a_year, [closing(dt.date(2013, 6, 20), Outcome.SETTLED)])
    _publish(after_a_year)

    assert _closed(_public(after_a_year)) == 2


def test_a_report_is_published_only_after_the_committee_approved_it(
    after_a_year: Database,
) -> None:
    _draft(after_a_year)

    assert isinstance(refused(_publish, after_a_year), WrongState)
    assert isinstance(refused(_approve, after_a_year, STAFF), Forbidden)
    _approve(after_a_year)
    _edit(after_a_year, "本季度主要是消防。")
    assert isinstance(refused(_publish, after_a_year), WrongState)


def test_publishing_is_told_without_names(after_a_year: Database) -> None:
    _published(after_a_year)

    (told,) = events(after_a_year, _id(after_a_year))
    assert isinstance(told, WorkReportPublished)
    assert (told.quarter, told.number, told.commissioners) == (_QUARTER, 1, 1)


def test_the_own_words_are_in_the_report_and_closed_once_it_is_approved(
    after_a_year: Database,
) -> None:
    _write(after_a_year, "两处隐患在跟进。")
    _draft(after_a_year)
    _approve(after_a_year)

    assert isinstance(refused(_write, after_a_year, "另有一处。"), WrongState)
    _publish(after_a_year)
    assert [item.words for item in _public(after_a_year).items] == ["两处隐患在跟进。"]


def test_an_edition_has_no_names_and_the_print_those_handed_in(after_a_year: Database) -> None:
    """Names are looked up each time: none stands in an edition."""
    _published(after_a_year)

    with after_a_year.reading() as session:
        names = [NamedAppointment(appointment_id=APPOINTMENT, name="张三")]
        asked = PrintWorkReport(community=LILIN, quarter=_QUARTER, names=names)
        named = queries.printed(session, asked)
        unnamed = queries.printed(
            session, PrintWorkReport(community=LILIN, quarter=_QUARTER, names=[])
        )

    assert [item.name for item in _public(after_a_year).items] == [None]
    assert named.as_bytes.startswith(b"%PDF")
    assert named.as_bytes != unnamed.as_bytes


def test_public_words_have_no_number_of_a_person(after_a_year: Database) -> None:
    _draft(after_a_year)

    problem = refused(_edit, after_a_year, "请打 13800138000。")

    assert field_of(problem) == ("summary", "personal_number")


def test_other_communities_see_no_report(after_a_year: Database) -> None:
    _draft(after_a_year)
    elsewhere = an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN)

    assert _listed(after_a_year, elsewhere) == []
    assert isinstance(refused(_edit, after_a_year, "好。", elsewhere), NotFound)


def test_anyone_finds_the_published_reports_and_no_drafts(after_a_year: Database) -> None:
    _draft(after_a_year)
    assert isinstance(refused(_public, after_a_year), NotFound)
    assert _quarters(after_a_year) == []
    _approve(after_a_year)
    _publish(after_a_year)

    assert _quarters(after_a_year) == [_QUARTER]


def _published(database: Database) -> None:
    _draft(database)
    _approve(database)
    _publish(database)


def _draft(database: Database) -> int:
    with database.writing() as session:
        return operations.draft_all(session, dt.date(2013, 7, 5))


def _listed(database: Database, actor: Actor = STAFF) -> list[WorkReport]:
    with database.reading() as session:
        return queries.listed(session, actor, ListWorkReports(state=None)).items


def _id(database: Database) -> UUID:
    (report,) = _listed(database)
    return report.id


def _edit(database: Database, summary: str, actor: Actor = STAFF) -> WorkReport:
    asked = EditWorkReport(report_id=_id(database), summary=summary)
    with database.writing() as session:
        return operations.edit(session, actor, asked)


def _approve(database: Database, actor: Actor = COMMITTEE) -> WorkReport:
    asked = ApproveWorkReport(report_id=_id(database))
    with database.writing() as session:
        return operations.approve(session, actor, asked)


def _publish(database: Database) -> WorkReport:
    asked = PublishWorkReport(report_id=_id(database))
    with database.writing() as session:
        return operations.publish(session, STAFF, asked)


def _correct(database: Database, change: str) -> WorkReport:
    asked = CorrectWorkReport(report_id=_id(database), change=change)
    with database.writing() as session:
        operations.correct(session, STAFF, asked)
    with database.reading() as session:
        return queries.one(session, STAFF, ShowWorkReport(report_id=asked.report_id))


def _write(database: Database, text: str) -> None:
    asked = WriteOwnWords(appointment_id=APPOINTMENT, quarter=_QUARTER, text=text)
    with database.writing() as session:
        cards.write(session, OWN, asked)


def _public(database: Database, number: int | None = None) -> PublicWorkReport:
    asked = ShowPublicWorkReport(community=LILIN, quarter=_QUARTER, number=number)
    with database.reading() as session:
        return queries.public(session, asked)


def _quarters(database: Database) -> list[str]:
    with database.reading() as session:
        found = queries.public_list(session, ListPublicWorkReports(community=LILIN))
    return [line.quarter for line in found.items]


def _closed(report: PublicWorkReport) -> int:
    (item,) = report.items
    return next(one.value for one in item.figures if one.name is FigureName.APPEALS_CLOSED)
