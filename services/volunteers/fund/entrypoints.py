"""Requests about applications."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
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
from services.volunteers.fund import operations, queries


class FundEntrypoints(Service):
    """Applying, deciding, beginning."""

    draft_fund_application = writes(DraftFundApplication, operations.draft)
    edit_fund_application = writes(EditFundApplication, operations.edit)
    submit_fund_application = writes(SubmitFundApplication, operations.submit)
    take_back_fund_application = writes(TakeBackFundApplication, operations.take_back)
    check_fund_application = writes(CheckFundApplication, operations.check)
    return_fund_application = writes(ReturnFundApplication, operations.return_)
    deliberate_fund_application = writes(DeliberateFundApplication, operations.deliberate)
    decline_fund_application = writes(DeclineFundApplication, operations.decline)
    approve_fund_application = writes(ApproveFundApplication, operations.approve)
    refuse_fund_application = writes(RefuseFundApplication, operations.refuse)
    start_fund_project = writes(StartFundProject, operations.start)
    withdraw_fund_application = writes(WithdrawFundApplication, operations.withdraw)
    advance_fund_project = writes(AdvanceFundProject, operations.advance)
    change_fund_project = writes(ChangeFundProject, operations.change)
    show_fund_application = reads(ShowFundApplication, queries.show)
    list_fund_applications = reads(ListFundApplications, queries.page)
