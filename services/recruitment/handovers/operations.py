"""Keeping the list, and confirming it."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.appeals.handover import AppealsHandedOver
from contracts.recruitment.handovers import ConfirmHandover, HandoverView
from contracts.recruitment.words import Side
from runtime import clock
from runtime.database import insert_new
from runtime.logs import logger
from services.recruitment import history
from services.recruitment.appointment.model import Appointment
from services.recruitment.handovers import queries, rules
from services.recruitment.handovers.model import Handover, Item
from vocabulary.actors import RESIDENT, Actor
from vocabulary.permissions import Action
from vocabulary.problems import check_version

log = logger(__name__)

_KIND = "handover"
_APPEAL = "appeal"
_ITEM = cast("sa.Table", Item.__table__)


def keep(session: Session, event: AppealsHandedOver) -> None:
    """Write down which appeals the register moved; a portion that is told again adds nothing."""
    appointment = session.get(Appointment, event.appointment_id, with_for_update=True)
    if appointment is None:
        log.warning("handover_without_appointment", appointment_id=str(event.appointment_id))
        return
    found = session.get(Handover, appointment.id)
    if found is None:
        found = Handover(
            appointment_id=appointment.id,
            community=appointment.community,
            successor=event.successor,
            portions_told=0,
            portions=event.portions,
            version=0,
        )
        session.add(found)
        session.flush()
    rows = [
        {
            "appointment_id": appointment.id,
            "kind": _APPEAL,
            "thing_id": one.appeal_id,
            "number": one.number,
        }
        for one in event.appeals
    ]
    unique = ("appointment_id", "kind", "thing_id")
    insert_new(session, _ITEM, rows, unique=unique, returning="thing_id")
    found.portions_told += 1
    found.version += 1
    _note(session, RESIDENT, found, "items_told", appeals=len(rows), portion=event.version)


def confirm(session: Session, actor: Actor, request: ConfirmHandover) -> HandoverView:
    """One side confirms the list.

    Raises:
        NotFound: no such appointment that the actor sees.
        Forbidden: the other side confirms this, or the same account has confirmed for it.
        WrongState: the appointment has not ended, the list is not whole, or it was confirmed.
        PreconditionFailed: it is at another version.
    """
    appointment = queries.ended(session, actor, request.appointment_id)
    chosen = sa.select(Handover).where(Handover.appointment_id == appointment.id).with_for_update()
    found = session.scalar(chosen)
    receives = queries.successor_of(appointment, found)
    successor = None if receives is None else str(receives)
    rules.check_may(request.side, queries.speaker(session, actor, appointment, found))
    own = appointment.account if request.side is Side.GIVEN else successor
    act(session, actor, Action.HANDOVER_CONFIRM, area=appointment.community, owner=own)
    check_version(request.expected_version, found.version if found else 0)
    side = request.side
    rules.check_can_confirm(
        is_complete=found is not None and queries.is_complete(found),
        is_confirmed=found is not None and getattr(found, f"{side}_at") is not None,
    )
    found = cast("Handover", found)
    other = found.received_by if request.side is Side.GIVEN else found.given_by
    rules.check_is_other(actor.account, other)
    setattr(found, f"{side}_at", clock.now())
    setattr(found, f"{side}_by", actor.account)
    setattr(found, f"{side}_note", request.note)
    found.version += 1
    _note(session, actor, found, f"{side}_confirmed", words=request.note)
    session.flush()
    return queries.shown(session, actor, appointment, found)


def name_successor(session: Session, actor: Actor, before: UUID, account: UUID) -> None:
    """Who received without an account is this account, and can confirm."""
    chosen = sa.select(Handover).where(Handover.successor == before)
    for found in session.scalars(chosen.order_by(Handover.appointment_id).with_for_update()).all():
        found.successor = account
        found.version += 1
        _note(session, actor, found, "successor_named")


def _note(
    session: Session,
    actor: Actor,
    found: Handover,
    what: str,
    *,
    words: str | None = None,
    **details: Any,
) -> None:
    history.add(
        session,
        actor,
        kind=_KIND,
        thing_id=found.appointment_id,
        version=found.version,
        area=found.community,
        what=what,
        role="system" if actor.is_anonymous else None,
        note=words,
        **details,
    )
