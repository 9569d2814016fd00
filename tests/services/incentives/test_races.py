"""At the same moment: two answers to one complaint, publishing while facts arrive, ratings at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from contracts.appeals.words import Outcome
from contracts.incentives.complaints import (
    AnswerComplaint,
    ComplaintAnswered,
    ExamineComplaint,
    HearSide,
    ListComplaints,
    SubmitComplaint,
)
from contracts.incentives.ratings import RateWorkReport, ReportScore
from contracts.incentives.reports import (
    ApproveWorkReport,
    ListWorkReports,
    PublishWorkReport,
    ShowPublicWorkReport,
)
from contracts.incentives.words import ComplaintFinding, FigureName, HeardSide
from runtime import clock
from runtime.database import Database
from runtime.identifiers import new_id
from services.incentives import quarters
from services.incentives.complaints import operations as complaints
from services.incentives.complaints import queries as kept
from services.incentives.rating.model import SOURCE
from services.incentives.rating_bursts.rules import SHEETS_MOST
from services.incentives.ratings import operations as ratings
from services.incentives.reports import operations as reports
from services.incentives.reports import queries
from tests.builders import LILIN, an_actor
from tests.outboxes import events
from tests.services.incentives.events import APPOINTMENT, began, closing, keep, named, opened
from vocabulary.actors import Role
from vocabulary.periods import day_of
from vocabulary.problems import Problem, WrongState

STAFF = an_actor(Role.WORKSTATION_STAFF, account="clerk")
COMMITTEE = an_actor(Role.PARTY_COMMITTEE, account="committee")
OTHERS = an_actor(Role.PARTY_COMMITTEE, account="another member")
_QUARTER = "2013Q2"


def _at_once(steps: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each came to: its answer, or its refusal."""

    def tried(step: Callable[[], Any]) -> Any:
        try:
            return step()
        except Problem as refusal:
            return refusal

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(tried, steps))


@pytest.fixture
def served(incentives: Database) -> Database:
    """A community with one commissioner in office."""
    keep(incentives, [opened(), began(), named()])
    return incentives


def test_a_complaint_is_answered_once_however_many_answer_at_once(served: Database) -> None:
    complaint_id = _examined(served)
    findings = (ComplaintFinding.UNFOUNDED, ComplaintFinding.UNFOUNDED)

    found = _at_once(
        [
            partial(_answer, served, complaint_id, actor, finding)
            for actor, finding in zip((COMMITTEE, OTHERS), findings, strict=True)
        ]
    )

    assert sorted(isinstance(one, WrongState) for one in found) == [False, True]
    told = [one for one in events(served, complaint_id) if isinstance(one, ComplaintAnswered)]
    assert len(told) == 1


def test_an_edition_has_what_was_approved_while_facts_arrive(after_a_year: Database) -> None:
    """Facts that come in while it is approved are in it or not; those after it never are."""
    with after_a_year.writing() as session:
        reports.draft_all(session, dt.date(2013, 7, 5))
    with after_a_year.reading() as session:
        (report,) = queries.listed(session, STAFF, ListWorkReports(state=None)).items
    late = [closing(dt.date(2013, 6, 1 + day), Outcome.SETTLED) for day in range(8)]

    def approve() -> None:
        with after_a_year.writing() as session:
            reports.approve(session, COMMITTEE, ApproveWorkReport(report_id=report.id))

    _at_once([approve, *(partial(keep, after_a_year, [event]) for event in late[:4])])
    with after_a_year.reading() as session:
        approved = queries.shown(session, STAFF, queries.REPORTS.one_of(session, STAFF, report.id))

    def publish() -> None:
        with after_a_year.writing() as session:
            reports.publish(session, STAFF, PublishWorkReport(report_id=report.id))

    refused = _at_once([publish, *(partial(keep, after_a_year, [event]) for event in late[4:])])

    assert refused == [None] * 5
    with after_a_year.reading() as session:
        asked = ShowPublicWorkReport(community=LILIN, quarter=_QUARTER)
        public = queries.public(session, asked)
    assert [one.figures for one in public.items] == [one.figures for one in approved.items]
    assert 2 <= _closed(public.items[0].figures) <= 6


def test_ratings_from_one_network_at_once_are_each_counted_to_it(served: Database) -> None:
    with served.writing() as session:
        reports.draft_all(session, day_of(clock.now()))
    with served.reading() as session:
        (report,) = queries.listed(session, STAFF, ListWorkReports(state=None)).items
    with served.writing() as session:
        reports.approve(session, COMMITTEE, ApproveWorkReport(report_id=report.id))
    with served.writing() as session:
        reports.publish(session, STAFF, PublishWorkReport(report_id=report.id))
    quarter = quarters.before(day_of(clock.now()))
    number = SHEETS_MOST + 2

    found = _at_once([partial(_rate, served, quarter) for _ in range(number)])

    assert not [one for one in found if isinstance(one, Problem)]
    with served.reading() as session:
        # The hour may turn while they come.
        assert sum(row.sheets for row in session.execute(SOURCE.select())) == number


def _rate(database: Database, quarter: str) -> None:
    asked = RateWorkReport(
        community=LILIN,
        quarter=quarter,
        household=f"荔林花园 {new_id()}",
        scores=[ReportScore(appointment_id=APPOINTMENT, score=4)],
        network="one network",
    )
    with database.writing() as session:
        ratings.rate(session, asked)


def _examined(database: Database) -> UUID:
    """A complaint that waits for its answer: two examined it, and both sides were heard."""
    with database.writing() as session:
        asked = SubmitComplaint(appointment_id=APPOINTMENT, text="约好的巡查三次没有来。")
        complaints.submit(session, asked)
    with database.reading() as session:
        (one,) = kept.page(session, STAFF, ListComplaints(state=None)).items
    for actor in (STAFF, COMMITTEE):
        with database.writing() as session:
            seen = ExamineComplaint(complaint_id=one.id, note="值班记录三次均无巡查。")
            complaints.examine(session, actor, seen)
    for side in HeardSide:
        with database.writing() as session:
            heard = HearSide(complaint_id=one.id, side=side, note="说法。")
            complaints.hear(session, COMMITTEE, heard)
    return one.id


def _answer(database: Database, complaint_id: UUID, actor: Any, finding: ComplaintFinding) -> None:
    asked = AnswerComplaint(
        complaint_id=complaint_id, finding=finding, measures=[], answer="已核实。"
    )
    with database.writing() as session:
        complaints.answer(session, actor, asked)


def _closed(figures: Sequence[Any]) -> int:
    value: int = next(one.value for one in figures if one.name is FigureName.APPEALS_CLOSED)
    return value
