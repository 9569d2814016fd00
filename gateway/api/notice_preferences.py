"""The ways in which notices come to your own account."""

from __future__ import annotations

from contracts.gateway.notice_preferences import (
    PutNoticePreferences,
    ShowNoticePreferences,
)
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("notice_preferences", "通知方式与免打扰时段 · Ways and quiet hours")


routes.asks(
    "GET", "/api/v1/accounts/me/notice-preferences", ShowNoticePreferences, may=Action.NOTICE_PREFER
)
routes.asks(
    "PUT", "/api/v1/accounts/me/notice-preferences", PutNoticePreferences, may=Action.NOTICE_PREFER
)
