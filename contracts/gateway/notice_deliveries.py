"""What became of messages that left the system, or should have; addresses are kept nowhere."""

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
    area: str = fields.place("Where it belongs.")
    channel: NoticeChannel = fields.choice("By which way.")
    state: DeliveryState = fields.choice("What became of it.")
    possible: list[str] = fields.possible()
    account: str | None = fields.plain("To which account; null: an applicant.", default=None)
    appeal_id: UUID | None = fields.plain("To the applicant of this appeal.", default=None)
    attempts: int = fields.plain("How often it was tried.")
    next_at: dt.datetime | None = fields.moment("When it is tried next.", default=None)
    last_error: str | None = fields.plain("Why it did not succeed, as a code.", default=None)
    reference: str | None = fields.plain("What the other side called it.", default=None)
    created_at: dt.datetime = fields.moment("Since when.")
    sent_at: dt.datetime | None = fields.moment("When the other side took it.", default=None)


@shape
class NoticeDeliveryPage(Page):
    """A page of deliveries, newest first unless sorted otherwise."""

    items: list[NoticeDeliveryView] = fields.plain("The deliveries.")


@request("gateway", "list_notice_deliveries", NoticeDeliveryPage)
class ListNoticeDeliveries(Listing, Request[NoticeDeliveryPage]):
    """Messages in the caller's areas and what became of them, without addresses."""

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
    """Send one after all that failed or was dropped."""

    delivery_id: UUID = fields.path("The delivery.")
