"""What the door has counted."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gateway.people.sign_in import rules
from gateway.people.sign_in.model import SIGN_IN_TRY
from gateway.people.sign_in.rules import Subject


def was_tried(session: Session, secret: bytes, login: str) -> bool:
    """Whether somebody tried to sign in by this login at a gateway with this secret, in the last day."""
    mark = rules.mark(secret, Subject.ACCOUNT, login)
    return bool(session.scalar(sa.select(sa.exists().where(SIGN_IN_TRY.c.mark == mark))))
