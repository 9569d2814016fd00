"""Reading keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Session

from contracts.gateway.api_keys import (
    ApiKeyList,
    ApiKeyView,
    KeyOfAccount,
    KeyOfAccountPage,
    ListKeysOfAccounts,
)
from gateway.people.accounts import queries as accounts
from gateway.people.accounts.model import ACCOUNT, API_KEY, METADATA
from gateway.people.accounts.rules import Standing
from gateway.people.identity.rules import SCOPES
from runtime import clock, paging
from runtime.copying import Copying
from vocabulary.actors import Actor
from vocabulary.permissions import Action
from vocabulary.problems import NotFound
from vocabulary.state_table import where

_VIEW = Copying(API_KEY, ApiKeyView, given=("ends_at",))


class _Base(DeclarativeBase):
    metadata = METADATA


class ApiKey(_Base):
    """One key, to be listed."""

    __table__: ClassVar[Any] = API_KEY


_KEY: Any = ApiKey  # its columns are the table's, which mypy cannot see
_ORDER = paging.Order(
    {"created_at": _KEY.created_at, "ends_at": _KEY.expires_at},
    identity=_KEY.id,
    usual="-created_at",
)


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


def of_accounts(session: Session, actor: Actor, request: ListKeysOfAccounts) -> KeyOfAccountPage:
    """The valid keys of the accounts that the actor manages.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    among = None if request.account is None else [request.account]
    owners = accounts.kept_by(actor, area=request.area, among=among)
    found = paging.page(session, _lasting_of(owners), _ORDER, request)
    return KeyOfAccountPage(items=_shown(session, actor, found.rows), **found.besides)


def one_of_accounts(session: Session, actor: Actor, key_id: UUID) -> KeyOfAccount:
    """One of them.

    Raises:
        NotFound: there is none, it has ended, or its owner's account is not the actor's.
    """
    chosen = _lasting_of(accounts.kept_by(actor)).where(_KEY.id == key_id)
    found = _shown(session, actor, session.scalars(chosen).all())
    if not found:
        raise no_such_key()
    return found[0]


def no_such_key() -> NotFound:
    """There is none that holds and that the actor may know of."""
    return NotFound("没有找到该密钥。", "There is no such key.")


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


def _lasting_of(owners: sa.Select[Any]) -> sa.Select[Any]:
    return sa.select(ApiKey).where(_KEY.account_id.in_(owners), *_lasts(clock.now()))


def _shown(session: Session, actor: Actor, keys: Sequence[Any]) -> list[KeyOfAccount]:
    owners = accounts.views(session, actor, {key.account_id for key in keys})
    return [
        KeyOfAccount(
            **vars(view(key)),
            account=key.account_id,
            login=owners[key.account_id].login,
            display_name=owners[key.account_id].display_name,
            area=owners[key.account_id].area,
            possible=where(withdrawal="edit" in owners[key.account_id].possible),
        )
        for key in keys
    ]


def _lasts(now: dt.datetime) -> list[sa.ColumnElement[bool]]:
    return [API_KEY.c.revoked_at.is_(None), API_KEY.c.expires_at > now]
