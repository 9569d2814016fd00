"""Finding appeals: one with its history, a page of many, one by its tracking code."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.appeals.appeal import AppealView, TrackedAppeal
from contracts.appeals.intake import AppealPage, ListAppeals, ShowAppeal, TrackAppeal
from services.appeals import history, paging
from services.appeals.appeal import queries as appeals
from services.appeals.appeal.model import Appeal
from services.appeals.scope import inside
from vocabulary.actors import Actor


def show(session: Session, actor: Actor, request: ShowAppeal) -> AppealView:
    """One appeal with everything that happened to it.

    Raises:
        NotFound: no such appeal in the actor's communities.
    """
    appeal = appeals.one_of(session, actor, request.appeal_id)
    return appeals.shown(appeal, actor, history.of(session, appeal.id))


def page(session: Session, actor: Actor, request: ListAppeals) -> AppealPage:
    """A page of the appeals in the actor's scope, newest first.

    Raises:
        Invalid: a limit out of range, or a cursor that no page gave.
    """
    found = paging.newest_first(
        session,
        appeals.appeals_of(actor).where(*_narrowed(request)),
        (Appeal.received_at, Appeal.id),
        cursor=request.cursor,
        limit=request.limit,
    )
    return AppealPage(
        items=[appeals.shown(appeal, actor) for appeal in found.rows],
        next_cursor=found.next_cursor,
    )


def track(session: Session, request: TrackAppeal) -> TrackedAppeal:
    """What a resident sees with the tracking code.

    Raises:
        NotFound: nothing stored has this code, though it may still be on its way.
    """
    appeal = appeals.one_with_code(session, request.tracking_code)
    return appeals.told_to_resident(session, appeal)


def _narrowed(request: ListAppeals) -> list[sa.ColumnElement[bool]]:
    asked = {
        Appeal.category: request.category,
        Appeal.state: request.state,
        Appeal.commissioner: request.commissioner,
    }
    wanted = [column == value for column, value in asked.items() if value is not None]
    within = [inside(request.community, Appeal.community)] if request.community else []
    return [*within, *wanted]
