"""No answer and no event tells who rated, voted or complained. R25, R48."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from bus.tables import OUTBOX
from contracts.incentives.complaints import ListComplaints, ShowComplaint, SubmitComplaint
from contracts.incentives.honours import ListHonours
from contracts.incentives.own_data import ExportOwnIncentives
from contracts.incentives.ratings import (
    ListRatingBursts,
    ListRatingWords,
    RateWorkReport,
    ReportScore,
    ShowRatingResults,
)
from contracts.incentives.reports import (
    ApproveWorkReport,
    ListWorkReports,
    PublishWorkReport,
    ShowPublicWorkReport,
    ShowWorkReport,
)
from contracts.incentives.scorecards import ListScorecards, ShowScorecard
from contracts.incentives.selections import ListPublicSelections, ListSelections, ShowSelection
from runtime import clock
from runtime.database import Database
from services.incentives import quarters
from services.incentives.cards import queries as cards
from services.incentives.complaints import operations as complaints
from services.incentives.complaints import queries as complaints_kept
from services.incentives.honours import queries as honours
from services.incentives.own_data import operations as own_data
from services.incentives.rating_bursts import queries as bursts
from services.incentives.ratings import operations as ratings
from services.incentives.ratings import queries as results
from services.incentives.reports import operations as reports
from services.incentives.reports import queries as reported
from services.incentives.selections import queries as selections
from tests.builders import LILIN
from tests.servers.databases import Databases
from tests.services.incentives.selecting import (
    CHOSEN,
    COMMITTEE,
    FIRST,
    OFFICER,
    PEERS,
    STAFF,
    STREET_COMMITTEE,
    counted,
    keep_a_community,
    open_one,
    slips,
    voted,
)
from vocabulary.periods import day_of
from vocabulary.problems import Problem

_PHONE, _HOUSEHOLD, _NETWORK = "13800138765", "荔林花园7栋2304", "mark-of-one-network"
_CONTACT, _VOTED = "13900139765 林先生", 1
_READERS = (STAFF, COMMITTEE, OFFICER, STREET_COMMITTEE, *PEERS)


@pytest.fixture
def spoken(databases: Databases) -> tuple[Database, str]:
    """A community in which people rated, voted and complained; and the code of the slip."""
    database, _ = databases.arranged("incentives", "a selection", keep_a_community)
    selection_id = open_one(database)
    (code,) = slips(database, selection_id, _VOTED)
    voted(database, code, FIRST)
    counted(database, selection_id)
    with database.writing() as session:
        reports.draft_all(session, day_of(clock.now()))
    with database.reading() as session:
        (report,) = reported.listed(session, STAFF, ListWorkReports(state=None)).items
    with database.writing() as session:
        reports.approve(session, COMMITTEE, ApproveWorkReport(report_id=report.id))
    with database.writing() as session:
        reports.publish(session, STAFF, PublishWorkReport(report_id=report.id))
    for sheet in ({"phone": _PHONE}, {"household": _HOUSEHOLD}):
        with database.writing() as session:
            ratings.rate(session, _rating(sheet))
    with database.writing() as session:
        asked = SubmitComplaint(appointment_id=FIRST, text="三次没有来。", contact=_CONTACT)
        complaints.submit(session, asked)
    return database, code


def test_no_answer_tells_who_rated_voted_or_complained(spoken: tuple[Database, str]) -> None:
    database, code = spoken

    found = [str(answer) for answer in _everything_read(database)]

    assert len(found) > len(_READERS)
    for secret in (_PHONE, _HOUSEHOLD, _NETWORK, _CONTACT, "林先生", code, code.replace("-", "")):
        assert not [text for text in found if secret in text], secret


def test_no_event_tells_who_rated_voted_or_complained(spoken: tuple[Database, str]) -> None:
    database, code = spoken

    with database.reading() as session:
        told = [str(tuple(row)) for row in session.execute(sa.select(OUTBOX))]

    assert told
    for secret in (_PHONE, _HOUSEHOLD, _NETWORK, "林先生", code):
        assert not [text for text in told if secret in text], secret


def _rating(sheet: dict[str, str]) -> RateWorkReport:
    scores = [ReportScore(appointment_id=one, score=4) for one in CHOSEN]
    quarter = quarters.before(day_of(clock.now()))
    return RateWorkReport(
        community=LILIN, quarter=quarter, scores=scores, network=_NETWORK, **sheet
    )


def _everything_read(database: Database) -> Iterator[Any]:
    """What each reader gets of everything that can be read; refusals too."""
    quarter = quarters.before(day_of(clock.now()))
    with database.reading() as session:
        yield results.results(session, ShowRatingResults(community=LILIN, quarter=quarter))
        yield reported.public(session, ShowPublicWorkReport(community=LILIN, quarter=quarter))
        yield selections.public(session, ListPublicSelections(community=LILIN))
        (report,) = reported.listed(session, STAFF, ListWorkReports(state=None)).items
        (selection,) = selections.listed(session, OFFICER, ListSelections(state=None)).items
        (complaint,) = complaints_kept.page(session, STAFF, ListComplaints(state=None)).items
    of_report = {"report_id": report.id}
    asked: list[tuple[Any, Any]] = [
        (reported.one, ShowWorkReport(**of_report)),
        (results.texts, ListRatingWords(**of_report)),
        (bursts.of_report, ListRatingBursts(**of_report)),
        (selections.one, ShowSelection(selection_id=selection.id)),
        (complaints_kept.page, ListComplaints(state=None)),
        (complaints_kept.show, ShowComplaint(complaint_id=complaint.id)),
        (honours.listed, ListHonours(state=None)),
        (cards.of_community, ListScorecards(community=LILIN, quarter=quarter)),
        (cards.one, ShowScorecard(appointment_id=FIRST)),
        (own_data.copy_of, ExportOwnIncentives()),
    ]
    for actor, (query, request) in itertools.product(_READERS, asked):
        with database.reading() as session:
            try:
                yield query(session, actor, request)
            except Problem as refusal:
                yield refusal
