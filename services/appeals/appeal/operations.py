"""The two halves of every change of an appeal: take it up, and move it on.

Between them stands what the capability itself decides. Taking up locks the row,
so that two commands on one appeal come one after the other.
"""

from __future__ import annotations

import datetime as dt
from typing import Unpack
from uuid import UUID

from sqlalchemy.orm import Session

from audit.acting import act, role_in
from contracts.appeals.words import State
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
    appeal = queries.one_of(session, actor, appeal_id, for_change=True)
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
    **details: Unpack[Details],
) -> dt.datetime:
    """Bring the appeal to its next state and write the history; gives when it happened.

    `role`: in which the actor does it, where the grants do not tell.

    Raises:
        Invalid: `happened_at` lies in the future or before the previous step.
    """
    now = clock.now()
    happened_at = moments.of_step(at, now=now, previous=appeal.progressed_at)
    is_assigned = appeal.commissioner is not None
    appeal.state = rules.next_state(appeal.state, deed, is_assigned=is_assigned)
    if appeal.state is State.CLOSED:
        # Nobody is reminded of what is done.
        appeal.remind_on = None
    # These say nothing about the work, so paper of the work may still be older than they are.
    if deed not in {Deed.RATE, Deed.ERASE}:
        appeal.progressed_at = happened_at
    acting = role or role_in(session, actor, appeal.community)
    _write_down(
        session, appeal, rules.TABLE.deeds[deed].done, actor, acting, (happened_at, now), **details
    )
    return happened_at


def remind(session: Session, appeal: Appeal, reminder: Reminder) -> None:
    """Write into the history of which the clock reminds; the appeal stays where it is."""
    now = clock.now()
    _write_down(session, appeal, reminder, SYSTEM, SYSTEM_ROLE, (now, now))


def _write_down(
    session: Session,
    appeal: Appeal,
    what: str,
    actor: Actor,
    role: str,
    times: tuple[dt.datetime, dt.datetime],
    **details: Unpack[Details],
) -> None:
    happened_at, recorded_at = times
    appeal.version += 1
    session.add(
        Entry(
            appeal_id=appeal.id,
            version=appeal.version,
            round=appeal.round,
            what=what,
            happened_at=happened_at,
            recorded_at=recorded_at,
            account=actor.account,
            role=role,
            **details,
        )
    )
