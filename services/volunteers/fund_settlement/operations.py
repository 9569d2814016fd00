"""Receipts from the photo to the decision, settling, closing, and reversing a booking."""

from __future__ import annotations

from typing import Any, NoReturn
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from bus import outbox
from contracts.volunteers.fund import FundApplicationView, FundReceiptView, FundSettled
from contracts.volunteers.fund_ledger import FundBookingView
from contracts.volunteers.fund_settlement import (
    AcceptFundReceipt,
    AddFundReceipt,
    ChangeFundBooking,
    CloseFundProject,
    OneFundReceipt,
    RecordReturnedFundRest,
    RefuseFundReceipt,
    RemoveFundReceipt,
    ReverseFundBooking,
    SendBackFundSettlement,
    SettleFundProject,
)
from contracts.volunteers.notices import FUND_SENT_BACK
from contracts.volunteers.words import (
    FundAccount,
    FundBookingKind,
    FundReceiptState,
    FundState,
)
from groundwork import counters
from runtime import clock
from runtime.identifiers import new_id
from services.volunteers.fund import rules as application_rules
from services.volunteers.fund.model import FundApplication, FundReceipt
from services.volunteers.fund.operations import (
    budget_of,
    check_booked_once,
    check_no_change_waits,
    check_no_part,
    facts,
    release,
    take_up,
    take_up_one,
    tell_activity,
)
from services.volunteers.fund.queries import (
    APPLICATIONS,
    RECEIPTS,
    has_part,
    receipt_shown,
    receipts_of,
    shown,
)
from services.volunteers.fund.rules import TABLE, Deed
from services.volunteers.fund_ledger import operations as ledger
from services.volunteers.fund_ledger import rules as ledger_rules
from services.volunteers.fund_ledger.model import FundBooking, FundBudget
from services.volunteers.fund_ledger.queries import BOOKINGS, BUDGETS, told
from services.volunteers.fund_notices import operations as fund_notices
from services.volunteers.fund_settlement import rules
from vocabulary.actors import Actor
from vocabulary.areas import street_of
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.problems import check_version


def add_receipt(session: Session, actor: Actor, request: AddFundReceipt) -> FundReceiptView:
    """Enter a receipt of a running project.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
        Invalid: it is of a day before the approval or still to come, or was handed in before.
    """
    project = take_up(session, actor, request, Deed.ADD_RECEIPT)
    ledger_rules.check_names_nobody("reference", request.reference)
    today = day_of(clock.now())
    rules.check_spent_on(request.spent_on, approved_on=project.approved_on or today, today=today)
    # Those who enter receipts in a street take turns, so that none is handed in twice.
    street, known_as = street_of(project.community), application_rules.known_as(request.reference)
    counters.hold(session, f"fund-receipts/{street}")
    _check_new(session, project, request.reference, street=street, known_as=known_as)
    last = session.scalar(
        sa.select(sa.func.max(FundReceipt.number)).where(FundReceipt.project_id == project.id)
    )
    receipt = FundReceipt(
        id=new_id(),
        project_id=project.id,
        community=project.community,
        commissioner=project.commissioner,
        number=(last or 0) + 1,
        state=FundReceiptState.HANDED_IN,
        reason=None,
        version=0,
        reference=request.reference,
        street=street,
        known_as=known_as,
        spent_on=request.spent_on,
        what=request.what,
        amount_fen=request.amount_fen,
    )
    session.add(receipt)
    RECEIPTS.changed(session, actor, receipt, "handed_in")
    APPLICATIONS.move_on(session, actor, project, TABLE, Deed.ADD_RECEIPT, receipt=receipt.number)
    return _told(session, actor, receipt, project)


def remove_receipt(
    session: Session, actor: Actor, request: RemoveFundReceipt
) -> FundApplicationView:
    """Take out a receipt that was entered by mistake.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or it was decided on.
        Invalid: it belongs to another application.
    """
    project, receipt = _receipt(session, actor, request, Deed.ADD_RECEIPT)
    rules.check_removable(receipt.number, was_decided=receipt.version != 1)
    receipt.state = FundReceiptState.REMOVED
    RECEIPTS.changed(session, actor, receipt, "removed")
    return shown(session, actor, project)


