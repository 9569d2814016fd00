"""The log as the street office may read it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bus import log
from contracts.appeals.feed import ReadAppealsLog
from contracts.feed import LoggedEvents
from services.appeals.scope import begins_with_any
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden

_READERS = (Role.STREET_OFFICER, Role.STREET_PARTY_COMMITTEE, Role.ADMINISTRATOR)


def page(session: Session, actor: Actor, request: ReadAppealsLog) -> LoggedEvents:
    """The events after a place: those of the actor's areas, and those of no area.

    Raises:
        Forbidden: the actor has no role that reads the log.
    """
    stems = actor.stems(*_READERS)
    if not stems:
        raise Forbidden("您的角色不能读取事件日志。", "Your roles do not read the log of events.")
    scope = sa.or_(log.AREA.is_(None), begins_with_any(stems, log.AREA))
    found = log.page(session, after=request.after, limit=request.limit, scope=scope)
    return LoggedEvents(items=found.items, last=found.last, more=found.more)
