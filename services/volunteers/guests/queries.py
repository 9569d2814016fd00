"""Guests by their code, and their sign-up."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from groundwork.kept import the
from runtime.codes import has_code
from services.volunteers.sign_ups.model import Guest, SignUp
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


def sign_up_of(session: Session, guest: Guest) -> SignUp:
    """The one sign-up of a guest."""
    return session.scalars(sa.select(SignUp).where(SignUp.guest_id == guest.id)).one()
