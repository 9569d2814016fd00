"""Requests about public notices and objections."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.recruitment.public_notice import (
    AnswerObjection,
    FollowObjection,
    ListPublicNotices,
    OpenNotice,
    RecordObjection,
    SubmitObjection,
)
from services.recruitment.public_notice import operations, queries


class PublicNoticeEntrypoints(Service):
    """Public notices and objections."""

    open_notice = writes(OpenNotice, operations.open_notice)
    record_objection = writes(RecordObjection, operations.record_objection)
    answer_objection = writes(AnswerObjection, operations.answer_objection)
    public_notices = reads(ListPublicNotices, queries.public_notices)
    submit_objection = writes(SubmitObjection, operations.submit_objection)
    follow_objection = reads(FollowObjection, queries.follow)
