"""What the gateway answers about the words of notices."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.gateway.notice_templates import (
    ListNoticeTemplates,
    PreviewNotice,
    PutNoticeTemplate,
    ResetNoticeTemplate,
    ShowNoticeTemplate,
)
from gateway.messages.templates import operations, queries


class NoticeTemplatesEntrypoints(Service):
    """Words of notices."""

    list_notice_templates = reads(ListNoticeTemplates, queries.listed, "area")
    show_notice_template = reads(ShowNoticeTemplate, queries.one, "area", "kind", "language")
    put_notice_template = writes(PutNoticeTemplate, operations.put)
    reset_notice_template = writes(ResetNoticeTemplate, operations.reset)
    preview_notice = reads(PreviewNotice, queries.preview)
