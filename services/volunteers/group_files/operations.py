"""Looking through a group's words and files after a name was erased."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.groups import CheckGroupFiles, GroupView
from contracts.words import value_name
from services.volunteers.group_files import rules
from services.volunteers.groups.model import Contest, Group, GroupDocumentText, GroupMeeting
from services.volunteers.groups.operations import take_up
from services.volunteers.groups.queries import GROUPS, shown
from services.volunteers.groups.rules import TABLE, Deed
from vocabulary.actors import Actor

#: Words in which a person may be named, besides attached files.
_WRITTEN: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (GroupDocumentText, ("text", "change")),
    (GroupMeeting, ("subject", "result")),
    (Contest, ("result",)),
)


def check(session: Session, actor: Actor, request: CheckGroupFiles) -> GroupView:
    """Write down that the group's files were looked through, and strike the name where it stands.

    The words struck are kept nowhere.

    Raises:
        NotFound, Forbidden, PreconditionFailed: see `groups.operations.take_up`.
        Invalid: words too short to mean one person, or of the group's name or kind.
        WrongState: nobody's name was erased since the last check.
    """
    group = take_up(session, actor, request, Deed.CHECK_FILES)
    rules.check_struck(request.strike, called=(group.name, *value_name(group.kind)))
    rules.check_waits(group.number, waits=group.files_to_check_since is not None)
    places = 0 if request.strike is None else _strike(session, group, request.strike)
    group.files_to_check_since = None
    GROUPS.move_on(session, actor, group, TABLE, Deed.CHECK_FILES, struck=places)
    session.flush()
    return shown(session, actor, group)


def _strike(session: Session, group: Group, words: str) -> int:
    """How many texts had them."""
    places = 0
    for table, names in _WRITTEN:
        rows = session.scalars(
            sa.select(table).where(table.group_id == group.id).order_by(table.id).with_for_update()
        )
        for row in rows.all():
            for name in names:
                text = getattr(row, name)
                if text is not None and words in text:
                    setattr(row, name, rules.struck(text, words))
                    places += 1
                    if isinstance(row, Contest):
                        row.version += 1
    return places
