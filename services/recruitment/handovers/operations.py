"""Keeping the list, and confirming it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.handing_over import HandedOver
from contracts.recruitment.handovers import ConfirmHandover, HandoverView
from contracts.recruitment.words import Side
from groundwork.kept import Kept
from runtime import clock
from runtime.database import insert_new
from runtime.logs import logger
from services.recruitment.appointment.model import Appointment
from services.recruitment.handovers import queries, rules
from services.recruitment.handovers.model import Handover, Item, Portion
from vocabulary.actors import RESIDENT, SYSTEM_ROLE, Actor
from vocabulary.permissions import Action
from vocabulary.problems import check_version

log = logger(__name__)

_HANDOVERS = Kept(Handover, "handover", "交接", "hand-over", identity="appointment_id")
_ITEM = cast("sa.Table", Item.__table__)
_PORTION = cast("sa.Table", Portion.__table__)


class Thing(NamedTuple):
    """One thing that was passed on: its kind, such as `appeal`, and its name for people."""

    kind: str
    thing_id: UUID
    number: str


def keep(session: Session, source: str, event: HandedOver, things: Sequence[Thing]) -> None:
    """Write down what a source moved; a repeated portion adds nothing."""
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
            version=0,
        )
        session.add(found)
        session.flush()
    rows = [{"appointment_id": appointment.id, **thing._asdict()} for thing in things]
    unique = ("appointment_id", "kind", "thing_id")
    insert_new(session, _ITEM, rows, unique=unique, returning="thing_id")
    portion = {
        "appointment_id": appointment.id,
        "source": source,
        "number": event.version,
        "portions": event.portions,
    }
    key = ("appointment_id", "source", "number")
    if not insert_new(session, _PORTION, [portion], unique=key, returning="number"):
        return
    found.version += 1
    _HANDOVERS.note(
        session,
        RESIDENT,
        found,
        "items_told",
        role=SYSTEM_ROLE,
        source=source,
        portion=event.version,
        things=len(things),
    )


def confirm(session: Session, actor: Actor, request: ConfirmHandover) -> HandoverView:
    """One side confirms the list.

    Raises:
        NotFound: no such appointment that the actor sees.
        Forbidden: the other side must confirm this, or the same account has confirmed for it.
        WrongState: the appointment has not ended, the list is not complete, or it was confirmed.
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
        is_complete=found is not None and queries.is_complete(session, found),
        is_confirmed=found is not None and getattr(found, f"{side}_at") is not None,
    )
    found = cast("Handover", found)
    other = found.received_by if request.side is Side.GIVEN else found.given_by
    rules.check_is_other(actor.account, other)
    setattr(found, f"{side}_at", clock.now())
    setattr(found, f"{side}_by", actor.account)
    setattr(found, f"{side}_note", request.note)
    found.version += 1
    _HANDOVERS.note(session, actor, found, f"{side}_confirmed", note=request.note)
    session.flush()
    return queries.shown(session, actor, appointment, found)


def name_successor(session: Session, actor: Actor, before: UUID, account: UUID) -> None:
    """Set the account of a receiver without one, who can then confirm."""
    chosen = sa.select(Handover).where(Handover.successor == before)
    for found in session.scalars(chosen.order_by(Handover.appointment_id).with_for_update()).all():
        found.successor = account
        found.version += 1
        _HANDOVERS.note(
            session,
            actor,
            found,
            "successor_named",
            role=SYSTEM_ROLE if actor.is_anonymous else None,
        )
