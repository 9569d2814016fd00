"""What happens at the same moment: two approvals, a settlement and a reversal, the last yuan."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from contracts.volunteers.fund_ledger import FundBudgetView
from contracts.volunteers.fund_settlement import ReverseFundBooking
from contracts.volunteers.words import FundState
from runtime.database import Database
from services.volunteers.fund_settlement import operations as settlement
from tests.services.volunteers.fund.serving import (
    OFFICE,
    YUAN,
    a_budget,
    a_receipt,
    accept,
    advance,
    approve,
    bookings,
    budget_now,
    deliberated,
    running,
    settle,
    shown,
)
from vocabulary.problems import Problem, WrongState


def _at_once(*steps: Callable[[], Any]) -> list[Any]:
    """What each came to: its answer, or its refusal."""

    def tried(step: Callable[[], Any]) -> Any:
        try:
            return step()
        except Problem as refusal:
            return refusal

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(tried, steps))


def _balances(database: Database, budget: FundBudgetView) -> None:
    now = budget_now(database, budget)
    parts = (
        now.available_fen,
        now.reserved_fen,
        now.advanced_fen,
        now.spent_fen,
        now.returned_fen,
    )
    assert sum(parts) == now.amount_fen
    assert [one.number for one in bookings(database, budget)] == list(
        range(1, len(bookings(database, budget)) + 1)
    )


def test_of_two_projects_that_the_budget_covers_once_one_is_approved(volunteers: Database) -> None:
    """R20: two applications of 30,000 yuan, and 50,000 in the year's budget."""
    budget = a_budget(volunteers, 50_000 * YUAN)
    first = deliberated(volunteers, 30_000 * YUAN)
    second = deliberated(volunteers, 30_000 * YUAN, title="夏日纳凉晚会")

    came = _at_once(partial(approve, volunteers, first.id), partial(approve, volunteers, second.id))

    [refusal] = [one for one in came if isinstance(one, Problem)]
    assert isinstance(refusal, WrongState)
    assert "20,000.00" in refusal.en
    assert budget_now(volunteers, budget).reserved_fen == 30_000 * YUAN
    _balances(volunteers, budget)


def test_a_settlement_and_a_reversal_take_turns(volunteers: Database) -> None:
    budget = a_budget(volunteers)
    project = running(volunteers)
    advance(volunteers, project.id, 100 * YUAN)
    [paid] = [one for one in bookings(volunteers, budget) if one.kind.value == "advance"]

    def reverse() -> Any:
        with volunteers.writing() as session:
            request = ReverseFundBooking(booking_id=paid.id, reason="金额登记有误。")
            return settlement.reverse(session, OFFICE, request)

    came = _at_once(partial(settle, volunteers, project.id), reverse, reverse)

    assert len([one for one in came if isinstance(one, Problem)]) == 1
    now = shown(volunteers, project.id)
    assert (now.state, now.advanced_fen) == (FundState.SETTLED, 0)
    _balances(volunteers, budget)


def test_of_two_receipts_for_the_last_yuan_one_is_accepted(volunteers: Database) -> None:
    budget = a_budget(volunteers)
    project = running(volunteers, 100 * YUAN)
    advance(volunteers, project.id, 50 * YUAN)
    first = a_receipt(volunteers, project.id, 99 * YUAN, "C-0")
    last = [a_receipt(volunteers, project.id, YUAN, f"C-{at}") for at in (1, 2)]
    settle(volunteers, project.id)
    accept(volunteers, first)

    came = _at_once(*(partial(accept, volunteers, one) for one in last))

    [refusal] = [one for one in came if isinstance(one, Problem)]
    assert "0.00" in refusal.en
    assert shown(volunteers, project.id).spent_fen == 100 * YUAN
    _balances(volunteers, budget)
