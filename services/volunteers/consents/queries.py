"""Whether a consent holds."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.words import Purpose
from groundwork.areas import with_predecessors
from runtime import clock, marks
from services.volunteers.consents.model import CONSENT
from services.volunteers.volunteers.model import Volunteer
from vocabulary.areas import covers
from vocabulary.periods import day_of


def holding(session: Session, wanted: Sequence[UUID], purpose: Purpose) -> frozenset[UUID]:
    """Those of these consents to this purpose that hold now (PIPL art. 15, 25).

    Everything published with a consent is checked by this each time it is shown.
    """
    if not wanted:
        return frozenset()
    chosen = _that_hold(purpose).with_only_columns(CONSENT.c.consent_id)
    return frozenset(session.scalars(chosen.where(CONSENT.c.consent_id.in_(wanted))))


def counts_in(session: Session, consent_id: UUID, purpose: Purpose, community: str) -> bool:
    """Whether this consent holds now, and was given in this community or in one it took over."""
    chosen = _that_hold(purpose).with_only_columns(CONSENT.c.area)
    area = session.scalar(chosen.where(CONSENT.c.consent_id == consent_id))
    places = with_predecessors(session, community, day_of(clock.now()))
    return area is not None and any(covers(area, place) for place in places)


def is_of(session: Session, consent_id: UUID, person: Volunteer) -> bool:
    """Whether a consent can be this person's or their guardian's.

    A consent that names neither account nor phone may be anybody's: it came before these were told.
    """
    chosen = sa.select(CONSENT.c.account, CONSENT.c.phone_print)
    row = session.execute(chosen.where(CONSENT.c.consent_id == consent_id)).one_or_none()
    if row is None:
        return False
    if row.account is not None:
        return bool(row.account == person.account)
    phones = [one for one in (person.phone, person.guardian_phone) if one is not None]
    return row.phone_print is None or any(
        marks.PHONE.was_told(row.phone_print, phone, reader="volunteers") for phone in phones
    )


def _that_hold(purpose: Purpose) -> sa.Select[tuple[UUID]]:
    now = clock.now()
    return sa.select(CONSENT).where(
        CONSENT.c.purpose == purpose,
        CONSENT.c.withdrawn_at.is_(None),
        CONSENT.c.given_at <= now,
        sa.or_(CONSENT.c.valid_until.is_(None), CONSENT.c.valid_until >= day_of(now)),
    )
