"""Keeping the copy of the consents."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.consents import ConsentGiven, ConsentWithdrawn
from runtime import retention
from runtime.database import insert_new
from services.volunteers.consents.model import CONSENT
from vocabulary.periods import day_of


def keep(session: Session, event: ConsentGiven | ConsentWithdrawn) -> None:
    """Take a consent or its end over; a withdrawal counts also where it comes first."""
    row = {
        "consent_id": event.consent_id,
        "version": event.version,
        "area": event.area,
        "purpose": event.purpose,
        **_facts(event),
    }
    if insert_new(session, CONSENT, [row], unique=("consent_id",), returning="version"):
        return
    is_older = sa.and_(CONSENT.c.consent_id == event.consent_id, CONSENT.c.version < event.version)
    changed = {"version": event.version, **_facts(event)}
    session.execute(sa.update(CONSENT).where(is_older).values(changed))


def is_over() -> sa.ColumnElement[bool]:
    """Consents that prove nothing any more."""
    limit = retention.limit("consent")
    return sa.or_(CONSENT.c.withdrawn_at < limit, CONSENT.c.valid_until < day_of(limit))


def _facts(event: ConsentGiven | ConsentWithdrawn) -> dict[str, Any]:
    if isinstance(event, ConsentWithdrawn):
        return {"withdrawn_at": event.withdrawn_at, "account": None, "phone_print": None}
    return {
        "given_at": event.given_at,
        "valid_until": event.valid_until,
        "account": event.account,
        "phone_print": event.phone_print,
    }
