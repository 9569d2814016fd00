"""Guests by their code, and their copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from groundwork.kept import the
from runtime.codes import has_code
from services.volunteers.guests.model import Guest
from vocabulary.problems import NotFound


def one_with_code(session: Session, code: str, *, for_change: bool = False) -> Guest:
    """The guest that a code belongs to, however it was typed.

    Raises:
        NotFound: the code is unknown.
    """
    chosen = sa.select(Guest).where(has_code(Guest.code_print, code))
    refusal = NotFound(
        "没有此查询码的活动报名，请核对。", "There is no sign-up with this code; check it."
    )
    return the(session, chosen, for_change=for_change, otherwise=refusal)


def guests_of(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, Guest]:
    """The guests with these ids."""
    chosen = sa.select(Guest).where(Guest.id.in_(set(ids)))
    return {guest.id: guest for guest in session.scalars(chosen)}
