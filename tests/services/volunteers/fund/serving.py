"""Builders of the support fund: a budget, an application in each state; valid by default."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from bus.tables import OUTBOX
from contracts import envelope
from contracts.registry import Event
from contracts.volunteers.fund import (
    AdvanceFundProject,
    ApproveFundApplication,
    CheckFundApplication,
    DeliberateFundApplication,
    DraftFundApplication,
    FundApplicationView,
    FundCost,
    FundReceiptView,
    ShowFundApplication,
    StartFundProject,
    SubmitFundApplication,
)
from contracts.volunteers.fund_ledger import (
    FundBookingView,
    FundBudgetView,
    SetFundBudget,
    ShowFundBudget,
    ShowFundStatement,
)
from contracts.volunteers.fund_settlement import (
    AcceptFundReceipt,
    AddFundReceipt,
    SettleFundProject,
)
from contracts.volunteers.words import FundSource
from runtime import clock
from runtime.database import Database
from services.volunteers.fund import operations as fund
from services.volunteers.fund import queries as found
from services.volunteers.fund_ledger import operations as ledger
from services.volunteers.fund_ledger import queries as booked
from services.volunteers.fund_settlement import operations as settlement
from tests.builders import COMMISSIONER, LILIN, STAFF, STREET, an_actor
from tests.services.volunteers.serving import POST
from vocabulary.actors import Actor, Role
from vocabulary.periods import day_of

COMMITTEE = an_actor(Role.PARTY_COMMITTEE)
OFFICE = an_actor(Role.STREET_OFFICER, STREET)
TODAY = day_of(clock.now())
YEAR = TODAY.year
YUAN = 100
WHY = "惠及面广，费用合理。"


def a_budget(database: Database, fen: int = 50_000 * YUAN, **changed: Any) -> FundBudgetView:
    """The year's budget of 荔林, 50,000 yuan."""
    usual: dict[str, Any] = {
        "community": LILIN,
        "year": YEAR,
        "source": FundSource.STREET_BUDGET,
        "amount_fen": fen,
        "paper": "南街财〔2026〕3号",
    }
    with database.writing() as session:
        return ledger.set_budget(session, OFFICE, SetFundBudget(**usual | changed))


def a_plan(fen: int = 3_000 * YUAN, **changed: Any) -> dict[str, Any]:
    """What is to be done, for 3,000 yuan in two lines, beginning and ending today."""
    usual: dict[str, Any] = {
        "title": "楼道消防宣传",
        "purpose": "入户讲解，张贴海报。",
        "for_whom": "老旧小区的老人",
        "starts_on": TODAY,
        "ends_on": TODAY,
        "costs": [
            FundCost(what="宣传海报", amount_fen=1),
            FundCost(what="讲师费", amount_fen=fen - 1),
        ],
    }
    return usual | changed


def a_draft(
    database: Database, fen: int = 3_000 * YUAN, *, by: Actor = COMMISSIONER, **changed: Any
) -> FundApplicationView:
    """A draft of the commissioner."""
    told = {"post_id": POST} | a_plan(fen, **changed)
    with database.writing() as session:
        return fund.draft(session, by, DraftFundApplication(**told))


def submitted(database: Database, fen: int = 3_000 * YUAN, **changed: Any) -> FundApplicationView:
    """A submitted application."""
    one = a_draft(database, fen, **changed)
    with database.writing() as session:
        return fund.submit(session, COMMISSIONER, SubmitFundApplication(project_id=one.id))


def checked(database: Database, fen: int = 3_000 * YUAN, **changed: Any) -> FundApplicationView:
    """One that the workstation passed on."""
    return pass_on(database, submitted(database, fen, **changed).id)


def pass_on(database: Database, project_id: UUID) -> FundApplicationView:
    """The workstation passes it on."""
    with database.writing() as session:
        return fund.check(session, STAFF, CheckFundApplication(project_id=project_id))


