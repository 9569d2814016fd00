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
    """Not take it on (不予受理), with reasons that the resident can read. R30.

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
    """Give it to a commissioner (交办), or to another one.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`.
        Invalid: a wrong `happened_at`, or a due day before the day of the assignment.
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
    if request.due_on is not None:
        deadlines.set_due_day(appeal, request.due_on, assigned_on=day_of(happened_at))
    event = AppealAssigned(
        **facts_of(appeal), commissioner=request.commissioner, due_on=appeal.due_on
    )
    outbox.add(session, event, actor=actor)
    return shown(appeal, actor, history.of(session, appeal.id))
