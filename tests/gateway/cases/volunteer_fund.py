"""The project support fund: applications, receipts, budgets, the ledger, the public list."""

from __future__ import annotations

import dataclasses
from typing import Any

from contracts.gateway.attachments import ListAttachments
from contracts.registry import Request
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
from tests.gateway.actors import COMMISSIONER, OFFICER, STAFF, holding
from tests.gateway.cases.case import Case
from vocabulary.actors import Actor, Role

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c5"
_COMMUNITY = "440305007003"
_COMMITTEE = holding(Role.PARTY_COMMITTEE)
_PLAN = {
    "title": "楼道消防宣传",
    "purpose": "入户讲解，张贴海报。",
    "for_whom": "老旧小区的老人",
    "starts_on": "2026-05-04",
    "ends_on": "2026-06-04",
    "costs": [{"what": "宣传海报", "amount_fen": 120_000}],
}
_REASON = {"reason": "惠及面广，费用合理。"}
_PAYMENT = {"amount_fen": 60_000, "paper": "付字第 17 号"}
_SOURCE = {"source": "street_budget"}
_ONE, _BUDGET = "fund/projects/{project_id}", "fund/budgets/{budget_id}"
_RECEIPT = f"{_ONE}/receipts/{{receipt_id}}"


def _case(
    by: Actor, method: str, path: str, becomes: type[Request[Any]], sent: dict[str, Any]
) -> Case:
    parts = [_ID if part.startswith("{") else part for part in path.split("/")]
    rule = path.partition("?")[0]
    return Case(method, f"/api/v1/{'/'.join(parts)}", f"/api/v1/{rule}", by, becomes, sent)


CASES = [
    _case(STAFF, "GET", "fund/projects?state=running,settled", ListFundApplications, {}),
    _case(COMMISSIONER, "POST", "fund/projects", DraftFundApplication, _PLAN | {"post_id": _ID}),
    _case(STAFF, "GET", _ONE, ShowFundApplication, {}),
    _case(COMMISSIONER, "PUT", _ONE, EditFundApplication, _PLAN),
    _case(COMMISSIONER, "POST", f"{_ONE}/submission", SubmitFundApplication, {}),
    _case(COMMISSIONER, "POST", f"{_ONE}/taking-back", TakeBackFundApplication, {}),
    _case(STAFF, "POST", f"{_ONE}/check", CheckFundApplication, {"note": "材料齐全。"}),
    _case(STAFF, "POST", f"{_ONE}/return", ReturnFundApplication, _REASON),
    _case(
        _COMMITTEE,
        "POST",
        f"{_ONE}/deliberation",
        DeliberateFundApplication,
        _REASON | {"abstained": 1},
    ),
    _case(
        _COMMITTEE, "POST", f"{_ONE}/declining", DeclineFundApplication, _REASON | {"abstained": 0}
    ),
    _case(OFFICER, "POST", f"{_ONE}/approval", ApproveFundApplication, _REASON | _SOURCE),
    _case(OFFICER, "POST", f"{_ONE}/refusal", RefuseFundApplication, _REASON),
    _case(STAFF, "POST", f"{_ONE}/start", StartFundProject, {}),
    _case(STAFF, "POST", f"{_ONE}/withdrawal", WithdrawFundApplication, _REASON),
    _case(STAFF, "POST", f"{_ONE}/advance", AdvanceFundProject, _PAYMENT),
    _case(COMMISSIONER, "POST", f"{_ONE}/changes", ChangeFundProject, _PLAN),
    _case(
        COMMISSIONER,
        "POST",
        f"{_ONE}/receipts",
        AddFundReceipt,
        {
            "reference": "发票 0713",
            "spent_on": "2026-05-06",
            "what": "宣传海报",
            "amount_fen": 60_000,
        },
    ),
    _case(COMMISSIONER, "DELETE", _RECEIPT, RemoveFundReceipt, {}),
    dataclasses.replace(
        _case(STAFF, "POST", f"{_RECEIPT}/acceptance", AcceptFundReceipt, {"reason": "票据无误。"}),
        asks_before=(ListAttachments,),
    ),
    _case(STAFF, "POST", f"{_RECEIPT}/refusal", RefuseFundReceipt, _REASON),
    _case(STAFF, "GET", "fund/receipts/{receipt_id}", ShowFundReceipt, {}),
    _case(
        COMMISSIONER,
        "POST",
        f"{_ONE}/settlement",
        SettleFundProject,
        {"result": "入户讲解 240 户。", "benefited": 240},
    ),
    _case(STAFF, "POST", f"{_ONE}/settlement-return", SendBackFundSettlement, _REASON),
    _case(STAFF, "POST", f"{_ONE}/returned-rest", RecordReturnedFundRest, _PAYMENT),
    _case(OFFICER, "POST", f"{_ONE}/closing", CloseFundProject, {"paper": "付字第 18 号"}),
    _case(STAFF, "GET", "fund/budgets?year=2026", ListFundBudgets, {}),
    _case(
        OFFICER,
        "POST",
        "fund/budgets",
        SetFundBudget,
        _SOURCE
        | {
            "community": _COMMUNITY,
            "year": 2026,
            "amount_fen": 5_000_000,
            "paper": "南山街办〔2026〕4 号",
        },
    ),
    _case(STAFF, "GET", _BUDGET, ShowFundBudget, {}),
    _case(STAFF, "GET", f"{_BUDGET}/statement", ShowFundStatement, {}),
    _case(OFFICER, "PUT", "fund/bookings/{booking_id}", ChangeFundBooking, _PAYMENT),
    _case(OFFICER, "POST", "fund/bookings/{booking_id}/reversal", ReverseFundBooking, _REASON),
    _case(OFFICER, "GET", "fund/ledger?year=2026", ExportFundLedger, {}),
    Case(
        "GET",
        f"/api/v1/public/communities/{_COMMUNITY}/fund",
        "/api/v1/public/communities/{community}/fund",
        None,
        PublicFund,
        {},
    ),
]
