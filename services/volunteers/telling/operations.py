"""The people who are told of a change, of calling off, and of tomorrow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act_as_system
from contracts.notice_kinds import NoticeKind
from contracts.volunteers.notices import (
    ACTIVITY_CANCELLED,
    ACTIVITY_CANCELLED_BY_CODE,
    ACTIVITY_CHANGED,
    ACTIVITY_CHANGED_BY_CODE,
    ACTIVITY_TOMORROW,
    ACTIVITY_TOMORROW_BY_CODE,
)
from contracts.volunteers.words import ActivityState, SignUpState
from runtime.identifiers import as_uuid
from services.volunteers.activities.model import Activity, Shift
from services.volunteers.activity_notices.operations import tell
from services.volunteers.sign_ups.model import Guest, SignUp
from services.volunteers.sign_ups.rules import STANDS
from services.volunteers.telling import rules
from services.volunteers.volunteers.model import Volunteer
from vocabulary.actors import RESIDENT, Actor

#: Shifts that the clock looks through in one transaction.
AT_ONCE = 100

#: People with an account, and those without, by shift.
Standing = Mapping[UUID, tuple[list[UUID], list[UUID]]]


def standing(session: Session, activity_id: UUID) -> Standing:
    """Everybody who has or wants a place, by shift; people who were erased are not reached."""
    return _people(session, SignUp.activity_id == activity_id, SignUp.state.in_(STANDS))


def tell_changed(
    session: Session, actor: Actor, activity: Activity, shifts: Sequence[Shift], people: Standing
) -> None:
    """Tell the people of these shifts the new time and place."""
    for shift in shifts:
        kinds = (ACTIVITY_CHANGED, ACTIVITY_CHANGED_BY_CODE)
        _tell(session, actor, kinds, activity, shift, people)


def tell_cancelled(
    session: Session, actor: Actor, activity: Activity, shifts: Sequence[Shift], people: Standing
) -> None:
    """Tell everybody that it will not be held."""
    for shift in shifts:
        kinds = (ACTIVITY_CANCELLED, ACTIVITY_CANCELLED_BY_CODE)
        _tell(session, actor, kinds, activity, shift, people)


def remind(session: Session, now: dt.datetime) -> int:
    """Remind everybody who is confirmed for tomorrow, once a shift; returns how many shifts."""
    if not rules.is_evening(now):
        return 0
    act_as_system(session)
    begins, ends = rules.tomorrow(now)
    chosen = (
        sa.select(Shift)
        .join(Activity, Activity.id == Shift.activity_id)
        .where(
            Activity.state == ActivityState.PUBLISHED,
            Shift.starts_at >= begins,
            Shift.starts_at < ends,
            sa.or_(Shift.reminded_for.is_(None), Shift.reminded_for != Shift.starts_at),
        )
        .order_by(Shift.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True, of=Shift)
    )
    due = session.scalars(chosen).all()
    for shift in due:
        activity = session.get_one(Activity, shift.activity_id)
        # Another time later gets a reminder of its own.
        shift.reminded_for = shift.starts_at
        confirmed = SignUp.state == SignUpState.CONFIRMED
        people = _people(session, SignUp.shift_id == shift.id, confirmed)
        kinds = (ACTIVITY_TOMORROW, ACTIVITY_TOMORROW_BY_CODE)
        _tell(session, RESIDENT, kinds, activity, shift, people)
    session.flush()
    return len(due)


def _people(session: Session, *which: sa.ColumnElement[bool]) -> Standing:
    found: dict[UUID, tuple[list[UUID], list[UUID]]] = {}
    volunteers = (
        sa.select(SignUp.shift_id, Volunteer.id, Volunteer.account)
        .join(Volunteer, Volunteer.id == SignUp.volunteer_id)
        .where(*which, Volunteer.erased_at.is_(None))
    )
    for row in session.execute(volunteers.order_by(Volunteer.id)):
        accounts, others = found.setdefault(row.shift_id, ([], []))
        account = as_uuid(row.account)
        if account is None:
            others.append(row.id)
        else:
            accounts.append(account)
    guests = (
        sa.select(SignUp.shift_id, Guest.id)
        .join(Guest, Guest.id == SignUp.guest_id)
        .where(*which, Guest.erased_at.is_(None))
    )
    for shift_id, guest_id in session.execute(guests.order_by(Guest.id)):
        found.setdefault(shift_id, ([], []))[1].append(guest_id)
    return found


def _tell(
    session: Session,
    actor: Actor,
    kinds: tuple[NoticeKind, NoticeKind],
    activity: Activity,
    shift: Shift,
    people: Standing,
) -> None:
    accounts, others = people.get(shift.id, ([], []))
    tell(session, actor, kinds, activity, shift, accounts=accounts, others=others)
