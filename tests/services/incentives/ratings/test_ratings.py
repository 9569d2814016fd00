"""Ratings of a published report: once for a household or phone, and by nobody known. R25."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.incentives.ratings import (
    CommissionerRated,
    ListRatingWords,
    RateWorkReport,
    RatingResult,
    RecordRating,
    ReportScore,
    ShowRatingResults,
)
from contracts.incentives.reports import ApproveWorkReport, PublishWorkReport
from contracts.incentives.words import RatedBy
from runtime import clock
from runtime.database import Database
from services.incentives import quarters
from services.incentives.rating.model import MARK, RATING
from services.incentives.ratings import operations, queries
from services.incentives.reports import operations as reports
from services.incentives.reports.model import Report
from tests.builders import LILIN, an_actor, field_of, refused
from tests.outboxes import events
from tests.services.incentives.events import APPOINTMENT, began, keep, named, opened
from vocabulary.actors import Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, WrongState

STAFF = an_actor(Role.WORKSTATION_STAFF)
COMMITTEE = an_actor(Role.PARTY_COMMITTEE)
_PHONES = [f"1380013800{number}" for number in range(9)]


@pytest.fixture
def published(incentives: Database) -> Database:
    """The report of the quarter before this one is out, with one commissioner."""
    keep(incentives, [opened(), began(), named()])
    with incentives.writing() as session:
        reports.draft_all(session, day_of(clock.now()))
    report_id = _report(incentives).id
    with incentives.writing() as session:
        reports.approve(session, COMMITTEE, ApproveWorkReport(report_id=report_id))
    with incentives.writing() as session:
        reports.publish(session, STAFF, PublishWorkReport(report_id=report_id))
    return incentives


def test_a_phone_rates_once_however_it_is_written(published: Database) -> None:
    _rate(published, phone="13800138000")

    assert isinstance(refused(_rate, published, phone="138 0013 8000"), WrongState)
    _rate(published, phone="13800138001")
    _rate(published, household="荔林花园3栋1201")
    assert isinstance(refused(_rate, published, household="荔林花园3栋 1201"), WrongState)


def test_a_clerk_takes_the_same_turn_as_the_web(published: Database) -> None:
    _record(published, phone="13800138000")

    assert isinstance(refused(_rate, published, phone="13800138000"), WrongState)
    commissioner = an_actor(Role.COMMISSIONER)
    assert isinstance(
        refused(_record, published, commissioner, phone="13800138002"), Forbidden | NotFound
    )


def test_nothing_kept_tells_who_rated(published: Database) -> None:
    """The mark is a keyed fingerprint; score and mark have nothing in common but the report."""
    _rate(published, phone="13800138000")

    with published.reading() as session:
        (mark,) = session.execute(sa.select(MARK)).all()
        (rating,) = session.execute(sa.select(RATING)).all()
    assert "13800138000" not in mark.print
    assert set(mark) & set(rating) == {mark.report_id}


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({}, ("household", "one_of_two")),
        ({"phone": "13800138000", "household": "3栋"}, ("household", "one_of_two")),
        (
            {"phone": "13800138000", "rated": UUID("01970a3c-9000-7000-8000-0000000000ff")},
            ("scores", "not_in_report"),
        ),
    ],
)
def test_an_impossible_sheet_is_refused(
    published: Database, wrong: dict[str, Any], told: tuple[str, str]
) -> None:
    assert field_of(refused(_rate, published, **wrong)) == told


def test_too_few_ratings_have_no_result(published: Database) -> None:
    for phone in _PHONES[:4]:
        _rate(published, phone=phone)
    _let_a_quarter_pass(published)

    assert _result(published) == RatingResult(appointment_id=APPOINTMENT, is_too_few=True)
    assert _texts(published) == []


def test_results_are_shown_when_no_more_can_come(published: Database) -> None:
    """While ratings come in, a mean that moves would tell the newest score."""
    for score, phone in zip((5, 4, 4, 3, 5), _PHONES, strict=False):
        _rate(published, score=score, phone=phone, words="巡查很勤，打 13900139000 也通。")
    assert _results(published).items == []
    _let_a_quarter_pass(published)

    found = _result(published)

    assert (found.answers, found.mean, found.is_too_few) == (5, 4.2, False)
    assert len(_texts(published)) == 5
    assert not any("13900139000" in text for text in _texts(published))
    assert isinstance(refused(_rate, published, phone=_PHONES[8]), WrongState)


def test_ratings_are_told_once_and_the_marks_forgotten(published: Database) -> None:
    for phone in _PHONES[:5]:
        _rate(published, phone=phone)
    assert _count(published) == 0
    _let_a_quarter_pass(published, counts=False)

    assert (_count(published), _count(published)) == (1, 0)

    told = [one for one in events(published, APPOINTMENT) if isinstance(one, CommissionerRated)]
    assert [(one.answers, one.sum_of_scores) for one in told] == [(5, 25)]
    with published.reading() as session:
        assert session.execute(sa.select(MARK)).all() == []


def _rate(database: Database, *, score: int = 5, rated: UUID = APPOINTMENT, **sheet: Any) -> None:
    asked = RateWorkReport(
        community=LILIN,
        quarter=_report(database).quarter,
        scores=[ReportScore(appointment_id=rated, score=score)],
        **sheet,
    )
    with database.writing() as session:
        operations.rate(session, asked)


def _record(database: Database, actor: Any = STAFF, **sheet: Any) -> None:
    asked = RecordRating(
        report_id=_report(database).id,
        way=RatedBy.PAPER,
        scores=[ReportScore(appointment_id=APPOINTMENT, score=4)],
        **sheet,
    )
    with database.writing() as session:
        operations.record(session, actor, asked)


def _let_a_quarter_pass(database: Database, *, counts: bool = True) -> None:
    """As if the report were of a quarter earlier, so that the time to rate it is over."""
    with database.writing() as session:
        report = session.scalars(sa.select(Report)).one()
        report.quarter = quarters.before(quarters.first_day(report.quarter) + dt.timedelta(days=1))
    if counts:
        _count(database)


def _count(database: Database) -> int:
    with database.writing() as session:
        return operations.count_all(session)


def _results(database: Database) -> Any:
    asked = ShowRatingResults(community=LILIN, quarter=_report(database).quarter)
    with database.reading() as session:
        return queries.results(session, asked)


def _result(database: Database) -> RatingResult:
    (found,) = _results(database).items
    assert isinstance(found, RatingResult)
    return found


def _texts(database: Database) -> list[str]:
    with database.reading() as session:
        asked = ListRatingWords(report_id=_report(database).id)
        return queries.texts(session, COMMITTEE, asked).texts


def _report(database: Database) -> Report:
    with database.reading() as session:
        return session.scalars(sa.select(Report)).one()
