"""Claiming due messages, sending them, and recording the results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

import audit
from audit.acting import act
from bus import failpoints
from contracts.appeals.reaching import ApplicantReach, ReachApplicant
from contracts.gateway.notice_deliveries import NoticeDeliveryView, RetryNoticeDelivery
from contracts.volunteers.reaching import ReachVolunteer, VolunteerReach
from gateway.messages.channels.interface import Channel, Refused, TryLater
from gateway.messages.deliveries import queries, rules
from gateway.messages.deliveries.queries import Claimed, NotNow, NotWanted
from gateway.messages.dispatch import Dispatch
from gateway.messages.notices.model import NoticeDelivery
from runtime import clock, metrics
from runtime.database import Database
from runtime.logs import logger
from vocabulary.actors import Actor
from vocabulary.notices import DeliveryState, NoticeChannel
from vocabulary.permissions import Action
from vocabulary.problems import NotFound, Unavailable

log = logger(__name__)

_TABLE: Any = NoticeDelivery.__table__
#: A turn of the timer; what is left waits for the next one.
_TURN_SECONDS = 10.0


@dataclass(frozen=True)
class _Outcome:
    """The result of one attempt."""

    name: str
    values: dict[str, Any]


def deliver_due(
    database: Database,
    dispatch: Dispatch,
    way: NoticeChannel,
    is_stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Send due messages of one way, one after the other; returns how many were tried."""
    if way not in dispatch.ways:
        return 0
    channel, tried = dispatch.channels[way], 0
    until = clock.monotonic() + _TURN_SECONDS
    try:
        while clock.monotonic() < until and not is_stopping():
            if not _deliver_one(database, dispatch, way, channel):
                break
            tried += 1
    finally:
        channel.rest()
    return tried


