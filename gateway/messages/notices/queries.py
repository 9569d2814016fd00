"""The inbox of an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.notices import ListNotices, NoticePage, NoticeView
from contracts.notice_kinds import KINDS, TRACKING_CODE, NoticeKind
from gateway.messages.notices.model import Notice
from gateway.messages.templates import queries as templates
from gateway.messages.templates.rules import Rendered
from runtime import paging
from runtime.copying import Copying
from runtime.narrowing import Conditions, on_days
from runtime.scope import visible_to
from vocabulary.accounts import Language
from vocabulary.actors import Actor
from vocabulary.permissions import Action
from vocabulary.problems import NotFound

ORDER = paging.Order({"created_at": Notice.created_at}, identity=Notice.id, usual="-created_at")
_VIEW = Copying(Notice, NoticeView, given=("title", "text", "link"))


def page(session: Session, actor: Actor, request: ListNotices, pages: str | None) -> NoticePage:
    """A page of the actor's own notices.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    chosen = sa.select(Notice).where(is_own(actor), *_narrowed(request))
    found = paging.page(session, chosen, ORDER, request)
    return NoticePage(
        items=shown(session, found.rows, pages),
        **found.besides,
        unread=unread(session, actor),
    )


def own(session: Session, actor: Actor, notice_id: UUID, *, for_change: bool = False) -> Notice:
    """One of the actor's own notices.

    Raises:
        NotFound: it does not exist or is not the actor's.
    """
    chosen = sa.select(Notice).where(Notice.id == notice_id, is_own(actor))
    notice = session.scalars(chosen.with_for_update() if for_change else chosen).one_or_none()
    if notice is None:
        raise NotFound(f"没有通知 {notice_id}。", f"There is no notice {notice_id}.")
    return notice


def unread(session: Session, actor: Actor) -> int:
    """How many of the actor's own notices were not read."""
    chosen = sa.select(sa.func.count()).select_from(Notice)
    return session.scalars(chosen.where(is_own(actor), Notice.read_at.is_(None))).one()


def is_own(actor: Actor) -> sa.ColumnElement[bool]:
    """The notices of the actor's account."""
    return visible_to(actor, Action.NOTICE_READ_OWN, area=Notice.area, owner=Notice.account)


def shown(session: Session, notices: Sequence[Notice], pages: str | None) -> list[NoticeView]:
    """The notices in the words of their areas; `pages` is the address of our pages, if set."""
    worded = words_of(session, notices)
    return [
        _VIEW(
            notice,
            title=worded[notice.id].title,
            text=worded[notice.id].text,
            link=link_of(notice, pages),
        )
        for notice in notices
    ]


def words_of(
    session: Session, notices: Sequence[Notice], *, tracking_code: str | None = None
) -> Mapping[UUID, Rendered]:
    """The text of these notices, each in its language."""
    places = {notice.area for notice in notices}
    wordings = templates.wordings(session, places, {notice.kind for notice in notices})
    names = {
        language: templates.area_names(session, places, language)
        for language in {Language(notice.language) for notice in notices}
    }
    return {
        notice.id: _worded(notice, wordings, names[Language(notice.language)], tracking_code)
        for notice in notices
    }


def values_of(notice: Notice, area_name: str, tracking_code: str | None) -> dict[str, str]:
    """The values a wording may use: the facts, the area's name, and the code if it is known."""
    code = {} if tracking_code is None else {TRACKING_CODE.name: tracking_code}
    return {**notice.facts, "area": area_name, **code}


def link_of(notice: Notice, pages: str | None, tracking_code: str | None = None) -> str | None:
    """The page to continue on; None without an address of our pages."""
    kind = KINDS.get(notice.kind)
    if pages is None or kind is None or kind.path is None:
        return None
    path = kind.path.replace("{subject_id}", notice.subject_id or "")
    if "{tracking_code}" in path:
        if tracking_code is None:
            return None
        path = path.replace("{tracking_code}", tracking_code)
    return pages + path


def _worded(
    notice: Notice,
    wordings: Mapping[tuple[str, str, Language], templates.Worded],
    names: Mapping[str, str],
    tracking_code: str | None,
) -> Rendered:
    kind: NoticeKind | None = KINDS.get(notice.kind)
    if kind is None:
        # Of a later release, or of one that is gone.
        return Rendered(notice.kind, notice.kind, notice.kind)
    language = Language(notice.language)
    words = wordings[notice.area, notice.kind, language].words
    values = values_of(notice, names[notice.area], tracking_code)
    return templates.rendered(kind, words, language, values)


def _narrowed(request: ListNotices) -> Conditions:
    conditions = on_days(Notice.created_at, request.created_from, request.created_to)
    if request.unread is not None:
        is_unread = Notice.read_at.is_(None)
        conditions.append(is_unread if request.unread else sa.not_(is_unread))
    if request.kind is not None:
        conditions.append(Notice.kind == request.kind)
    return conditions
