"""Budgets, statements and the table for accountants, as those see them who may."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.fund_ledger import (
    ExportFundLedger,
    FundBookingView,
    FundBudgetPage,
    FundBudgetView,
    FundLedgerRow,
    FundLedgerRows,
    FundStatement,
    ListFundBudgets,
    ShowFundBudget,
    ShowFundStatement,
)
from groundwork.kept import Kept
from runtime import paging
from runtime.copying import Copying
from runtime.narrowing import any_of
from runtime.scope import inside
from services.volunteers.fund_ledger import rules
from services.volunteers.fund_ledger.model import FundBooking, FundBudget
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import wrong_field
from vocabulary.state_table import where

BUDGETS = Kept(FundBudget, "fund_budget", "预算", "budget", read=Action.FUND_READ)
BOOKINGS = Kept(FundBooking, "fund_booking", "记账", "booking", read=Action.FUND_READ)
#: More bookings than a street has in a year; a smaller area gives the others.
ROWS_MOST = 20_000

_BUDGET = Copying(FundBudget, FundBudgetView, given=("possible",))
_BOOKING = Copying(
    FundBooking,
    FundBookingView,
    given=("booked_on", "is_reversed", "possible"),
)
_ROW = Copying(FundBooking, FundLedgerRow, given=("year", "source", "booked_on"))
_ORDER = paging.Order({"year": FundBudget.year}, identity=FundBudget.id, usual="-year")
_NUMBERED = paging.Order({"number": FundBooking.number}, identity=FundBooking.id, usual="number")


def show(session: Session, actor: Actor, request: ShowFundBudget) -> FundBudgetView:
    """One budget.

    Raises:
        NotFound: no such budget in the actor's communities.
    """
    return shown(actor, BUDGETS.one_of(session, actor, request.budget_id))


def page(session: Session, actor: Actor, request: ListFundBudgets) -> FundBudgetPage:
    """A page of the budgets that the actor may see.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    found = BUDGETS.page(
        session,
        actor,
        request,
        _ORDER,
        *([inside(request.area, FundBudget.community)] if request.area else []),
        *([FundBudget.year == request.year] if request.year else []),
        *any_of(FundBudget.source, request.source),
    )
    return FundBudgetPage(items=[shown(actor, one) for one in found.rows], **found.besides)


def shown(actor: Actor, budget: FundBudget) -> FundBudgetView:
    """The budget."""
    may_set = BUDGETS.may(actor, Action.FUND_BUDGET, budget)
    return _BUDGET(budget, possible=where(setting=may_set))


def statement(session: Session, actor: Actor, request: ShowFundStatement) -> FundStatement:
    """A page of the bookings of a budget.

    Raises:
        NotFound: no such budget in the actor's communities.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    budget = BUDGETS.one_of(session, actor, request.budget_id)
    chosen = sa.select(FundBooking).where(FundBooking.budget_id == budget.id)
    found = paging.page(session, chosen, _NUMBERED, request)
    return FundStatement(
        budget=shown(actor, budget), items=told(session, actor, found.rows), **found.besides
    )


def told(session: Session, actor: Actor, found: Sequence[FundBooking]) -> list[FundBookingView]:
    """These bookings."""
    reversed_ = _reversed(session, found)
    return [
        _BOOKING(
            one,
            booked_on=day_of(one.booked_at),
            is_reversed=one.id in reversed_,
            possible=where(
                reversal=one.kind in rules.REVERSIBLE
                and one.id not in reversed_
                and BOOKINGS.may(actor, Action.FUND_BUDGET, one)
            ),
        )
        for one in found
    ]


def exported(session: Session, actor: Actor, request: ExportFundLedger) -> FundLedgerRows:
    """The bookings of a year that the actor may see, as rows of a table.

    Raises:
        Invalid: more than a table takes.
    """
    here = [
        FundBudget.year == request.year,
        BUDGETS.reached_by(actor, Action.FUND_EXPORT),
        *([inside(request.area, FundBudget.community)] if request.area else []),
    ]
    by_place = (FundBudget.community, FundBudget.source)
    budgets = session.scalars(sa.select(FundBudget).where(*here).order_by(*by_place)).all()
    chosen = (
        sa.select(FundBooking, FundBudget.source)
        .join(FundBudget, FundBudget.id == FundBooking.budget_id)
        .where(*here)
        .order_by(*by_place, FundBooking.number)
        .limit(ROWS_MOST + 1)
    )
    found = session.execute(chosen).all()
    if len(found) > ROWS_MOST:
        raise wrong_field(
            "area",
            "too_many_rows",
            zh=f"超过 {ROWS_MOST} 行，请缩小范围。",
            en=f"More than {ROWS_MOST} rows; ask for a smaller area.",
        )
    return FundLedgerRows(
        budgets=[shown(actor, one) for one in budgets],
        rows=[
            _ROW(one, year=request.year, source=source, booked_on=day_of(one.booked_at))
            for one, source in found
        ],
    )


def _reversed(session: Session, found: Sequence[FundBooking]) -> set[UUID]:
    """Those of these bookings that a later one reverses."""
    chosen = sa.select(FundBooking.reverses_id).where(
        FundBooking.reverses_id.in_([one.id for one in found])
    )
    return {one for one in session.scalars(chosen) if one is not None}