def deliberated(database: Database, fen: int = 3_000 * YUAN, **changed: Any) -> FundApplicationView:
    """One that the committee recommended."""
    return recommend(database, checked(database, fen, **changed).id)


def recommend(database: Database, project_id: UUID) -> FundApplicationView:
    """The committee recommends it."""
    request = DeliberateFundApplication(project_id=project_id, reason=WHY, abstained=1)
    with database.writing() as session:
        return fund.deliberate(session, COMMITTEE, request)


def approve(
    database: Database, project_id: UUID, source: FundSource = FundSource.STREET_BUDGET
) -> FundApplicationView:
    """The street office approves it."""
    request = ApproveFundApplication(project_id=project_id, reason=WHY, source=source)
    with database.writing() as session:
        return fund.approve(session, OFFICE, request)


def approved(database: Database, fen: int = 3_000 * YUAN, **changed: Any) -> FundApplicationView:
    """An approved project."""
    return approve(database, deliberated(database, fen, **changed).id)


def running(database: Database, fen: int = 3_000 * YUAN, **changed: Any) -> FundApplicationView:
    """A project that has begun."""
    one = approved(database, fen, **changed)
    with database.writing() as session:
        return fund.start(session, STAFF, StartFundProject(project_id=one.id))


def advance(
    database: Database, project_id: UUID, fen: int, paper: str = "付字 31 号"
) -> FundApplicationView:
    """The workstation records an advance."""
    request = AdvanceFundProject(project_id=project_id, amount_fen=fen, paper=paper)
    with database.writing() as session:
        return fund.advance(session, STAFF, request)


def a_receipt(
    database: Database, project_id: UUID, fen: int, reference: str = "2444-1", **changed: Any
) -> FundReceiptView:
    """A receipt of today."""
    usual: dict[str, Any] = {
        "reference": reference,
        "spent_on": TODAY,
        "what": "宣传海报",
        "amount_fen": fen,
    }
    request = AddFundReceipt(project_id=project_id, **usual | changed)
    with database.writing() as session:
        return settlement.add_receipt(session, COMMISSIONER, request)


def settle(database: Database, project_id: UUID, by: Actor = COMMISSIONER) -> FundApplicationView:
    """The commissioner hands the account in."""
    request = SettleFundProject(project_id=project_id, result="入户 120 户。", benefited=240)
    with database.writing() as session:
        return settlement.settle(session, by, request)


def accept(database: Database, receipt: FundReceiptView) -> FundReceiptView:
    """The workstation accepts a receipt."""
    request = AcceptFundReceipt(project_id=receipt.project_id, receipt_id=receipt.id)
    with database.writing() as session:
        return settlement.accept_receipt(session, STAFF, request)


def shown(database: Database, project_id: UUID, by: Actor = STAFF) -> FundApplicationView:
    """The application as somebody sees it."""
    with database.reading() as session:
        return found.show(session, by, ShowFundApplication(project_id=project_id))


def budget_now(database: Database, budget: FundBudgetView) -> FundBudgetView:
    """The budget as it is now."""
    with database.reading() as session:
        return booked.show(session, OFFICE, ShowFundBudget(budget_id=budget.id))


def bookings(database: Database, budget: FundBudgetView) -> list[FundBookingView]:
    """Its bookings, oldest first."""
    with database.reading() as session:
        request = ShowFundStatement(budget_id=budget.id, limit=200, sort=None)
        return booked.statement(session, OFFICE, request).items


def events(database: Database, *kinds: type[Event]) -> list[Event]:
    """What was told, of these kinds."""
    with database.reading() as session:
        texts = session.scalars(sa.select(OUTBOX.c.envelope).order_by(OUTBOX.c.seq)).all()
    told = [envelope.read(text).event() for text in texts]
    return [one for one in told if isinstance(one, kinds)]


def some_days_ago(days: int) -> dt.date:
    """A day in the past."""
    return TODAY - dt.timedelta(days=days)
