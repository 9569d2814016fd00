"""What does not fit is refused, and leaves everything as it was. R20."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.volunteers.fund import ChangeFundProject, SubmitFundApplication
from contracts.volunteers.fund_settlement import (
    CloseFundProject,
    PublicFund,
    RecordReturnedFundRest,
    ReverseFundBooking,
    SendBackFundSettlement,
)
from contracts.volunteers.words import FundState
from runtime.database import Database
from services.volunteers.fund import operations as fund
from services.volunteers.fund import rules
from services.volunteers.fund.model import FundApplication
from services.volunteers.fund_settlement import operations as settlement
from services.volunteers.fund_settlement import queries as told
from tests.builders import COMMISSIONER, STAFF, refused
from tests.services.volunteers.fund.serving import (
    OFFICE,
    TODAY,
    YEAR,
    YUAN,
    a_budget,
    a_draft,
    a_plan,
    a_receipt,
    accept,
    advance,
    approve,
    bookings,
    deliberated,
    pass_on,
    recommend,
    running,
    settle,
    shown,
    submitted,
)

_DAY = dt.date(2026, 11, 30)
_BANK_CARD = "6222021234567890128"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "field", "code"),
    [
        (dt.date(9999, 12, 31), dt.date(9999, 12, 31), "starts_on", "too_far"),
        (dt.date(2028, 1, 1), dt.date(2028, 1, 1), "starts_on", "too_far"),
        (_DAY, dt.date(9999, 12, 31), "ends_on", "too_long"),
        (_DAY, dt.date(2028, 5, 31), "ends_on", "too_long"),
        (dt.date(1, 1, 1), dt.date(1, 1, 1), "ends_on", "in_the_past"),
    ],
)
def test_a_project_has_days_within_bounds(
    starts_on: dt.date, ends_on: dt.date, field: str, code: str
) -> None:
    refusal = refused(rules.check_days, starts_on, ends_on, first=_DAY)

    assert [(one.field, one.code) for one in refusal.fields] == [(field, code)]


def test_the_last_days_that_fit() -> None:
    rules.check_days(_DAY, dt.date(2028, 5, 30), first=_DAY)
    rules.check_days(dt.date(2027, 12, 31), dt.date(2027, 12, 31), first=_DAY)


@pytest.mark.one_database
def test_a_day_at_the_end_of_time_is_refused_in_the_draft(volunteers: Database) -> None:
    assert refused(a_draft, volunteers, ends_on=dt.date.max).fields[0].code == "too_long"


@pytest.mark.one_database
def test_an_application_begins_today_or_later(volunteers: Database) -> None:
    """Or it would take money of a year that is over."""
    one = a_draft(volunteers, starts_on=TODAY - dt.timedelta(days=1))

    with volunteers.writing() as session:
        request = SubmitFundApplication(project_id=one.id)
        refusal = refused(fund.submit, session, COMMISSIONER, request)

    assert [(one.field, one.code) for one in refusal.fields] == [("starts_on", "in_the_past")]
    assert shown(volunteers, one.id).state is FundState.DRAFT


@pytest.mark.one_database
def test_nothing_is_approved_from_the_budget_of_a_year_that_is_over(volunteers: Database) -> None:
    a_budget(volunteers, year=YEAR - 1)
    one = deliberated(volunteers)
    with volunteers.writing() as session:
        session.execute(sa.update(FundApplication).values(year=YEAR - 1))

    refusal = refused(approve, volunteers, one.id)

    assert (refusal.status, str(YEAR - 1) in refusal.en) == (409, True)


def _change(database: Database, project_id: UUID, title: str) -> UUID:
    with database.writing() as session:
        request = ChangeFundProject(project_id=project_id, **a_plan(title=title))
        return fund.change(session, COMMISSIONER, request).id


def test_a_change_asks_for_no_matter_of_another_application(volunteers: Database) -> None:
    """At its submission, and at its approval, when another may have asked meanwhile."""
    a_budget(volunteers)
    project = running(volunteers)
    known = submitted(volunteers, title="夏日纳凉晚会")
    change = _change(volunteers, project.id, "夏日纳凉晚会")
    request = SubmitFundApplication(project_id=change)

    with volunteers.writing() as session:
        refusal = refused(fund.submit, session, COMMISSIONER, request)
    assert (refusal.status, known.number in refusal.en) == (409, True)

    _set(volunteers, known.id, FundState.DRAFT)
    with volunteers.writing() as session:
        fund.submit(session, COMMISSIONER, request)
    pass_on(volunteers, change)
    recommend(volunteers, change)
    _set(volunteers, known.id, FundState.SUBMITTED)

    assert refused(approve, volunteers, change).status == 409
    assert shown(volunteers, project.id).title == "楼道消防宣传"


def _set(database: Database, project_id: UUID, state: FundState) -> None:
    with database.writing() as session:
        chosen = sa.update(FundApplication).where(FundApplication.id == project_id)
        session.execute(chosen.values(state=state))


def test_a_title_that_grows_where_letters_are_made_alike_has_room(volunteers: Database) -> None:
    """On PostgreSQL a longer text than its column is an error."""
    assert len(rules.matter_of("ΐ")) <= rules.FOLDED
    assert a_draft(volunteers, title="ß" * 60).title == "ß" * 60


@pytest.mark.one_database
def test_papers_name_no_bank_card(volunteers: Database) -> None:
    """Bookings are never changed, so nothing of a person enters them."""
    codes = [refused(a_budget, volunteers, paper=_BANK_CARD).fields[0].code]
    a_budget(volunteers)
    project = running(volunteers)
    advance(volunteers, project.id, 100 * YUAN)
    refusal = refused(a_receipt, volunteers, project.id, 1, f"转账 {_BANK_CARD}")
    codes.append(refusal.fields[0].code)
    with volunteers.writing() as session:
        request = RecordReturnedFundRest(project_id=project.id, amount_fen=1, paper=_BANK_CARD)
        refusal = refused(settlement.return_rest, session, STAFF, request)
    codes.append(refusal.fields[0].code)
    settle(volunteers, project.id)
    with volunteers.writing() as session:
        closing = CloseFundProject(project_id=project.id, paper=_BANK_CARD)
        refusal = refused(settlement.close, session, OFFICE, closing)

    assert {*codes, refusal.fields[0].code} == {"personal_number"}


@pytest.mark.one_database
def test_a_reversal_names_the_booking_and_the_history_the_reason(volunteers: Database) -> None:
    budget = a_budget(volunteers)
    project = running(volunteers)
    advance(volunteers, project.id, 100 * YUAN)
    paid = bookings(volunteers, budget)[-1]
    with volunteers.writing() as session:
        request = ReverseFundBooking(booking_id=paid.id, reason="误付王先生 13800138000。")
        settlement.reverse(session, OFFICE, request)

    assert bookings(volunteers, budget)[-1].paper == f"冲正第 {paid.number} 号"
    history = shown(volunteers, project.id).history
    assert history is not None
    assert history[-1].note == "误付王先生 13800138000。"


@pytest.mark.one_database
def test_there_is_no_list_of_an_unknown_community(volunteers: Database) -> None:
    with volunteers.reading() as session:
        request = PublicFund(community="440305999999", sort=None)
        assert refused(told.public, session, request).status == 422


@pytest.mark.one_database
def test_a_receipt_is_open_until_it_is_handed_in(volunteers: Database) -> None:
    """Its photo may be exchanged so long, and never once somebody decided on it."""
    budget = a_budget(volunteers)
    project = running(volunteers)
    receipt = a_receipt(volunteers, project.id, 100 * YUAN)
    assert receipt.is_open

    settle(volunteers, project.id)
    assert [one.is_open for one in shown(volunteers, project.id).receipts or []] == [False]

    accept(volunteers, receipt)
    spent = bookings(volunteers, budget)[-1]
    with volunteers.writing() as session:
        reversal = ReverseFundBooking(booking_id=spent.id, reason="金额有误。")
        settlement.reverse(session, OFFICE, reversal)
        back = SendBackFundSettlement(project_id=project.id, reason="缺签收单。")
        settlement.send_back(session, STAFF, back)
    assert [one.is_open for one in shown(volunteers, project.id).receipts or []] == [False]
