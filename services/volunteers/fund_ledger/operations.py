"""Setting budgets, and booking: the one way in which money moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.volunteers.fund_ledger import FundBudgetSet, FundBudgetView, SetFundBudget
from contracts.volunteers.words import FundAccount, FundBookingKind, FundSource
from groundwork import areas, counters, territories
from runtime import clock
from runtime.identifiers import new_id
from services.volunteers.fund_ledger import rules
from services.volunteers.fund_ledger.model import FundBooking, FundBudget
from services.volunteers.fund_ledger.queries import BUDGETS, shown
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may

#: The column that holds the balance of each account; funding lies outside.
_COLUMNS: Mapping[FundAccount, str] = {
    FundAccount.BUDGET: "available_fen",
    FundAccount.RESERVED: "reserved_fen",
    FundAccount.ADVANCED: "advanced_fen",
    FundAccount.SPENT: "spent_fen",
    FundAccount.RETURNED: "returned_fen",
}


class Project(Protocol):
    """What booking needs of a project, besides its own part of each balance."""

    @property
    def id(self) -> UUID: ...
    @property
    def number(self) -> str: ...


def set_budget(session: Session, actor: Actor, request: SetFundBudget) -> FundBudgetView:
    """Set the budget of a community's year; what changes is booked with its paper.

    Raises:
        NotFound: not a community that the actor sees.
        Forbidden: the actor only reads it.
        Invalid: the community is not there any more.
        WrongState: it is set so already, or more than the rest is approved.
    """
    community = request.community
    if not may(actor, Action.FUND_BUDGET, area=community):
        territories.check_community(actor, Action.FUND_READ, community)
        raise rules.not_set_here(community)
    areas.check_community(session, community, day_of(clock.now()))
    rules.check_names_nobody("paper", request.paper)
    act(session, actor, Action.FUND_BUDGET, area=community)
    # Held until the end, so that two cannot begin one budget.
    counters.hold(session, f"fund/{community}/{request.year}/{request.source}")
    budget = locked(session, community, request.year, request.source) or _empty(session, request)
    rise_fen = request.amount_fen - budget.amount_fen
    if rise_fen == 0:
        raise rules.unchanged(budget.amount_fen)
    rises = rise_fen > 0
    book(
        session,
        budget,
        FundBookingKind.BUDGET_SET,
        FundAccount.FUNDING if rises else FundAccount.BUDGET,
        FundAccount.BUDGET if rises else FundAccount.FUNDING,
        abs(rise_fen),
        paper=request.paper,
    )
    BUDGETS.changed(session, actor, budget, "budget_set", amount_fen=request.amount_fen)
    tell_set(session, actor, budget)
    return shown(actor, budget)


def locked(session: Session, community: str, year: int, source: FundSource) -> FundBudget | None:
    """The budget, locked until this transaction ends; None: none was set."""
    return _one(
        session,
        FundBudget.community == community,
        FundBudget.year == year,
        FundBudget.source == source,
    )


def locked_one(session: Session, budget_id: UUID) -> FundBudget:
    """The budget of a booking or project, locked until this transaction ends."""
    found = _one(session, FundBudget.id == budget_id)
    if found is None:
        raise LookupError(f"there is no budget {budget_id}")
    return found


def book(
    session: Session,
    budget: FundBudget,
    kind: FundBookingKind,
    leaves: FundAccount,
    enters: FundAccount,
    amount_fen: int,
    *,
    paper: str,
    project: Project | None = None,
    receipt_id: UUID | None = None,
    reverses: FundBooking | None = None,
) -> FundBooking:
    """Move money between two accounts of a locked budget, and of a locked project.

    Raises:
        WrongState: the account does not have as much; names what is left.
    """
    rules.check_way(kind, leaves, enters)
    parts: list[Any] = [budget] if project is None else [budget, project]
    for part in parts:
        _take(part, leaves, amount_fen)
    for part in parts:
        _add(part, enters, amount_fen)
    if leaves is FundAccount.FUNDING:
        budget.amount_fen += amount_fen
    if enters is FundAccount.FUNDING:
        budget.amount_fen -= amount_fen
    budget.bookings += 1
    booking = FundBooking(
        id=new_id(),
        budget_id=budget.id,
        community=budget.community,
        number=budget.bookings,
        booked_at=clock.now(),
        kind=kind,
        from_account=leaves,
        to_account=enters,
        amount_fen=amount_fen,
        available_fen=budget.available_fen,
        paper=paper,
        project_id=None if project is None else project.id,
        application=None if project is None else project.number,
        receipt_id=receipt_id,
        reverses_id=None if reverses is None else reverses.id,
        reverses=None if reverses is None else reverses.number,
    )
    session.add(booking)
    session.flush()
    return booking


def tell_set(session: Session, actor: Actor, budget: FundBudget) -> None:
    """Tell how high the budget is now."""
    event = FundBudgetSet(
        budget_id=budget.id,
        community=budget.community,
        year=budget.year,
        source=budget.source,
        amount_fen=budget.amount_fen,
        version=budget.version,
    )
    outbox.add(session, event, actor=actor)


def _take(part: Any, account: FundAccount, amount_fen: int) -> None:
    column = _COLUMNS.get(account)
    if column is None or not hasattr(part, column):
        return
    rules.check_covers(account, getattr(part, column), amount_fen)
    setattr(part, column, getattr(part, column) - amount_fen)


def _add(part: Any, account: FundAccount, amount_fen: int) -> None:
    column = _COLUMNS.get(account)
    if column is not None and hasattr(part, column):
        setattr(part, column, getattr(part, column) + amount_fen)


def _empty(session: Session, request: SetFundBudget) -> FundBudget:
    budget = FundBudget(
        id=new_id(),
        community=request.community,
        year=request.year,
        source=request.source,
        amount_fen=0,
        bookings=0,
        expired_at=None,
        version=0,
        **dict.fromkeys(_COLUMNS.values(), 0),
    )
    session.add(budget)
    session.flush()
    return budget


def _one(session: Session, *which: sa.ColumnElement[bool]) -> FundBudget | None:
    chosen = sa.select(FundBudget).where(*which).with_for_update()
    return session.scalar(chosen.execution_options(populate_existing=True))
