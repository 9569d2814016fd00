"""Applications to the project support fund (项目扶持资金): from the draft to the approval. R20."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.registry import Answer, Event, Request, Shape, event, request, shape
from contracts.volunteers.fund_ledger import PAPER_LONGEST
from contracts.volunteers.words import FundReceiptState, FundSource, FundState

TITLE_LONGEST, LINE_LONGEST = 60, 60
REFERENCE_LONGEST = 40
LINES_MOST = 30
#: A million yuan.
LINE_FEN_MOST = 100_000_000
PEOPLE_MOST = 100_000


@shape
class FundCost(Shape):
    """One line of the costs."""

    what: str = fields.line("What for.", longest=LINE_LONGEST, example="宣传海报")
    amount_fen: int = fields.number(
        "How much, in fen (分).", least=1, most=LINE_FEN_MOST, example=80_000
    )


@shape
class FundPlan(Shape):
    """What is to be done with the money."""

    title: str = fields.line("What it is called.", longest=TITLE_LONGEST, example="楼道消防宣传")
    purpose: str = fields.words("What is done.", longest=2000, example="入户讲解，张贴海报。")
    for_whom: str = fields.words("For whom.", longest=200, example="老旧小区的老人")
    starts_on: dt.date = fields.plain("First day.", example="2026-05-04")
    ends_on: dt.date = fields.plain("Last day.", example="2026-06-04")
    costs: list[FundCost] = fields.parts("The costs by line.", fewest=1, most=LINES_MOST)


@shape
class FundStep(Answer):
    """One line of an application's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `checked`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account; null: the system.", default=None)
    role: str = fields.plain("The role in which it was done.")
    note: str | None = fields.plain("Why.", default=None)


@shape
class FundReceiptView(Answer):
    """One receipt (票据)."""

    id: UUID = fields.plain("The receipt.")
    project_id: UUID = fields.plain("The project.")
    community: str = fields.place("Where.")
    commissioner: str | None = fields.account("The commissioner of the project.", default=None)
    number: int = fields.plain("Counts the receipts of the project, from 1.")
    reference: str = fields.plain("The number printed on it.")
    spent_on: dt.date = fields.plain("The day printed on it.")
    what: str = fields.plain("What was bought.")
    amount_fen: int = fields.plain("How much, in fen (分).")
    state: FundReceiptState = fields.choice("Whether it was accepted.")
    reason: str | None = fields.plain("Why it was refused, or what was noted.", default=None)
    is_open: bool = fields.plain(
        "Whether it may still be replaced: its project is running, and nobody decided on it."
    )
    version: int = fields.plain("Counts the changes, from 1.")
    possible: list[str] = fields.possible()


@shape
class FundApplicationView(Answer):
    """One application."""

    id: UUID = fields.plain("The application.")
    number: str = fields.plain("Number by community and year.", example="〔2026〕3")
    community: str = fields.place("Where.")
    post_id: UUID = fields.plain("The commissioner's post.")
    team_id: UUID | None = fields.plain("The team of that post.", default=None)
    commissioner: str | None = fields.account(
        "The commissioner on the post; null: the workstation looks after it.", default=None
    )
    original_id: UUID | None = fields.plain(
        "The approved application that it asks to change.", default=None
    )
    activity_id: UUID | None = fields.plain("The activity that it supports.", default=None)
    title: str = fields.plain("What it is called.")
    purpose: str = fields.plain("What is done.")
    for_whom: str = fields.plain("For whom.")
    starts_on: dt.date = fields.plain("First day.")
    ends_on: dt.date = fields.plain("Last day.")
    costs: list[FundCost] = fields.plain("The costs by line.")
    amount_fen: int = fields.plain("What is asked for in all, in fen (分).")
    state: FundState = fields.choice("Where it stands.")
    year: int = fields.plain("Of which year's budget.")
    source: FundSource | None = fields.choice("Where the money comes from.", default=None)
    abstained: int | None = fields.plain(
        "How many of the party committee abstained, as they have a part in it.", default=None
    )
    approved_on: dt.date | None = fields.plain("When it was approved.", default=None)
    approved_fen: int = fields.plain("What was approved, in fen.")
    reserved_fen: int = fields.plain("What is reserved and not paid, in fen.")
    advanced_fen: int = fields.plain("What was paid in advance and is not settled, in fen.")
    spent_fen: int = fields.plain("What was spent by accepted receipts, in fen.")
    returned_fen: int = fields.plain("What came back of the advance, in fen.")
    settle_by: dt.date | None = fields.plain("The last day to settle it.", default=None)
    is_overdue: bool = fields.plain("Whether that day has passed and it is not settled.")
    settled_on: dt.date | None = fields.plain("When it was settled first.", default=None)
    result: str | None = fields.plain("What was done.", default=None)
    benefited: int | None = fields.plain("How many benefited.", default=None)
    payment_paper: str | None = fields.plain(
        "The voucher by which expenses beyond the advance were paid.", default=None
    )
    receipts: list[FundReceiptView] | None = fields.plain(
        "Its receipts, in the view of one.", default=None
    )
    version: int = fields.plain("Counts the changes, from 1.")
    possible: list[str] = fields.possible()
    history: list[FundStep] | None = fields.plain(
        "What happened to it, oldest first; in the view of one.", default=None
    )


