"""The project support fund: applications, receipts, budgets, the ledger, the public list."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import flask

from contracts.gateway.attachments import ListAttachments
from contracts.gateway.words import AttachedTo, AttachmentState
from contracts.volunteers.fund import (
    AdvanceFundProject,
    ApproveFundApplication,
    ChangeFundProject,
    CheckFundApplication,
    DeclineFundApplication,
    DeliberateFundApplication,
    DraftFundApplication,
    EditFundApplication,
    ListFundApplications,
    RefuseFundApplication,
    ReturnFundApplication,
    ShowFundApplication,
    StartFundProject,
    SubmitFundApplication,
    TakeBackFundApplication,
    WithdrawFundApplication,
)
from contracts.volunteers.fund_ledger import (
    ExportFundLedger,
    FundBudgetView,
    FundLedgerFilter,
    FundLedgerRow,
    FundLedgerRows,
    ListFundBudgets,
    SetFundBudget,
    ShowFundBudget,
    ShowFundStatement,
)
from contracts.volunteers.fund_settlement import (
    AcceptFundReceipt,
    AddFundReceipt,
    ChangeFundBooking,
    CloseFundProject,
    PublicFund,
    RecordReturnedFundRest,
    RefuseFundReceipt,
    RemoveFundReceipt,
    ReverseFundBooking,
    SendBackFundSettlement,
    SettleFundProject,
    ShowFundReceipt,
)
from contracts.words import headings, value_name
from gateway.api.recruitment.named_accounts import aside
from gateway.files import spreadsheets
from gateway.files.spreadsheets import Cell
from gateway.http.place_names import called
from gateway.http.routes import Plain, ask, dependencies, hand_on
from gateway.http.table_routes import TableRoutes
from vocabulary.permissions import Action

routes = TableRoutes("fund", "项目扶持资金 · Project support fund")

_FUND = "/api/v1/fund"
_ALL = f"{_FUND}/projects"
_ONE = f"{_ALL}/<uuid:project_id>"
_RECEIPT = f"{_ONE}/receipts/<uuid:receipt_id>"
_BUDGETS = f"{_FUND}/budgets"
_BOOKING = f"{_FUND}/bookings/<uuid:booking_id>"
_READ, _APPLY, _CHECK = Action.FUND_READ, Action.FUND_APPLY, Action.FUND_CHECK
_DELIBERATE, _APPROVE, _BUDGET = (
    Action.FUND_DELIBERATE,
    Action.FUND_APPROVE,
    Action.FUND_BUDGET,
)
_CODE = "社区代码 Code"
_BALANCES = (
    "amount_fen",
    "available_fen",
    "reserved_fen",
    "advanced_fen",
    "spent_fen",
    "returned_fen",
)
_MOVED = ("amount_fen", "paper", "application", "reverses")

routes.asks("GET", _ALL, ListFundApplications, may=_READ)
routes.asks(
    "POST",
    _ALL,
    DraftFundApplication,
    may=_APPLY,
    creates="/api/v1/fund/projects/{id}",
)
routes.asks("GET", _ONE, ShowFundApplication, may=_READ)
routes.asks("PUT", _ONE, EditFundApplication, may=_APPLY)
routes.asks("POST", f"{_ONE}/submission", SubmitFundApplication, may=_APPLY)
routes.asks("POST", f"{_ONE}/taking-back", TakeBackFundApplication, may=_APPLY)
routes.asks("POST", f"{_ONE}/check", CheckFundApplication, may=_CHECK)
routes.asks("POST", f"{_ONE}/return", ReturnFundApplication, may=_CHECK)
routes.asks("POST", f"{_ONE}/deliberation", DeliberateFundApplication, may=_DELIBERATE)
routes.asks("POST", f"{_ONE}/declining", DeclineFundApplication, may=_DELIBERATE)
routes.asks("POST", f"{_ONE}/approval", ApproveFundApplication, may=_APPROVE)
routes.asks("POST", f"{_ONE}/refusal", RefuseFundApplication, may=_APPROVE)
routes.asks("POST", f"{_ONE}/start", StartFundProject, may=_CHECK)
routes.asks("POST", f"{_ONE}/withdrawal", WithdrawFundApplication, may=_CHECK)
routes.asks("POST", f"{_ONE}/advance", AdvanceFundProject, may=_CHECK)
routes.asks(
    "POST",
    f"{_ONE}/changes",
    ChangeFundProject,
    may=_APPLY,
    creates="/api/v1/fund/projects/{id}",
)
routes.asks(
    "POST",
    f"{_ONE}/receipts",
    AddFundReceipt,
    may=_APPLY,
    creates="/api/v1/fund/receipts/{id}",
)
routes.asks("DELETE", _RECEIPT, RemoveFundReceipt, may=_APPLY)
routes.asks("POST", f"{_RECEIPT}/refusal", RefuseFundReceipt, may=_CHECK)
routes.asks("GET", f"{_FUND}/receipts/<uuid:receipt_id>", ShowFundReceipt, may=_READ)
routes.asks("POST", f"{_ONE}/settlement", SettleFundProject, may=_APPLY)
routes.asks("POST", f"{_ONE}/settlement-return", SendBackFundSettlement, may=_CHECK)
routes.asks("POST", f"{_ONE}/returned-rest", RecordReturnedFundRest, may=_CHECK)
routes.asks("POST", f"{_ONE}/closing", CloseFundProject, may=_APPROVE)
routes.asks("GET", _BUDGETS, ListFundBudgets, may=_READ)
routes.asks("POST", _BUDGETS, SetFundBudget, may=_BUDGET, creates="/api/v1/fund/budgets/{id}")
routes.asks("GET", f"{_BUDGETS}/<uuid:budget_id>", ShowFundBudget, may=_READ)
routes.asks("GET", f"{_BUDGETS}/<uuid:budget_id>/statement", ShowFundStatement, may=_READ)
routes.asks("PUT", _BOOKING, ChangeFundBooking, may=_BUDGET)
routes.asks("POST", f"{_BOOKING}/reversal", ReverseFundBooking, may=_BUDGET)
routes.asks("GET", "/api/v1/public/communities/<community>/fund", PublicFund, may=Action.ANYONE)


@routes.asking("POST", f"{_RECEIPT}/acceptance", AcceptFundReceipt, may=_CHECK)
def accept_fund_receipt(request: AcceptFundReceipt) -> Plain:
    """Accept a receipt (核准), by its photo or with a note; its amount is booked as spent."""
    asked = ListAttachments(attached_to=AttachedTo.FUND_RECEIPT, thing_id=request.receipt_id)
    files = [one for one in aside(asked).items if one.state is AttachmentState.KEPT]
    return hand_on(dataclasses.replace(request, has_photo=bool(files)))


@routes.table_out(
    f"{_FUND}/ledger",
    may=Action.FUND_EXPORT,
    filters=FundLedgerFilter,
    description="The ledger as a workbook: balances, and every booking.",
)
def export_fund_ledger(filters: FundLedgerFilter) -> flask.Response:
    """Fetch the ledger of a year as a workbook for accountants."""
    found = ask(ExportFundLedger(**vars(filters)))
    names = {one.community: called(one.community, "zh") for one in found.budgets}
    sheets = {
        "余额 Balances": _balances(found.budgets, names),
        "收支账 Ledger": _bookings(found, names),
    }
    return flask.Response(
        dependencies().aside(lambda: spreadsheets.workbook_of(sheets)),
        content_type=spreadsheets.WORKBOOK_TYPE,
        headers={"Content-Disposition": f'attachment; filename="fund-{filters.year}.xlsx"'},
    )


def _balances(budgets: list[FundBudgetView], names: Mapping[str, str | None]) -> list[list[Cell]]:
    columns = headings(FundBudgetView, "community", "year", "source", *_BALANCES)
    rows: list[list[Cell]] = [
        [
            one.community,
            names[one.community],
            one.year,
            value_name(one.source).both,
            *(getattr(one, name) for name in _BALANCES),
        ]
        for one in budgets
    ]
    return [[_CODE, *columns], *rows]


def _bookings(found: FundLedgerRows, names: Mapping[str, str | None]) -> list[list[Cell]]:
    columns = headings(
        FundLedgerRow,
        "community",
        "source",
        "number",
        "booked_on",
        "kind",
        "from_account",
        "to_account",
        *_MOVED,
    )
    rows: list[list[Cell]] = [
        [
            one.community,
            names[one.community],
            value_name(one.source).both,
            one.number,
            one.booked_on.isoformat(),
            *(value_name(word).both for word in (one.kind, one.from_account, one.to_account)),
            *(getattr(one, name) for name in _MOVED),
        ]
        for one in found.rows
    ]
    return [[_CODE, *columns], *rows]
