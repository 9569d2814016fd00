"""Reading issued tokens, and those that are no longer valid."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gateway.people.accounts.model import ACCOUNT
from gateway.people.issued_tokens.model import ISSUED_TOKEN
from vocabulary.accounts import AccountState


def lasting(session: Session, now: dt.datetime) -> list[Any]:
    """The tokens that still hold, the newest first."""
    chosen = sa.select(ISSUED_TOKEN).where(
        ISSUED_TOKEN.c.expires_at > now, ISSUED_TOKEN.c.revoked_at.is_(None)
    )
    return list(session.execute(chosen.order_by(ISSUED_TOKEN.c.issued_at.desc())))


def void(session: Session, now: dt.datetime) -> frozenset[UUID]:
    """Tokens before their end that were taken back, or whose account was locked or closed since."""
    tokens = session.execute(
        sa.select(ISSUED_TOKEN.c.id, ISSUED_TOKEN.c.account, ISSUED_TOKEN.c.revoked_at).where(
            ISSUED_TOKEN.c.expires_at > now
        )
    ).all()
    if not tokens:
        return frozenset()
    barred = sa.select(ACCOUNT.c.id, ACCOUNT.c.login).where(ACCOUNT.c.state != AccountState.ACTIVE)
    names = {name for row in session.execute(barred) for name in (str(row.id), row.login)}
    return frozenset(row.id for row in tokens if row.revoked_at is not None or row.account in names)