@shape
class FundApplicationPage(Page):
    """A page of applications."""

    items: list[FundApplicationView] = fields.plain("The applications.")


@request("volunteers", "draft_fund_application", FundApplicationView)
class DraftFundApplication(FundPlan, Request[FundApplicationView]):
    """Draft an application to the support fund (申请项目扶持资金) for a project or an activity."""

    post_id: UUID = fields.plain("The commissioner's post.")
    activity_id: UUID | None = fields.plain("The activity that it supports.", default=None)
    is_in_micro_projects: bool = fields.plain(
        "Whether the same matter is applied for, or supported, as a micro-project (民生微实事).",
        default=False,
    )


@shape
class OneFundApplication(Change):
    """A change of one application."""

    project_id: UUID = fields.path("The application.")


@shape
class ReasonedFundApplication(OneFundApplication):
    """A change that needs a reason."""

    reason: str = fields.words("Why.", longest=500, example="惠及面广，费用合理。")


@request("volunteers", "edit_fund_application", FundApplicationView)
class EditFundApplication(FundPlan, OneFundApplication, Request[FundApplicationView]):
    """Rewrite a draft."""


@request("volunteers", "submit_fund_application", FundApplicationView)
class SubmitFundApplication(OneFundApplication, Request[FundApplicationView]):
    """Submit a draft to the workstation."""


@request("volunteers", "take_back_fund_application", FundApplicationView)
class TakeBackFundApplication(OneFundApplication, Request[FundApplicationView]):
    """Take an application back (撤回) that is not decided."""


@request("volunteers", "check_fund_application", FundApplicationView)
class CheckFundApplication(OneFundApplication, Request[FundApplicationView]):
    """Pass an application on to the party committee (初审通过)."""

    note: str | None = fields.words("What the committee should know.", longest=500, default=None)


@request("volunteers", "return_fund_application", FundApplicationView)
class ReturnFundApplication(ReasonedFundApplication, Request[FundApplicationView]):
    """Return an application to its writer, with what is missing."""


@shape
class Deliberation(Shape):
    """How the committee deliberated."""

    abstained: int = fields.number(
        "How many members abstained, as they have a part in it.", least=0, most=99, default=0
    )


@request("volunteers", "deliberate_fund_application", FundApplicationView)
class DeliberateFundApplication(
    Deliberation, ReasonedFundApplication, Request[FundApplicationView]
):
    """Recommend an application to the street office (审议通过), with the reason.

    Up to the street's limit (`fund_committee_yuan`) this approves it, and reserves the money.
    """

    source: FundSource | None = fields.choice(
        "The budget that it takes where the committee's approval is enough; the street's, if left out.",
        default=None,
    )


@request("volunteers", "decline_fund_application", FundApplicationView)
class DeclineFundApplication(Deliberation, ReasonedFundApplication, Request[FundApplicationView]):
    """Refuse an application after deliberation (审议不通过), with the reason."""


@request("volunteers", "approve_fund_application", FundApplicationView)
class ApproveFundApplication(ReasonedFundApplication, Request[FundApplicationView]):
    """Approve an application (批准), with the reason; its money is reserved in the year's budget."""

    source: FundSource = fields.choice(
        "The budget that it takes.", default=FundSource.STREET_BUDGET, example="street_budget"
    )


