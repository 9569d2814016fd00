"""Moving what is open, once for each appointment that ended."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import outbox
from bus.acting import act_as_system
from contracts.appeals.assignment import AppealAccepted, AppealAssigned
from contracts.appeals.handover import PORTION_MOST, AppealsHandedOver, HandedOverAppeal
from contracts.appeals.words import State
from contracts.envelope import Envelope
from contracts.recruitment.appointments import AppointmentEnded
from runtime import clock
from runtime.database import insert_new
from services.appeals.appeal.model import Appeal
from services.appeals.appeal.operations import move_on
from services.appeals.appeal.queries import facts_of
from services.appeals.appeal.rules import Deed
from services.appeals.handover.model import HANDOVER
from vocabulary.actors import RESIDENT

_ROLE = "system"


def hand_over(session: Session, ended: AppointmentEnded, *, cause: Envelope | None = None) -> None:
    """Give what the commissioner had open in the community to the successor, or back.

    Back means to the workstation, which assigns it anew. An appointment that is told of
    a second time, as when paper came late, moves nothing any more.
    """
    mark = {"appointment_id": ended.appointment_id, "handed_over_at": clock.now()}
    unique = ("appointment_id",)
    if not insert_new(session, HANDOVER, [mark], unique=unique, returning="appointment_id"):
        return
    act_as_system(session)
    stays = ended.successor == ended.commissioner
    moved = [] if stays else _moved(session, ended)
    _tell(session, ended, moved, cause)


def _moved(session: Session, ended: AppointmentEnded) -> list[Appeal]:
    chosen = (
        sa.select(Appeal)
        .where(
            Appeal.community == ended.community,
            Appeal.commissioner == str(ended.commissioner),
            Appeal.state == State.ASSIGNED,
        )
        .order_by(Appeal.id)
        .with_for_update()
    )
    appeals = list(session.scalars(chosen))
    for appeal in appeals:
        _move(session, appeal, ended)
    return appeals


def _move(session: Session, appeal: Appeal, ended: AppointmentEnded) -> None:
    if ended.successor is None:
        move_on(session, RESIDENT, appeal, Deed.GIVE_BACK, role=_ROLE)
        appeal.commissioner = None
        outbox.add(session, AppealAccepted(**facts_of(appeal)), actor=RESIDENT)
        return
    successor = str(ended.successor)
    appeal.commissioner = successor
    move_on(session, RESIDENT, appeal, Deed.HAND_OVER, role=_ROLE, commissioner=successor)
    event = AppealAssigned(**facts_of(appeal), commissioner=successor)
    outbox.add(session, event, actor=RESIDENT)


def _tell(
    session: Session, ended: AppointmentEnded, moved: list[Appeal], cause: Envelope | None
) -> None:
    told = [HandedOverAppeal(appeal_id=appeal.id, number=appeal.number) for appeal in moved]
    starts = range(0, len(told), PORTION_MOST) or range(1)
    for portion, start in enumerate(starts, 1):
        event = AppealsHandedOver(
            appointment_id=ended.appointment_id,
            community=ended.community,
            commissioner=ended.commissioner,
            successor=ended.successor,
            appeals=told[start : start + PORTION_MOST],
            portions=len(starts),
            version=portion,
        )
        outbox.add(session, event, actor=RESIDENT, cause=cause)
