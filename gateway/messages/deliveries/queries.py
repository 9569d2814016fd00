"""Messages to send, their recipients, and their results for administrators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.notice_deliveries import (
    ListNoticeDeliveries,
    NoticeDeliveryPage,
    NoticeDeliveryView,
)
from contracts.notice_kinds import KINDS
from gateway.messages.channels.interface import Letter
from gateway.messages.deliveries import rules
from gateway.messages.notices import queries as notices
from gateway.messages.notices.model import Notice, NoticeDelivery
from gateway.messages.preferences import queries as preferences
from gateway.messages.templates import queries as templates
from gateway.people.accounts import queries as accounts
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import Conditions, any_of, on_days
from runtime.scope import inside, visible_to
from vocabulary.accounts import Language
from vocabulary.actors import Actor
from vocabulary.notices import DeliveryState, NoticeChannel
from vocabulary.permissions import Action, may
from vocabulary.problems import NotFound
from vocabulary.quiet_hours import QuietHours, next_allowed
from vocabulary.state_table import where

ORDER = paging.Order(
    {"created_at": NoticeDelivery.created_at}, identity=NoticeDelivery.id, usual="-created_at"
)

_VIEW = Copying(
    NoticeDelivery,
    NoticeDeliveryView,
    given=("possible", "account", "is_account_kept", "appeal_id", "volunteer_id"),
)


class NotWanted(Exception):  # noqa: N818 - a reason, no error
    """It must not be sent; holds the reason as a code."""


class NotNow(Exception):  # noqa: N818 - a reason, no error
    """It must not be sent before `until`."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__()
        self.until = until


@dataclass(frozen=True)
class Claimed:
    """A delivery that is being tried, for the so-many-th time."""

    id: UUID
    attempt: int
    notice_id: UUID
    channel: NoticeChannel
    kind: str
    account: str | None
    applicant_of: UUID | None
    volunteer_id: UUID | None
    #: The ways the notice may go; to a person without an account it goes by one of them.
    ways: frozenset[NoticeChannel]


@dataclass(frozen=True)
class Reached:
    """How a person without an account is reached, at this moment."""

    phone: str | None = field(repr=False)
    email: str | None = field(repr=False)
    code: str | None = field(repr=False)


def claimed(session: Session, delivery: NoticeDelivery) -> Claimed:
    """The delivery with what it needs of its notice."""
    notice = session.get_one(Notice, delivery.notice_id)
    ways = session.scalars(
        sa.select(NoticeDelivery.channel).where(NoticeDelivery.notice_id == notice.id)
    )
    return Claimed(
        id=delivery.id,
        attempt=delivery.attempts,
        notice_id=notice.id,
        channel=NoticeChannel(delivery.channel),
        kind=delivery.kind,
        account=notice.account,
        applicant_of=notice.applicant_of,
        volunteer_id=notice.volunteer_id,
        ways=frozenset(NoticeChannel(way) for way in ways),
    )


def check_wanted(session: Session, delivery: Claimed, without_account: QuietHours) -> None:
    """Let messages pass that may leave now, as the recipient wants.

    Raises:
        NotNow: it is quiet.
        NotWanted: the account wants it by this way no more.
    """
    now, quiet = clock.now(), without_account
    kind = KINDS.get(delivery.kind)
    if delivery.account is not None and kind is not None:
        wanted = preferences.of_accounts(session, [delivery.account])[delivery.account]
        if delivery.channel not in wanted.wanted(kind.name, kind.usual):
            raise NotWanted("not_wanted")
        quiet = wanted.quiet
    allowed = next_allowed(now, quiet)
    if allowed > now:
        raise NotNow(allowed)


