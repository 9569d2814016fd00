"""Giving, recording and withdrawing a consent; deleting those that prove nothing any more."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.gateway.consents import (
    ConsentGiven,
    ConsentView,
    ConsentWithdrawn,
    GiveConsent,
    OwnConsent,
    RecordConsent,
    WithdrawConsent,
)
from contracts.gateway.words import GivenHow, Purpose
from gateway.people.consents import queries, rules
from gateway.people.consents.model import CONSENT
from gateway.people.offices import queries as offices
from runtime import clock, marks, retention
from runtime.identifiers import new_id
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action


def give(session: Session, actor: Actor, request: GiveConsent) -> ConsentView:
    """The actor agrees.

    Raises:
        Invalid: it would be over before it begins.
    """
    now = clock.now()
    # A person belongs to the area of their first role.
    area = actor.grants[0].area
    act(session, actor, Action.CONSENT_GIVE, area=area, owner=actor.account)
    return _keep(
        session,
        actor,
        request,
        given_at=now,
        area=area,
        account=actor.account,
        how=GivenHow.WEB,
        recorded_by=None,
    )


def record(session: Session, actor: Actor, request: RecordConsent) -> ConsentView:
    """Write down that a person agreed on paper or in person.

    Raises:
        Forbidden: not in the actor's area.
        Invalid: the person is not named in exactly one way, the account is of another area, a
            guardian is named without the relation, or the times do not fit.
    """
    rules.check_may_record(actor, area=request.community)
    rules.check_person(request.account, request.phone)
    rules.check_guardian(request.guardian, request.guardianship)
    if request.account is not None:
        offices.check_is_at_home(session, request.account, request.community, field="account")
    act(session, actor, Action.CONSENT_RECORD, area=request.community)
    phone = request.phone
    return _keep(
        session,
        actor,
        request,
        given_at=request.given_at or clock.now(),
        area=request.community,
        account=None if request.account is None else str(request.account),
        phone=phone,
        phone_print=marks.PHONE.of(phone),
        how=request.how,
        paper=request.paper,
        guardian=request.guardian,
        guardianship=request.guardianship,
        recorded_by=actor.account,
    )


def withdraw(session: Session, actor: Actor, request: WithdrawConsent) -> ConsentView:
    """Withdraw a consent: the actor's own, or that of a person who asks staff to.

    Raises:
        NotFound: it is not the actor's own and was not given in their areas.
        WrongState: it was withdrawn already.
    """
    row = queries.one_of(session, actor, request.consent_id, for_change=True)
    rules.check_not_withdrawn(row.withdrawn_at)
    _withdraw(session, actor, row)
    return queries.shown(actor, queries.one_of(session, actor, row.id))


def withdraw_all(session: Session, actor: Actor, *whose: sa.ColumnElement[bool]) -> None:
    """Withdraw these consents of an erased person, because nobody behind them agrees any more."""
    chosen = sa.select(CONSENT).where(*whose, CONSENT.c.withdrawn_at.is_(None))
    for row in session.execute(chosen.order_by(CONSENT.c.id).with_for_update()).all():
        _withdraw(session, actor, row)


def _withdraw(session: Session, actor: Actor, row: Any) -> None:
    act(session, actor, Action.CONSENT_WITHDRAW, area=row.area, owner=row.account)
    now = clock.now()
    is_row = CONSENT.c.id == row.id
    changed = {"withdrawn_at": now, "withdrawn_by": actor.account}
    session.execute(sa.update(CONSENT).where(is_row).values(changed))
    event = ConsentWithdrawn(
        consent_id=row.id,
        account=row.account,
        area=row.area,
        purpose=Purpose(row.purpose),
        withdrawn_at=now,
        version=2,
    )
    outbox.add(session, event, actor=actor)


def due(session: Session) -> dict[str, int]:
    """The number of consents that prove nothing any more."""
    counted = sa.select(sa.func.count()).select_from(CONSENT).where(_is_over())
    return {"consent": session.scalar(counted) or 0}


def clean(session: Session) -> dict[str, int]:
    """Delete them."""
    done: Any = session.execute(sa.delete(CONSENT).where(_is_over()))
    return {"consent": done.rowcount}


def _is_over() -> sa.ColumnElement[bool]:
    limit = retention.limit("consent")
    return sa.or_(CONSENT.c.withdrawn_at < limit, CONSENT.c.valid_until < day_of(limit))


def _keep(
    session: Session, actor: Actor, request: OwnConsent, *, given_at: dt.datetime, **values: Any
) -> ConsentView:
    now = clock.now()
    rules.check_times(given_at=given_at, now=now, valid_until=request.valid_until)
    row = {
        "id": new_id(),
        "purpose": request.purpose.value,
        "text_version": request.text_version,
        "valid_until": request.valid_until,
        "given_at": given_at,
        "recorded_at": now,
        **values,
    }
    session.execute(sa.insert(CONSENT).values(row))
    event = ConsentGiven(
        consent_id=row["id"],
        account=row["account"],
        area=row["area"],
        purpose=request.purpose,
        given_at=given_at,
        valid_until=request.valid_until,
        by_guardian=row.get("guardian") is not None,
        phone_print=marks.PHONE.told(row.get("phone"), reader="volunteers"),
        version=1,
    )
    outbox.add(session, event, actor=actor)
    chosen = sa.select(CONSENT).where(CONSENT.c.id == row["id"])
    return queries.shown(actor, session.execute(chosen).one())
