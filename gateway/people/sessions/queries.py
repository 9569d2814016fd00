"""Reading sign-ins."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Session

from contracts.gateway.sessions import ListSignIns, SignInList, SignInView
from gateway.people.accounts import queries as accounts
from gateway.people.accounts.rules import Standing
from gateway.people.sessions import rules
from gateway.people.sessions.model import METADATA, SIGN_IN
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import Conditions
from vocabulary.accounts import AccountState
from vocabulary.actors import Actor


class _Base(DeclarativeBase):
    metadata = METADATA


class Row(_Base):
    """One sign-in, to be listed."""

    __table__: ClassVar[Any] = SIGN_IN


_ROW: Any = Row  # its columns are the table's, which mypy cannot see
_ORDER = paging.Order(
    {"begun_at": _ROW.begun_at, "seen_at": _ROW.seen_at}, identity=_ROW.id, usual="-begun_at"
)

_VIEW = Copying(SIGN_IN, SignInView)


def own(session: Session, actor: Actor, request: ListSignIns) -> SignInList:
    """Where the actor's account is signed in now.

    Raises:
        NotFound: the actor has no account.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    account_id, now = accounts.own_id(actor), clock.now()
    standing = accounts.standing_of(session, account_id)
    lasting = [sa.false()] if standing is None else _lasting(standing, now)
    chosen = sa.select(Row).where(_ROW.account_id == account_id, *lasting)
    found = paging.page(session, chosen, _ORDER, request)
    return SignInList(items=[_VIEW(row) for row in found.rows], **found.besides)


def _lasting(standing: Standing, now: dt.datetime) -> Conditions:
    """The condition of `rules.holds` for the database, to count and to order."""
    if standing.state is not AccountState.ACTIVE:
        return [sa.false()]
    in_use = (
        sa.and_(_ROW.kind == kind, _ROW.seen_at > now - idle) for kind, idle in rules.IDLE.items()
    )
    return [
        _ROW.ended_at.is_(None),
        _ROW.ends_at > now,
        _ROW.sign_in_epoch == standing.sign_in_epoch,
        sa.or_(*in_use),
    ]
