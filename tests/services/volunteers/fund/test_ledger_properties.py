"""Laws of the ledger: whatever is done in whatever order, it balances to the fen."""

from __future__ import annotations

import contextlib
from typing import Any
from uuid import UUID

import hypothesis.strategies as st
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from contracts.volunteers.fund import ChangeFundProject, SubmitFundApplication
from contracts.volunteers.fund_ledger import FundBudgetView
from contracts.volunteers.fund_settlement import (
    CloseFundProject,
    RecordReturnedFundRest,
    ReverseFundBooking,
    SendBackFundSettlement,
)
from contracts.volunteers.words import FundAccount, FundReceiptState
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.fund import operations as fund
from services.volunteers.fund_ledger.model import FundBooking
from services.volunteers.fund_settlement import operations as settlement
from tests.builders import COMMISSIONER, STAFF
from tests.services.volunteers.fund.serving import (
    OFFICE,
    a_budget,
    a_plan,
    a_receipt,
    accept,
    advance,
    approve,
    bookings,
    budget_now,
    pass_on,
    recommend,
    running,
    settle,
    shown,
)
from vocabulary.problems import Problem

_DEEDS = (
    "advance",
    "receipt",
    "accept",
    "settle",
    "send_back",
    "return_rest",
    "reverse",
    "change",
    "budget",
    "close",
)
#: Each example begins with an empty ledger, which goes as papers past their period do.
_EMPTYING = (
    "UPDATE fund_budget SET expired_at = CURRENT_TIMESTAMP",
    "DELETE FROM fund_booking",
    "DELETE FROM fund_receipt",
    "DELETE FROM fund_application",
    "DELETE FROM fund_budget",
)
_STEPS = st.lists(
    st.tuples(st.sampled_from(_DEEDS), st.integers(min_value=1, max_value=9_000)),
    min_size=1,
    max_size=12,
)


def _do(database: Database, budget: FundBudgetView, project_id: UUID, deed: str, fen: int) -> None:
    one = shown(database, project_id)
    match deed:
        case "advance":
            advance(database, project_id, fen, f"付字 {fen} 号")
        case "receipt":
            a_receipt(database, project_id, fen, str(new_id())[-12:])
        case "accept":
            for receipt in one.receipts or []:
                if receipt.state is FundReceiptState.HANDED_IN:
                    accept(database, receipt)
                    break
        case "settle":
            settle(database, project_id)
        case "send_back":
            with database.writing() as session:
                request = SendBackFundSettlement(project_id=project_id, reason="缺签收单。")
                settlement.send_back(session, STAFF, request)
        case "return_rest":
            with database.writing() as session:
                back = RecordReturnedFundRest(
                    project_id=project_id, amount_fen=fen, paper=f"收字 {fen} 号"
                )
                settlement.return_rest(session, STAFF, back)
        case "reverse":
            found = bookings(database, budget)
            wrong = found[fen % len(found)]
            with database.writing() as session:
                request_ = ReverseFundBooking(booking_id=wrong.id, reason="登记有误。")
                settlement.reverse(session, OFFICE, request_)
        case "change":
            with database.writing() as session:
                asked = ChangeFundProject(project_id=project_id, **a_plan(fen + 1))
                change = fund.change(session, COMMISSIONER, asked)
                fund.submit(session, COMMISSIONER, SubmitFundApplication(project_id=change.id))
            pass_on(database, change.id)
            recommend(database, change.id)
            approve(database, change.id)
        case "budget":
            a_budget(database, fen)
        case "close":
            with database.writing() as session:
                settlement.close(
                    session, OFFICE, CloseFundProject(project_id=project_id, paper="付字 58 号")
                )


def _booked(database: Database) -> list[Any]:
    """The bookings as the table has them."""
    with database.reading() as session:
        chosen = sa.select(FundBooking.__table__).order_by(FundBooking.number)
        return [tuple(row) for row in session.execute(chosen)]


@pytest.mark.one_database
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=_STEPS)
def test_every_sequence_balances_to_the_fen_and_nothing_booked_changes(
    volunteers: Database, steps: list[tuple[str, int]]
) -> None:
    """R20: refusals change nothing; available and reserved never fall below zero."""
    with volunteers.writing() as session:
        for statement in _EMPTYING:
            session.execute(sa.text(statement))
    budget = a_budget(volunteers, 10_000)
    project = running(volunteers, 5_000)
    before = _booked(volunteers)
    for deed, fen in steps:
        with contextlib.suppress(Problem):
            _do(volunteers, budget, project.id, deed, fen)
        after = _booked(volunteers)
        assert after[: len(before)] == before
        before = after

    now = budget_now(volunteers, budget)
    balance = dict.fromkeys(FundAccount, 0)
    for one in bookings(volunteers, budget):
        balance[one.from_account] -= one.amount_fen
        balance[one.to_account] += one.amount_fen
        assert min(fen for at, fen in balance.items() if at is not FundAccount.FUNDING) >= 0
        assert one.available_fen == balance[FundAccount.BUDGET]
    assert sum(balance.values()) == 0
    assert balance == {
        FundAccount.FUNDING: -now.amount_fen,
        FundAccount.BUDGET: now.available_fen,
        FundAccount.RESERVED: now.reserved_fen,
        FundAccount.ADVANCED: now.advanced_fen,
        FundAccount.SPENT: now.spent_fen,
        FundAccount.RETURNED: now.returned_fen,
    }
