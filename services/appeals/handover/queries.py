"""Commissioners in office, and the present holders of earlier appeals."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.commissioners import (
    CommissionerLoad,
    CommissionerLoads,
    CountCommissioners,
)
from contracts.appeals.words import State
from groundwork import territories
from runtime import clock
from services.appeals.appeal.model import Appeal
from services.appeals.handover import rules
from services.appeals.handover.model import TERM
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action


def loads(session: Session, actor: Actor, request: CountCommissioners) -> CommissionerLoads:
    """The commissioners of a community in office on a day, and what each has open there.

    Raises:
        NotFound: not a community whose commissioners the actor sees.
    """
    territories.check_community(actor, Action.COMMISSIONER_READ, request.community)
    day = request.on or day_of(clock.now())
    open_appeals = _open_by_commissioner(session, request.community)
    return CommissionerLoads(
        items=[
            CommissionerLoad(commissioner=one, open_appeals=open_appeals.get(one, 0))
            for one in _in_office(session, request.community, day)
        ]
    )


def check_in_office(session: Session, community: str, commissioner: str, day: dt.date) -> None:
    """Let a commissioner pass who was in office in the community on a day.

    A commissioner without a first day counts as in office until the last: it was told before
    the register kept first days, and daily work does not wait until the log is read again.

    Raises:
        Invalid: they were not; the sentence counts those who were.
    """
    # Locked, so that an end reported meanwhile waits, and then moves this appeal too.
    named = _serving(community, day).where(TERM.c.commissioner == commissioner)
    if session.execute(named.with_for_update(read=True)).first() is None:
        possible = len(_in_office(session, community, day))
        raise rules.not_in_office(commissioner, community, day, possible=possible)


def _serving(community: str, day: dt.date) -> sa.Select[Any]:
    return sa.select(TERM.c.commissioner).where(
        TERM.c.community == community,
        sa.or_(TERM.c.began_on.is_(None), TERM.c.began_on <= day),
        sa.or_(TERM.c.ended_on.is_(None), TERM.c.ended_on > day),
    )


def _in_office(session: Session, community: str, day: dt.date) -> list[str]:
    """Each once, also where somebody holds two posts."""
    return sorted(set(session.scalars(_serving(community, day))))


def _open_by_commissioner(session: Session, community: str) -> dict[str, int]:
    counted = (
        sa.select(Appeal.commissioner, sa.func.count())
        .where(
            Appeal.community == community,
            Appeal.commissioner.is_not(None),
            Appeal.state == State.ASSIGNED,
        )
        .group_by(Appeal.commissioner)
    )
    return {str(account): number for account, number in session.execute(counted)}


def holder_now(session: Session, community: str, commissioner: str) -> str | None:
    """The present holder of a commissioner's appeals in a community; None: the workstation."""

    def terms_of(account: str) -> list[rules.Term]:
        # Locked, so that an end reported meanwhile waits, and then finds the appeals that this
        # transaction opened.
        chosen = (
            sa.select(TERM.c.ended_on, TERM.c.successor)
            .where(TERM.c.commissioner == account, TERM.c.community == community)
            .order_by(TERM.c.appointment_id)
            .with_for_update(read=True)
        )
        return [rules.Term(*row) for row in session.execute(chosen)]

    return rules.holder_now(commissioner, terms_of)
