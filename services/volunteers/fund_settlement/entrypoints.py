"""Requests about receipts, settlements and the public list."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
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
from services.volunteers.fund_settlement import operations, queries


class FundSettlementEntrypoints(Service):
    """Receipts, settling, closing, reversing."""

    add_fund_receipt = writes(AddFundReceipt, operations.add_receipt)
    remove_fund_receipt = writes(RemoveFundReceipt, operations.remove_receipt)
    accept_fund_receipt = writes(AcceptFundReceipt, operations.accept_receipt)
    refuse_fund_receipt = writes(RefuseFundReceipt, operations.refuse_receipt)
    show_fund_receipt = reads(ShowFundReceipt, queries.show_receipt)
    settle_fund_project = writes(SettleFundProject, operations.settle)
    send_back_fund_settlement = writes(SendBackFundSettlement, operations.send_back)
    record_returned_fund_rest = writes(RecordReturnedFundRest, operations.return_rest)
    close_fund_project = writes(CloseFundProject, operations.close)
    change_fund_booking = writes(ChangeFundBooking, operations.change_booking)
    reverse_fund_booking = writes(ReverseFundBooking, operations.reverse)
    public_fund = reads(PublicFund, queries.public)
