"""The clock that sends, and what the gateway answers about deliveries."""

from __future__ import annotations

from collections.abc import Callable

from bus.entrypoints import Service, every_outside, reads, writes
from contracts.gateway.notice_deliveries import (
    ListNoticeDeliveries,
    RetryNoticeDelivery,
)
from gateway.messages.deliveries import operations, queries
from gateway.messages.dispatch import Dispatch
from runtime.database import Database
from vocabulary.notices import NoticeChannel

_SECONDS = 1.0


class NoticeDeliveriesEntrypoints(Service):
    """Sending, a timer for each way: a slow mail server holds up no text message."""

    dispatch: Dispatch

    @every_outside(_SECONDS)
    def send_emails(self, database: Database, is_stopping: Callable[[], bool]) -> None:
        operations.deliver_due(database, self.dispatch, NoticeChannel.EMAIL, is_stopping)

    @every_outside(_SECONDS)
    def call_webhook(self, database: Database, is_stopping: Callable[[], bool]) -> None:
        operations.deliver_due(database, self.dispatch, NoticeChannel.WEBHOOK, is_stopping)

    list_notice_deliveries = reads(ListNoticeDeliveries, queries.page)
    retry_notice_delivery = writes(RetryNoticeDelivery, operations.retry)
