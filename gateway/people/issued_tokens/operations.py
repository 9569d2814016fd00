"""Writing tokens down as they are made, and taking them back."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gateway.people.accounts import operations as accounts
from gateway.people.accounts.model import ACCOUNT
from gateway.people.issued_tokens.model import ISSUED_TOKEN
from runtime import clock
from runtime.identifiers import new_id
from vocabulary.accounts import AccountState
from vocabulary.actors import Actor
from vocabulary.problems import NotFound, WrongState


def keep(session: Session, actor: Actor, lifetime: dt.timedelta) -> UUID:
    """Write down that the actor gets a token for so long; returns its id.

    Raises:
        WrongState: the account is locked or closed.
    """
    account = actor.account or ""
    named = sa.or_(ACCOUNT.c.login == account, ACCOUNT.c.id.in_(_ids(account)))
    found = sa.select(ACCOUNT.c.id).where(named, ACCOUNT.c.state != AccountState.ACTIVE)
    if session.scalars(found).first() is not None:
        raise WrongState(
            f"账号 {account} 已停用或注销，不能签发令牌。",
            f"The account {account} is locked or closed; no token is issued for it.",
        )
    token_id, now = new_id(), clock.now()
    row = {
        "id": token_id,
        "account": account,
        "grants": [f"{grant.role.value}@{grant.area}" for grant in actor.grants],
        "issued_at": now,
        "expires_at": now + lifetime,
    }
    session.execute(sa.insert(ISSUED_TOKEN).values(row))
    return token_id


def revoke(session: Session, token_id: UUID) -> None:
    """Take a token back; every gateway knows within seconds.

    Raises:
        NotFound: there is none that still holds.
    """
    ended = (
        sa.update(ISSUED_TOKEN)
        .where(
            ISSUED_TOKEN.c.id == token_id,
            ISSUED_TOKEN.c.revoked_at.is_(None),
            ISSUED_TOKEN.c.expires_at > clock.now(),
        )
        .values(revoked_at=clock.now())
        .returning(ISSUED_TOKEN.c.id)
    )
    if session.scalars(ended).first() is None:
        raise NotFound("没有找到有效的令牌。", "There is no such token that still holds.")
    accounts.note_change(session)


def _ids(account: str) -> list[UUID]:
    try:
        return [UUID(account)]
    except ValueError:
        return []
