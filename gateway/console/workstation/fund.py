"""The support fund (项目扶持资金) at the desk: applications, receipts, budgets, the statement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import flask

from contracts.volunteers.fund import (
    AdvanceFundProject,
    ApproveFundApplication,
    CheckFundApplication,
    DeclineFundApplication,
    DeliberateFundApplication,
    ListFundApplications,
    RefuseFundApplication,
    ReturnFundApplication,
    StartFundProject,
    SubmitFundApplication,
    TakeBackFundApplication,
    WithdrawFundApplication,
)
from contracts.volunteers.fund_ledger import ListFundBudgets, SetFundBudget
from contracts.volunteers.fund_settlement import (
    AcceptFundReceipt,
    AddFundReceipt,
    CloseFundProject,
    RecordReturnedFundRest,
    RefuseFundReceipt,
    RemoveFundReceipt,
    ReverseFundBooking,
    SendBackFundSettlement,
    SettleFundProject,
)
from gateway.console import api, deeds, money
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.money import MoneyDeed
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import attachments, territory
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

HERE = "/desk/fund"
ALL = "/api/v1/fund/projects"
_BUDGETS = "/api/v1/fund/budgets"
_TABS = (
    Tab(
        "waiting",
        _("审批中"),
        {"state": "submitted,checked,deliberated", "sort": "drafted_at"},
    ),
    Tab("running", _("实施中"), {"state": "approved,running", "sort": "drafted_at"}),
    Tab("overdue", _("超期未结算"), {"overdue": "true", "sort": "drafted_at"}),
    Tab("settled", _("待办结"), {"state": "settled", "sort": "drafted_at"}),
    Tab("drafts", _("草稿"), {"state": "draft"}),
    Tab("over", _("已结束"), {"state": "closed,refused,withdrawn,merged"}),
)
_ADVANCE = MoneyDeed(AdvanceFundProject, hints={"paper": _("只填凭证号，不要填银行账号。")})
_RECEIPT = MoneyDeed(
    AddFundReceipt,
    leads=f"{HERE}/{{project_id}}/receipts/{{id}}",
    hints={"reference": _("登记后在下一页拍照上传。")},
)
_RETURNED = MoneyDeed(RecordReturnedFundRest, hints={"paper": _("只填凭证号，不要填银行账号。")})
_DEEDS = (
    Deed(SubmitFundApplication, label=_("提交申请")),
    Deed(CheckFundApplication),
    Deed(ReturnFundApplication, label=_("退回，写明缺什么")),
    Deed(
        DeliberateFundApplication,
        hints={
            "abstained": _("与项目有利害关系的委员回避，不参加表决。"),
            "source": _("金额在综合党委权限以内、直接批准时才用。"),
        },
    ),
    Deed(DeclineFundApplication),
    Deed(ApproveFundApplication),
    Deed(RefuseFundApplication),
    Deed(StartFundProject),
    _RECEIPT,
    Deed(SettleFundProject, hints={"benefited": _("大约有多少居民受益。")}),
    _ADVANCE,
    _RETURNED,
    Deed(
        CloseFundProject,
        hints={"paper": _("预付以外还有报销的，填付款凭证号。")},
    ),
    Deed(SendBackFundSettlement, label=_("退回结算，写明缺什么")),
    Deed(TakeBackFundApplication, is_final=True),
    Deed(WithdrawFundApplication, is_final=True),
)
_SET = MoneyDeed(
    SetFundBudget,
    leads=f"{HERE}/budgets/{{id}}",
    hints={"amount_fen": _("全年总额；调整时也填新的总额。"), "paper": _("预算文件的文号。")},
)
#: What a project was decided with, and what came of it.
_BEFORE = {"state": "approved,running,settled,closed", "limit": 20}
_MANY = {"limit": 200}


@page(HERE, may=Action.FUND_READ, title=_("项目扶持资金"), nav="fund")
def desk_fund() -> Shown:
    """The applications of your communities, those that wait first."""
    places = territory.communities()
    found = listed(
        ALL,
        ListFundApplications,
        tabs=_TABS,
        filters=["year", "words", *territory.narrowing(places)],
        options={"area": places},
    )
    return shown(
        "workstation/fund.html",
        found.status,
        listed=found,
        may_apply=may_somewhere(Action.FUND_APPLY),
    )


@page(f"{HERE}/budgets", may=Action.FUND_READ, title=_("预算和收支"), nav="fund")
def fund_budgets() -> Shown:
    """The budgets of your communities, and where the money is."""
    places = territory.communities()
    found = listed(
        _BUDGETS,
        ListFundBudgets,
        tabs=(Tab("all", _("全部")),),
        filters=["year", "source", *territory.narrowing(places)],
        options={"area": places},
    )
    return shown(
        "workstation/fund_budgets.html",
        found.status,
        listed=found,
        year=day_of(clock.now()).year,
        may_set=may_somewhere(Action.FUND_BUDGET),
        may_export=may_somewhere(Action.FUND_EXPORT),
    )


@page(
    f"{HERE}/budgets/new",
    may=Action.FUND_BUDGET,
    title=_("设置年度预算"),
    nav="fund",
    methods=("GET", "POST"),
)
def set_fund_budget() -> Shown | flask.Response:
    """Set the budget of a community's year."""
    places = territory.communities()
    start = territory.beginning(places) | {"year": day_of(clock.now()).year}
    done, form, status = deeds.created(_SET, options={"community": places}, start=start)
    return done or shown(
        "workstation/new.html",
        status,
        form=money.asked_in_yuan(form),
        deed=_SET,
        back=(f"{HERE}/budgets", _("预算和收支")),
        lead=_("金额以元填写，例如 50000。记账以后不能修改，只能冲正或填新的总额。"),
    )


