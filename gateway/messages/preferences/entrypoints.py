"""What the gateway answers about preferences."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc, writes
from contracts.gateway.notice_preferences import (
    NoticePreferencesView,
    PutNoticePreferences,
    ShowNoticePreferences,
)
from gateway.messages.preferences import operations, queries


class NoticePreferencesEntrypoints(Service):
    """Ways and quiet hours of an account."""

    @rpc(ShowNoticePreferences)
    def show_notice_preferences(
        self, work: Work, _request: ShowNoticePreferences
    ) -> NoticePreferencesView:
        return queries.own(work.session, work.actor)

    put_notice_preferences = writes(PutNoticePreferences, operations.put)