@request("volunteers", "refuse_fund_application", FundApplicationView)
class RefuseFundApplication(ReasonedFundApplication, Request[FundApplicationView]):
    """Refuse an application (不予批准), with the reason."""


@request("volunteers", "withdraw_fund_application", FundApplicationView)
class WithdrawFundApplication(ReasonedFundApplication, Request[FundApplicationView]):
    """Give an approved project up before it begins (撤销); its money is free again."""


@shape
class Payment(Shape):
    """Money that was paid outside."""

    amount_fen: int = fields.number(
        "How much, in fen (分).", least=1, most=LINE_FEN_MOST, example=100_000
    )
    paper: str = fields.line(
        "The number of the voucher, never a bank account.",
        longest=PAPER_LONGEST,
        example="付字 2026-31 号",
    )


@request("volunteers", "start_fund_project", FundApplicationView)
class StartFundProject(OneFundApplication, Request[FundApplicationView]):
    """Begin an approved project (开始实施)."""


@request("volunteers", "advance_fund_project", FundApplicationView)
class AdvanceFundProject(Payment, OneFundApplication, Request[FundApplicationView]):
    """Record an advance (预付) that was paid, up to the street's share of what was approved."""


@request("volunteers", "change_fund_project", FundApplicationView)
class ChangeFundProject(FundPlan, OneFundApplication, Request[FundApplicationView]):
    """Ask for another purpose or amount (变更): a new application, approved like the first."""


@request("volunteers", "show_fund_application", FundApplicationView)
class ShowFundApplication(Request[FundApplicationView]):
    """Show one application with its receipts and history."""

    project_id: UUID = fields.path("The application.")


@request("volunteers", "list_fund_applications", FundApplicationPage)
class ListFundApplications(Listing, Request[FundApplicationPage]):
    """List the applications that you may see."""

    area: str | None = fields.area("Only of this area.", default=None)
    post_id: UUID | None = fields.plain("Only of this post.", default=None)
    commissioner: UUID | None = fields.plain("Only of this commissioner.", default=None)
    year: int | None = fields.number(
        "Only of this year's budget.", least=2013, most=2199, default=None, strict=False
    )
    state: list[FundState] | None = fields.several("Only in these states.", FundState)
    overdue: bool | None = fields.plain("Only those that should be settled by now.", default=None)
    original_id: UUID | None = fields.plain("Only changes of this one.", default=None)
    words: str | None = fields.line("Only with these words in the title.", longest=60, default=None)
    sort: str | None = fields.sorting("drafted_at")


@shape
class FundFact(Shape):
    """The facts in every event of a project."""

    project_id: UUID = fields.plain("The application.")
    community: str = fields.area("Where.")
    post_id: UUID = fields.plain("The commissioner's post.")
    team_id: UUID | None = fields.plain("The team of that post.", default=None)
    commissioner: UUID | None = fields.plain(
        "The commissioner on the post that day; null: nobody was.", default=None
    )
    year: int = fields.plain("Of which year's budget.")
    source: FundSource = fields.choice("Where the money comes from.")
    approved_fen: int = fields.plain("What was approved, in fen (分).")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("volunteers", subject="project_id")
class FundApproved(FundFact, Event):
    """Support for a project was approved, or a change of it."""

    approved_on: dt.date = fields.plain("When.")


@event("volunteers", subject="project_id")
class FundWithdrawn(FundFact, Event):
    """An approved project was given up before it began (撤销); its money is free again."""

    withdrawn_on: dt.date = fields.plain("When.")


@event("volunteers", subject="project_id")
class FundSettled(FundFact, Event):
    """A project was settled and closed: all receipts are decided, and the rest is free again."""

    settled_on: dt.date = fields.plain("When its account was handed in first.")
    is_on_time: bool = fields.plain("Whether that was within a month of its end.")
    spent_fen: int = fields.plain("What was spent, in fen (分).")
    benefited: int = fields.plain("How many benefited.")


@event("volunteers", subject="project_id")
class FundPapersForgotten(Event):
    """The papers of an application are past their period and deleted; its files go with them."""

    project_id: UUID = fields.plain("The application.")
    community: str = fields.area("Where.")
    receipts: list[UUID] = fields.plain("Its receipts.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)