@page(f"{HERE}/budgets/<uuid:budget_id>", may=Action.FUND_READ, title=_("收支明细"), nav="fund")
def fund_statement(budget_id: UUID) -> Shown:
    """The statement of a budget, to read and to print."""
    asked = {"limit": 200, "cursor": flask.request.args.get("cursor", "")}
    found = api.get(f"{_BUDGETS}/{budget_id}/statement", asked)
    return shown("workstation/fund_statement.html", found=found, budget=found["budget"])


@page(
    f"{HERE}/bookings/<uuid:budget_id>/<uuid:booking_id>",
    may=Action.FUND_BUDGET,
    title=_("冲正记账"),
    nav="fund",
    methods=("GET", "POST"),
)
def reverse_fund_booking(budget_id: UUID, booking_id: UUID) -> Shown | flask.Response:
    """Reverse one booking, with the reason."""
    back = f"{HERE}/budgets/{budget_id}"
    deed = Deed(ReverseFundBooking, leads=back, is_final=True)
    done, form, status = deeds.created(deed, {"booking_id": str(booking_id)})
    return done or shown(
        "workstation/new.html",
        status,
        form=form,
        deed=deed,
        back=(back, _("收支明细")),
        lead=_("冲正另记一笔相反的账，原来的记账保留。票据的记账会整张冲正，并退回待核对。"),
    )


@page(
    f"{HERE}/<uuid:project_id>",
    may=Action.FUND_READ,
    title=_("扶持项目"),
    nav="fund",
    methods=("GET", "POST"),
    takes_files=True,
)
def fund_project(project_id: UUID) -> Shown | flask.Response:
    """One application: what is asked, what was supported before, its money and receipts."""
    at, here = f"{ALL}/{project_id}", f"{HERE}/{project_id}"
    if done := attachments.sent(at, here):
        return done
    known = Deeds(here, _DEEDS, {"project_id": str(project_id)})
    if done := known.sent():
        return done
    one = api.get(at)
    is_decided_now = {"deliberation", "approval", "check"} & set(one["possible"])
    return shown(
        "workstation/fund_project.html",
        known.status,
        one=one,
        before=_before(one) if is_decided_now else [],
        left=_left(one) if is_decided_now else [],
        changes=api.get(ALL, {"original_id": str(project_id), "limit": 20})["items"],
        files=attachments.of(at, Action.FUND_READ),
        deeds=known,
        offers=known.offered(
            one,
            asking={deed.asked: _in_yuan(deed) for deed in (_ADVANCE, _RECEIPT, _RETURNED)},
        ),
    )


@page(
    f"{HERE}/<uuid:project_id>/receipts/<uuid:receipt_id>",
    may=Action.FUND_READ,
    title=_("票据"),
    nav="fund",
    methods=("GET", "POST"),
    takes_files=True,
)
def fund_receipt(project_id: UUID, receipt_id: UUID) -> Shown | flask.Response:
    """One receipt: its photo beside what was entered, and the decision."""
    back = f"{HERE}/{project_id}"
    at, here = f"/api/v1/fund/receipts/{receipt_id}", f"{back}/receipts/{receipt_id}"
    if done := attachments.sent(at, here):
        return done
    path = {"project_id": str(project_id), "receipt_id": str(receipt_id)}
    known = Deeds(
        here,
        (
            Deed(
                AcceptFundReceipt,
                leads=back,
                hints={"reason": _("没有照片的，写明原件在哪里核对。")},
            ),
            Deed(RefuseFundReceipt, leads=back),
            Deed(RemoveFundReceipt, leads=back, path=path, is_final=True),
        ),
        path,
    )
    if done := known.sent():
        return done
    one = api.get(at)
    project = api.get(f"{ALL}/{project_id}")
    return shown(
        "workstation/fund_receipt.html",
        known.status,
        one=one,
        project=project,
        files=attachments.of(at, Action.FUND_READ),
        deeds=known,
        offers=known.offered(one),
    )


def _in_yuan(deed: Deed) -> Any:
    return lambda tried: money.form(deed.shape, tried, hints=deed.hints)


def _before(one: api.Json) -> list[Mapping[str, Any]]:
    """What was supported on the same post before."""
    found = api.get(ALL, _BEFORE | {"post_id": one["post_id"]})["items"]
    return [other for other in found if other["id"] not in {one["id"], one["original_id"]}]


def _left(one: api.Json) -> list[Mapping[str, Any]]:
    """What is left of the year, by source."""
    asked = _MANY | {"area": one["community"], "year": one["year"]}
    found: list[Mapping[str, Any]] = api.get(_BUDGETS, asked)["items"]
    return found
