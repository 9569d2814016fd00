"""Changing the wording of notices, and going back to ours."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from contracts.gateway.notice_templates import (
    NoticeTemplateView,
    OneTemplate,
    PutNoticeTemplate,
    ResetNoticeTemplate,
)
from contracts.notice_kinds import Words
from gateway.messages.templates import queries
from gateway.messages.templates.model import NOTICE_TEMPLATE
from runtime import clock
from runtime.database import insert_new
from vocabulary.actors import Actor
from vocabulary.permissions import Action
from vocabulary.problems import check_version

_NONE = {"title": None, "text": None, "short": None}


def put(session: Session, actor: Actor, request: PutNoticeTemplate) -> NoticeTemplateView:
    """Change the wording of a kind for an area; waiting messages use it too.

    Raises:
        NotFound: no such kind, language or area.
        Forbidden: the actor does not administer the area.
        PreconditionFailed: it was changed meanwhile.
        Invalid: the words use an unknown parameter, or lack a required one.
    """
    _check(actor, request)
    words = Words(request.title, request.text, request.short)
    queries.check_words(queries.kind_named(request.kind), words)
    _keep(session, actor, request, request.expected_version, vars(words))
    return queries.one(session, actor, request.area, request.kind, request.language)


def reset(session: Session, actor: Actor, request: ResetNoticeTemplate) -> NoticeTemplateView:
    """Take an area's own words back; done twice, it is done once.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `put`.
    """
    _check(actor, request)
    row = queries.row_of(session, request.area, request.kind, request.language)
    if row is None or row.title is None:
        check_version(request.expected_version, 0 if row is None else row.version)
    else:
        _keep(session, actor, request, request.expected_version, _NONE)
    return queries.one(session, actor, request.area, request.kind, request.language)


def _check(actor: Actor, which: OneTemplate) -> None:
    queries.kind_named(which.kind)
    queries.language_named(which.language)
    queries.check_may_word(actor, which.area)


def _keep(
    session: Session,
    actor: Actor,
    which: OneTemplate,
    expected: int | None,
    words: dict[str, Any],
) -> None:
    act(session, actor, Action.NOTICE_TEMPLATE_MANAGE, area=which.area)
    row = queries.row_of(session, which.area, which.kind, which.language)
    version = 0 if row is None else row.version
    check_version(expected, version)
    key = {"area": which.area, "kind": which.kind, "language": which.language}
    changed = {
        **words,
        "changed_at": clock.now(),
        "changed_by": actor.account,
        "version": version + 1,
    }
    if row is not None:
        is_row = [NOTICE_TEMPLATE.c[name] == value for name, value in key.items()]
        session.execute(sa.update(NOTICE_TEMPLATE).where(*is_row).values(changed))
    elif not insert_new(
        session, NOTICE_TEMPLATE, [key | changed], unique=tuple(key), returning="area"
    ):
        # Another request was first at this very moment; its row is there now.
        _keep(session, actor, which, expected, words)
