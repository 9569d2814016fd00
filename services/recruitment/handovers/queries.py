"""The list of one appointment."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.handing_over import SOURCES
from contracts.recruitment.handovers import HandoverItem, HandoverView, ShowHandover
from contracts.recruitment.words import AppointmentState, Side
from runtime import installation
from runtime.copying import Copying
from services.recruitment.appointment import queries as appointments
from services.recruitment.appointment.model import Appointment
from services.recruitment.handovers import rules
from services.recruitment.handovers.model import Handover, Item, Portion
from vocabulary.actors import Actor
from vocabulary.permissions import Action, may
from vocabulary.problems import WrongState

_ITEM = Copying(Item, HandoverItem)


def show(session: Session, actor: Actor, request: ShowHandover) -> HandoverView:
    """The work that the appointment leaves behind.

    Raises:
        NotFound: no such appointment that the actor sees.
        WrongState: it has not ended.
    """
    appointment = ended(session, actor, request.appointment_id)
    return shown(session, actor, appointment, session.get(Handover, appointment.id))


def ended(session: Session, actor: Actor, appointment_id: UUID) -> Appointment:
    """An ended appointment in the actor's scope; the leaving and the receiving person see it too.

    Raises:
        NotFound: no such appointment that the actor sees.
        WrongState: it has not ended.
    """
    found = session.scalar(
        sa.select(Appointment).where(Appointment.id == appointment_id, _visible_to(actor))
    )
    if found is None:
        raise appointments.APPOINTMENTS.no_such(appointment_id)
    if found.state is not AppointmentState.ENDED:
        raise WrongState(
            "聘任尚未终止，没有交接清单。",
            "The appointment has not ended, so there is no hand-over yet.",
        )
    return found


def shown(
    session: Session, actor: Actor, appointment: Appointment, found: Handover | None
) -> HandoverView:
    """The list as both sides see it."""
    chosen = sa.select(Item).where(Item.appointment_id == appointment.id)
    items = session.scalars(chosen.order_by(Item.kind, Item.number, Item.thing_id)).all()
    return HandoverView(
        appointment_id=appointment.id,
        community=appointment.community,
        commissioner=appointment.person_id,
        successor=successor_of(appointment, found),
        ended_on=appointment.ended_on or dt.date.min,
        is_complete=found is not None and is_complete(session, found),
        possible=_possible(session, actor, appointment, found),
        items=[_ITEM(item) for item in items],
        given_at=found.given_at if found else None,
        given_by=found.given_by if found else None,
        received_at=found.received_at if found else None,
        received_by=found.received_by if found else None,
        version=found.version if found else 0,
    )


def speaker(
    session: Session, actor: Actor, appointment: Appointment, found: Handover | None
) -> rules.Speaker:
    """The caller, and the sides they can speak for."""
    receives = successor_of(appointment, found)
    return rules.Speaker(
        account=actor.account,
        leaving=appointment.account,
        successor=None if receives is None else str(receives),
        can_sign_in=receives is not None and not appointments.is_without_account(session, receives),
        is_station=may(actor, Action.HANDOVER_CONFIRM, area=appointment.community),
    )


def _possible(
    session: Session, actor: Actor, appointment: Appointment, found: Handover | None
) -> list[str]:
    if found is None or not is_complete(session, found):
        return []
    at = {Side.GIVEN: found.given_at, Side.RECEIVED: found.received_at}
    by = {Side.GIVEN: found.given_by, Side.RECEIVED: found.received_by}
    return rules.offered(
        speaker(session, actor, appointment, found),
        by,
        [side for side, moment in at.items() if moment is None],
    )


def successor_of(appointment: Appointment, found: Handover | None) -> UUID | None:
    """The receiver that the register reported; before that, the one the appointment names."""
    return appointment.successor if found is None else found.successor


def is_complete(session: Session, found: Handover) -> bool:
    """Whether every source that runs here has told every portion."""
    chosen = (
        sa.select(Portion.source)
        .where(Portion.appointment_id == found.appointment_id)
        .group_by(Portion.source)
        .having(sa.func.count() >= sa.func.max(Portion.portions))
    )
    return rules.is_complete(session.scalars(chosen).all(), installation.running(SOURCES))


def _visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    seen = appointments.APPOINTMENTS.reached_by(actor, Action.HANDOVER_READ)
    receives = _as_id(actor.account)
    if receives is None:
        return seen
    received = sa.select(Handover.appointment_id).where(Handover.successor == receives)
    return sa.or_(seen, Appointment.successor == receives, Appointment.id.in_(received))


def _as_id(account: str | None) -> UUID | None:
    try:
        return UUID(account or "")
    except ValueError:
        return None
