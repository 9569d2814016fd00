"""Acting on an appeal."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bus import outbox
from contracts.appeals.actions import AppealActionTaken, TakeAction
from contracts.appeals.appeal import AppealView
from services.appeals import history
from services.appeals.actions import rules
from services.appeals.appeal.operations import move_on, take_up
from services.appeals.appeal.queries import facts_of, shown
from services.appeals.appeal.rules import Deed
from vocabulary.actors import Actor


def take(session: Session, actor: Actor, request: TakeAction) -> AppealView:
    """Write down one thing done for an appeal, with its method (R32 to R39).

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`.
        Invalid: a wrong `happened_at`, or a proposal upwards before its time (R67).
    """
    appeal = take_up(session, actor, request.appeal_id, Deed.ACT, expected=request.expected_version)
    tried = history.methods(session, appeal.id)
    rules.check_method(request.method, tried, number=appeal.number)
    move_on(
        session,
        actor,
        appeal,
        Deed.ACT,
        at=request.happened_at,
        method=request.method,
        note=request.note,
    )
    event = AppealActionTaken(**facts_of(appeal), method=request.method)
    outbox.add(session, event, actor=actor)
    return shown(appeal, actor, history.of(session, appeal.id))
