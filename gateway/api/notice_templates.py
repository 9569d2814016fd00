"""The words of notices, for administrators."""

from __future__ import annotations

from contracts.gateway.notice_templates import (
    DraftWords,
    ListNoticeTemplates,
    NoticePreview,
    NoticeTemplateFilter,
    NoticeTemplateList,
    NoticeTemplateView,
    NoticeWords,
    PreviewNotice,
    PutNoticeTemplate,
    ResetNoticeTemplate,
    ShowNoticeTemplate,
)
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("notice_templates", "通知模板 · Words of notices")

_ONE = "/api/v1/notice-templates/<area>/<kind>/<language>"


@routes.get(
    "/api/v1/notice-templates",
    may=Action.NOTICE_TEMPLATE_MANAGE,
    filters=NoticeTemplateFilter,
    answers=NoticeTemplateList,
)
def templates(filters: NoticeTemplateFilter) -> NoticeTemplateList:
    """Every kind of notice in both languages, as an area words it."""
    return ask(ListNoticeTemplates(**vars(filters)))


@routes.get(_ONE, may=Action.NOTICE_TEMPLATE_MANAGE, answers=NoticeTemplateView)
def template(area: str, kind: str, language: str) -> NoticeTemplateView:
    """How an area words one kind in one language."""
    return ask(ShowNoticeTemplate(area=area, kind=kind, language=language))


@routes.put(_ONE, may=Action.NOTICE_TEMPLATE_MANAGE, takes=NoticeWords, answers=NoticeTemplateView)
def word(body: NoticeWords, area: str, kind: str, language: str) -> NoticeTemplateView:
    """Word it anew for an area and everything below it that has no words of its own."""
    return ask(PutNoticeTemplate(area=area, kind=kind, language=language, **vars(body)))


@routes.delete(_ONE, may=Action.NOTICE_TEMPLATE_MANAGE, answers=NoticeTemplateView)
def reset(area: str, kind: str, language: str) -> NoticeTemplateView:
    """Take an area's own words back; gives those that count now."""
    return ask(ResetNoticeTemplate(area=area, kind=kind, language=language))


@routes.post(
    "/api/v1/notice-templates/<kind>/preview",
    may=Action.NOTICE_TEMPLATE_MANAGE,
    takes=DraftWords,
    answers=NoticePreview,
)
def preview(body: DraftWords, kind: str) -> NoticePreview:
    """Show how words would read, with examples for the parameters; nothing is kept."""
    return ask(PreviewNotice(kind=kind, **vars(body)))
