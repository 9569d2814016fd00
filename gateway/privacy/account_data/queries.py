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
from vocabulary.accounts import AccountState, Language, Proof, SignInKind
from vocabulary.actors import Actor
from vocabulary.notices import DeliveryState, NoticeChannel
from vocabulary.problems import NotFound


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
    return ExportedAccount(
        id=row.id,
        login=row.login,
        display_name=row.display_name,
        area=row.area,
        phone=row.phone,
        email=row.email,
        language=Language(row.language),
        state=AccountState(row.state),
        must_change_password=row.must_change_password,
        second_factor_since=row.totp_confirmed_at,
        recovery_codes_left=session.scalars(unused).one(),
        created_at=row.created_at,
    )


def _history(session: Session, account_id: UUID) -> list[ExportedEntry]:
    chosen = sa.select(ACCOUNT_HISTORY).where(ACCOUNT_HISTORY.c.account_id == account_id)
    return [
        ExportedEntry(
            version=row.version,
            what=row.what,
            happened_at=row.happened_at,
            by_owner=row.by == str(account_id),
            details=row.details,
        )
        for row in session.execute(chosen.order_by(ACCOUNT_HISTORY.c.version))
    ]


def _sign_ins(session: Session, account_id: UUID) -> list[ExportedSignIn]:
    chosen = sa.select(SIGN_IN).where(SIGN_IN.c.account_id == account_id)
    return [
        ExportedSignIn(
            id=row.id,
            kind=SignInKind(row.kind),
            proof=Proof(row.proof),
            client=row.client,
            begun_at=row.begun_at,
            seen_at=row.seen_at,
            ends_at=row.ends_at,
            ended_at=row.ended_at,
            ended_why=row.ended_why,
        )
        for row in session.execute(chosen.order_by(SIGN_IN.c.begun_at.desc()))
    ]


def _keys(session: Session, account_id: UUID) -> list[ExportedKey]:
    untold = {"account_id", "secret_hash", "expires_at"}
    told = [column for column in API_KEY.c if column.name not in untold]
    until = API_KEY.c.expires_at.label("ends_at")
    chosen = sa.select(*told, until).where(API_KEY.c.account_id == account_id)
    return [
        ExportedKey(**row._mapping)  # noqa: SLF001 - the library's public way to a row's names
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
        found[row.notice_id].append(
            ExportedDelivery(
                channel=NoticeChannel(row.channel),
                state=DeliveryState(row.state),
                created_at=row.created_at,
                sent_at=row.sent_at,
            )
        )
    return found
