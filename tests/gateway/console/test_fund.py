"""The support fund on pages: applied for in steps, decided, settled receipt by receipt, printed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any, TypeVar, cast
from uuid import UUID

import pytest

from contracts.gateway.attachments import AttachmentList, AttachmentView, ListAttachments
from contracts.gateway.words import AttachmentState
from contracts.volunteers.fund import (
    AdvanceFundProject,
    DraftFundApplication,
    FundApplicationPage,
    FundApplicationView,
    FundCost,
    FundReceiptView,
    ListFundApplications,
    ShowFundApplication,
    SubmitFundApplication,
)
from contracts.volunteers.fund_ledger import (
    FIRST_YEAR,
    FundBookingView,
    FundBudgetPage,
    FundBudgetView,
    FundStatement,
    ListFundBudgets,
    SetFundBudget,
    ShowFundStatement,
)
from contracts.volunteers.fund_settlement import (
    AcceptFundReceipt,
    AddFundReceipt,
    PublicFund,
    PublicFundList,
    PublicFundProject,
    ReverseFundBooking,
    ShowFundReceipt,
)
from contracts.volunteers.teams import ListTeams, TeamPage, TeamView
from contracts.volunteers.words import FundReceiptState, FundState
from gateway.console import money
from runtime import clock
from tests.builders import DENGLIANG
from tests.gateway.answers import everything
from tests.gateway.cases.case import an_answer
from tests.gateway.console.visiting import Page, Visitor
from tests.gateway.house import House
from vocabulary.actors import Role
from vocabulary.periods import day_of

A = TypeVar("A")

_ONE = UUID("01970a3c-9000-7000-8000-0000000000f1")
_RECEIPT = UUID("01970a3c-9000-7000-8000-0000000000f2")
_BUDGET = UUID("01970a3c-9000-7000-8000-0000000000f3")
_BOOKING = UUID("01970a3c-9000-7000-8000-0000000000f4")
_POST = UUID("01970a3c-9000-7000-8000-0000000000f5")
_HERE = f"/desk/fund/{_ONE}"


def _some(kind: type[A], **changes: Any) -> A:
    """An answer with what this test is about."""
    found: Any = an_answer(kind)  # type: ignore[arg-type]  # answers alone come here
    return cast("A", dataclasses.replace(found, **changes))


@pytest.fixture
def house(quick_house: House) -> House:
    """A project that is being settled, with one receipt, from a budget with one booking."""
    answers = quick_house.gateway.services.answers
    answers.update(everything())
    receipt = _some(
        FundReceiptView,
        id=_RECEIPT,
        project_id=_ONE,
        what="宣传海报",
        amount_fen=8_050,
        state=FundReceiptState.HANDED_IN,
        version=1,
        possible=["acceptance", "refusal"],
    )
    one = _some(
        FundApplicationView,
        id=_ONE,
        title="楼道消防宣传",
        community=DENGLIANG,
        original_id=None,
        activity_id=None,
        costs=[FundCost(what="宣传海报", amount_fen=300_000)],
        amount_fen=300_000,
        year=2026,
        approved_on=dt.date(2026, 5, 4),
        approved_fen=300_000,
        state=FundState.DELIBERATED,
        receipts=[receipt],
        possible=["approval", "advance", "receipts", "edit"],
        history=[],
        version=7,
    )
    budget = _some(FundBudgetView, id=_BUDGET, year=one.year, available_fen=4_700_050)
    booking = _some(
        FundBookingView, id=_BOOKING, number=3, paper="付字 31 号", possible=["reversal"]
    )
    team = _some(TeamView, post_id=_POST, name="荔林消防安全团队")
    answers |= {
        ShowFundApplication: one,
        ListFundApplications: FundApplicationPage(
            items=[dataclasses.replace(one, id=_BUDGET, title="去年的晚会")]
        ),
        ShowFundReceipt: receipt,
        AddFundReceipt: receipt,
        AcceptFundReceipt: receipt,
        DraftFundApplication: one,
        SubmitFundApplication: one,
        AdvanceFundProject: one,
        ListFundBudgets: FundBudgetPage(items=[budget]),
        SetFundBudget: budget,
        ShowFundStatement: FundStatement(budget=budget, items=[booking]),
        ReverseFundBooking: booking,
        ListTeams: TeamPage(items=[team]),
    }
    return quick_house


@pytest.fixture
def clerk(house: House) -> Visitor:
    """A clerk of the workstation."""
    visitor = Visitor(house.gateway.app)
    visitor.signs_in(house.person("clerk", Role.WORKSTATION_STAFF))
    return visitor


@pytest.fixture
def officer(house: House) -> Visitor:
    """An officer of the street."""
    visitor = Visitor(house.gateway.app)
    visitor.signs_in(house.person("officer", Role.STREET_OFFICER))
    return visitor


def _asked(house: House, kind: type[Any]) -> list[Any]:
    """The requests of this kind that arrived."""
    return [one.request for one in house.gateway.services.asked if type(one.request) is kind]


def _next(clerk: Visitor, page: Page, **typed: str) -> Page:
    return clerk.sends(page, {**typed, "_go": "next"})


def test_support_is_applied_for_in_steps_with_costs_by_line(house: House, clerk: Visitor) -> None:
    """Amounts are written in yuan; nothing is kept before the last look."""
    what = {"post_id": str(_POST), "title": "邻里节", "purpose": "摆摊。"}
    when = {"for_whom": "老人", "starts_on": "2027-05-04", "ends_on": "2027-05-05"}
    page = _next(clerk, clerk.opens("/desk/fund/new"), **what)
    page = _next(clerk, page, **when)
    wrong = _next(clerk, page, **{"costs.0.what": "海报", "costs.0.amount_fen": "八十"})
    assert wrong.status == 422
    page = _next(clerk, page, **{"costs.0.what": "海报", "costs.0.amount_fen": "80.5"})
    assert "请核对" in page.words
    assert _asked(house, DraftFundApplication) == []

    after = clerk.follows(clerk.sends(page, {"_go": "submission"}))

    [drafted] = _asked(house, DraftFundApplication)
    assert [(one.what, one.amount_fen) for one in drafted.costs] == [("海报", 8_050)]
    assert (drafted.post_id, drafted.starts_on) == (_POST, dt.date(2027, 5, 4))
    assert len(_asked(house, SubmitFundApplication)) == 1
    assert "等待工作站初审" in after.words


def test_a_decision_is_made_with_what_was_supported_before_and_what_is_left(
    officer: Visitor,
) -> None:
    page = officer.opens(_HERE)

    assert "47000.50 元" in page.words
    assert "去年的晚会" in page.words
    assert page.form(deed="approve_fund_application").names


def test_an_advance_is_written_in_yuan(house: House, clerk: Visitor) -> None:
    page = clerk.opens(_HERE)

    clerk.sends(
        page, {"amount_fen": "1,500.00", "paper": "付字 31 号"}, deed="advance_fund_project"
    )

    [advance] = _asked(house, AdvanceFundProject)
    assert (advance.amount_fen, advance.expected_version) == (150_000, 7)


def test_a_receipt_leads_to_the_page_where_its_photo_is_taken(house: House, clerk: Visitor) -> None:
    typed = {"reference": "2444", "spent_on": "2026-05-06", "what": "海报", "amount_fen": "80.50"}

    after = clerk.follows(clerk.sends(clerk.opens(_HERE), typed, deed="add_fund_receipt"))

    assert [one.amount_fen for one in _asked(house, AddFundReceipt)] == [8_050]
    assert "80.50 元" in after.words
    clerk.sends(after, {}, deed="accept_fund_receipt")
    assert [one.receipt_id for one in _asked(house, AcceptFundReceipt)] == [_RECEIPT]


@pytest.mark.parametrize("state", [None, AttachmentState.REMOVED, AttachmentState.KEPT])
def test_a_receipt_is_accepted_with_what_is_attached_to_it(
    house: House, clerk: Visitor, state: AttachmentState | None
) -> None:
    """Only a file that is still there counts; the browser cannot say so by itself."""
    files = [] if state is None else [_some(AttachmentView, state=state)]
    kept = AttachmentList(items=files, possible=[])
    house.services.play_all()
    house.gateway.services.answers[ListAttachments] = kept
    page = clerk.opens(f"{_HERE}/receipts/{_RECEIPT}")
    assert "has_photo" not in page.form(deed="accept_fund_receipt").names

    clerk.sends(page, {"reason": "原件已核对。"}, deed="accept_fund_receipt")

    [accepted] = _asked(house, AcceptFundReceipt)
    assert accepted.has_photo is (state is AttachmentState.KEPT)
    assert accepted.reason == "原件已核对。"


def test_a_budget_is_set_and_its_statement_offers_reversals(house: House, officer: Visitor) -> None:
    typed = {
        "community": DENGLIANG,
        "year": "2026",
        "source": "street_budget",
        "amount_fen": "50000",
        "paper": "南街财〔2026〕3号",
    }
    after = officer.follows(officer.sends(officer.opens("/desk/fund/budgets/new"), typed))

    assert [one.amount_fen for one in _asked(house, SetFundBudget)] == [5_000_000]
    assert "付字 31 号" in after.words
    reversal = officer.opens(f"/desk/fund/bookings/{_BUDGET}/{_BOOKING}")
    officer.sends(reversal, {"reason": "金额登记有误。"})
    assert [one.booking_id for one in _asked(house, ReverseFundBooking)] == [_BOOKING]


def test_everybody_reads_the_list_of_a_quarter(house: House) -> None:
    project = _some(PublicFundProject, title="楼道消防宣传", approved_fen=300_000, benefited=240)
    found = _some(PublicFundList, year=2026, quarter=1, items=[project])
    house.gateway.services.answers[PublicFund] = found

    page = Visitor(house.gateway.app).opens(f"/communities/{DENGLIANG}/fund?year=2026&quarter=1")

    assert page.status == 200
    assert "240 人" in page.words
    assert any(link.endswith("year=2025&quarter=4") for link in page.links)


def test_the_list_leads_to_no_quarter_that_is_still_to_come(house: House) -> None:
    """Nor to one before the first year that has a fund."""
    today = day_of(clock.now())
    quarter = (today.month + 2) // 3

    def leads(year: int, quarter: int) -> list[str]:
        shown = _some(PublicFundList, year=year, quarter=quarter, items=[])
        house.gateway.services.answers[PublicFund] = shown
        page = Visitor(house.gateway.app).opens(f"/communities/{DENGLIANG}/fund")
        return [link for link in page.links if "quarter=" in link]

    now, first = leads(today.year, quarter), leads(FIRST_YEAR, 1)
    before = dt.date(today.year, 3 * quarter - 2, 1) - dt.timedelta(days=1)
    assert [link.partition("?")[2] for link in now] == [
        f"year={before.year}&quarter={(before.month + 2) // 3}"
    ]
    assert [link.partition("?")[2] for link in first] == [f"year={FIRST_YEAR}&quarter=2"]


@pytest.mark.parametrize("go", ["²", "9" * 5_000, "-1"])
@pytest.mark.parametrize("at", ["/desk/fund/new", "/desk/activities/new"])
def test_a_step_that_is_no_number_is_the_next_one(clerk: Visitor, at: str, go: str) -> None:
    page = clerk.opens(at)

    assert clerk.sends(page, {"_go": go}).status == 422


@pytest.mark.parametrize(
    ("written", "fen"),
    [("80", 8_000), ("80.5", 8_050), ("1,000.05", 100_005), ("80．50", 8_050)],
)
def test_an_amount_is_read_as_people_write_it(written: str, fen: int) -> None:
    assert money.in_fen({"amount_fen": written}) == {"amount_fen": fen}


@pytest.mark.parametrize("written", ["", "八十", "-3", "80.505", "1e3"])
def test_what_is_no_amount_stays_as_it_is(written: str) -> None:
    assert money.in_fen({"amount_fen": written}) == {"amount_fen": written}
