"""Many ratings from one network in a short time are set aside, and neither counted nor lost. R25."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.incentives.notices import RATINGS_SET_ASIDE
from contracts.incentives.ratings import (
    DecideRatingBurst,
    ListRatingBursts,
    RateWorkReport,
    RatingBurst,
    RatingResults,
    ReportScore,
    ShowRatingResults,
)
from contracts.incentives.reports import ApproveWorkReport, ListWorkReports, PublishWorkReport
from contracts.incentives.words import BurstDecision, RatedBy
from groundwork import history
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.incentives import quarters
from services.incentives.rating.model import MARK, RATING, SOURCE, Burst
from services.incentives.rating_bursts import operations, queries
from services.incentives.rating_bursts.rules import SHEETS_MOST, hour_of
from services.incentives.ratings import operations as ratings
from services.incentives.ratings import queries as results
from services.incentives.reports import operations as reports
from services.incentives.reports import queries as reported
from services.incentives.reports.model import Report
from tests.builders import LILIN, YUELIANGWAN, an_actor, field_of, refused
from tests.outboxes import wishes
from tests.services.incentives.events import APPOINTMENT, HUA, began, keep, named, opened
from vocabulary.actors import SYSTEM_ROLE, Actor, Role
from vocabulary.periods import day_of
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, WrongState

STAFF = an_actor(Role.WORKSTATION_STAFF)
COMMITTEE = an_actor(Role.PARTY_COMMITTEE)
#: A member of the committee who is the commissioner that was rated.
CONCERNED = an_actor(Role.PARTY_COMMITTEE, account=str(HUA))


@pytest.fixture
def rated(incentives: Database) -> Database:
    """Six gave 5 from their homes, and an hour ago one more than usual gave 1 from one network."""
    keep(incentives, [opened(), began(), named()])
    with incentives.writing() as session:
        reports.draft_all(session, day_of(clock.now()))
    report_id = _report(incentives).id
    with incentives.writing() as session:
        reports.approve(session, COMMITTEE, ApproveWorkReport(report_id=report_id))
    with incentives.writing() as session:
        reports.publish(session, STAFF, PublishWorkReport(report_id=report_id))
    for number in range(6):
        _rate(incentives, f"home {number}", 5)
    for _ in range(SHEETS_MOST + 1):
        _rate(incentives, "one network", 1)
    with incentives.writing() as session:
        an_hour_ago = hour_of(clock.now()) - dt.timedelta(hours=1)
        session.execute(sa.update(Burst).values(began_at=an_hour_ago))
        session.execute(sa.update(SOURCE).values(hour=an_hour_ago))
    return incentives


def test_many_from_one_network_are_set_aside(rated: Database) -> None:
    """The homes are not among them, as each has a network of its own."""
    (burst,) = _bursts(rated)

    assert burst.sheets == SHEETS_MOST + 1
    assert [(one.answers, one.mean) for one in burst.scores] == [(SHEETS_MOST + 1, 1.0)]
    assert (burst.decision, burst.possible) == (None, ["decision"])


def test_the_committee_is_told_once_and_never_the_people_rated(rated: Database) -> None:
    [told] = wishes(rated, RATINGS_SET_ASIDE)

    assert list(told.roles) == [Role.PARTY_COMMITTEE]
    assert HUA in told.but_not


def test_those_who_decide_find_the_reports_that_wait(rated: Database) -> None:
    def listed(actor: Actor, *, wait: bool = True) -> int:
        with rated.reading() as session:
            asked = ListWorkReports(state=None, ratings_wait=wait)
            return len(reported.listed(session, actor, asked).items)

    assert (listed(COMMITTEE), listed(COMMITTEE, wait=False)) == (1, 0)
    # The workstation reads the report, and nothing of what was set aside.
    assert (listed(STAFF), listed(STAFF, wait=False)) == (0, 1)
    _decide(rated, BurstDecision.LEFT_OUT)
    assert listed(COMMITTEE) == 0


def test_no_result_is_told_before_somebody_decides(rated: Database) -> None:
    """The marks of households are forgotten in time all the same."""
    _let_a_quarter_pass(rated)

    assert _count(rated) == 0
    assert _results(rated) == RatingResults(is_over=False, items=[])
    with rated.reading() as session:
        assert session.execute(sa.select(MARK)).all() == []


def test_what_nobody_decides_of_is_left_out_in_the_end(rated: Database) -> None:
    """A burst once held the results of a quarter back for ever."""
    _let_a_quarter_pass(rated)
    with rated.writing() as session:
        session.execute(sa.update(Burst).values(began_at=clock.now() - dt.timedelta(days=60)))

    assert _count(rated) == 1

    (result,) = _results(rated).items
    assert (result.answers, result.mean) == (6, 5.0)
    with rated.reading() as session:
        burst = session.scalars(sa.select(Burst)).one()
        steps = history.of(session, "rating_burst", burst.id)
    assert burst.decision is BurstDecision.LEFT_OUT
    assert (steps[-1].what, steps[-1].role) == ("decided", SYSTEM_ROLE)


@pytest.mark.parametrize(
    ("decision", "answers", "mean"),
    [
        (BurstDecision.LEFT_OUT, 6, 5.0),
        (BurstDecision.COUNTED, 6 + SHEETS_MOST + 1, 2.41),
    ],
)
def test_they_count_as_it_is_decided(
    rated: Database, decision: BurstDecision, answers: int, mean: float
) -> None:
    _decide(rated, decision)
    _let_a_quarter_pass(rated)

    assert _count(rated) == 1

    (result,) = _results(rated).items
    assert (result.answers, result.mean) == (answers, mean)
    # Nothing is lost, and no network is kept.
    with rated.reading() as session:
        assert len(session.execute(sa.select(RATING)).all()) == 6 + SHEETS_MOST + 1
        assert session.execute(sa.select(SOURCE)).all() == []
    (burst,) = _bursts(rated)
    assert (burst.sheets, burst.decision, burst.possible) == (SHEETS_MOST + 1, decision, [])
    assert isinstance(refused(_decide, rated, decision), WrongState)


def test_nothing_is_told_or_decided_while_more_may_come(rated: Database) -> None:
    """A mean that moves would tell the newest score."""
    hour = hour_of(clock.now())
    with rated.writing() as session:
        session.execute(sa.update(Burst).values(began_at=hour))
        session.execute(sa.update(SOURCE).values(hour=hour))
    _rate(rated, "one network", 1)

    (burst,) = _bursts(rated)

    assert (burst.sheets, burst.scores, burst.possible) == (SHEETS_MOST + 2, [], [])
    assert isinstance(refused(_decide, rated), WrongState)


def test_a_commissioner_whom_few_of_them_rated_has_no_mean(rated: Database) -> None:
    other = new_id()
    with rated.writing() as session:
        (burst,) = session.scalars(sa.select(Burst))
        row = {"report_id": burst.report_id, "appointment_id": other, "source_id": burst.id}
        session.execute(sa.insert(RATING).values(id=new_id(), score=1, way=RatedBy.WEB, **row))

    (shown,) = _bursts(rated)

    assert {one.appointment_id: (one.answers, one.mean) for one in shown.scores} == {
        APPOINTMENT: (SHEETS_MOST + 1, 1.0),
        other: (1, None),
    }


@pytest.mark.one_database
def test_only_the_committee_decides_and_nobody_of_themselves(rated: Database) -> None:
    assert isinstance(refused(_decide, rated, actor=CONCERNED), Forbidden)
    assert isinstance(refused(_decide, rated, actor=STAFF), NotFound)
    elsewhere = an_actor(Role.PARTY_COMMITTEE, YUELIANGWAN)
    assert isinstance(refused(_decide, rated, actor=elsewhere), NotFound)
    assert isinstance(refused(_decide, rated, expected_version=9), PreconditionFailed)
    called = field_of(refused(_decide, rated, reason="请打 13800138000。"))
    assert called == ("reason", "personal_number")
    assert isinstance(refused(_decide, rated, burst_id=new_id()), NotFound)


def test_an_hour_later_it_is_another_source(rated: Database) -> None:
    """Eleven households behind one address in a week are no burst."""
    _rate(rated, "one network", 1, is_same_hour=False)

    (burst,) = _bursts(rated)

    assert burst.sheets == SHEETS_MOST + 1


def _rate(database: Database, network: str, score: int, *, is_same_hour: bool = True) -> None:
    """A sheet, as if those before had come in this hour, so that it may turn while they come."""
    if is_same_hour:
        hour = hour_of(clock.now())
        with database.writing() as session:
            session.execute(sa.update(SOURCE).where(SOURCE.c.network == network).values(hour=hour))
    asked = RateWorkReport(
        community=LILIN,
        quarter=_report(database).quarter,
        household=f"荔林花园 {new_id()}",
        scores=[ReportScore(appointment_id=APPOINTMENT, score=score)],
        network=network,
    )
    with database.writing() as session:
        ratings.rate(session, asked)


def _decide(
    database: Database,
    decision: BurstDecision = BurstDecision.COUNTED,
    actor: Actor = COMMITTEE,
    **changed: Any,
) -> None:
    usual: dict[str, Any] = {
        "report_id": _report(database).id,
        "burst_id": _bursts(database)[0].id,
        "decision": decision,
        "reason": "活动中心共用一个网络。",
    }
    with database.writing() as session:
        operations.decide(session, actor, DecideRatingBurst(**usual | changed))


def _bursts(database: Database) -> list[RatingBurst]:
    with database.reading() as session:
        asked = ListRatingBursts(report_id=_report(database).id)
        return list(queries.of_report(session, COMMITTEE, asked).items)


def _let_a_quarter_pass(database: Database) -> None:
    with database.writing() as session:
        report = session.scalars(sa.select(Report)).one()
        report.quarter = quarters.before(quarters.first_day(report.quarter) + dt.timedelta(days=1))


def _count(database: Database) -> int:
    with database.writing() as session:
        return ratings.count_all(session)


def _results(database: Database) -> RatingResults:
    asked = ShowRatingResults(community=LILIN, quarter=_report(database).quarter)
    with database.reading() as session:
        return results.results(session, asked)


def _report(database: Database) -> Report:
    with database.reading() as session:
        return session.scalars(sa.select(Report)).one()
