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
    """Give the commissioner's open appeals in the community to the successor, or back.

    Back means to the workstation, which assigns them again. A second report of an appointment, as
    when paper came late, moves nothing. Closed appeals stay with their commissioner, and move when
    they are opened again: see `pass_on`.
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
    """Give the appeals of a person without an account to the account named since.

    Their closed appeals stay; opened again, they go to the account: the id is kept like a person
    who has left and whose successor is the account.
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
        # No appeal may be assigned to this id any more, on any day.
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
    """Move a reopened appeal to its present holder, unless its commissioner still has it.

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
    """Keep the first day even if the beginning is reported after the end, which lacks it."""
    here = TERM.c.appointment_id == appointment_id
    session.execute(sa.update(TERM).where(here).values(began_on=began_on))


def _open(session: Session, community: str, commissioner: UUID) -> list[Appeal]:
    """The open appeals of a person in a community, locked."""
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
