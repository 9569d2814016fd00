"""Reading identities at the provider."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.openid import IdentityList, IdentityView
from gateway.people.accounts import queries as accounts
from gateway.people.openid.model import IDENTITY_LINK, SUBJECT
from runtime.copying import Copying
from vocabulary.actors import Actor
from vocabulary.masking import masked_subject
from vocabulary.state_table import where

_VIEW = Copying(IDENTITY_LINK, IdentityView, given=("subject", "by_owner", "possible"))


def own(session: Session, actor: Actor) -> IdentityList:
    """The actor's own identities, unmasked.

    Raises:
        NotFound: the actor has no account.
    """
    return _shown(session, accounts.own_id(actor), is_own=True)


def kept(session: Session, actor: Actor, account_id: UUID) -> IdentityList:
    """The identities of an account that the actor manages.

    Raises:
        NotFound: there is none, or the actor does not manage it.
    """
    accounts.row_of(session, actor, account_id)
    return _shown(session, account_id, is_own=False)


def link_of(session: Session, issuer: str, subject: str) -> Any:
    """The link of this identity, if it has one."""
    chosen = sa.select(IDENTITY_LINK).where(
        IDENTITY_LINK.c.issuer == issuer, SUBJECT.is_of(IDENTITY_LINK.c.subject_print, subject)
    )
    return session.execute(chosen).first()


def links_of_account(session: Session, account_id: UUID) -> list[Any]:
    """Every link of an account, the oldest first."""
    chosen = sa.select(IDENTITY_LINK).where(IDENTITY_LINK.c.account_id == account_id)
    return list(session.execute(chosen.order_by(IDENTITY_LINK.c.linked_at)))


def _shown(session: Session, account_id: UUID, *, is_own: bool) -> IdentityList:
    return IdentityList(
        items=[
            _VIEW(
                row,
                subject=row.subject if is_own else masked_subject(row.subject),
                by_owner=row.linked_by == str(account_id),
                possible=where(confirmation=is_own and row.confirmed_at is None, removal=True),
            )
            for row in links_of_account(session, account_id)
        ]
    )
