"""What the gateway answers about the words of notices."""

from __future__ import annotations

from bus.entrypoints import Service, Work, rpc
from contracts.gateway.notice_templates import (
    ListNoticeTemplates,
    NoticePreview,
    NoticeTemplateList,
    NoticeTemplateView,
    PreviewNotice,
    PutNoticeTemplate,
    ResetNoticeTemplate,
    ShowNoticeTemplate,
)
from gateway.messages.templates import operations, queries


class NoticeTemplatesEntrypoints(Service):
    """Words of notices."""

    @rpc(ListNoticeTemplates)
    def list_notice_templates(self, work: Work, request: ListNoticeTemplates) -> NoticeTemplateList:
        return queries.listed(work.session, work.actor, request.area)

    @rpc(ShowNoticeTemplate)
    def show_notice_template(self, work: Work, request: ShowNoticeTemplate) -> NoticeTemplateView:
        return queries.one(work.session, work.actor, request.area, request.kind, request.language)

    @rpc(PutNoticeTemplate, writes=True)
    def put_notice_template(self, work: Work, request: PutNoticeTemplate) -> NoticeTemplateView:
        return operations.put(work.session, work.actor, request)

    @rpc(ResetNoticeTemplate, writes=True)
    def reset_notice_template(self, work: Work, request: ResetNoticeTemplate) -> NoticeTemplateView:
        return operations.reset(work.session, work.actor, request)

    @rpc(PreviewNotice)
    def preview_notice(self, work: Work, request: PreviewNotice) -> NoticePreview:
        return queries.preview(work.session, work.actor, request)
