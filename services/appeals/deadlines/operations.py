"""Setting a due day, and reminding of it: each reminder once, for any number of processes."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import outbox
from contracts.appeals.deadlines import AppealDueSoon, AppealOverdue
from contracts.appeals.words import State
from services.appeals.appeal.model import Appeal
from services.appeals.appeal.operations import remind
from services.appeals.appeal.queries import facts_of
from services.appeals.appeal.rules import Reminder
from services.appeals.deadlines import rules
from vocabulary.actors import SYSTEM

#: Appeals in one transaction.
AT_ONCE = 200

_EVENTS: dict[Reminder, type[AppealDueSoon | AppealOverdue]] = {
    Reminder.DUE_SOON: AppealDueSoon,
    Reminder.OVERDUE: AppealOverdue,
}


def set_due_day(appeal: Appeal, due_on: dt.date, *, assigned_on: dt.date) -> None:
    """Set the day by which it is to be closed; a changed day gets new reminders.

    Raises:
        Invalid: the day lies before the assignment.
    """
    rules.check_due_day(due_on, assigned_on=assigned_on)
    if due_on != appeal.due_on:
        appeal.due_on, appeal.remind_on = due_on, rules.first_look(due_on)


def clear_due_day(appeal: Appeal) -> None:
    """A new round begins without one."""
    appeal.due_on = appeal.remind_on = None


def remind_of_due_days(session: Session, *, today: dt.date) -> Counter[Reminder]:
    """Report due days that are near or have passed, at most `AT_ONCE`; returns how many."""
    # Appeals locked by another process or command wait for the next turn.
    waiting = sa.select(Appeal).where(Appeal.remind_on <= today, Appeal.state != State.CLOSED)
    claimed = waiting.order_by(Appeal.remind_on, Appeal.id).limit(AT_ONCE)
    return Counter(
        _remind(session, appeal, appeal.due_on, today)
        for appeal in session.scalars(claimed.with_for_update(skip_locked=True)).all()
        if appeal.due_on is not None
    )


def _remind(session: Session, appeal: Appeal, due_on: dt.date, today: dt.date) -> Reminder:
    told = rules.reminder_on(today, due_on)
    appeal.remind_on = rules.next_look(told, due_on)
    remind(session, appeal, told)
    event = _EVENTS[told](**facts_of(appeal))
    outbox.add(session, event, actor=SYSTEM)
    return told
