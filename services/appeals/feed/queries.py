"""The log as the street office may read it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import log
from contracts.appeals.feed import ReadAppealsLog
from contracts.feed import LoggedEvents
from runtime.scope import begins_with_any
from vocabulary import permissions
from vocabulary.actors import Actor
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden
from vocabulary.texts import cleaned


def page(session: Session, actor: Actor, request: ReadAppealsLog) -> LoggedEvents:
    """The events after a place: those of the actor's areas, and those of no area.

    Raises:
        Forbidden: the actor has no role that reads the log.
    """
    stems = permissions.reach(actor, Action.EVENT_READ).stems
    if not stems:
        raise Forbidden("您的角色不能读取事件日志。", "Your roles do not read the log of events.")
    scope = sa.or_(log.AREA.is_(None), begins_with_any(stems, log.AREA))
    found = log.page(session, after=request.after, limit=request.limit, scope=scope)
    return LoggedEvents(items=cleaned(found.items), last=found.last, more=found.more)
