"""Closing an account, and erasing its owner's data at request or when its period is over."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.account_data import AccountErasure, EraseAccount
from contracts.gateway.accounts import AccountView, CloseAccount
from contracts.gateway.words import Purpose
from gateway.messages.notices.model import Notice, NoticeDelivery
from gateway.messages.preferences.model import NOTICE_PREFERENCE
from gateway.people.accounts import operations as accounts
from gateway.people.accounts import queries as account_queries
from gateway.people.accounts.model import ACCOUNT, API_KEY
from gateway.people.consents import operations as consents
from gateway.people.consents.model import CONSENT
from gateway.people.openid.model import IDENTITY_LINK
from gateway.people.sessions.model import SIGN_IN
from gateway.people.sign_in.model import RECOVERY_CODE
from gateway.privacy.account_data import rules
from gateway.privacy.pictures import operations as pictures
from runtime import clock, retention
from vocabulary.accounts import AccountState
from vocabulary.actors import SYSTEM, Actor
from vocabulary.erasure import BY_RETENTION, ON_REQUEST
from vocabulary.problems import check_version

#: Accounts in one transaction.
AT_ONCE = 200


def close(session: Session, actor: Actor, request: CloseAccount) -> AccountView:
    """Close an account for good: roles end, and its secrets and preferences are deleted.

    Name, phone and e-mail stay for the period of the class `account`, because questions about the
    account's work may come.

    Raises:
        NotFound, Forbidden: the actor does not manage the account.
        WrongState: it is closed already.
    """
    accounts.close(session, actor, request.account, expected=request.expected_version)
    _forget_access(session, request.account)
    return account_queries.view(session, actor, request.account)


def erase(session: Session, actor: Actor, request: EraseAccount) -> AccountView:
    """Erase the owner's data in a closed account before its retention period is over.

    Raises:
        NotFound, Forbidden: the actor does not manage the account.
        WrongState: it is not closed, or erased already.
    """
    row = accounts.kept(session, actor, request.account, closed_too=True)
    check_version(request.expected_version, row.version)
    rules.check_may_erase(AccountState(row.state), row.erased_at)
    _erase(session, actor, row.id, ON_REQUEST)
    return account_queries.view(session, actor, row.id)


def erase_own(session: Session, actor: Actor) -> AccountErasure:
    """Close the actor's own account, and erase their data.

    Raises:
        NotFound: the actor has no account.
        WrongState: it is closed already, or holds roles.
    """
    account_id = account_queries.own_id(actor)
    accounts.lock(session, account_id)
    held = account_queries.held_by(session, account_id)
    rules.check_holds_nothing(held, clock.now())
    accounts.close_own(session, account_id)
    _erase(session, actor, account_id, ON_REQUEST)
    return AccountErasure(account=account_id, erased_at=clock.now())


def due(session: Session) -> dict[str, int]:
    """The number of closed accounts past their period."""
    counted = sa.select(sa.func.count()).select_from(ACCOUNT).where(_is_over())
    return {"account": session.scalar(counted) or 0}


def clean(session: Session) -> dict[str, int]:
    """Erase a portion of them."""
    chosen = sa.select(ACCOUNT.c.id).where(_is_over()).order_by(ACCOUNT.c.id).limit(AT_ONCE)
    found = list(session.scalars(chosen.with_for_update(skip_locked=True)))
    for account_id in found:
        _erase(session, SYSTEM, account_id, BY_RETENTION)
    return {"account": len(found)}


def _is_over() -> sa.ColumnElement[bool]:
    return sa.and_(ACCOUNT.c.closed_at < retention.limit("account"), ACCOUNT.c.erased_at.is_(None))


def _erase(session: Session, actor: Actor, account_id: UUID, mark: str) -> None:
    """Keep the account's id, its roles and its history: they name no person any more."""
    name = str(account_id)
    # Services that published something about the owner learn that it must go.
    theirs = CONSENT.c.account == name
    consents.withdraw_all(session, actor, theirs)
    pictures.remove_with(session, actor, theirs, CONSENT.c.purpose == Purpose.PUBLISH_PHOTO)
    told = sa.select(Notice.id).where(Notice.account == name)
    for rows in (
        sa.delete(NoticeDelivery).where(NoticeDelivery.notice_id.in_(told)),
        sa.delete(Notice).where(Notice.account == name),
    ):
        session.execute(rows.execution_options(synchronize_session=False))
    session.execute(sa.delete(SIGN_IN).where(SIGN_IN.c.account_id == account_id))
    _forget_access(session, account_id)
    accounts.erase(session, account_id, mark, by=actor.account)


def _forget_access(session: Session, account_id: UUID) -> None:
    """Delete the account's secrets and preferences of notices; they are not needed again."""
    for table in (IDENTITY_LINK, RECOVERY_CODE, API_KEY):
        session.execute(sa.delete(table).where(table.c.account_id == account_id))
    session.execute(
        sa.delete(NOTICE_PREFERENCE).where(NOTICE_PREFERENCE.c.account == str(account_id))
    )
