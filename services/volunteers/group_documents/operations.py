"""Writing down what a group adopted, and each new version of it."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.group_documents import (
    AdoptGroupDocument,
    GroupDocumentView,
    GroupTextBody,
    ReviseGroupDocument,
)
from runtime import clock
from runtime.identifiers import new_id
from services.volunteers.group_documents import queries, rules
from services.volunteers.group_documents.model import GroupDocument, GroupDocumentText
from services.volunteers.groups import rules as groups
from services.volunteers.groups.model import Group
from services.volunteers.groups.operations import take_up
from services.volunteers.groups.queries import GROUPS
from services.volunteers.groups.rules import TABLE, Deed
from vocabulary.actors import Actor
from vocabulary.periods import day_of


def adopt(session: Session, actor: Actor, request: AdoptGroupDocument) -> GroupDocumentView:
    """Write down the first version of a document.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `groups.operations.take_up`.
        Invalid: the group has a document of this title, or was not there on the day.
    """
    group = take_up(session, actor, request, Deed.ADOPT_DOCUMENT)
    _check_day(group, request.adopted_on)
    chosen = sa.select(GroupDocument.id).where(
        GroupDocument.group_id == group.id, GroupDocument.title == request.title
    )
    rules.check_title(request.title, is_known=session.scalar(chosen) is not None)
    document = GroupDocument(
        id=new_id(),
        group_id=group.id,
        community=group.community,
        title=request.title,
        kind=request.kind,
        newest=0,
        adopted_on=request.adopted_on,
    )
    session.add(document)
    session.flush()
    return _written(session, actor, group, document, request)


def revise(session: Session, actor: Actor, request: ReviseGroupDocument) -> GroupDocumentView:
    """Write down a new version; those before it stay as they are.

    Raises:
        NotFound: see `groups.operations.take_up`; or the group has no such document.
        Forbidden, PreconditionFailed, WrongState: see `groups.operations.take_up`.
        Invalid: a day before the last version, or on which the group was not there.
    """
    group = take_up(session, actor, request, Deed.ADOPT_DOCUMENT)
    document = queries.one_of(session, group, request.document_id)
    _check_day(group, request.adopted_on)
    rules.check_follows(request.adopted_on, adopted_on=document.adopted_on)
    return _written(session, actor, group, document, request, change=request.change)


def _written(
    session: Session,
    actor: Actor,
    group: Group,
    document: GroupDocument,
    body: GroupTextBody,
    *,
    change: str | None = None,
) -> GroupDocumentView:
    document.newest += 1
    document.adopted_on = body.adopted_on
    session.add(
        GroupDocumentText(
            id=new_id(),
            document_id=document.id,
            group_id=group.id,
            community=group.community,
            number=document.newest,
            adopted_on=body.adopted_on,
            text=body.text,
            change=change,
        )
    )
    GROUPS.move_on(session, actor, group, TABLE, Deed.ADOPT_DOCUMENT, document=str(document.id))
    session.flush()
    return queries.shown(session, actor, group, document)


def _check_day(group: Group, day: dt.date) -> None:
    groups.check_while_there(
        "adopted_on",
        day,
        founded_on=group.founded_on,
        dissolved_on=group.dissolved_on,
        today=day_of(clock.now()),
    )
