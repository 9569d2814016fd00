"""Reminders to settle, and the end of the period of papers."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from contracts.volunteers.fund import (
    ChangeFundProject,
    FundPapersForgotten,
    TakeBackFundApplication,
)
from contracts.volunteers.notices import FUND_OVERDUE, FUND_SETTLEMENT_DUE, NoticeRequested
from groundwork import retention
from runtime.database import Database
from services.volunteers.fund import operations as fund
from services.volunteers.fund.model import FundApplication, FundReceipt
from services.volunteers.fund_ledger.model import FundBooking, FundBudget
from services.volunteers.fund_papers import operations
from services.volunteers.own_data.operations import CLEANED
from tests.builders import COMMISSIONER, HUA, LILIN
from tests.services.volunteers.fund.serving import (
    TODAY,
    YUAN,
    a_budget,
    a_draft,
    a_plan,
    a_receipt,
    accept,
    advance,
    events,
    running,
    settle,
    some_days_ago,
)
from vocabulary.actors import Role

_LONG_AGO = 2013


def _remind(database: Database, day: dt.date) -> int:
    with database.writing() as session:
        return operations.remind(session, day)


@pytest.mark.one_database
def test_a_project_that_is_to_be_settled_is_reminded_of_once_a_week(volunteers: Database) -> None:
    a_budget(volunteers)
    project = running(volunteers)
    with volunteers.writing() as session:
        session.execute(
            sa.update(FundApplication).values(
                starts_on=some_days_ago(40), ends_on=some_days_ago(40), settle_by=some_days_ago(9)
            )
        )

    assert _remind(volunteers, some_days_ago(20)) == 0
    assert _remind(volunteers, some_days_ago(16)) == 1
    assert _remind(volunteers, some_days_ago(10)) == 0
    assert _remind(volunteers, some_days_ago(9)) == 1
    assert _remind(volunteers, some_days_ago(2)) == 1

    [_approved, first, on_the_day, late] = events(volunteers, NoticeRequested)
    assert isinstance(first, NoticeRequested)
    assert (first.kind, first.accounts) == (FUND_SETTLEMENT_DUE.name, [HUA])
    assert isinstance(on_the_day, NoticeRequested)
    assert on_the_day.kind == FUND_SETTLEMENT_DUE.name
    assert isinstance(late, NoticeRequested)
    assert (late.kind, late.accounts) == (FUND_OVERDUE.name, [HUA])
    assert Role.WORKSTATION_STAFF in first.roles
    assert first.facts["number"] == project.number
    settle(volunteers, project.id)
    assert _remind(volunteers, TODAY) == 0


def _rows(database: Database) -> list[int]:
    with database.reading() as session:
        return [
            session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0
            for kind in (FundBudget, FundBooking, FundApplication, FundReceipt)
        ]


def test_after_ten_years_a_budget_goes_with_all_of_its_papers(volunteers: Database) -> None:
    """One of which a project still moves stays whole, however old it is."""
    a_budget(volunteers)
    project = running(volunteers)
    advance(volunteers, project.id, 100 * YUAN)
    receipt = a_receipt(volunteers, project.id, 50 * YUAN)
    with volunteers.writing() as session:
        plan = a_plan(4_000 * YUAN)
        change = fund.change(
            session, COMMISSIONER, ChangeFundProject(project_id=project.id, **plan)
        )
        fund.take_back(session, COMMISSIONER, TakeBackFundApplication(project_id=change.id))
    settle(volunteers, project.id)
    accept(volunteers, receipt)
    a_draft(volunteers, title="夏日纳凉晚会")
    before = _rows(volunteers)
    with volunteers.writing() as session:
        session.execute(sa.update(FundBudget).values(year=_LONG_AGO))
        retention.clean(session, {"fund_paper": CLEANED["fund_paper"]})
    assert _rows(volunteers) == before
    with volunteers.writing() as session:
        session.execute(
            sa.update(FundApplication)
            .where(FundApplication.id == project.id)
            .values(state="closed", closed_on=TODAY)
        )

    with volunteers.writing() as session:
        retention.clean(session, {"fund_paper": CLEANED["fund_paper"]})

    assert _rows(volunteers) == [0, 0, 1, 0]
    assert events(volunteers, FundPapersForgotten) == [
        FundPapersForgotten(project_id=change.id, community=LILIN, receipts=[], version=3),
        FundPapersForgotten(
            project_id=project.id,
            community=LILIN,
            receipts=[receipt.id],
            version=project.version + 6,
        ),
    ]
