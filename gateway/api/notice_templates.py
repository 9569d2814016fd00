"""The wording of notices, for administrators."""

from __future__ import annotations

from contracts.gateway.notice_templates import (
    ListNoticeTemplates,
    PreviewNotice,
    PutNoticeTemplate,
    ResetNoticeTemplate,
    ShowNoticeTemplate,
)
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("notice_templates", "通知模板 · Words of notices")

_ONE = "/api/v1/notice-templates/<area>/<kind>/<language>"


routes.asks(
    "GET", "/api/v1/notice-templates", ListNoticeTemplates, may=Action.NOTICE_TEMPLATE_MANAGE
)
routes.asks("GET", _ONE, ShowNoticeTemplate, may=Action.NOTICE_TEMPLATE_MANAGE)
routes.asks("PUT", _ONE, PutNoticeTemplate, may=Action.NOTICE_TEMPLATE_MANAGE)
routes.asks("DELETE", _ONE, ResetNoticeTemplate, may=Action.NOTICE_TEMPLATE_MANAGE)
routes.asks(
    "POST",
    "/api/v1/notice-templates/<kind>/preview",
    PreviewNotice,
    may=Action.NOTICE_TEMPLATE_MANAGE,
)