def letter(
    session: Session, delivery: Claimed, reached: Reached | None, pages: str | None
) -> Letter:
    """The message to send, with the current address.

    Raises:
        NotWanted: there is no such address, account or kind any more.
    """
    notice = session.get(Notice, delivery.notice_id)
    kind = KINDS.get(delivery.kind)
    if notice is None or kind is None:
        raise NotWanted("no_such_notice")
    if reached is None:
        account_id = UUID(notice.account or "")
        person = accounts.reachable(session, [account_id]).get(account_id)
        if person is None:
            raise NotWanted("account_not_in_use")
        phone, address, code = person.phone, person.email, None
    else:
        phone, address, code = reached.phone, reached.email, reached.code
    to = phone if delivery.channel is NoticeChannel.WEBHOOK else address
    if not to:
        raise NotWanted("no_address")
    language = Language(notice.language)
    words = notices.words_of(session, [notice], tracking_code=code)[notice.id]
    name = templates.area_names(session, {notice.area}, language)[notice.area]
    return Letter(
        id=delivery.id,
        kind=notice.kind,
        address=to,
        language=language.value,
        title=words.title,
        text=words.text,
        short=words.short,
        link=notices.link_of(notice, pages, code),
        parameters=templates.told(kind, language, notices.values_of(notice, name, code)),
        written_at=notice.created_at,
    )


def page(session: Session, actor: Actor, request: ListNoticeDeliveries) -> NoticeDeliveryPage:
    """A page of the deliveries in the actor's areas.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    visible = visible_to(actor, Action.NOTICE_DELIVERY_READ, area=NoticeDelivery.area)
    chosen = sa.select(NoticeDelivery).where(visible, *_narrowed(request))
    found = paging.page(session, chosen, ORDER, request)
    return NoticeDeliveryPage(
        items=shown(session, actor, found.rows),
        **found.besides,
    )


def one_of(session: Session, actor: Actor, delivery_id: UUID) -> NoticeDelivery:
    """One delivery to send again, locked.

    Raises:
        NotFound: there is none, or it is elsewhere; the answer does not say which.
    """
    reached = visible_to(actor, Action.NOTICE_DELIVERY_RETRY, area=NoticeDelivery.area)
    chosen = sa.select(NoticeDelivery).where(NoticeDelivery.id == delivery_id, reached)
    found = session.scalars(chosen.with_for_update()).one_or_none()
    if found is None:
        raise NotFound(f"没有发送记录 {delivery_id}。", f"There is no delivery {delivery_id}.")
    return found


def shown(
    session: Session, actor: Actor, deliveries: Sequence[NoticeDelivery]
) -> list[NoticeDeliveryView]:
    """The deliveries as administrators see them: recipients, never addresses."""
    told = _recipients(session, [delivery.notice_id for delivery in deliveries])
    going_to = {UUID(one.account) for one in told.values() if one.account is not None}
    kept = {str(one) for one in session.scalars(accounts.kept_by(actor, among=going_to))}
    return [
        _VIEW(
            delivery,
            possible=where(
                retry=may(actor, Action.NOTICE_DELIVERY_RETRY, area=delivery.area)
                and rules.may_be_retried(DeliveryState(delivery.state), delivery.last_error)
            ),
            account=told[delivery.notice_id].account,
            is_account_kept=told[delivery.notice_id].account in kept,
            appeal_id=told[delivery.notice_id].applicant_of,
            volunteer_id=told[delivery.notice_id].volunteer_id,
        )
        for delivery in deliveries
    ]


def _recipients(session: Session, wanted: Sequence[UUID]) -> Mapping[UUID, Notice]:
    chosen = sa.select(Notice).where(Notice.id.in_(wanted))
    return {notice.id: notice for notice in session.scalars(chosen)}


def _narrowed(request: ListNoticeDeliveries) -> Conditions:
    states = None if request.state is None else [state.value for state in request.state]
    channels = None if request.channel is None else [one.value for one in request.channel]
    return [
        *([inside(request.area, NoticeDelivery.area)] if request.area else []),
        *any_of(NoticeDelivery.state, states),
        *any_of(NoticeDelivery.channel, channels),
        *([NoticeDelivery.kind == request.kind] if request.kind is not None else []),
        *on_days(NoticeDelivery.created_at, request.created_from, request.created_to),
    ]
