"""The clock that sends, and what the gateway answers about deliveries."""

from __future__ import annotations

from collections.abc import Callable

from bus.entrypoints import Service, Work, every_outside, rpc
from contracts.gateway.notice_deliveries import (
    ListNoticeDeliveries,
    NoticeDeliveryPage,
    NoticeDeliveryView,
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

    @rpc(ListNoticeDeliveries)
    def list_notice_deliveries(
        self, work: Work, request: ListNoticeDeliveries
    ) -> NoticeDeliveryPage:
        return queries.page(work.session, work.actor, request)

    @rpc(RetryNoticeDelivery, writes=True)
    def retry_notice_delivery(self, work: Work, request: RetryNoticeDelivery) -> NoticeDeliveryView:
        return operations.retry(work.session, work.actor, request)
