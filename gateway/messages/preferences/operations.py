"""Choosing ways and quiet hours."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.notice_preferences import NoticePreferencesView, PutNoticePreferences
from gateway.messages.preferences import queries, rules
from gateway.messages.preferences.model import NOTICE_PREFERENCE
from runtime import clock
from runtime.database import insert_new
from vocabulary.actors import Actor
from vocabulary.notices import NoticeChannel
from vocabulary.problems import check_version


def put(session: Session, actor: Actor, request: PutNoticePreferences) -> NoticePreferencesView:
    """Set the actor's choices; waiting messages follow them too.

    Raises:
        NotFound: the actor has no account.
        PreconditionFailed: it was changed meanwhile.
        Invalid: an unknown kind, or one twice.
    """
    account, area = queries.account_and_area(session, actor)
    known = {kind.name: (kind.zh, kind.en) for kind in queries.kinds()}
    rules.check_kinds((one.kind for one in request.kinds), known)
    row = queries.row_of(session, account, for_change=True)
    version = 0 if row is None else row.version
    check_version(request.expected_version, version)
    wanted = {
        "area": area,
        "quiet_from": request.quiet_from,
        "quiet_until": request.quiet_to,
        "channels": {
            one.kind: [
                channel.value
                for channel, is_wanted in (
                    (NoticeChannel.EMAIL, one.email),
                    (NoticeChannel.WEBHOOK, one.webhook),
                )
                if is_wanted
            ]
            for one in request.kinds
        },
        "changed_at": clock.now(),
        "version": version + 1,
    }
    if row is not None:
        is_own = NOTICE_PREFERENCE.c.account == account
        session.execute(sa.update(NOTICE_PREFERENCE).where(is_own).values(wanted))
    elif not insert_new(
        session,
        NOTICE_PREFERENCE,
        [wanted | {"account": account}],
        unique=("account",),
        returning="account",
    ):
        # Sent twice at this very moment; the other one's row is there now.
        return put(session, actor, request)
    return queries.own(session, actor)
