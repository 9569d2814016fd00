"""Finding attachments; the service of their thing has decided before who may see them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.gateway.attachments import (
    AttachmentList,
    AttachmentOwner,
    AttachmentRecord,
    AttachmentView,
    CheckRoom,
    FindAttachment,
    ListAttachments,
    Room,
)
from contracts.gateway.words import AttachedTo, AttachmentKind, AttachmentState
from gateway.files.attached_things import KINDS
from gateway.files.attachments import rules
from gateway.files.attachments.model import ATTACHMENT
from runtime.codes import has_code
from vocabulary.actors import Actor
from vocabulary.problems import NotFound
from vocabulary.state_table import where

_A = ATTACHMENT.c
_COLUMNS = tuple(name for name in AttachmentView.schema().fields if name != "possible")


def room(session: Session, actor: Actor, request: CheckRoom) -> Room:
    """Count the attachments that the actor's side has there already.

    Raises:
        WrongState: there is no room for one more.
    """
    return Room(count=check_room(session, actor, request))


def check_room(session: Session, actor: Actor, owner: AttachmentOwner, more_bytes: int = 0) -> int:
    """The same for one of so many bytes."""
    count, size = _there_of_side(session, actor, owner)
    rules.check_room(by_resident=actor.is_anonymous, count=count, size_bytes=size + more_bytes)
    return count


def _there_of_side(session: Session, actor: Actor, owner: AttachmentOwner) -> tuple[int, int]:
    """How many the actor's side has there, and how large they are together."""
    side = _A.uploaded_by.is_(None) if actor.is_anonymous else _A.uploaded_by.is_not(None)
    count, size = session.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(_A.size_bytes), 0)).where(
            _of(owner), side
        )
    ).one()
    return int(count), int(size)


def listed(session: Session, actor: Actor, request: ListAttachments) -> AttachmentList:
    """The attachments of a thing; residents see only those that residents sent."""
    own = [_A.uploaded_by.is_(None)] if actor.is_anonymous else []
    rows = session.execute(
        sa.select(ATTACHMENT)
        .where(
            _of(request),
            _A.state != AttachmentState.UPLOADED,
            *own,
        )
        .order_by(_A.created_at, _A.id)
    )
    count, size = _there_of_side(session, actor, request)
    has_room = rules.has_room(by_resident=actor.is_anonymous, count=count, size_bytes=size)
    return AttachmentList(
        items=[view_for(actor, row) for row in rows],
        possible=where(attachments=request.adds and has_room),
    )


def find(session: Session, request: FindAttachment) -> AttachmentRecord:
    """One attachment, in any state.

    Raises:
        NotFound: there is none.
    """
    return record(row_of(session, request.attachment_id))


def row_of(session: Session, attachment_id: UUID, *, for_change: bool = False) -> sa.Row[Any]:
    """The row; locked, if it is to change.

    Raises:
        NotFound: there is none.
    """
    chosen = sa.select(ATTACHMENT).where(_A.id == attachment_id)
    row = session.execute(chosen.with_for_update() if for_change else chosen).one_or_none()
    if row is None:
        raise no_such(attachment_id)
    return row


def no_such(attachment_id: UUID) -> NotFound:
    """There is none, or the caller may not see it; the answer does not say which."""
    return NotFound(
        f"没有附件 {attachment_id}，或不在您的社区范围内，请核对。",
        f"There is no attachment {attachment_id} in your communities; check the id.",
    )


def waiting_codes(session: Session, most: int) -> list[str]:
    """Codes of appeals that have attachments and were not stored when these came."""
    # Sealed, each is another text; any of them opens to the code.
    codes = sa.select(sa.func.min(_A.tracking_code)).where(_A.code_print.is_not(None))
    # In random order, so that codes whose appeal never arrives do not block the others.
    return list(
        session.scalars(codes.group_by(_A.code_print).order_by(sa.func.random()).limit(most))
    )


def unsettled(session: Session, *, before: dt.datetime, most: int) -> list[sa.Row[Any]]:
    """Rows whose content is to go: removed ones, and those reserved before and never kept."""
    return list(
        session.execute(
            sa.select(ATTACHMENT)
            .where(
                _A.state != AttachmentState.KEPT,
                _A.storage_key.is_not(None),
                sa.or_(_A.state == AttachmentState.REMOVED, _A.created_at < before),
            )
            .order_by(_A.created_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
    )


def view(actor: Actor, row: sa.Row[Any]) -> AttachmentView:
    """A row as others see it."""
    adds = KINDS[AttachedTo(row.owner_kind)].add
    removes = rules.may_remove(actor, adds, uploaded_by=row.uploaded_by, area=row.community)
    is_kept = row.state == AttachmentState.KEPT
    return AttachmentView(**_seen(row), possible=where(removal=removes and is_kept))


def view_for(actor: Actor, row: sa.Row[Any]) -> AttachmentView:
    """The same for this caller: residents do not learn who at the workstation removed it."""
    seen = view(actor, row)
    return replace(seen, removed_by=None) if actor.is_anonymous else seen


def record(row: sa.Row[Any]) -> AttachmentRecord:
    """A row as the gateway sees it."""
    return AttachmentRecord(
        **_seen(row),
        possible=[],
        attached_to=AttachedTo(row.owner_kind),
        thing_id=row.owner_id,
        area=row.community,
        tracking_code=row.tracking_code,
        storage_key=row.storage_key,
    )


def _seen(row: sa.Row[Any]) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in _COLUMNS}
    return found | {"kind": AttachmentKind(row.kind), "state": AttachmentState(row.state)}


def _of(owner: AttachmentOwner) -> sa.ColumnElement[bool]:
    """Those of the thing, and those that still wait for an appeal under its code."""
    code = owner.tracking_code
    return sa.or_(
        sa.false(),
        *([of_thing(owner.attached_to, owner.thing_id)] if owner.thing_id is not None else []),
        *([has_code(_A.code_print, code)] if code is not None else []),
    )


def of_thing(kind: AttachedTo, thing_id: UUID) -> sa.ColumnElement[bool]:
    """Those of one thing."""
    return sa.and_(_A.owner_kind == kind, _A.owner_id == thing_id)
