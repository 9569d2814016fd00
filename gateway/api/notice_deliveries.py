"""What became of messages, for administrators."""

from __future__ import annotations

from uuid import UUID

from contracts.gateway.notice_deliveries import (
    ListNoticeDeliveries,
    NoticeDeliveryFilter,
    NoticeDeliveryPage,
    NoticeDeliveryView,
    Retry,
    RetryNoticeDelivery,
)
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("notice_deliveries", "通知发送情况 · What became of messages")


@routes.get(
    "/api/v1/notice-deliveries",
    may=Action.NOTICE_DELIVERY_READ,
    filters=NoticeDeliveryFilter,
    answers=NoticeDeliveryPage,
)
def deliveries(filters: NoticeDeliveryFilter) -> NoticeDeliveryPage:
    """Messages in the caller's areas and what became of them, without addresses."""
    return ask(ListNoticeDeliveries(**vars(filters)))


@routes.post(
    "/api/v1/notice-deliveries/<uuid:delivery_id>/retry",
    may=Action.NOTICE_DELIVERY_RETRY,
    takes=Retry,
    answers=NoticeDeliveryView,
)
def retry(body: Retry, delivery_id: UUID) -> NoticeDeliveryView:
    """Send one after all that failed or was dropped."""
    return ask(RetryNoticeDelivery(delivery_id=delivery_id, **vars(body)))
