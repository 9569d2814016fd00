"""The two halves of every change of an appeal: take it up, and move it on.

The capability decides between them. Taking up locks the row, so that two commands on one appeal
come one after the other.
"""

from __future__ import annotations

import datetime as dt
from typing import Unpack
from uuid import UUID

from sqlalchemy.orm import Session

from audit.acting import act
from contracts.appeals.words import State
from groundwork.history import written
from runtime import clock
from services.appeals.appeal import queries, rules
from services.appeals.appeal.model import Appeal
from services.appeals.appeal.rules import Deed, Reminder
from services.appeals.history import Details, Entry
from vocabulary import moments
from vocabulary.actors import SYSTEM, SYSTEM_ROLE, Actor
from vocabulary.problems import check_version


def take_up(
    session: Session, actor: Actor, appeal_id: UUID, deed: Deed, *, expected: int | None = None
) -> Appeal:
    """The appeal, locked, if the actor may do this with it now; `expected`: at this version.

    Raises:
        NotFound: no such appeal in the actor's communities.
        PreconditionFailed: it is at another version.
        Forbidden: the actor sees it, but this is for others to do.
        WrongState: the state does not allow it.
    """
    appeal = queries.APPEALS.one_of(session, actor, appeal_id, for_change=True)
    check_version(expected, appeal.version)
    deeds = queries.deeds_of(appeal, actor)
    rules.check_may(deed, number=appeal.number, state=appeal.state, deeds=deeds)
    rules.check_not_erased(erased=appeal.erased_at is not None, number=appeal.number)
    action = rules.TABLE.action(deed)
    act(session, actor, action, area=appeal.community, owner=appeal.commissioner)
    return appeal


def take_up_by_code(
    session: Session, tracking_code: str, deed: Deed, *, expected: int | None = None
) -> Appeal:
    """The appeal, locked, if the resident may do this with it now; `expected`: at this version.

    Raises:
        NotFound: no such tracking code.
        PreconditionFailed: it is at another version.
        WrongState: the state does not allow it.
    """
    appeal = queries.one_with_code(session, tracking_code, for_change=True)
    check_version(expected, appeal.version)
    rules.check_may(
        deed, number=appeal.number, state=appeal.state, deeds=rules.WITH_CODE, by_code=True
    )
    rules.check_not_erased(erased=appeal.erased_at is not None, number=appeal.number)
    return appeal


def move_on(
    session: Session,
    actor: Actor,
    appeal: Appeal,
    deed: Deed,
    *,
    at: dt.datetime | None = None,
    role: str | None = None,
    note: str | None = None,
    **details: Unpack[Details],
) -> dt.datetime:
    """Bring the appeal to its next state and write the history; returns when it happened.

    `role`: the actor's role, where the grants do not show it.

    Raises:
        Invalid: `happened_at` lies in the future or before the previous step.
    """
    happened_at = moments.of_step(at, now=clock.now(), previous=appeal.progressed_at)
    is_assigned = appeal.commissioner is not None
    appeal.state = rules.next_state(appeal.state, deed, is_assigned=is_assigned)
    if appeal.state is State.CLOSED:
        # Closed appeals need no reminder.
        appeal.remind_on = None
    # These say nothing about the work, so paper of the work may still be older than they are.
    if deed not in {Deed.RATE, Deed.ERASE}:
        appeal.progressed_at = happened_at
    if deed is Deed.ACCEPT:
        appeal.accepted_at = happened_at
    if deed in rules.RESPONSES and appeal.first_response_at is None:
        appeal.first_response_at = happened_at
    done = rules.TABLE.deeds[deed].done
    _write_down(session, actor, appeal, done, at=happened_at, role=role, note=note, **details)
    return happened_at


def remind(session: Session, appeal: Appeal, reminder: Reminder) -> None:
    """Write into the history of which the clock reminds; the appeal stays where it is."""
    _write_down(session, SYSTEM, appeal, reminder, role=SYSTEM_ROLE)


def _write_down(
    session: Session,
    actor: Actor,
    appeal: Appeal,
    what: str,
    *,
    at: dt.datetime | None = None,
    role: str | None = None,
    note: str | None = None,
    **details: Unpack[Details],
) -> None:
    appeal.version += 1
    step = written(
        session,
        actor,
        version=appeal.version,
        area=appeal.community,
        what=what,
        happened_at=at,
        role=role,
        note=note,
    )
    session.add(Entry(appeal_id=appeal.id, round=appeal.round, **step, **details))
