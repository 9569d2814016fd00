"""Making, showing once, and revoking keys."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.api_keys import ApiKeyView, CreateApiKey, KeyOfAccount, WithdrawApiKey
from contracts.gateway.notices import API_KEY_MADE, API_KEY_WITHDRAWN
from gateway.people.accounts import operations as accounts
from gateway.people.accounts import queries as account_queries
from gateway.people.accounts.model import API_KEY
from gateway.people.accounts.operations import tell_owner
from gateway.people.api_keys import queries, rules
from runtime import clock
from runtime.identifiers import new_id
from vocabulary.actors import Actor
from vocabulary.problems import NotFound, WrongState, wrong_field


def create(session: Session, actor: Actor, request: CreateApiKey) -> ApiKeyView:
    """Make a key; it works only after `show` has given its secret.

    Raises:
        NotFound: the actor has no account.
        Invalid: a scope or an area is not the actor's.
        WrongState: there are 50 keys already.
    """
    account_id = account_queries.own_id(actor)
    if account_queries.standing_of(session, account_id) is None:
        raise NotFound("没有找到该账号。", "There is no such account.")
    scopes, areas = sorted(set(request.scopes)), sorted(set(request.areas or ()))
    if not scopes:
        raise wrong_field(
            "scopes", "required", zh="请至少选择一项权限。", en="Choose at least one scope."
        )
    rules.check_scopes(actor, scopes, areas)
    if queries.count(session, actor) >= rules.KEYS_MOST:
        raise WrongState(
            f"最多可有 {rules.KEYS_MOST} 个密钥，请先撤销不用的。",
            f"{rules.KEYS_MOST} keys are enough; revoke one that is not used.",
        )
    now = clock.now()
    row = {
        "id": new_id(),
        "account_id": account_id,
        "name": request.name,
        "scopes": scopes,
        "areas": areas,
        "created_at": now,
        "expires_at": rules.expires_at(now, request.days),
    }
    session.execute(sa.insert(API_KEY).values(row))
    area = account_queries.area_of(session, account_id)
    if area is not None:
        tell_owner(session, account_id, API_KEY_MADE, area=area)
    return queries.view(session.execute(sa.select(API_KEY).where(API_KEY.c.id == row["id"])).one())


def show(session: Session, key_id: UUID) -> str | None:
    """The secret of a new key, only once; None if it was shown before."""
    secret = f"{rules.PREFIX}{key_id.hex}_{secrets.token_urlsafe(32)}"
    kept = (
        sa.update(API_KEY)
        .where(API_KEY.c.id == key_id, API_KEY.c.secret_hash.is_(None))
        .values(secret_hash=hash_of(secret))
        .returning(API_KEY.c.id)
    )
    if session.scalars(kept).first() is None:
        return None
    accounts.note_change(session)
    return secret


def revoke(session: Session, actor: Actor, key_id: UUID) -> None:
    """Revoke one of the actor's own keys; every gateway knows within seconds.

    Raises:
        NotFound: it does not exist, is not the actor's, or has ended.
    """
    _end(session, key_id, account_queries.own_id(actor))


def withdraw(session: Session, actor: Actor, request: WithdrawApiKey) -> KeyOfAccount:
    """End a key of an account that the actor manages; its owner learns of it.

    Raises:
        NotFound: it does not exist, has ended, or its owner's account is not the actor's.
        Forbidden: the account is the actor's own, or ranks above them.
    """
    before = queries.one_of_accounts(session, actor, request.api_key_id)
    kept = accounts.kept(session, actor, before.account, closed_too=True)
    _end(session, request.api_key_id, kept.id)
    accounts.note_key_withdrawn(session, kept.id, request.api_key_id, by=actor.account)
    accounts.tell_owner(session, kept.id, API_KEY_WITHDRAWN, area=kept.area)
    return dataclasses.replace(before, possible=[])


def _end(session: Session, key_id: UUID, account_id: UUID) -> None:
    ended = (
        sa.update(API_KEY)
        .where(
            API_KEY.c.id == key_id,
            API_KEY.c.account_id == account_id,
            API_KEY.c.revoked_at.is_(None),
        )
        .values(revoked_at=clock.now())
        .returning(API_KEY.c.id)
    )
    if session.scalars(ended).first() is None:
        raise queries.no_such_key()
    accounts.note_change(session)


def note_used(session: Session, used: Mapping[UUID, dt.datetime]) -> None:
    """Write down when keys were used last."""
    for key_id in sorted(used):
        session.execute(
            sa.update(API_KEY).where(API_KEY.c.id == key_id).values(last_used_at=used[key_id])
        )


def id_in(secret: str) -> UUID | None:
    """The id of the key in a secret."""
    head, _, _tail = secret.removeprefix(rules.PREFIX).partition("_")
    try:
        return UUID(hex=head)
    except ValueError:
        return None


def hash_of(secret: str) -> bytes:
    """The stored form of a secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode(errors="replace")).digest()
