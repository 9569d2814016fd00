"""The documents of a group, and the versions of one."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.volunteers.group_documents import (
    GroupDocumentPage,
    GroupDocumentVersion,
    GroupDocumentView,
    ListGroupDocuments,
    ShowGroupDocument,
)
from groundwork.kept import the
from runtime import paging
from runtime.copying import Copying
from services.volunteers.group_documents import rules
from services.volunteers.groups.model import Group, GroupDocument, GroupDocumentText
from services.volunteers.groups.queries import GROUPS, possible_with
from vocabulary.actors import Actor
from vocabulary.state_table import where

_VIEW = Copying(GroupDocument, GroupDocumentView, given=("possible", "versions"))
_VERSION = Copying(GroupDocumentText, GroupDocumentVersion, given=("text", "change"))
_ORDER = paging.Order(
    {"title": GroupDocument.title, "adopted_on": GroupDocument.adopted_on},
    identity=GroupDocument.id,
    usual="title",
)


def show(session: Session, actor: Actor, request: ShowGroupDocument) -> GroupDocumentView:
    """One document with all its versions.

    Raises:
        NotFound: no such group in the actor's communities, or no such document of it.
    """
    group = GROUPS.one_of(session, actor, request.group_id)
    return shown(session, actor, group, one_of(session, group, request.document_id))


def page(session: Session, actor: Actor, request: ListGroupDocuments) -> GroupDocumentPage:
    """A page of the documents of a group.

    Raises:
        NotFound: no such group in the actor's communities.
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    group = GROUPS.one_of(session, actor, request.group_id)
    chosen = sa.select(GroupDocument).where(GroupDocument.group_id == group.id)
    found = paging.page(session, chosen, _ORDER, request)
    possible = _possible(actor, group)
    return GroupDocumentPage(
        items=[_VIEW(one, possible=possible, versions=None) for one in found.rows],
        **found.besides,
    )


def one_of(session: Session, group: Group, document_id: UUID) -> GroupDocument:
    """A document of this group.

    Raises:
        NotFound: it has none of this id.
    """
    chosen = sa.select(GroupDocument).where(
        GroupDocument.id == document_id, GroupDocument.group_id == group.id
    )
    return the(session, chosen, otherwise=rules.no_such_document(document_id))


def shown(
    session: Session, actor: Actor, group: Group, document: GroupDocument
) -> GroupDocumentView:
    """The document with all its versions, newest first."""
    chosen = sa.select(GroupDocumentText).where(GroupDocumentText.document_id == document.id)
    versions = session.scalars(chosen.order_by(GroupDocumentText.number.desc())).all()
    return _VIEW(
        document,
        possible=_possible(actor, group),
        versions=[_VERSION(one, text=one.text, change=one.change) for one in versions],
    )


def _possible(actor: Actor, group: Group) -> list[str]:
    return where(versions="documents" in possible_with(actor, group))
