"""Accepting, declining, assigning."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bus import outbox
from contracts.appeals.appeal import AppealView
from contracts.appeals.assignment import (
    AcceptAppeal,
    AppealAccepted,
    AppealAssigned,
    AssignAppeal,
    DeclineAppeal,
)
from contracts.appeals.closing import AppealClosed
from contracts.appeals.words import Outcome
from services.appeals import history
from services.appeals.appeal.operations import move_on, take_up
from services.appeals.appeal.queries import facts_of, shown
from services.appeals.appeal.rules import Deed
from services.appeals.deadlines import operations as deadlines
from services.appeals.handover.queries import check_in_office
from vocabulary.actors import Actor
from vocabulary.periods import day_of


def accept(session: Session, actor: Actor, request: AcceptAppeal) -> AppealView:
    """Take an appeal on (受理). R30.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`.
        Invalid: a wrong `happened_at`.
    """
    appeal = take_up(
        session, actor, request.appeal_id, Deed.ACCEPT, expected=request.expected_version
    )
    move_on(session, actor, appeal, Deed.ACCEPT, at=request.happened_at)
    outbox.add(session, AppealAccepted(**facts_of(appeal)), actor=actor)
    return shown(appeal, actor, history.of(session, appeal.id))


def decline(session: Session, actor: Actor, request: DeclineAppeal) -> AppealView:
    """Decline it (不予受理), with reasons that the resident can read. R30.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`.
        Invalid: a wrong `happened_at`.
    """
    appeal = take_up(
        session, actor, request.appeal_id, Deed.DECLINE, expected=request.expected_version
    )
    appeal.closed_at = move_on(
        session,
        actor,
        appeal,
        Deed.DECLINE,
        at=request.happened_at,
        outcome=Outcome.DECLINED,
        note=request.reason,
    )
    appeal.outcome, appeal.outcome_reason = Outcome.DECLINED, request.reason
    outbox.add(session, AppealClosed(**facts_of(appeal)), actor=actor)
    return shown(appeal, actor, history.of(session, appeal.id))


def assign(session: Session, actor: Actor, request: AssignAppeal) -> AppealView:
    """Give it to a commissioner (交办) in office on that day, or to another one.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`.
        Invalid: a wrong `happened_at`, a commissioner who was not in office in the community
            on the day of the assignment, or a due day before it.
    """
    appeal = take_up(
        session, actor, request.appeal_id, Deed.ASSIGN, expected=request.expected_version
    )
    appeal.commissioner = request.commissioner
    happened_at = move_on(
        session,
        actor,
        appeal,
        Deed.ASSIGN,
        at=request.happened_at,
        commissioner=request.commissioner,
    )
    assigned_on = day_of(happened_at)
    check_in_office(session, appeal.community, request.commissioner, assigned_on)
    if request.due_on is not None:
        deadlines.set_due_day(appeal, request.due_on, assigned_on=assigned_on)
    event = AppealAssigned(**facts_of(appeal))
    outbox.add(session, event, actor=actor)
    return shown(appeal, actor, history.of(session, appeal.id))