def accept_receipt(session: Session, actor: Actor, request: AcceptFundReceipt) -> FundReceiptView:
    """Accept a receipt: it is spent, of the advance first, then of what is reserved.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or it was decided on, or
            is more than what is left.
        Invalid: it belongs to another application, or has neither a photo nor a note.
    """
    project, receipt = _undecided(session, actor, request)
    # A gateway of the version before does not say it.
    rules.check_is_seen(receipt.number, request.reason, has_photo=request.has_photo is not False)
    budget = budget_of(session, project)
    of_advance = min(project.advanced_fen, receipt.amount_fen)
    of_reserve = receipt.amount_fen - of_advance
    ledger_rules.check_covers(FundAccount.RESERVED, project.reserved_fen, of_reserve)
    parts = ((FundAccount.ADVANCED, of_advance), (FundAccount.RESERVED, of_reserve))
    for account, amount_fen in parts:
        if amount_fen:
            ledger.book(
                session,
                budget,
                FundBookingKind.EXPENSE,
                account,
                FundAccount.SPENT,
                amount_fen,
                paper=receipt.reference,
                project=project,
                receipt_id=receipt.id,
            )
    receipt.state, receipt.reason = FundReceiptState.ACCEPTED, request.reason
    RECEIPTS.changed(session, actor, receipt, "accepted", note=request.reason)
    APPLICATIONS.move_on(
        session, actor, project, TABLE, Deed.DECIDE_RECEIPT, receipt=receipt.number
    )
    return _told(session, actor, receipt, project)


def refuse_receipt(session: Session, actor: Actor, request: RefuseFundReceipt) -> FundReceiptView:
    """Refuse a receipt, with the reason.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or it was decided on.
        Invalid: it belongs to another application.
    """
    project, receipt = _undecided(session, actor, request)
    receipt.state, receipt.reason = FundReceiptState.REFUSED, request.reason
    RECEIPTS.changed(session, actor, receipt, "refused", note=request.reason)
    APPLICATIONS.move_on(
        session, actor, project, TABLE, Deed.DECIDE_RECEIPT, receipt=receipt.number
    )
    return _told(session, actor, receipt, project)


def settle(session: Session, actor: Actor, request: SettleFundProject) -> FundApplicationView:
    """Hand the account of a project in.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or a change is not
            decided.
    """
    project = take_up(session, actor, request, Deed.SETTLE)
    check_no_change_waits(session, project)
    project.result, project.benefited = request.result, request.benefited
    project.settled_on = project.settled_on or day_of(clock.now())
    return _moved(session, actor, project, Deed.SETTLE)


def send_back(
    session: Session, actor: Actor, request: SendBackFundSettlement
) -> FundApplicationView:
    """Send an account back, with what is missing.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`.
    """
    project = take_up(session, actor, request, Deed.SEND_BACK)
    fund_notices.tell(session, actor, FUND_SENT_BACK, project)
    return _moved(session, actor, project, Deed.SEND_BACK, note=request.reason)


def return_rest(
    session: Session, actor: Actor, request: RecordReturnedFundRest
) -> FundApplicationView:
    """Record money of the advance that came back.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or its paper is booked
            already, or it is more than the advance has left.
    """
    project = take_up(session, actor, request, Deed.RETURN_REST)
    ledger_rules.check_names_nobody("paper", request.paper)
    check_booked_once(session, project, FundBookingKind.REST_RETURNED, request.paper)
    ledger.book(
        session,
        budget_of(session, project),
        FundBookingKind.REST_RETURNED,
        FundAccount.ADVANCED,
        FundAccount.RETURNED,
        request.amount_fen,
        paper=request.paper,
        project=project,
    )
    return _moved(session, actor, project, Deed.RETURN_REST, amount_fen=request.amount_fen)


