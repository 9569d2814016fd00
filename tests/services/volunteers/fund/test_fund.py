"""A supported project from the draft to the closing, on both databases. R20."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.recruitment.office import AppointmentEnded
from contracts.recruitment.parameters import ParameterSet
from contracts.recruitment.words import EndReason, Parameter
from contracts.volunteers.fund import (
    ChangeFundProject,
    CheckFundApplication,
    DeclineFundApplication,
    DeliberateFundApplication,
    EditFundApplication,
    FundApproved,
    FundSettled,
    FundWithdrawn,
    ListFundApplications,
    RefuseFundApplication,
    ReturnFundApplication,
    ShowFundApplication,
    SubmitFundApplication,
    TakeBackFundApplication,
    WithdrawFundApplication,
)
from contracts.volunteers.fund_ledger import ExportFundLedger, FundBudgetSet, SetFundBudget
from contracts.volunteers.fund_settlement import (
    AcceptFundReceipt,
    ChangeFundBooking,
    CloseFundProject,
    PublicFund,
    RecordReturnedFundRest,
    RefuseFundReceipt,
    RemoveFundReceipt,
    ReverseFundBooking,
    SendBackFundSettlement,
)
from contracts.volunteers.words import FundBookingKind, FundReceiptState, FundSource, FundState
from groundwork import parameters
from runtime.database import Database
from runtime.identifiers import new_id
from services.volunteers.fund import operations as fund
from services.volunteers.fund import queries as found
from services.volunteers.fund.model import FundApplication, FundReceipt
from services.volunteers.fund_ledger import operations as ledger
from services.volunteers.fund_ledger import queries as booked
from services.volunteers.fund_ledger.model import FundBooking
from services.volunteers.fund_settlement import operations as settlement
from services.volunteers.fund_settlement import queries as told
from services.volunteers.handover import operations as handover
from tests.builders import (
    COMMISSIONER,
    DENGLIANG,
    HUA,
    LI,
    LILIN,
    STAFF,
    STREET,
    an_actor,
    refused,
)
from tests.services.volunteers.fund.serving import (
    COMMITTEE,
    OFFICE,
    TODAY,
    WHY,
    YEAR,
    YUAN,
    a_budget,
    a_draft,
    a_plan,
    a_receipt,
    accept,
    advance,
    approve,
    approved,
    bookings,
    budget_now,
    checked,
    deliberated,
    events,
    pass_on,
    recommend,
    running,
    settle,
    shown,
    some_days_ago,
    submitted,
)
from tests.services.volunteers.serving import APPOINTMENT, POST
from vocabulary.actors import Actor, Role
from vocabulary.problems import Problem


def _close(database: Database, project_id: UUID, paper: str | None = None) -> FundState:
    with database.writing() as session:
        request = CloseFundProject(project_id=project_id, paper=paper)
        return settlement.close(session, OFFICE, request).state


def _return_rest(database: Database, project_id: UUID, fen: int) -> None:
    request = RecordReturnedFundRest(project_id=project_id, amount_fen=fen, paper="收字 7 号")
    with database.writing() as session:
        settlement.return_rest(session, STAFF, request)


def _set_parameter(database: Database, name: Parameter, value: int) -> None:
    event = ParameterSet(
        parameter_id=new_id(),
        street=STREET,
        name=name,
        value=value,
        effective_from=some_days_ago(1),
        version=1,
    )
    with database.writing() as session:
        parameters.keep(session, [event])


def test_a_project_with_advance_partial_receipts_and_a_rest_that_comes_back(
    volunteers: Database,
) -> None:
    """R20: every fen of 3,000 yuan is told where it went."""
    budget = a_budget(volunteers)
    project = running(volunteers)
    assert shown(volunteers, project.id).reserved_fen == 3_000 * YUAN
    advance(volunteers, project.id, 1_500 * YUAN)
    good = a_receipt(volunteers, project.id, 1_000 * YUAN, "A-1")
    bad = a_receipt(volunteers, project.id, 200 * YUAN, "A-2")
    settle(volunteers, project.id)

    accept(volunteers, good)
    with volunteers.writing() as session:
        request = RefuseFundReceipt(project_id=project.id, receipt_id=bad.id, reason="与用途不符。")
        settlement.refuse_receipt(session, STAFF, request)
    assert "500.00" in refused(_close, volunteers, project.id).en
    _return_rest(volunteers, project.id, 500 * YUAN)

    assert _close(volunteers, project.id) is FundState.CLOSED
    after = budget_now(volunteers, budget)
    assert (after.available_fen, after.spent_fen) == (49_000 * YUAN, 1_000 * YUAN)
    assert (after.reserved_fen, after.advanced_fen, after.returned_fen) == (0, 0, 0)
    one = shown(volunteers, project.id)
    assert one.receipts is not None
    assert [r.state for r in one.receipts] == [FundReceiptState.ACCEPTED, FundReceiptState.REFUSED]
    [_, approval, *others] = bookings(volunteers, budget)
    assert approval.paper == f"{project.number} 批准"
    assert [b.kind.value for b in others] == [
        "advance",
        "expense",
        "rest_returned",
        "release",
        "rest_freed",
    ]
    [budget_set, told_approved, told_settled] = events(
        volunteers, FundBudgetSet, FundApproved, FundSettled
    )
    assert isinstance(budget_set, FundBudgetSet)
    assert isinstance(told_approved, FundApproved)
    assert isinstance(told_settled, FundSettled)
    assert (told_approved.commissioner, told_approved.approved_fen) == (HUA, 3_000 * YUAN)
    assert (told_settled.spent_fen, told_settled.is_on_time) == (1_000 * YUAN, True)


def test_expenses_beyond_the_advance_are_paid_by_a_voucher(volunteers: Database) -> None:
    a_budget(volunteers)
    project = running(volunteers)
    advance(volunteers, project.id, 100 * YUAN)
    accepted = a_receipt(volunteers, project.id, 250 * YUAN)
    settle(volunteers, project.id)
    accept(volunteers, accepted)

    refusal = refused(_close, volunteers, project.id)

    assert refusal.fields[0].code == "paper_missing"
    assert "150.00" in refusal.fields[0].en
    assert _close(volunteers, project.id, "付字 58 号") is FundState.CLOSED
    assert shown(volunteers, project.id).payment_paper == "付字 58 号"


def test_approval_beyond_the_budget_names_what_is_left(volunteers: Database) -> None:
    budget = a_budget(volunteers, 5_000 * YUAN)
    approved(volunteers, 3_000 * YUAN)
    second = deliberated(volunteers, 3_000 * YUAN, title="夏日纳凉晚会")

    refusal = refused(approve, volunteers, second.id)

    assert (refusal.status, "2,000.00" in refusal.en) == (409, True)
    assert shown(volunteers, second.id).state is FundState.DELIBERATED
    assert budget_now(volunteers, budget).available_fen == 2_000 * YUAN


@pytest.mark.one_database
def test_nothing_is_approved_without_a_budget_of_the_year(volunteers: Database) -> None:
    one = deliberated(volunteers)

    refusal = refused(approve, volunteers, one.id)

    assert "0.00" in refusal.en
    assert refused(approve, volunteers, one.id, FundSource.DONATION).status == 409


def test_the_committee_approves_up_to_its_limit(volunteers: Database) -> None:
    """R20: `fund_committee_yuan` is 0 until a street sets it."""
    a_budget(volunteers)
    assert deliberated(volunteers, 500 * YUAN).state is FundState.DELIBERATED
    _set_parameter(volunteers, Parameter.FUND_COMMITTEE_YUAN, 500)

    one = checked(volunteers, 500 * YUAN, title="重阳慰问")
    more = checked(volunteers, 500 * YUAN + 1, title="中秋晚会")

    assert recommend(volunteers, one.id).state is FundState.APPROVED
    assert recommend(volunteers, more.id).state is FundState.DELIBERATED
    history = shown(volunteers, one.id).history
    assert history is not None
    assert [(step.what, step.role) for step in history[-2:]] == [
        ("deliberated", "party_committee"),
        ("approved", "party_committee"),
    ]


def test_a_person_with_a_part_in_it_leaves_the_decision_to_others(volunteers: Database) -> None:
    """R20: 与项目有利害关系的人回避."""
    one = checked(volunteers)
    own = an_actor(Role.PARTY_COMMITTEE, account=str(HUA))
    request = DeliberateFundApplication(project_id=one.id, reason=WHY)

    with volunteers.writing() as session:
        refusal = refused(fund.deliberate, session, own, request)
        seen = found.show(session, own, ShowFundApplication(project_id=one.id))

    assert refusal.status == 403
    assert "deliberation" not in seen.possible
    assert "deliberation" in shown(volunteers, one.id, COMMITTEE).possible


@pytest.mark.one_database
def test_a_matter_is_supported_once(volunteers: Database) -> None:
    first = submitted(volunteers)
    same = a_draft(volunteers, title="楼道 消防·宣传")

    with volunteers.writing() as session:
        refusal = refused(
            fund.submit, session, COMMISSIONER, SubmitFundApplication(project_id=same.id)
        )

    assert (refusal.status, first.number in refusal.en) == (409, True)
    micro = refused(a_draft, volunteers, is_in_micro_projects=True)
    assert micro.fields[0].code == "supported_twice"


def test_while_a_project_is_overdue_its_commissioner_gets_nothing_new(
    volunteers: Database,
) -> None:
    a_budget(volunteers)
    project = running(volunteers)
    with volunteers.writing() as session:
        session.execute(
            sa.update(FundApplication)
            .where(FundApplication.id == project.id)
            .values(settle_by=some_days_ago(1))
        )
    waiting = a_draft(volunteers, title="夏日纳凉晚会")
    request = SubmitFundApplication(project_id=waiting.id)

    with volunteers.writing() as session:
        refusal = refused(fund.submit, session, COMMISSIONER, request)
    with volunteers.reading() as session:
        late = found.page(
            session, STAFF, ListFundApplications(overdue=True, state=None, sort=None)
        ).items

    assert (refusal.status, project.number in refusal.en) == (409, True)
    assert [(one.id, one.is_overdue) for one in late] == [(project.id, True)]
    settle(volunteers, project.id)
    with volunteers.writing() as session:
        assert fund.submit(session, COMMISSIONER, request).state is FundState.SUBMITTED


def test_a_change_of_amount_is_approved_like_the_first(volunteers: Database) -> None:
    budget = a_budget(volunteers, 5_000 * YUAN)
    project = running(volunteers)
    with volunteers.writing() as session:
        request = ChangeFundProject(
            project_id=project.id, **a_plan(4_500 * YUAN, title="楼道消防宣传和演练")
        )
        change = fund.change(session, COMMISSIONER, request)
        again = refused(fund.change, session, COMMISSIONER, request)
        fund.submit(session, COMMISSIONER, SubmitFundApplication(project_id=change.id))
    assert (again.status, change.number in again.en) == (409, True)
    assert refused(settle, volunteers, project.id).status == 409
    pass_on(volunteers, change.id)
    recommend(volunteers, change.id)

    assert approve(volunteers, change.id).state is FundState.MERGED

    now = shown(volunteers, project.id)
    assert (now.title, now.approved_fen, now.reserved_fen) == (
        "楼道消防宣传和演练",
        4_500 * YUAN,
        4_500 * YUAN,
    )
    assert now.state is FundState.RUNNING
    assert budget_now(volunteers, budget).available_fen == 500 * YUAN


def test_a_smaller_amount_frees_the_rest_but_never_what_was_paid(volunteers: Database) -> None:
    budget = a_budget(volunteers)
    project = running(volunteers)
    advance(volunteers, project.id, 1_500 * YUAN)

    def ask(fen: int) -> UUID:
        with volunteers.writing() as session:
            request = ChangeFundProject(project_id=project.id, **a_plan(fen))
            change = fund.change(session, COMMISSIONER, request)
            fund.submit(session, COMMISSIONER, SubmitFundApplication(project_id=change.id))
        pass_on(volunteers, change.id)
        recommend(volunteers, change.id)
        return change.id

    too_small = ask(1_000 * YUAN)
    assert refused(approve, volunteers, too_small).status == 409
    with volunteers.writing() as session:
        request = RefuseFundApplication(project_id=too_small, reason="少于已预付的。")
        fund.refuse(session, OFFICE, request)
    approve(volunteers, ask(2_000 * YUAN))

    assert shown(volunteers, project.id).reserved_fen == 500 * YUAN
    assert budget_now(volunteers, budget).available_fen == 48_000 * YUAN


def test_papers_follow_the_post_when_its_commissioner_leaves(volunteers: Database) -> None:
    """Until somebody else is on the post the workstation settles, as it keeps the team."""
    a_budget(volunteers)
    project = running(volunteers)
    ended = AppointmentEnded(
        appointment_id=APPOINTMENT,
        community=LILIN,
        commissioner=HUA,
        post_id=POST,
        ended_on=TODAY,
        reason=EndReason.RESIGNED,
        successor=None,
        version=9,
    )
    with volunteers.writing() as session:
        handover.end(session, ended)

    assert shown(volunteers, project.id).commissioner is None
    assert refused(settle, volunteers, project.id).status == 403
    assert settle(volunteers, project.id, by=STAFF).state is FundState.SETTLED


def test_a_receipt_is_checked_by_itself(volunteers: Database) -> None:
    """422: before the approval, handed in twice, of another application; 409: decided on."""
    a_budget(volunteers)
    project = running(volunteers)
    other = running(volunteers, title="夏日纳凉晚会")
    early = refused(a_receipt, volunteers, project.id, 1, spent_on=TODAY - dt.timedelta(days=1))
    assert early.fields[0].code == "before_approval"
    receipt = a_receipt(volunteers, project.id, 100 * YUAN, "B-1")
    again = refused(a_receipt, volunteers, other.id, 1, "ｂ - １")
    assert (again.fields[0].code, project.number in again.en) == ("used_twice", True)
    wrong = a_receipt(volunteers, project.id, 1, "B-2")
    with volunteers.writing() as session:
        removal = RemoveFundReceipt(project_id=project.id, receipt_id=wrong.id)
        settlement.remove_receipt(session, COMMISSIONER, removal)
    settle(volunteers, project.id)
    settle(volunteers, other.id)
    with volunteers.writing() as session:
        misplaced = refused(
            settlement.accept_receipt,
            session,
            STAFF,
            AcceptFundReceipt(project_id=other.id, receipt_id=receipt.id),
        )
    assert (misplaced.status, misplaced.fields[0].code) == (422, "of_another_application")
    assert accept(volunteers, receipt).state is FundReceiptState.ACCEPTED
    assert refused(accept, volunteers, receipt).status == 409
    assert refused(settle, volunteers, project.id).status == 409


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("has_photo", "reason", "status"),
    [(True, None, 200), (None, None, 200), (False, "原件已核对。", 200), (False, None, 422)],
)
def test_a_receipt_is_accepted_by_its_photo_or_with_a_note(
    volunteers: Database, *, has_photo: bool | None, reason: str | None, status: int
) -> None:
    """R20; null: a gateway of the version before, which does not say."""
    a_budget(volunteers)
    project = running(volunteers)
    receipt = a_receipt(volunteers, project.id, 100 * YUAN)
    settle(volunteers, project.id)
    request = AcceptFundReceipt(
        project_id=project.id, receipt_id=receipt.id, reason=reason, has_photo=has_photo
    )

    with volunteers.writing() as session:
        if status == 200:
            done = settlement.accept_receipt(session, STAFF, request)
            assert done.state is FundReceiptState.ACCEPTED
            return
        refusal = refused(settlement.accept_receipt, session, STAFF, request)

    assert (refusal.status, refusal.fields[0].code) == (status, "photo_missing")
    assert shown(volunteers, project.id).spent_fen == 0


@pytest.mark.one_database
def test_a_booking_is_not_changed_but_reversed(volunteers: Database) -> None:
    """R20: 409 with the way out, to those who may reverse it; the booking stays as it was."""
    budget = a_budget(volunteers)
    project = running(volunteers)
    advance(volunteers, project.id, 100 * YUAN)
    before = bookings(volunteers, budget)
    approval, paid = before[-2:]

    def change(booking_id: UUID, by: Actor) -> Problem:
        wanted = ChangeFundBooking(booking_id=booking_id, amount_fen=1, paper="付字 9 号")
        with volunteers.writing() as session:
            return refused(settlement.change_booking, session, by, wanted)

    refusal = change(paid.id, OFFICE)
    assert (refusal.status, "reverse it and book it again" in refusal.en) == (409, True)
    assert "withdraw or change the project" in change(approval.id, OFFICE).en
    assert (change(paid.id, STAFF).status, change(new_id(), OFFICE).status) == (403, 404)
    assert bookings(volunteers, budget) == before


@pytest.mark.one_database
def test_a_receipt_is_paid_once_in_a_street(volunteers: Database) -> None:
    """Which project of another community has it is not told."""
    a_budget(volunteers)
    first, second = running(volunteers), running(volunteers, title="夏日纳凉晚会")
    a_receipt(volunteers, first.id, 100 * YUAN, "B-1")
    for elsewhere in (FundApplication, FundReceipt):
        of_first = {FundApplication: FundApplication.id, FundReceipt: FundReceipt.project_id}
        with volunteers.writing() as session:
            session.execute(
                sa.update(elsewhere)
                .where(of_first[elsewhere] == first.id)
                .values(community=DENGLIANG)
            )

    again = refused(a_receipt, volunteers, second.id, 1, "B 1")

    assert again.fields[0].code == "used_twice"
    assert "another community" in again.en
    assert first.number not in again.en


@pytest.mark.one_database
def test_a_receipt_of_before_the_streets_numbers_is_paid_once(volunteers: Database) -> None:
    """It has no number of the street, and is known by its reference, however that is written."""
    a_budget(volunteers)
    first, second = running(volunteers), running(volunteers, title="夏日纳凉晚会")
    a_receipt(volunteers, first.id, 100 * YUAN, "B-1")
    with volunteers.writing() as session:
        session.execute(sa.update(FundReceipt).values(street=None, known_as=None))

    for written in ("B-1", "ｂ １"):
        again = refused(a_receipt, volunteers, second.id, 1, written)
        assert (again.fields[0].code, first.number in again.en) == ("used_twice", True), written
    assert a_receipt(volunteers, second.id, 1, "B-2").number == 1


@pytest.mark.one_database
def test_a_voucher_is_booked_once_for_a_project(volunteers: Database) -> None:
    """R20: sent twice or typed otherwise, it is one payment; the way out is a reversal."""
    budget = a_budget(volunteers)
    project = running(volunteers)
    advance(volunteers, project.id, 100 * YUAN)

    again = refused(advance, volunteers, project.id, 100 * YUAN, "付字３１号")

    [paid] = [one for one in bookings(volunteers, budget) if one.kind.value == "advance"]
    assert (again.status, f"number {paid.number}," in again.en) == (409, True)
    with volunteers.writing() as session:
        back = RecordReturnedFundRest(project_id=project.id, amount_fen=1, paper="付字 31 号")
        settlement.return_rest(session, STAFF, back)
        assert refused(settlement.return_rest, session, STAFF, back).status == 409
        [rest] = session.scalars(
            sa.select(FundBooking.id).where(FundBooking.kind == FundBookingKind.REST_RETURNED)
        )
        for booking in (rest, paid.id):
            reversal = ReverseFundBooking(booking_id=booking, reason="金额登记有误。")
            settlement.reverse(session, OFFICE, reversal)
    assert advance(volunteers, project.id, 50 * YUAN).advanced_fen == 50 * YUAN


def test_an_advance_stays_within_its_share(volunteers: Database) -> None:
    a_budget(volunteers)
    project = running(volunteers)
    advance(volunteers, project.id, 1_000 * YUAN)

    refusal = refused(advance, volunteers, project.id, 500 * YUAN + 1, "付字 32 号")

    assert (refusal.status, "500.00" in refusal.en) == (409, True)
    assert advance(volunteers, project.id, 500 * YUAN, "付字 32 号").advanced_fen == 1_500 * YUAN


def test_a_reversal_takes_a_booking_back_and_leaves_it_there(volunteers: Database) -> None:
    budget = a_budget(volunteers)
    project = running(volunteers)
    advance(volunteers, project.id, 100 * YUAN)
    receipt = a_receipt(volunteers, project.id, 150 * YUAN)
    settle(volunteers, project.id)
    accept(volunteers, receipt)
    spent = [one for one in bookings(volunteers, budget) if one.kind.value == "expense"]
    assert [one.amount_fen for one in spent] == [100 * YUAN, 50 * YUAN]
    request = ReverseFundBooking(booking_id=spent[0].id, reason="票据号码登记有误。")

    with volunteers.writing() as session:
        settlement.reverse(session, OFFICE, request)
        again = refused(settlement.reverse, session, OFFICE, request)
    with volunteers.writing() as session:
        by_staff = refused(settlement.reverse, session, STAFF, request)

    assert (again.status, by_staff.status) == (409, 403)
    now = shown(volunteers, project.id)
    assert (now.spent_fen, now.advanced_fen, now.reserved_fen) == (
        0,
        100 * YUAN,
        2_900 * YUAN,
    )
    assert now.receipts is not None
    assert now.receipts[0].state is FundReceiptState.HANDED_IN
    reversed_ = [one for one in bookings(volunteers, budget) if one.reverses is not None]
    assert [one.reverses for one in reversed_] == [one.number for one in spent]
    assert accept(volunteers, now.receipts[0]).state is FundReceiptState.ACCEPTED


@pytest.mark.parametrize(
    "statement", ["UPDATE fund_booking SET amount_fen = 2", "DELETE FROM fund_booking"]
)
def test_the_database_refuses_to_change_a_booking(volunteers: Database, statement: str) -> None:
    a_budget(volunteers)

    with (
        pytest.raises(sa.exc.DBAPIError, match="never changed"),
        volunteers.writing() as session,
    ):
        session.execute(sa.text(statement))


def test_the_database_refuses_a_balance_that_does_not_add_up(volunteers: Database) -> None:
    a_budget(volunteers)

    with pytest.raises(sa.exc.IntegrityError), volunteers.writing() as session:
        session.execute(sa.text("UPDATE fund_budget SET available_fen = available_fen + 1"))


def test_a_budget_is_set_by_its_paper_and_never_below_what_is_approved(
    volunteers: Database,
) -> None:
    budget = a_budget(volunteers, 5_000 * YUAN)
    approved(volunteers)

    assert refused(a_budget, volunteers, 2_999 * YUAN).status == 409
    assert refused(a_budget, volunteers, 5_000 * YUAN).status == 409
    assert a_budget(volunteers, 3_000 * YUAN).available_fen == 0
    with volunteers.writing() as session:
        request = SetFundBudget(
            community=LILIN,
            year=YEAR,
            source=FundSource.DONATION,
            amount_fen=1,
            paper="捐赠协议 1",
        )
        assert refused(ledger.set_budget, session, STAFF, request).status == 403
        stranger = an_actor(Role.STREET_OFFICER, "440306001000")
        assert refused(ledger.set_budget, session, stranger, request).status == 404
    [_, _, lowered] = bookings(volunteers, budget)
    assert (lowered.from_account.value, lowered.to_account.value) == ("budget", "funding")


def test_people_elsewhere_see_nothing(volunteers: Database) -> None:
    one = submitted(volunteers)
    elsewhere = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)
    with volunteers.writing() as session:
        see = refused(found.show, session, elsewhere, ShowFundApplication(project_id=one.id))
        do = refused(fund.check, session, elsewhere, CheckFundApplication(project_id=one.id))
    assert (see.status, do.status) == (404, 404)
    other = an_actor(Role.COMMISSIONER, account=str(LI))
    assert refused(a_draft, volunteers, by=other).fields[0].code == "unknown_post"
    with volunteers.writing() as session:
        theirs = refused(fund.take_back, session, other, TakeBackFundApplication(project_id=one.id))
    assert theirs.status == 403


def test_what_was_approved_is_free_again_once_it_is_withdrawn(volunteers: Database) -> None:
    budget = a_budget(volunteers)
    one = approved(volunteers)
    with volunteers.writing() as session:
        fund.withdraw(
            session, STAFF, WithdrawFundApplication(project_id=one.id, reason="场地取消。")
        )
    assert budget_now(volunteers, budget).available_fen == 50_000 * YUAN
    [told] = events(volunteers, FundWithdrawn)
    assert isinstance(told, FundWithdrawn)
    assert (told.project_id, told.withdrawn_on) == (one.id, TODAY)
    assert (told.approved_fen, told.version) == (3_000 * YUAN, one.version + 1)
    assert submitted(volunteers).state is FundState.SUBMITTED


@pytest.mark.one_database
def test_what_is_returned_is_mended_and_submitted_again(volunteers: Database) -> None:
    one = submitted(volunteers)
    with volunteers.writing() as session:
        fund.return_(
            session, STAFF, ReturnFundApplication(project_id=one.id, reason="请写明场次。")
        )
        mended = EditFundApplication(project_id=one.id, **a_plan(2_000 * YUAN))
        assert fund.edit(session, COMMISSIONER, mended).amount_fen == 2_000 * YUAN
        fund.submit(session, COMMISSIONER, SubmitFundApplication(project_id=one.id))
    pass_on(volunteers, one.id)
    with volunteers.writing() as session:
        request = DeclineFundApplication(project_id=one.id, reason="与已支持的重复。", abstained=2)
        declined = fund.decline(session, COMMITTEE, request)
    assert (declined.state, declined.abstained) == (FundState.REFUSED, 2)


def test_a_settlement_is_sent_back_with_what_is_missing(volunteers: Database) -> None:
    a_budget(volunteers)
    project = running(volunteers)
    a_receipt(volunteers, project.id, 1)
    settle(volunteers, project.id)
    assert "1 receipt is" in refused(_close, volunteers, project.id).en
    with volunteers.writing() as session:
        request = SendBackFundSettlement(project_id=project.id, reason="缺签收单。")
        assert settlement.send_back(session, STAFF, request).state is FundState.RUNNING


def test_everybody_reads_what_the_money_was_used_for(volunteers: Database) -> None:
    """R24: per quarter, no person; a number of a person in the words is hidden."""
    a_budget(volunteers)
    project = running(volunteers, purpose="请联系王先生 13800138000。")
    approved(volunteers, title="夏日纳凉晚会")
    settle(volunteers, project.id)
    _close(volunteers, project.id)

    with volunteers.reading() as session:
        now = told.public(session, PublicFund(community=LILIN, sort=None))
        before = told.public(
            session, PublicFund(community=LILIN, year=YEAR - 1, quarter=1, sort=None)
        )

    assert [(one.title, one.benefited) for one in now.items] == [
        ("夏日纳凉晚会", None),
        ("楼道消防宣传", 240),
    ]
    assert "13800138000" not in now.items[1].purpose
    # What a closed project did not need was approved all the same.
    assert (now.budget_fen, now.approved_fen, now.spent_fen) == (50_000 * YUAN, 6_000 * YUAN, 0)
    assert (before.items, before.approved_fen) == ([], 0)


@pytest.mark.one_database
def test_accountants_get_every_booking_of_the_year(volunteers: Database) -> None:
    a_budget(volunteers)
    approved(volunteers)

    with volunteers.reading() as session:
        found_ = booked.exported(session, OFFICE, ExportFundLedger(year=YEAR))
        elsewhere = an_actor(Role.WORKSTATION_STAFF, DENGLIANG)
        nothing = booked.exported(session, elsewhere, ExportFundLedger(year=YEAR))

    assert [row.kind.value for row in found_.rows] == ["budget_set", "approval"]
    assert found_.budgets[0].reserved_fen == 3_000 * YUAN
    assert nothing.rows == []
