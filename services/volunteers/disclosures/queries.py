"""Disclosures as the person learns of them."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.notices import PURPOSES
from contracts.volunteers.reaching import ToldUse
from groundwork import disclosures as looks
from services.volunteers.disclosures.model import Disclosure
from vocabulary.accounts import Language


def told(session: Session, volunteer_id: UUID) -> list[ToldUse]:
    """Every use of the contact of a volunteer, oldest first."""
    return _uses(session, Disclosure.volunteer_id == volunteer_id)


def told_guest(session: Session, guest_id: UUID) -> list[ToldUse]:
    """Every use of the contact of a guest, oldest first."""
    return _uses(session, Disclosure.guest_id == guest_id)


def _uses(session: Session, whose: sa.ColumnElement[bool]) -> list[ToldUse]:
    chosen = sa.select(Disclosure).where(whose)
    ordered = chosen.order_by(Disclosure.disclosed_at, Disclosure.id)
    return [_told(row) for row in session.scalars(ordered)]


def _told(row: Disclosure) -> ToldUse:
    words = PURPOSES.get(row.purpose, {})
    return ToldUse(
        purpose=row.purpose,
        purpose_zh=words.get(Language.ZH),
        purpose_en=words.get(Language.EN),
        **looks.told(row),
    )
