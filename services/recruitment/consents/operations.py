"""Keeping the copy of the consents, and saying whose one is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.gateway.consents import ConsentGiven, ConsentWithdrawn
from contracts.recruitment.consents import ConsentOfPerson, NamePersonOfConsent
from groundwork import history
from runtime import retention
from runtime.database import insert_new
from services.recruitment.consents import queries, rules
from services.recruitment.consents.model import CONSENT
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action


def keep(session: Session, event: ConsentGiven | ConsentWithdrawn) -> None:
    """Take a consent or its end over; a withdrawal counts also where it comes first."""
    row = {
        "consent_id": event.consent_id,
        "version": event.version,
        "account": event.account,
        "area": event.area,
        "purpose": event.purpose.value,
        **_times(event),
    }
    if insert_new(session, CONSENT, [row], unique=("consent_id",), returning="version"):
        return
    is_older = sa.and_(CONSENT.c.consent_id == event.consent_id, CONSENT.c.version < event.version)
    changed = {"version": event.version, **_times(event)}
    session.execute(sa.update(CONSENT).where(is_older).values(changed))


def name_person(session: Session, actor: Actor, request: NamePersonOfConsent) -> ConsentOfPerson:
    """Name the person of a consent for which the gateway knows only a phone.

    Handbooks call this: they know whether the person is appointed where it was given.

    Raises:
        NotFound: none, or not given in the actor's areas.
        WrongState: it belongs to another person or to an account.
    """
    row = queries.one_of(session, actor, request.consent_id, for_change=True)
    named = str(request.commissioner)
    rules.check_nameable(account=row.account, person=row.person, named=named)
    act(session, actor, Action.CONSENT_RECORD, area=row.area)
    if row.person is None:
        is_row = CONSENT.c.consent_id == row.consent_id
        session.execute(sa.update(CONSENT).where(is_row).values(person=named))
        history.add(
            session,
            actor,
            kind="consent",
            thing_id=row.consent_id,
            version=1,
            area=row.area,
            what="person_named",
        )
    return queries.shown(row, request.commissioner)


def name_account(session: Session, actor: Actor, before: UUID, account: UUID) -> None:
    """Give this account the consents named for its person before they had an account."""
    chosen = (
        sa.select(CONSENT).where(CONSENT.c.person == str(before)).order_by(CONSENT.c.consent_id)
    )
    for row in session.execute(chosen.with_for_update()).all():
        is_row = CONSENT.c.consent_id == row.consent_id
        session.execute(sa.update(CONSENT).where(is_row).values(person=str(account)))
        history.add(
            session,
            actor,
            kind="consent",
            thing_id=row.consent_id,
            version=len(history.of(session, "consent", row.consent_id)) + 1,
            area=row.area,
            what="account_named",
        )


def is_over() -> sa.ColumnElement[bool]:
    """Consents that prove nothing any more."""
    limit = retention.limit("consent")
    return sa.or_(CONSENT.c.withdrawn_at < limit, CONSENT.c.valid_until < day_of(limit))


def _times(event: ConsentGiven | ConsentWithdrawn) -> dict[str, Any]:
    if isinstance(event, ConsentWithdrawn):
        return {"withdrawn_at": event.withdrawn_at}
    return {"given_at": event.given_at, "valid_until": event.valid_until}
