"""What happened to messages, for administrators."""

from __future__ import annotations

from contracts.gateway.notice_deliveries import (
    ListNoticeDeliveries,
    RetryNoticeDelivery,
)
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("notice_deliveries", "通知发送情况 · What became of messages")


routes.asks(
    "GET", "/api/v1/notice-deliveries", ListNoticeDeliveries, may=Action.NOTICE_DELIVERY_READ
)
routes.asks(
    "POST",
    "/api/v1/notice-deliveries/<uuid:delivery_id>/retry",
    RetryNoticeDelivery,
    may=Action.NOTICE_DELIVERY_RETRY,
)
