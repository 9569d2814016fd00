"""Rating a closing round, with the tracking code or through staff."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bus import outbox
from contracts.appeals.appeal import AppealView, TrackedAppeal
from contracts.appeals.rating import AppealRated, RateAppeal, RateTrackedAppeal
from services.appeals import history
from services.appeals.appeal.model import Appeal
from services.appeals.appeal.operations import move_on, take_up, take_up_by_code
from services.appeals.appeal.queries import facts_of, shown, told_to_resident
from services.appeals.appeal.rules import Deed
from services.appeals.rating import rules
from vocabulary.actors import RESIDENT, Actor


def rate_tracked(session: Session, request: RateTrackedAppeal) -> TrackedAppeal:
    """The resident rates.

    Raises:
        NotFound, PreconditionFailed, WrongState: see `take_up_by_code`; or this round is rated already.
    """
    appeal = take_up_by_code(
        session, request.tracking_code, Deed.RATE, expected=request.expected_version
    )
    _rate(session, RESIDENT, appeal, request.score, request.comment)
    return told_to_resident(session, appeal)


def rate(session: Session, actor: Actor, request: RateAppeal) -> AppealView:
    """Staff write down the rating that a resident gave by phone or at the station.

    Raises:
        NotFound, PreconditionFailed, Forbidden, WrongState: see `take_up`; or this round is rated already.
    """
    appeal = take_up(
        session, actor, request.appeal_id, Deed.RATE, expected=request.expected_version
    )
    _rate(session, actor, appeal, request.score, request.comment)
    return shown(appeal, actor, history.of(session, appeal.id))


def _rate(session: Session, actor: Actor, appeal: Appeal, score: int, comment: str | None) -> None:
    rules.check_not_rated(appeal.rating, number=appeal.number, round_=appeal.round)
    appeal.rating = score
    move_on(session, actor, appeal, Deed.RATE, score=score, note=comment)
    outbox.add(session, AppealRated(**facts_of(appeal), score=score), actor=actor)
