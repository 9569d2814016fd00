"""The own inbox."""

from __future__ import annotations

from uuid import UUID

from contracts.gateway.notices import (
    ListNotices,
    MarkAllNotices,
    MarkNotice,
    NoticeFilter,
    NoticePage,
    NoticesRead,
    NoticeView,
    Reading,
    ReadingOfAll,
    ShowNotice,
)
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("notices", "通知 · Notices to people")


@routes.get("/api/v1/notices", may=Action.NOTICE_READ_OWN, filters=NoticeFilter, answers=NoticePage)
def notices(filters: NoticeFilter) -> NoticePage:
    """The own notices (通知), and how many are not read."""
    return ask(ListNotices(**vars(filters)))


@routes.get("/api/v1/notices/<uuid:notice_id>", may=Action.NOTICE_READ_OWN, answers=NoticeView)
def notice(notice_id: UUID) -> NoticeView:
    """One of the own notices; looking at it does not mark it as read."""
    return ask(ShowNotice(notice_id=notice_id))


@routes.put(
    "/api/v1/notices/<uuid:notice_id>/reading",
    may=Action.NOTICE_READ_OWN,
    takes=Reading,
    answers=NoticeView,
)
def mark(body: Reading, notice_id: UUID) -> NoticeView:
    """Mark one as read, or as unread again."""
    return ask(MarkNotice(notice_id=notice_id, **vars(body)))


@routes.put(
    "/api/v1/notices/reading",
    may=Action.NOTICE_READ_OWN,
    takes=ReadingOfAll,
    answers=NoticesRead,
)
def mark_all(body: ReadingOfAll) -> NoticesRead:
    """Mark all of the own as read."""
    return ask(MarkAllNotices(**vars(body)))
