"""Reminding people to settle, and forgetting papers past their period."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act_as_system
from bus import outbox
from contracts.volunteers.fund import FundPapersForgotten
from contracts.volunteers.notices import FUND_OVERDUE, FUND_SETTLEMENT_DUE
from contracts.volunteers.words import FundState
from groundwork import history
from groundwork.history import Entry
from groundwork.retention import Cleaning, each
from runtime import clock, retention
from services.volunteers.fund.model import FundApplication, FundReceipt
from services.volunteers.fund.queries import APPLICATIONS, RECEIPTS
from services.volunteers.fund_ledger.model import FundBooking, FundBudget
from services.volunteers.fund_ledger.queries import BUDGETS
from services.volunteers.fund_notices import operations as fund_notices
from services.volunteers.fund_notices.operations import KIND
from services.volunteers.fund_papers import rules
from vocabulary import erasure
from vocabulary.actors import RESIDENT, SYSTEM_ROLE
from vocabulary.periods import day_of
from vocabulary.permissions import Action, roles_for

#: Projects that the clock reminds of in one transaction.
AT_ONCE = 100
#: Projects that still move keep their budget.
_OPEN = (FundState.APPROVED, FundState.RUNNING, FundState.SETTLED)


def remind(session: Session, today: dt.date) -> int:
    """Remind of projects that are to be settled, once a week each; returns how many."""
    act_as_system(session)
    chosen = (
        sa.select(FundApplication)
        .where(
            FundApplication.state == FundState.RUNNING,
            FundApplication.settle_by <= rules.due_by(today),
            FundApplication.ends_on < today,
            sa.or_(
                FundApplication.reminded_on.is_(None),
                FundApplication.reminded_on <= rules.reminded_before(today),
            ),
        )
        .order_by(FundApplication.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    due = session.scalars(chosen).all()
    for project in due:
        project.reminded_on = today
        APPLICATIONS.changed(session, RESIDENT, project, "reminded", role=SYSTEM_ROLE)
        is_late = project.settle_by is not None and project.settle_by < today
        kind = FUND_OVERDUE if is_late else FUND_SETTLEMENT_DUE
        fund_notices.tell(session, RESIDENT, kind, project, also=roles_for(Action.FUND_CHECK))
    return len(due)


def _old_budgets() -> sa.Select[Any]:
    """Budgets of years that ended before the limit, without a project that still moves."""
    moves = sa.exists().where(
        FundApplication.budget_id == FundBudget.id, FundApplication.state.in_(_OPEN)
    )
    year = day_of(retention.limit("fund_paper")).year
    return sa.select(FundBudget).where(FundBudget.year < year, ~moves)


def _forget_budget(session: Session, budget: FundBudget) -> None:
    """The budget goes with all of its papers, or bookings would no longer add up."""
    budget.expired_at = clock.now()
    session.flush()
    projects = sa.select(FundApplication.id).where(FundApplication.budget_id == budget.id)
    _forget_notes(session, BUDGETS.kind, [budget.id])
    session.execute(sa.delete(FundBooking).where(FundBooking.budget_id == budget.id))
    for project in session.scalars(
        sa.select(FundApplication).where(FundApplication.id.in_(projects))
    ).all():
        _forget_application(session, project)
    session.delete(budget)


def _old_applications() -> sa.Select[Any]:
    """Those that never got money; the others go with their budget."""
    has_changes = sa.orm.aliased(FundApplication)
    return sa.select(FundApplication).where(
        FundApplication.budget_id.is_(None),
        FundApplication.original_id.is_(None),
        FundApplication.drafted_at < retention.limit("fund_paper"),
        ~sa.exists().where(has_changes.original_id == FundApplication.id),
    )


def _forget_application(session: Session, application: FundApplication) -> None:
    chosen = sa.select(FundApplication).where(FundApplication.original_id == application.id)
    for change in session.scalars(chosen).all():
        _forget_notes(session, KIND, [change.id])
        _tell_forgotten(session, change, [])
        session.delete(change)
    receipts = session.scalars(
        sa.select(FundReceipt).where(FundReceipt.project_id == application.id)
    ).all()
    _forget_notes(session, RECEIPTS.kind, [one.id for one in receipts])
    _tell_forgotten(session, application, [one.id for one in receipts])
    for receipt in receipts:
        session.delete(receipt)
    _forget_notes(session, KIND, [application.id])
    session.flush()
    session.delete(application)
    session.flush()


def _tell_forgotten(session: Session, application: FundApplication, receipts: list[UUID]) -> None:
    """Say which papers are gone, so that their files go too."""
    event = FundPapersForgotten(
        project_id=application.id,
        community=application.community,
        receipts=receipts,
        version=application.version + 1,
    )
    outbox.add(session, event, actor=RESIDENT)


def _forget_notes(session: Session, kind: str, things: list[UUID]) -> None:
    history.forget_notes(
        session, erasure.BY_RETENTION, Entry.kind == kind, Entry.thing_id.in_(things)
    )


#: Budgets with their bookings, projects and receipts; and applications that never got money.
CLEANED: list[Cleaning] = [
    each(FundBudget, _old_budgets, _forget_budget),
    each(FundApplication, _old_applications, _forget_application),
]
