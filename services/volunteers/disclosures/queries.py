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
    chosen = sa.select(Disclosure).where(Disclosure.volunteer_id == volunteer_id)
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
