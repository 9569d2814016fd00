"""Deliveries: what happened to each message sent or due. No addresses are stored."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.lists import Listing, Page
from contracts.registry import Answer, Request, request, shape
from vocabulary.notices import DeliveryState, NoticeChannel


@shape
class NoticeDeliveryView(Answer):
    """One message by one way."""

    id: UUID = fields.plain("The delivery; also in the Message-ID of an e-mail.")
    notice_id: UUID = fields.plain("The notice.")
    kind: str = fields.plain("Which kind.")
    area: str = fields.place("The area it belongs to.")
    channel: NoticeChannel = fields.choice("The way it was sent.")
    state: DeliveryState = fields.choice("What happened to it.")
    possible: list[str] = fields.possible()
    account: str | None = fields.plain(
        "The account it goes to; null: a person without.", default=None
    )
    is_account_kept: bool = fields.plain(
        "Whether you manage the account that it goes to; its home may lie elsewhere.",
        default=False,
    )
    appeal_id: UUID | None = fields.plain("The appeal whose applicant it goes to.", default=None)
    volunteer_id: UUID | None = fields.plain("The volunteer it goes to.", default=None)
    attempts: int = fields.plain("Number of attempts.")
    next_at: dt.datetime | None = fields.moment("The time of the next attempt.", default=None)
    last_error: str | None = fields.plain("Why it did not succeed, as a code.", default=None)
    reference: str | None = fields.plain("The other side's id for it.", default=None)
    created_at: dt.datetime = fields.moment("Since when.")
    sent_at: dt.datetime | None = fields.moment("When the other side accepted it.", default=None)


@shape
class NoticeDeliveryPage(Page):
    """A page of deliveries, newest first unless sorted otherwise."""

    items: list[NoticeDeliveryView] = fields.plain("The deliveries.")


@request("gateway", "list_notice_deliveries", NoticeDeliveryPage)
class ListNoticeDeliveries(Listing, Request[NoticeDeliveryPage]):
    """List messages in your areas and what happened to them, without addresses."""

    area: str | None = fields.area("Only this area.", default=None)
    state: list[DeliveryState] | None = fields.several("Only in these states.", DeliveryState)
    channel: list[NoticeChannel] | None = fields.several("Only by these ways.", NoticeChannel)
    kind: str | None = fields.text("Only this kind.", longest=40, default=None)
    created_from: dt.date | None = fields.plain(
        "Of this day or later, Asia/Shanghai.", default=None
    )
    created_to: dt.date | None = fields.plain("Of this day or earlier.", default=None)
    sort: str | None = fields.sorting("created_at")


@request("gateway", "retry_notice_delivery", NoticeDeliveryView)
class RetryNoticeDelivery(Request[NoticeDeliveryView]):
    """Send a message again that failed or was dropped."""

    delivery_id: UUID = fields.path("The delivery.")
