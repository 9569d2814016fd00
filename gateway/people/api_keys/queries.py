"""Reading keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.api_keys import ApiKeyList, ApiKeyView
from gateway.people.accounts import queries as accounts
from gateway.people.accounts.model import ACCOUNT, API_KEY
from gateway.people.accounts.rules import Standing
from gateway.people.identity.rules import SCOPES
from runtime import clock
from runtime.copying import Copying
from vocabulary.actors import Actor
from vocabulary.permissions import Action

_VIEW = Copying(API_KEY, ApiKeyView, given=("ends_at",))


@dataclass(frozen=True)
class Key:
    """A key as a gateway keeps it in memory."""

    id: UUID
    secret_hash: bytes
    scopes: frozenset[Action]
    areas: tuple[str, ...]
    expires_at: dt.datetime
    owner: Standing


def lasting(session: Session, now: dt.datetime) -> dict[UUID, Key]:
    """Every valid key, with its owner's rights."""
    rows = session.execute(sa.select(API_KEY).where(*_lasts(now))).all()
    owners = sa.select(API_KEY.c.account_id).where(*_lasts(now))
    standings = accounts.standings(session, ACCOUNT.c.id.in_(owners))
    return {
        row.id: Key(
            id=row.id,
            secret_hash=row.secret_hash,
            # A scope that a later release took away allows nothing.
            scopes=frozenset(SCOPES[name] for name in row.scopes if name in SCOPES),
            areas=tuple(row.areas),
            expires_at=row.expires_at,
            owner=standings[row.account_id],
        )
        for row in rows
        if row.secret_hash is not None and row.account_id in standings
    }


def own(session: Session, actor: Actor) -> ApiKeyList:
    """The actor's valid keys.

    Raises:
        NotFound: the actor has no account.
    """
    return ApiKeyList(items=[view(row) for row in _own_rows(session, actor)])


def revoked_since(session: Session, account_id: UUID, moment: dt.datetime) -> list[ApiKeyView]:
    """The account's keys that were revoked at that moment or later, the newest first."""
    chosen = sa.select(API_KEY).where(
        API_KEY.c.account_id == account_id, API_KEY.c.revoked_at >= moment
    )
    return [view(row) for row in session.execute(chosen.order_by(API_KEY.c.created_at.desc()))]


def count(session: Session, actor: Actor) -> int:
    """The number of the actor's valid keys."""
    return len(list(_own_rows(session, actor)))


def view(row: Any) -> ApiKeyView:
    """A row as its owner sees it."""
    return _VIEW(row, ends_at=row.expires_at)


def _own_rows(session: Session, actor: Actor) -> Iterable[Any]:
    chosen = sa.select(API_KEY).where(
        API_KEY.c.account_id == accounts.own_id(actor), *_lasts(clock.now())
    )
    return session.execute(chosen.order_by(API_KEY.c.created_at.desc()))


def _lasts(now: dt.datetime) -> list[sa.ColumnElement[bool]]:
    return [API_KEY.c.revoked_at.is_(None), API_KEY.c.expires_at > now]
