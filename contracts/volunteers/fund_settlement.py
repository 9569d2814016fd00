"""Settling a supported project (结算): receipts, the rest that comes back, closing."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.registry import Answer, Request, request, shape
from contracts.volunteers.fund import (
    LINE_FEN_MOST,
    LINE_LONGEST,
    PEOPLE_MOST,
    REFERENCE_LONGEST,
    FundApplicationView,
    FundReceiptView,
    OneFundApplication,
    Payment,
    ReasonedFundApplication,
)
from contracts.volunteers.fund_ledger import (
    FIRST_YEAR,
    LAST_YEAR,
    PAPER_LONGEST,
    FundBookingView,
)
from contracts.volunteers.words import FundState


@request("volunteers", "add_fund_receipt", FundReceiptView)
class AddFundReceipt(OneFundApplication, Request[FundReceiptView]):
    """Enter a receipt (票据) of a running project; its photo is attached to it afterwards."""

    reference: str = fields.line(
        "The number printed on it.", longest=REFERENCE_LONGEST, example="24442000000123456789"
    )
    spent_on: dt.date = fields.plain("The day printed on it.", example="2026-05-06")
    what: str = fields.line("What was bought.", longest=LINE_LONGEST, example="宣传海报")
    amount_fen: int = fields.number(
        "How much, in fen (分).", least=1, most=LINE_FEN_MOST, example=80_000
    )


@shape
class OneFundReceipt(Change):
    """Something done about one receipt of an application."""

    project_id: UUID = fields.path("The application.")
    receipt_id: UUID = fields.path("The receipt.")


@request("volunteers", "show_fund_receipt", FundReceiptView)
class ShowFundReceipt(Request[FundReceiptView]):
    """Show one receipt."""

    receipt_id: UUID = fields.path("The receipt.")


@request("volunteers", "remove_fund_receipt", FundApplicationView)
class RemoveFundReceipt(OneFundReceipt, Request[FundApplicationView]):
    """Remove a receipt that was entered by mistake, before it is decided."""


@request("volunteers", "accept_fund_receipt", FundReceiptView)
class AcceptFundReceipt(OneFundReceipt, Request[FundReceiptView]):
    """Accept a receipt (核准); its amount is booked as spent."""

    reason: str | None = fields.words(
        "What is noted; needed if no photo is attached, such as where the paper is.",
        longest=500,
        default=None,
    )
    has_photo: bool | None = fields.surrounding(
        fields.plain("Whether a file is attached to it. Null: not looked at.", default=None),
        default=None,
    )


@request("volunteers", "refuse_fund_receipt", FundReceiptView)
class RefuseFundReceipt(OneFundReceipt, Request[FundReceiptView]):
    """Refuse a receipt (不予报销), with the reason."""

    reason: str = fields.words("Why.", longest=500, example="与批准的用途不符。")


@request("volunteers", "settle_fund_project", FundApplicationView)
class SettleFundProject(OneFundApplication, Request[FundApplicationView]):
    """Hand the account of a project in (提交结算): what was done, and for how many."""

    result: str = fields.words(
        "What was done.", longest=2000, example="入户 120 户，张贴海报 60 张。"
    )
    benefited: int = fields.number("How many benefited.", least=0, most=PEOPLE_MOST, example=240)


@request("volunteers", "send_back_fund_settlement", FundApplicationView)
class SendBackFundSettlement(ReasonedFundApplication, Request[FundApplicationView]):
    """Send an account back, with what is missing; receipts may be entered again."""


@request("volunteers", "record_returned_fund_rest", FundApplicationView)
class RecordReturnedFundRest(Payment, OneFundApplication, Request[FundApplicationView]):
    """Record money of the advance that came back (余款退回)."""


@request("volunteers", "close_fund_project", FundApplicationView)
class CloseFundProject(OneFundApplication, Request[FundApplicationView]):
    """Close a settled project (办结): every receipt is decided, and the rest came back."""

    paper: str | None = fields.line(
        "The voucher by which expenses beyond the advance were paid; needed if there are some.",
        longest=PAPER_LONGEST,
        example="付字 2026-58 号",
        default=None,
    )


@request("volunteers", "change_fund_booking", FundBookingView)
class ChangeFundBooking(Payment, Request[FundBookingView]):
    """Refused for every booking, with the way out: it is reversed (冲正) and booked again."""

    booking_id: UUID = fields.path("The booking.")


@request("volunteers", "reverse_fund_booking", FundBookingView)
class ReverseFundBooking(Request[FundBookingView]):
    """Reverse a booking (冲正) that was made by mistake, with the reason; nothing is erased.

    That of a receipt reverses all of it, and the receipt waits for its decision again.
    """

    booking_id: UUID = fields.path("The booking.")
    reason: str = fields.words("Why.", longest=500, example="金额登记有误。")


@shape
class PublicFundProject(Answer):
    """One project as everybody sees it; personal numbers in its words are hidden."""

    number: str = fields.plain("Number by community and year.")
    title: str = fields.plain("What it is called.")
    purpose: str = fields.plain("What for.")
    for_whom: str = fields.plain("For whom.")
    state: FundState = fields.choice("Where it stands.")
    approved_on: dt.date = fields.plain("When it was approved.")
    approved_fen: int = fields.plain("What was approved, in fen (分).")
    spent_fen: int = fields.plain("What was spent by accepted receipts, in fen.")
    benefited: int | None = fields.plain("How many benefited; null: not settled yet.", default=None)
    result: str | None = fields.plain("What was done.", default=None)


@shape
class PublicFundList(Page):
    """The projects of a community that were approved or closed in a quarter, and the year so far."""

    community: str = fields.place("The community.")
    year: int = fields.plain("Of which year.")
    quarter: int = fields.plain("Which quarter, 1 to 4.")
    budget_fen: int = fields.plain("The budget of the year, in fen (分).")
    approved_fen: int = fields.plain("What its projects were approved for so far, in fen.")
    spent_fen: int = fields.plain("What was spent of it so far, in fen.")
    items: list[PublicFundProject] = fields.plain("The projects, the newest approval first.")


@request("volunteers", "public_fund", PublicFundList)
class PublicFund(Listing, Request[PublicFundList]):
    """Show what a community's support fund was used for in a quarter (季度公开)."""

    community: str = fields.path(fields.area("The community."))
    year: int | None = fields.number(
        "Of which year; this year, if left out.",
        least=FIRST_YEAR,
        most=LAST_YEAR,
        default=None,
        strict=False,
    )
    quarter: int | None = fields.number(
        "Which quarter; the current one, if left out.", least=1, most=4, default=None, strict=False
    )
    sort: str | None = fields.sorting("approved_on")
