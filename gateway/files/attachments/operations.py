"""Reserving, keeping, binding, removing attachments, and sweeping up behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act
from bus import outbox
from contracts.gateway.attachments import (
    AttachmentAdded,
    AttachmentRecord,
    AttachmentView,
    FileAttached,
    KeepAttachment,
    RemoveAttachment,
    ReserveAttachment,
)
from contracts.gateway.words import AttachedTo, AttachmentKind, AttachmentState
from gateway.files.attached_things import KINDS
from gateway.files.attachments import queries, rules
from gateway.files.attachments.model import ATTACHMENT
from runtime import clock
from runtime.codes import has_code, print_of
from runtime.identifiers import new_id
from vocabulary.actors import RESIDENT, Actor
from vocabulary.problems import WrongState

#: A reservation without a file by then was cut off on its way.
_KEEP_WITHIN = dt.timedelta(hours=1)
#: An appeal that does not arrive in the register by then never will.
_BIND_WITHIN = dt.timedelta(days=30)
_A_TURN = 50
#: Keeps our advisory locks apart from all others.
_ROOM = 7

_A = ATTACHMENT.c


def reserve(session: Session, actor: Actor, request: ReserveAttachment) -> AttachmentRecord:
    """Write down a file before it is put into the store, and its place.

    Raises:
        WrongState: the thing has too many already.
    """
    _one_at_a_time(session, str(request.thing_id or request.tracking_code))
    queries.check_room(session, actor, request, request.size_bytes)
    attachment_id = new_id()
    code = None if request.thing_id else request.tracking_code
    session.execute(
        sa.insert(ATTACHMENT).values(
            id=attachment_id,
            owner_kind=request.attached_to,
            owner_id=request.thing_id,
            community=request.area,
            tracking_code=code,
            code_print=code and print_of(code),
            uploaded_by=actor.account,
            kind=request.kind.value,
            media_type=request.media_type,
            size_bytes=request.size_bytes,
            sha256=request.sha256,
            name=request.name,
            width=request.width,
            height=request.height,
            seconds=request.seconds,
            state=AttachmentState.UPLOADED,
            created_at=clock.now(),
            # Not the attachment's id: knowing the id must not reveal where the content lies.
            storage_key=new_id().hex,
            version=1,
        )
    )
    return queries.record(queries.row_of(session, attachment_id))


def keep(session: Session, actor: Actor, request: KeepAttachment) -> AttachmentView:
    """Its content is in the store; tell the others. Done twice, it is done once.

    Raises:
        NotFound: it was swept up meanwhile.
    """
    row = queries.row_of(session, request.attachment_id, for_change=True)
    if row.state != AttachmentState.UPLOADED:
        return queries.view(actor, row)
    kept = _change(session, row, state=AttachmentState.KEPT)
    _tell(session, kept, actor)
    return queries.view(actor, kept)


def bind(session: Session, code: str, *, appeal_id: UUID, community: str) -> None:
    """The register has the appeal now: bind the attachments that waited under its code."""
    waiting = sa.select(ATTACHMENT).where(has_code(_A.code_print, code)).with_for_update()
    for row in session.execute(waiting).all():
        place = {"owner_id": appeal_id, "community": community}
        bound = _change(session, row, **place, tracking_code=None, code_print=None)
        _tell(session, bound, RESIDENT)


def remove(session: Session, actor: Actor, request: RemoveAttachment) -> AttachmentView:
    """Remove an attachment; its content goes within a minute, the record stays.

    Raises:
        NotFound: there is none.
        Forbidden: the actor did not send it and is not in charge of its thing.
        WrongState: it is not there yet.
    """
    row = queries.row_of(session, request.attachment_id, for_change=True)
    adds = KINDS[AttachedTo(row.owner_kind)].add
    rules.check_may_remove(actor, adds, uploaded_by=row.uploaded_by, area=row.community)
    if row.community is not None:
        act(session, actor, adds, area=row.community, owner=row.uploaded_by)
    if row.state == AttachmentState.REMOVED:
        return queries.view_for(actor, row)
    if row.state == AttachmentState.UPLOADED:
        raise WrongState("附件正在上传，请稍后再试。", "It is still on its way; try again shortly.")
    return queries.view_for(actor, _bury(session, row, actor))


def erase_for(session: Session, kind: AttachedTo, thing_id: UUID, *, by: Actor = RESIDENT) -> int:
    """Remove every attachment of a thing whose personal data is erased; returns how many.

    The contents go within a minute after the transaction.
    """
    return _erase(session, by, queries.of_thing(kind, thing_id))


def erase_these(session: Session, ids: Collection[UUID], *, by: Actor) -> int:
    """Remove these attachments, because a person on them has their data erased."""
    return _erase(session, by, _A.id.in_(ids))


def _erase(session: Session, by: Actor, which: sa.ColumnElement[bool]) -> int:
    rows = session.execute(
        sa.select(ATTACHMENT)
        .where(which, _A.state != AttachmentState.REMOVED)
        .order_by(_A.id)
        .with_for_update()
    ).all()
    for row in rows:
        _bury(session, row, by)
    return len(rows)


def sweep(session: Session, delete: Callable[[str], None]) -> int:
    """Delete the contents of removed and abandoned files; returns how many.

    Content first, row after: a crash between the two repeats what is harmless.

    Raises:
        Unavailable: the store is away; this turn then writes nothing down.
    """
    now = clock.now()
    _give_up_waiting(session, before=now - _BIND_WITHIN)
    found = queries.unsettled(session, before=now - _KEEP_WITHIN, most=_A_TURN)
    for row in found:
        delete(row.storage_key)
        if row.state == AttachmentState.REMOVED:
            _change(session, row, storage_key=None)
        else:
            session.execute(sa.delete(ATTACHMENT).where(_A.id == row.id))
    return len(found)


def _give_up_waiting(session: Session, *, before: dt.datetime) -> None:
    late = sa.select(ATTACHMENT).where(
        _A.code_print.is_not(None), _A.state == AttachmentState.KEPT, _A.created_at < before
    )
    for row in session.execute(late.limit(_A_TURN).with_for_update(skip_locked=True)).all():
        _bury(session, row, RESIDENT)


def _bury(session: Session, row: sa.Row[Any], actor: Actor) -> sa.Row[Any]:
    return _change(
        session,
        row,
        state=AttachmentState.REMOVED,
        removed_at=clock.now(),
        removed_by=actor.account,
        # A name may tell of a person.
        name=None,
    )


def _change(session: Session, row: sa.Row[Any], **values: Any) -> sa.Row[Any]:
    session.execute(
        sa.update(ATTACHMENT).where(_A.id == row.id).values(**values, version=row.version + 1)
    )
    return queries.row_of(session, row.id)


def _tell(session: Session, row: sa.Row[Any], actor: Actor) -> None:
    # A waiting file is published when it is bound, a removed one never.
    if row.owner_id is None or row.state != AttachmentState.KEPT:
        return
    facts: dict[str, Any] = {
        "attachment_id": row.id,
        "kind": AttachmentKind(row.kind),
        "size_bytes": row.size_bytes,
        "by_resident": row.uploaded_by is None,
        "added_at": row.created_at,
        "version": row.version,
    }
    kind, place = AttachedTo(row.owner_kind), row.community
    told = FileAttached(**facts, attached_to=kind, thing_id=row.owner_id, area=place)
    outbox.add(session, told, actor=actor)
    if kind is AttachedTo.APPEAL:
        of_appeal = AttachmentAdded(**facts, appeal_id=row.owner_id, community=place)
        outbox.add(session, of_appeal, actor=actor)


def _one_at_a_time(session: Session, owner: str) -> None:
    # Two at once would both find room for the last one. SQLite has one writer anyway.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_ROOM, sa.func.hashtext(owner))))
