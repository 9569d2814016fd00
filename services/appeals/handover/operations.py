"""Moving what is open, once for each appointment that ended, and what is opened again later."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act_as_system
from bus import outbox
from contracts.appeals.assignment import AppealAccepted, AppealAssigned
from contracts.appeals.handover import PORTION_MOST, AppealsHandedOver, HandedOverAppeal
from contracts.appeals.words import State
from contracts.envelope import Envelope
from contracts.recruitment.appointments import AppointmentAccountNamed
from contracts.recruitment.office import AppointmentBegan, AppointmentEnded
from runtime import clock
from runtime.database import insert_new, upsert_newer
from services.appeals.appeal.model import Appeal
from services.appeals.appeal.operations import move_on
from services.appeals.appeal.queries import facts_of
from services.appeals.appeal.rules import Deed
from services.appeals.handover.model import HANDOVER, TERM
from vocabulary.actors import RESIDENT
from vocabulary.periods import day_of

_ROLE = "system"


def begin_term(session: Session, began: AppointmentBegan) -> None:
    """Remember who is in office; an end that was told before stays."""
    _remember(session, began, began_on=began.began_on)


def hand_over(session: Session, ended: AppointmentEnded, *, cause: Envelope | None = None) -> None:
    """Give what the commissioner had open in the community to the successor, or back.

    Back means to the workstation, which assigns it anew. An appointment that is told of
    a second time, as when paper came late, moves nothing any more. What is closed stays
    with who closed it, and moves when it is opened again: see `pass_on`.
    """
    _remember(session, ended, ended_on=ended.ended_on, successor=ended.successor)
    mark = {"appointment_id": ended.appointment_id, "handed_over_at": clock.now()}
    unique = ("appointment_id",)
    if not insert_new(session, HANDOVER, [mark], unique=unique, returning="appointment_id"):
        return
    act_as_system(session)
    stays = ended.successor == ended.commissioner
    moved = [] if stays else _moved(session, ended)
    _tell(session, ended, moved, cause)


def name_account(session: Session, named: AppointmentAccountNamed) -> None:
    """Give what somebody had without an account to the account that was named since.

    What they closed stays as it is; opened again, it goes to the account: the id is kept
    as of somebody who has left, and whose successor the account is.
    """
    if named.began_on is not None:
        _remember(
            session,
            named,
            began_on=named.began_on,
            ended_on=named.ended_on,
            successor=named.successor,
        )
    if named.before is None:
        return
    today = day_of(clock.now())
    row = {
        "appointment_id": named.before,
        "community": named.community,
        "commissioner": str(named.before),
        # Nobody is to be assigned anything under this id any more, on no day.
        "began_on": today,
        "ended_on": today,
        "successor": str(named.commissioner),
        "version": 1,
    }
    upsert_newer(session, TERM, [row], key="appointment_id")
    act_as_system(session)
    for appeal in _open(session, named.community, named.before):
        _move(session, appeal, str(named.commissioner))


def pass_on(session: Session, appeal: Appeal, holder: str | None, *, at: dt.datetime) -> None:
    """Move what was opened again to who has it now, unless its commissioner has it still.

    `holder`: see `queries.holder_now`; `at`: when it was opened again, so that paper of
    what came after it can still be written down.
    """
    if holder != appeal.commissioner:
        _move(session, appeal, holder, at=at)


def _remember(
    session: Session,
    told: AppointmentBegan | AppointmentAccountNamed | AppointmentEnded,
    *,
    began_on: dt.date | None = None,
    ended_on: dt.date | None = None,
    successor: UUID | None = None,
) -> None:
    row = {
        "appointment_id": told.appointment_id,
        "community": told.community,
        "commissioner": str(told.commissioner),
        "ended_on": ended_on,
        "successor": _as_account(successor),
        "version": told.version,
    }
    upsert_newer(session, TERM, [row], key="appointment_id")
    if began_on is not None:
        _keep_first_day(session, told.appointment_id, began_on)


def _keep_first_day(session: Session, appointment_id: UUID, began_on: dt.date) -> None:
    """Keep it also of a beginning that is told after its end: an end does not say it."""
    here = TERM.c.appointment_id == appointment_id
    session.execute(sa.update(TERM).where(here).values(began_on=began_on))


def _open(session: Session, community: str, commissioner: UUID) -> list[Appeal]:
    """What somebody has open in a community, locked."""
    chosen = (
        sa.select(Appeal)
        .where(
            Appeal.community == community,
            Appeal.commissioner == str(commissioner),
            Appeal.state == State.ASSIGNED,
        )
        .order_by(Appeal.id)
        .with_for_update()
    )
    return list(session.scalars(chosen))


def _moved(session: Session, ended: AppointmentEnded) -> list[Appeal]:
    appeals = _open(session, ended.community, ended.commissioner)
    for appeal in appeals:
        _move(session, appeal, _as_account(ended.successor))
    return appeals


def _as_account(person: UUID | None) -> str | None:
    return None if person is None else str(person)


def _move(
    session: Session, appeal: Appeal, successor: str | None, *, at: dt.datetime | None = None
) -> None:
    if successor is None:
        move_on(session, RESIDENT, appeal, Deed.GIVE_BACK, at=at, role=_ROLE)
        appeal.commissioner = None
        outbox.add(session, AppealAccepted(**facts_of(appeal)), actor=RESIDENT)
        return
    appeal.commissioner = successor
    move_on(session, RESIDENT, appeal, Deed.HAND_OVER, at=at, role=_ROLE, commissioner=successor)
    event = AppealAssigned(**facts_of(appeal))
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
