"""By which ways notices come to the own account."""

from __future__ import annotations

from contracts.gateway.notice_preferences import (
    NoticePreferences,
    NoticePreferencesView,
    PutNoticePreferences,
    ShowNoticePreferences,
)
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("notice_preferences", "通知方式与免打扰时段 · Ways and quiet hours")


@routes.get(
    "/api/v1/accounts/me/notice-preferences",
    may=Action.NOTICE_PREFER,
    answers=NoticePreferencesView,
)
def preferences() -> NoticePreferencesView:
    """By which ways each kind of notice comes, and the quiet hours (免打扰时段)."""
    return ask(ShowNoticePreferences())


@routes.put(
    "/api/v1/accounts/me/notice-preferences",
    may=Action.NOTICE_PREFER,
    takes=NoticePreferences,
    answers=NoticePreferencesView,
)
def prefer(body: NoticePreferences) -> NoticePreferencesView:
    """Choose them; the inbox has every notice anyway, the language is the account's."""
    return ask(PutNoticePreferences(**vars(body)))