def claim(session: Session, way: NoticeChannel) -> Claimed | None:
    """Take over the delivery that has waited longest; others leave it alone for some minutes."""
    now = clock.now()
    waiting = (
        sa.select(NoticeDelivery)
        .where(
            NoticeDelivery.state == DeliveryState.WAITING,
            NoticeDelivery.channel == way,
            NoticeDelivery.next_at <= now,
        )
        .order_by(NoticeDelivery.next_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    delivery = session.scalars(waiting).first()
    if delivery is None:
        return None
    delivery.attempts += 1
    delivery.next_at = now + dt.timedelta(seconds=rules.CLAIM_SECONDS)
    session.flush()
    return queries.claimed(session, delivery)


def record(session: Session, delivery: Claimed, values: dict[str, Any]) -> bool:
    """Record the result of an attempt, unless another worker has taken it over meanwhile."""
    open_states = {DeliveryState.WAITING.value}
    if values.get("state") == DeliveryState.SENT:
        # Superseded while it was on its way: it has been sent all the same.
        open_states.add(DeliveryState.DROPPED.value)
    statement = (
        sa.update(_TABLE)
        .where(
            _TABLE.c.id == delivery.id,
            _TABLE.c.attempts == delivery.attempt,
            _TABLE.c.state.in_(open_states),
        )
        .values(values)
        .returning(_TABLE.c.id)
    )
    return session.scalars(statement).first() is not None


def retry(session: Session, actor: Actor, request: RetryNoticeDelivery) -> NoticeDeliveryView:
    """Send a failed message again, starting with the first attempt.

    Raises:
        NotFound: there is none in the actor's areas.
        WrongState: it was sent, is waiting anyway, or is out of date.
    """
    delivery = queries.one_of(session, actor, request.delivery_id)
    rules.check_may_retry(DeliveryState(delivery.state), delivery.last_error)
    act(session, actor, Action.NOTICE_DELIVERY_RETRY, area=delivery.area)
    before = {"state": delivery.state, "last_error": delivery.last_error}
    delivery.state, delivery.attempts = DeliveryState.WAITING.value, 0
    delivery.next_at = clock.now()
    session.flush()
    audit.note(
        session,
        kind="notice_delivery",
        identity=str(delivery.id),
        area=delivery.area,
        before=before,
        after={"state": delivery.state, "last_error": delivery.last_error},
    )
    return queries.shown(session, actor, [delivery])[0]


def _deliver_one(
    database: Database, dispatch: Dispatch, way: NoticeChannel, channel: Channel
) -> bool:
    with database.writing() as session:
        delivery = claim(session, way)
    if delivery is None:
        return False
    outcome = _tried(database, dispatch, channel, delivery)
    failpoints.passing("after_send")
    with database.writing() as session:
        record(session, delivery, outcome.values)
    metrics.NOTICES.labels(way.value, outcome.name).inc()
    log.info(
        "notice_delivery",
        delivery=str(delivery.id),
        kind=delivery.kind,
        channel=way.value,
        outcome=outcome.name,
        attempt=delivery.attempt,
        error=outcome.values.get("last_error"),
    )
    return True


def _tried(database: Database, dispatch: Dispatch, channel: Channel, delivery: Claimed) -> _Outcome:
    try:
        with database.reading() as session:
            queries.check_wanted(session, delivery, dispatch.quiet)
        channel.prepare()
        reach = _reach(dispatch, delivery)
        with database.reading() as session:
            letter = queries.letter(session, delivery, reach, dispatch.pages)
        return _sent(channel.send(letter))
    except NotNow as later:
        return _postponed(delivery, later.until)
    except NotWanted as why:
        return _ended(DeliveryState.DROPPED, str(why))
    except Refused as why:
        return _ended(DeliveryState.FAILED, str(why))
    except TryLater as why:
        return _again(delivery, dispatch, str(why))
    except Unavailable:
        wait = dt.timedelta(seconds=rules.ASK_AGAIN_SECONDS)
        return _postponed(delivery, clock.now() + wait, "register_away")
    except Exception as bug:
        log.exception("notice_delivery_failed", delivery=str(delivery.id))
        return _again(delivery, dispatch, type(bug).__name__)


def _reach(dispatch: Dispatch, delivery: Claimed) -> queries.Reached | None:
    """The contact of a person without an account: the one by which the message goes, no other."""
    if delivery.applicant_of is not None:
        asked = ReachApplicant(
            appeal_id=delivery.applicant_of, delivery_id=delivery.id, purpose=delivery.kind
        )
        return _reached(
            delivery, lambda way: dispatch.reach(replace(asked, way=way)), unknown="no_such_appeal"
        )
    if delivery.volunteer_id is not None:
        wanted = ReachVolunteer(
            volunteer_id=delivery.volunteer_id, delivery_id=delivery.id, purpose=delivery.kind
        )
        return _reached(
            delivery,
            lambda way: dispatch.reach(replace(wanted, way=way)),
            unknown="no_such_volunteer",
        )
    return None


def _reached(
    delivery: Claimed,
    ask: Callable[[NoticeChannel | None], ApplicantReach | VolunteerReach],
    *,
    unknown: str,
) -> queries.Reached:
    try:
        there = ask(None)
        if not there.wants_notices:
            raise NotWanted("not_wanted")
        if (why := rules.why_not(delivery.channel, there.ways, delivery.ways)) is not None:
            raise NotWanted(why)
        found = ask(delivery.channel)
    except NotFound:
        raise NotWanted(unknown) from None
    return queries.Reached(found.phone, found.email, found.tracking_code)


def _sent(reference: str | None) -> _Outcome:
    return _Outcome(
        "sent",
        {
            "state": DeliveryState.SENT.value,
            "next_at": None,
            "sent_at": clock.now(),
            "last_error": None,
            "reference": reference,
        },
    )


def _ended(state: DeliveryState, why: str) -> _Outcome:
    values = {"state": state.value, "next_at": None, "last_error": _code(why)}
    return _Outcome(state.value, values)


def _again(delivery: Claimed, dispatch: Dispatch, why: str) -> _Outcome:
    next_at = rules.next_try(delivery.attempt, dispatch.pauses, clock.now())
    if next_at is None:
        return _ended(DeliveryState.FAILED, why)
    return _Outcome("again", {"next_at": next_at, "last_error": _code(why)})


def _postponed(delivery: Claimed, until: dt.datetime, why: str | None = None) -> _Outcome:
    values: dict[str, Any] = {"next_at": until, "attempts": delivery.attempt - 1}
    return _Outcome("postponed", values if why is None else values | {"last_error": why})


def _code(why: str) -> str:
    return why[:60]