def close(session: Session, actor: Actor, request: CloseFundProject) -> FundApplicationView:
    """Close a settled project; what it did not spend is free again.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `take_up`; or receipts are not
            decided, or some of the advance is not accounted for.
        Invalid: the voucher of expenses beyond the advance is missing.
    """
    project = take_up(session, actor, request, Deed.CLOSE)
    ledger_rules.check_names_nobody("paper", request.paper)
    waiting = [
        one for one in receipts_of(session, project.id) if one.state is FundReceiptState.HANDED_IN
    ]
    rules.check_all_decided(project.number, len(waiting))
    left = ledger_rules.yuan(project.advanced_fen)
    rules.check_rest_is_back(project.number, left, is_back=project.advanced_fen == 0)
    budget = budget_of(session, project)
    beyond_fen = _paid_beyond(session, project)
    rules.check_paper(request.paper, ledger_rules.yuan(beyond_fen), is_needed=beyond_fen > 0)
    release(session, project, budget, project.reserved_fen, "办结")
    if project.returned_fen:
        ledger.book(
            session,
            budget,
            FundBookingKind.REST_FREED,
            FundAccount.RETURNED,
            FundAccount.BUDGET,
            project.returned_fen,
            paper=f"{project.number} 办结",
            project=project,
        )
    project.payment_paper = request.paper
    project.closed_on = day_of(clock.now())
    APPLICATIONS.move_on(session, actor, project, TABLE, Deed.CLOSE)
    tell_activity(session, actor, project)
    _tell_settled(session, actor, project)
    return shown(session, actor, project)


def reverse(session: Session, actor: Actor, request: ReverseFundBooking) -> FundBookingView:
    """Reverse a booking by another one; that of a receipt with all of the receipt.

    Raises:
        NotFound: no such booking in the actor's communities.
        Forbidden: the actor only reads it, or has a part in its project.
        WrongState: it was reversed, it is taken back otherwise, its project is closed, or the money
            has gone on meanwhile.
    """
    booking, project, budget = _reversible(session, actor, request.booking_id)
    made = [_reversal(session, budget, project, one) for one in _together(session, booking)]
    if project is None:
        BUDGETS.changed(session, actor, budget, "budget_reversed", note=request.reason)
        ledger.tell_set(session, actor, budget)
    else:
        APPLICATIONS.changed(session, actor, project, "booking_reversed", note=request.reason)
    if booking.receipt_id is not None:
        _wait_again(session, actor, booking.receipt_id, request.reason)
    return told(session, actor, made[:1])[0]


def change_booking(session: Session, actor: Actor, request: ChangeFundBooking) -> NoReturn:
    """Refuse to change a booking, with the way out.

    Raises:
        NotFound: no such booking in the actor's communities.
        Forbidden: the actor only reads it, or has a part in its project.
        WrongState: bookings are reversed instead; or not even that, with the reason.
    """
    booking, _, _ = _reversible(session, actor, request.booking_id)
    raise ledger_rules.never_changed(booking.number)


def _reversible(
    session: Session, actor: Actor, booking_id: UUID
) -> tuple[FundBooking, FundApplication | None, FundBudget]:
    """The booking with its project and budget, both locked, in this order."""
    booking = BOOKINGS.one_of(session, actor, booking_id)
    BOOKINGS.allow(
        session,
        actor,
        Action.FUND_BUDGET,
        booking,
        otherwise=ledger_rules.not_set_here(booking.community),
    )
    project = (
        None if booking.project_id is None else APPLICATIONS.locked(session, booking.project_id)
    )
    if project is not None and project.state is FundState.CLOSED:
        raise rules.closed(project.number)
    if project is not None:
        check_no_part(session, actor, project)
    budget = ledger.locked_one(session, booking.budget_id)
    ledger_rules.check_reversible(
        booking.number, booking.kind, is_reversed=_is_reversed(session, booking)
    )
    return booking, project, budget


def _reversal(
    session: Session,
    budget: FundBudget,
    project: FundApplication | None,
    booking: FundBooking,
) -> FundBooking:
    # The reason is in the history, where it can be erased; a booking stays.
    return ledger.book(
        session,
        budget,
        FundBookingKind.REVERSAL,
        booking.to_account,
        booking.from_account,
        booking.amount_fen,
        paper=f"冲正第 {booking.number} 号",
        project=project,
        receipt_id=booking.receipt_id,
        reverses=booking,
    )


