"""The copy that an account's owner gets."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.account_data import (
    AccountExport,
    ExportedAccount,
    ExportedDelivery,
    ExportedEntry,
    ExportedKey,
    ExportedNotice,
    ExportedSignIn,
)
from gateway.messages.notices import queries as notices
from gateway.messages.notices.model import Notice, NoticeDelivery
from gateway.messages.preferences import queries as preferences
from gateway.people.accounts import queries as accounts
from gateway.people.accounts.model import ACCOUNT, ACCOUNT_HISTORY, API_KEY
from gateway.people.consents import queries as consents
from gateway.people.offices import queries as offices
from gateway.people.openid import queries as identities
from gateway.people.sessions.model import SIGN_IN
from gateway.people.sign_in.model import RECOVERY_CODE
from runtime import clock
from runtime.copying import Copying
from vocabulary.actors import Actor
from vocabulary.problems import NotFound

_ACCOUNT = Copying(
    ACCOUNT,
    ExportedAccount,
    given=("login", "display_name", "phone", "email", "second_factor_since", "recovery_codes_left"),
)
_ENTRY = Copying(ACCOUNT_HISTORY, ExportedEntry, given=("by_owner",))
_SIGN_IN = Copying(SIGN_IN, ExportedSignIn)
_KEY = Copying(API_KEY, ExportedKey, given=("ends_at",))
_DELIVERY = Copying(NoticeDelivery, ExportedDelivery)


def export(session: Session, actor: Actor) -> AccountExport:
    """Everything stored about the actor's account, without the names of its administrators.

    Raises:
        NotFound: the actor has no account.
    """
    account_id = accounts.own_id(actor)
    row = session.execute(sa.select(ACCOUNT).where(ACCOUNT.c.id == account_id)).one_or_none()
    if row is None:
        raise NotFound("没有找到该账号。", "There is no such account.")
    return AccountExport(
        exported_at=clock.now(),
        account=_account(session, row),
        roles=accounts.roles_of(session, account_id),
        offices=offices.of_account(session, account_id),
        history=_history(session, account_id),
        identities=identities.own(session, actor).items,
        sign_ins=_sign_ins(session, account_id),
        api_keys=_keys(session, account_id),
        consents=consents.copied(session, actor),
        notice_preferences=preferences.own(session, actor),
        notices=_notices(session, account_id),
    )


def _account(session: Session, row: Any) -> ExportedAccount:
    left = sa.select(sa.func.count()).select_from(RECOVERY_CODE)
    unused = left.where(RECOVERY_CODE.c.account_id == row.id, RECOVERY_CODE.c.used_at.is_(None))
    return _ACCOUNT(
        row,
        login=row.login,
        display_name=row.display_name,
        phone=row.phone,
        email=row.email,
        second_factor_since=row.totp_confirmed_at,
        recovery_codes_left=session.scalars(unused).one(),
    )


def _history(session: Session, account_id: UUID) -> list[ExportedEntry]:
    chosen = sa.select(ACCOUNT_HISTORY).where(ACCOUNT_HISTORY.c.account_id == account_id)
    return [
        _ENTRY(row, by_owner=row.by == str(account_id))
        for row in session.execute(chosen.order_by(ACCOUNT_HISTORY.c.version))
    ]


def _sign_ins(session: Session, account_id: UUID) -> list[ExportedSignIn]:
    chosen = sa.select(SIGN_IN).where(SIGN_IN.c.account_id == account_id)
    return [_SIGN_IN(row) for row in session.execute(chosen.order_by(SIGN_IN.c.begun_at.desc()))]


def _keys(session: Session, account_id: UUID) -> list[ExportedKey]:
    chosen = sa.select(API_KEY).where(API_KEY.c.account_id == account_id)
    return [
        _KEY(row, ends_at=row.expires_at)
        for row in session.execute(chosen.order_by(API_KEY.c.created_at.desc()))
    ]


def _notices(session: Session, account_id: UUID) -> list[ExportedNotice]:
    chosen = sa.select(Notice).where(Notice.account == str(account_id))
    found = session.scalars(chosen.order_by(Notice.created_at, Notice.id)).all()
    deliveries = _deliveries(session, account_id)
    return [
        ExportedNotice(
            id=one.id,
            kind=one.kind,
            title=one.title,
            text=one.text,
            area=one.area,
            subject_kind=one.subject_kind,
            subject_id=one.subject_id,
            created_at=one.created_at,
            read_at=one.read_at,
            deliveries=deliveries[one.id],
        )
        for one in notices.shown(session, found, None)
    ]


def _deliveries(session: Session, account_id: UUID) -> dict[UUID, list[ExportedDelivery]]:
    chosen = (
        sa.select(NoticeDelivery)
        .join(Notice, Notice.id == NoticeDelivery.notice_id)
        .where(Notice.account == str(account_id))
    )
    found: defaultdict[UUID, list[ExportedDelivery]] = defaultdict(list)
    for row in session.scalars(chosen.order_by(NoticeDelivery.created_at, NoticeDelivery.id)):
        found[row.notice_id].append(_DELIVERY(row))
    return found
