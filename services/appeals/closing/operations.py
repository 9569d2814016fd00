"""Closing, and opening again."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from bus import outbox
from contracts.appeals.appeal import AppealView, TrackedAppeal
from contracts.appeals.closing import (
    AppealClosed,
    AppealReopened,
    CloseAppeal,
    ContestAppeal,
    ReopenAppeal,
)
from contracts.appeals.words import Outcome
from services.appeals import history
from services.appeals.appeal.model import Appeal
from services.appeals.appeal.operations import move_on, take_up, take_up_by_code
from services.appeals.appeal.queries import facts_of, shown, told_to_resident
from services.appeals.appeal.rules import Deed
from services.appeals.closing import rules
from services.appeals.deadlines import operations as deadlines
from services.appeals.handover import operations as handover
from services.appeals.handover.queries import holder_now
from vocabulary.actors import RESIDENT, Actor


def close(session: Session, actor: Actor, request: CloseAppeal) -> AppealView:
    """Close an appeal with its outcome (办结). R32 to R39, R56.

    Settled (化解) and closed are two facts: an appeal may be closed because it is
    explained or out of reach, and then does not count in the settled rate.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`.
        Invalid: the outcome needs an action or a reason, or `happened_at` is wrong.
    """
    appeal = take_up(
        session, actor, request.appeal_id, Deed.CLOSE, expected=request.expected_version
    )
    methods = history.methods(session, appeal.id, in_round=appeal.round)
    rules.check_outcome(request.outcome, request.reason, methods, number=appeal.number)
    appeal.closed_at = move_on(
        session,
        actor,
        appeal,
        Deed.CLOSE,
        at=request.happened_at,
        outcome=request.outcome,
        note=request.reason,
    )
    appeal.outcome = request.outcome
    appeal.outcome_reason = None if request.outcome is Outcome.SETTLED else request.reason
    outbox.add(session, AppealClosed(**facts_of(appeal)), actor=actor)
    return shown(appeal, actor, history.of(session, appeal.id))


def reopen(session: Session, actor: Actor, request: ReopenAppeal) -> AppealView:
    """The workstation opens a closed appeal again: a new round begins.

    It goes back to its commissioner; if they have left office, to their successor, or to the
    workstation for a new assignment.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`; or there were too many rounds.
        Invalid: a wrong `happened_at`.
    """
    appeal = take_up(
        session, actor, request.appeal_id, Deed.REOPEN, expected=request.expected_version
    )
    _open_again(session, actor, appeal, Deed.REOPEN, request.reason, request.happened_at)
    return shown(appeal, actor, history.of(session, appeal.id))


def contest(session: Session, request: ContestAppeal) -> TrackedAppeal:
    """The resident says that it is not solved: a new round begins (R25), as in `reopen`.

    Raises:
        NotFound, PreconditionFailed, WrongState: see `take_up_by_code`; or there were too many rounds.
    """
    appeal = take_up_by_code(
        session, request.tracking_code, Deed.CONTEST, expected=request.expected_version
    )
    _open_again(session, RESIDENT, appeal, Deed.CONTEST, request.reason, None)
    return told_to_resident(session, appeal)


def _open_again(
    session: Session,
    actor: Actor,
    appeal: Appeal,
    deed: Deed,
    reason: str,
    happened_at: dt.datetime | None,
) -> None:
    rules.check_may_open_again(appeal.round, number=appeal.number)
    had_it = appeal.commissioner
    holder = None if had_it is None else holder_now(session, appeal.community, had_it)
    appeal.round += 1
    opened_at = move_on(session, actor, appeal, deed, at=happened_at, note=reason)
    appeal.outcome = appeal.outcome_reason = appeal.closed_at = appeal.rating = None
    deadlines.clear_due_day(appeal)
    event = AppealReopened(
        **facts_of(appeal) | {"commissioner": holder}, by_resident=deed is Deed.CONTEST
    )
    outbox.add(session, event, actor=actor)
    # A commissioner who has left must not keep an open appeal.
    handover.pass_on(session, appeal, holder, at=opened_at)