def _together(session: Session, booking: FundBooking) -> list[FundBooking]:
    """The booking; of a receipt, all of its bookings that stand."""
    if booking.receipt_id is None:
        return [booking]
    reversal = aliased(FundBooking)
    chosen = sa.select(FundBooking).where(
        FundBooking.receipt_id == booking.receipt_id,
        FundBooking.kind == FundBookingKind.EXPENSE,
        ~sa.exists().where(reversal.reverses_id == FundBooking.id),
    )
    return list(session.scalars(chosen.order_by(FundBooking.number)))


def _is_reversed(session: Session, booking: FundBooking) -> bool:
    chosen = sa.select(FundBooking.id).where(FundBooking.reverses_id == booking.id)
    return session.scalar(chosen) is not None


def _wait_again(session: Session, actor: Actor, receipt_id: UUID, reason: str) -> None:
    receipt = RECEIPTS.locked(session, receipt_id)
    receipt.state, receipt.reason = FundReceiptState.HANDED_IN, None
    RECEIPTS.changed(session, actor, receipt, "reversed", note=reason)


def _paid_beyond(session: Session, project: FundApplication) -> int:
    """What was spent of the reserve, so beyond the advance, in fen."""
    reversal = aliased(FundBooking)
    chosen = sa.select(sa.func.coalesce(sa.func.sum(FundBooking.amount_fen), 0)).where(
        FundBooking.project_id == project.id,
        FundBooking.kind == FundBookingKind.EXPENSE,
        FundBooking.from_account == FundAccount.RESERVED,
        ~sa.exists().where(reversal.reverses_id == FundBooking.id),
    )
    return int(session.scalar(chosen) or 0)


def _tell_settled(session: Session, actor: Actor, project: FundApplication) -> None:
    if project.settled_on is None or project.settle_by is None:
        raise LookupError(f"project {project.id} was never settled")
    event = FundSettled(
        **facts(project),
        settled_on=project.settled_on,
        is_on_time=project.settled_on <= project.settle_by,
        spent_fen=project.spent_fen,
        benefited=project.benefited or 0,
    )
    outbox.add(session, event, actor=actor)


def _undecided(
    session: Session, actor: Actor, request: OneFundReceipt
) -> tuple[FundApplication, FundReceipt]:
    project, receipt = _receipt(session, actor, request, Deed.DECIDE_RECEIPT)
    is_decided = receipt.state is not FundReceiptState.HANDED_IN
    rules.check_undecided(receipt.number, is_decided=is_decided)
    return project, receipt


def _receipt(
    session: Session, actor: Actor, request: OneFundReceipt, deed: Deed
) -> tuple[FundApplication, FundReceipt]:
    """The project and its receipt, both locked, in this order."""
    project = take_up_one(session, actor, request.project_id, deed)
    receipt = RECEIPTS.one_of(session, actor, request.receipt_id, for_change=True)
    if receipt.project_id != project.id:
        raise rules.of_another(project.number)
    check_version(request.expected_version, receipt.version)
    return project, receipt


def _check_new(
    session: Session, project: FundApplication, reference: str, *, street: str, known_as: str
) -> None:
    # Receipts without a street are few: paid twice before, or entered by an older version.
    chosen = (
        sa.select(
            FundApplication.number,
            FundApplication.community,
            FundReceipt.street,
            FundReceipt.reference,
        )
        .join(FundReceipt, FundReceipt.project_id == FundApplication.id)
        .where(
            ((FundReceipt.street == street) & (FundReceipt.known_as == known_as))
            | FundReceipt.street.is_(None),
            FundReceipt.state.in_((FundReceiptState.HANDED_IN, FundReceiptState.ACCEPTED)),
        )
    )
    for found in session.execute(chosen.order_by(FundReceipt.id)):
        kept = street_of(found.community), application_rules.known_as(found.reference)
        if found.street is None and kept != (street, known_as):
            continue
        is_here = found.community == project.community
        raise rules.used_twice(reference, found.number if is_here else None)


def _moved(
    session: Session, actor: Actor, project: FundApplication, deed: Deed, **told_: Any
) -> FundApplicationView:
    APPLICATIONS.move_on(session, actor, project, TABLE, deed, **told_)
    session.flush()
    return shown(session, actor, project)


def _told(
    session: Session, actor: Actor, receipt: FundReceipt, project: FundApplication
) -> FundReceiptView:
    own = has_part(session, actor, project)
    return receipt_shown(actor, receipt, project, has_part=own)
