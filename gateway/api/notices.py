"""Your own inbox."""

from __future__ import annotations

from contracts.gateway.notices import (
    ListNotices,
    MarkAllNotices,
    MarkNotice,
    ShowNotice,
)
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("notices", "通知 · Notices to people")


routes.asks("GET", "/api/v1/notices", ListNotices, may=Action.NOTICE_READ_OWN)
routes.asks("GET", "/api/v1/notices/<uuid:notice_id>", ShowNotice, may=Action.NOTICE_READ_OWN)
routes.asks(
    "PUT", "/api/v1/notices/<uuid:notice_id>/reading", MarkNotice, may=Action.NOTICE_READ_OWN
)
routes.asks("PUT", "/api/v1/notices/reading", MarkAllNotices, may=Action.NOTICE_READ_OWN)
