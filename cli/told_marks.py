"""Marks that one service was told by another, made anew when keys change.

The copy has the mark alone; only the service that told it knows the text behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

import sqlalchemy as sa

from gateway.people.consents.model import CONSENT
from runtime import marks
from runtime.database import Database
from runtime.encryption import Keyring, Unsealable, keyring
from services.volunteers.consents.model import CONSENT as COPY

_AT_ONCE = 200


def renew(gateway: Database, volunteers: Database) -> int:
    """Make the marks of phones anew in the volunteers' copy of the consents; how many."""
    done = 0
    for portion in _outdated(gateway, volunteers):
        with volunteers.writing() as session:
            for consent_id, mark in portion.items():
                # Withdrawn meanwhile, it has no mark any more.
                is_row = sa.and_(COPY.c.consent_id == consent_id, COPY.c.phone_print.is_not(None))
                session.execute(sa.update(COPY).where(is_row).values(phone_print=mark))
        done += len(portion)
    return done


def outdated(gateway: Database, volunteers: Database) -> int:
    """How many are not those of the newest key."""
    return sum(len(portion) for portion in _outdated(gateway, volunteers))


def _outdated(gateway: Database, volunteers: Database) -> Iterator[Mapping[UUID, str]]:
    """The newest key's marks by consent, where another one is kept."""
    chosen = (
        sa.select(COPY.c.consent_id, COPY.c.phone_print)
        .where(COPY.c.phone_print.is_not(None))
        .order_by(COPY.c.consent_id)
        .limit(_AT_ONCE)
    )
    ring, after = keyring().of("gateway"), sa.true()
    while True:
        with volunteers.reading() as session:
            kept = {row.consent_id: row.phone_print for row in session.execute(chosen.where(after))}
        if not kept:
            return
        lies = sa.type_coerce(CONSENT.c.phone, sa.Text()).label("phone")
        with gateway.reading() as session:
            known = session.execute(
                sa.select(CONSENT.c.id, lies).where(CONSENT.c.id.in_(kept), lies.is_not(None))
            ).all()
        made = {row.id: mark for row in known if (mark := _mark(ring, row.phone)) is not None}
        yield {one: mark for one, mark in made.items() if mark != kept[one]}
        after = COPY.c.consent_id > list(kept)[-1]


def _mark(ring: Keyring, sealed: str) -> str | None:
    try:
        return marks.PHONE.told(ring.open(sealed), reader="volunteers")
    except Unsealable:
        return None
