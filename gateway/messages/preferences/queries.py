"""Reading the choices of accounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts import notice_kinds
from contracts.gateway.notice_preferences import KindChoice, NoticePreferencesView
from contracts.notice_kinds import NoticeKind
from gateway.messages.preferences.model import NOTICE_PREFERENCE
from gateway.messages.preferences.rules import Preferences
from gateway.people.accounts import queries as accounts
from vocabulary.actors import Actor
from vocabulary.notices import NoticeChannel
from vocabulary.problems import NotFound
from vocabulary.quiet_hours import QuietHours

notice_kinds.load_all()


def kinds() -> list[NoticeKind]:
    """The kinds that come to accounts."""
    return [kind for kind in notice_kinds.KINDS.values() if not kind.has_code]


def own(session: Session, actor: Actor) -> NoticePreferencesView:
    """The choices of the actor.

    Raises:
        NotFound: the actor has no account.
    """
    account, _ = account_and_area(session, actor)
    found = of_accounts(session, [account])[account]
    row = row_of(session, account)
    return NoticePreferencesView(
        quiet_from=_told(found.quiet.begins),
        quiet_to=_told(found.quiet.ends),
        kinds=[_choice(kind, found) for kind in kinds()],
        version=0 if row is None else row.version,
    )


def of_accounts(session: Session, wanted: Collection[str]) -> dict[str, Preferences]:
    """The choices of each of these accounts."""
    chosen = sa.select(NOTICE_PREFERENCE).where(NOTICE_PREFERENCE.c.account.in_(wanted))
    found = {row.account: _preferences(row) for row in session.execute(chosen)}
    return {account: found.get(account, Preferences()) for account in wanted}


def account_and_area(session: Session, actor: Actor) -> tuple[str, str]:
    """The actor's account, as notices name it, and the area whose administrators manage it.

    Raises:
        NotFound: the actor is a program of an operator and has none.
    """
    account_id = accounts.own_id(actor)
    area = accounts.area_of(session, account_id)
    if area is None:
        raise NotFound("没有找到该账号。", "There is no such account.")
    return str(account_id), area


def row_of(session: Session, account: str, *, for_change: bool = False) -> Any:
    """The row of an account; None if it never chose."""
    chosen = sa.select(NOTICE_PREFERENCE).where(NOTICE_PREFERENCE.c.account == account)
    return session.execute(chosen.with_for_update() if for_change else chosen).one_or_none()


def _choice(kind: NoticeKind, wanted: Preferences) -> KindChoice:
    channels = wanted.wanted(kind.name, kind.usual)
    return KindChoice(
        kind=kind.name,
        name_zh=kind.zh,
        name_en=kind.en,
        email=NoticeChannel.EMAIL in channels,
        webhook=NoticeChannel.WEBHOOK in channels,
    )


def _preferences(row: Any) -> Preferences:
    quiet = QuietHours(
        dt.time.fromisoformat(row.quiet_from), dt.time.fromisoformat(row.quiet_until)
    )
    channels = {
        kind: frozenset(NoticeChannel(one) for one in wanted)
        for kind, wanted in row.channels.items()
    }
    return Preferences(quiet, channels)


def _told(time: dt.time) -> str:
    return time.isoformat("minutes")
