"""The ledger (收支账) of the project support fund: budgets and bookings, in whole fen."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, Shape, event, request, shape
from contracts.volunteers.words import FundAccount, FundBookingKind, FundSource

#: A hundred million yuan.
FEN_MOST = 10_000_000_000
PAPER_LONGEST = 100
FIRST_YEAR, LAST_YEAR = 2013, 2199


@shape
class FundBudgetView(Answer):
    """The budget of one community, year and source, and where its money is."""

    id: UUID = fields.plain("The budget.")
    community: str = fields.place("The community.")
    year: int = fields.plain("Of which year.")
    source: FundSource = fields.choice("Where the money comes from.")
    amount_fen: int = fields.plain("The budget, in fen (分).")
    available_fen: int = fields.plain("What is left to approve, in fen.")
    reserved_fen: int = fields.plain("What is reserved for approved projects, in fen.")
    advanced_fen: int = fields.plain("What was paid in advance and is not settled, in fen.")
    spent_fen: int = fields.plain("What was spent by accepted receipts, in fen.")
    returned_fen: int = fields.plain("What came back and is not closed yet, in fen.")
    version: int = fields.plain("Counts the changes, from 1.")
    possible: list[str] = fields.possible()


@shape
class FundBudgetPage(Page):
    """A page of budgets."""

    items: list[FundBudgetView] = fields.plain("The budgets.")


@request("volunteers", "set_fund_budget", FundBudgetView)
class SetFundBudget(Request[FundBudgetView]):
    """Set the yearly budget (年度预算) of the support fund of a community, by its paper."""

    community: str = fields.area("The community.")
    year: int = fields.number(
        "Of which year.", least=FIRST_YEAR, most=LAST_YEAR, example=2026, strict=False
    )
    source: FundSource = fields.choice("Where the money comes from.", example="street_budget")
    amount_fen: int = fields.number(
        "The whole budget of the year, in fen (分).", least=1, most=FEN_MOST, example=5_000_000
    )
    paper: str = fields.line(
        "The paper that sets it.", longest=PAPER_LONGEST, example="南街财〔2026〕3号"
    )


@request("volunteers", "show_fund_budget", FundBudgetView)
class ShowFundBudget(Request[FundBudgetView]):
    """Show one budget."""

    budget_id: UUID = fields.path("The budget.")


@request("volunteers", "list_fund_budgets", FundBudgetPage)
class ListFundBudgets(Listing, Request[FundBudgetPage]):
    """List the budgets that you may see, the newest year first."""

    area: str | None = fields.area("Only of this area.", default=None)
    year: int | None = fields.number(
        "Only of this year.", least=FIRST_YEAR, most=LAST_YEAR, default=None, strict=False
    )
    source: list[FundSource] | None = fields.several("Only of these sources.", FundSource)
    sort: str | None = fields.sorting("year")


@shape
class FundBookingView(Answer):
    """One booking: money that moved from one account to another."""

    id: UUID = fields.plain("The booking.")
    number: int = fields.plain("Counts the bookings of the budget, from 1.")
    booked_on: dt.date = fields.plain("When.")
    kind: FundBookingKind = fields.choice("Why.")
    from_account: FundAccount = fields.choice("The account that the money leaves.")
    to_account: FundAccount = fields.choice("The account that the money enters.")
    amount_fen: int = fields.plain("How much, in fen (分); always more than 0.")
    paper: str = fields.plain("The paper behind it.")
    project_id: UUID | None = fields.plain("The project, if it is of one.", default=None)
    application: str | None = fields.plain("The number of that project.", default=None)
    reverses: int | None = fields.plain("The number of the booking that it reverses.", default=None)
    is_reversed: bool = fields.plain("Whether a later booking reverses it.")
    available_fen: int = fields.plain("What was left to approve afterwards, in fen.")
    possible: list[str] = fields.possible()


@shape
class FundStatement(Page):
    """The bookings of a budget in their order, with what was left after each."""

    budget: FundBudgetView = fields.plain("The budget, as it is now.")
    items: list[FundBookingView] = fields.plain("The bookings, oldest first.")


@request("volunteers", "show_fund_statement", FundStatement)
class ShowFundStatement(Listing, Request[FundStatement]):
    """Show the statement (收支明细) of a budget, a page at a time."""

    budget_id: UUID = fields.path("The budget.")
    sort: str | None = fields.sorting("number")


@shape
class FundLedgerFilter(Shape):
    """Which bookings a workbook has."""

    year: int = fields.number(
        "Of which year.", least=FIRST_YEAR, most=LAST_YEAR, example=2026, strict=False
    )
    area: str | None = fields.area("Only of this area.", default=None)


@shape
class FundLedgerRow(Answer):
    """One line of the workbook for accountants."""

    community: str = fields.place("The community.")
    year: int = fields.plain("Of which year.")
    source: FundSource = fields.choice("Where the money comes from.")
    number: int = fields.plain("Counts the bookings of the budget, from 1.")
    booked_on: dt.date = fields.plain("When.")
    kind: FundBookingKind = fields.choice("Why.")
    from_account: FundAccount = fields.choice("The account that the money leaves.")
    to_account: FundAccount = fields.choice("The account that the money enters.")
    amount_fen: int = fields.plain("How much, in fen (分).")
    paper: str = fields.plain("The paper behind it.")
    application: str | None = fields.plain("The number of the project.", default=None)
    reverses: int | None = fields.plain("The number of the booking that it reverses.", default=None)


@shape
class FundLedgerRows(Answer):
    """Every booking that the filters find, and the balances of their budgets."""

    budgets: list[FundBudgetView] = fields.plain("The budgets.")
    rows: list[FundLedgerRow] = fields.plain("The bookings, by community and number.")


@request("volunteers", "export_fund_ledger", FundLedgerRows)
class ExportFundLedger(FundLedgerFilter, Request[FundLedgerRows]):
    """Export the bookings of a year."""


@event("volunteers", subject="budget_id")
class FundBudgetSet(Event):
    """The yearly budget of a community's support fund was set."""

    budget_id: UUID = fields.plain("The budget.")
    community: str = fields.area("The community.")
    year: int = fields.plain("Of which year.")
    source: FundSource = fields.choice("Where the money comes from.")
    amount_fen: int = fields.plain("The whole budget, in fen (分).")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
