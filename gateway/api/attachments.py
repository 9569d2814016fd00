"""Sending, listing, fetching and removing attachments."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import UUID

import flask

from contracts.appeals.appeal import TrackedAppeal
from contracts.appeals.intake import TrackAppeal
from contracts.gateway.attachments import (
    AttachmentList,
    AttachmentOwner,
    AttachmentRecord,
    AttachmentView,
    CheckRoom,
    FindAttachment,
    KeepAttachment,
    ListAttachments,
    RemoveAttachment,
    ReserveAttachment,
)
from contracts.gateway.words import AttachedTo, AttachmentState
from contracts.words import value_name
from gateway.files.attached_things import KINDS, Kind, Standing, erased
from gateway.files.attachments.queries import no_such
from gateway.files.attachments.rules import safe_name
from gateway.files.media.inspection import inspect
from gateway.files.media.kinds import ENDINGS
from gateway.files.media.scanning import scan
from gateway.http.downloads import download
from gateway.http.file_routes import FileRoutes
from gateway.http.routes import ask, dependencies
from gateway.http.tracking_codes import checked
from gateway.http.uploads import check_declared, receive
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, NotFound, Unavailable

routes = FileRoutes("attachments", "附件 · Attachments: pictures, PDF, sound and film")

_OF_CODE = "/api/v1/public/appeals/<tracking_code>/attachments"
_ONE = "/api/v1/attachments/<uuid:attachment_id>"
_ONE_OF_CODE = f"{_OF_CODE}/<uuid:attachment_id>"
_APPEAL = AttachedTo.APPEAL


def _declare(kind: Kind) -> None:
    """The routes for the files of one kind of thing."""
    at, name = f"/api/v1/{kind.at}/attachments", value_name(kind.of).en
    # Appeals had files first, and their operations keep their names.
    to, of = ("", "") if kind.of is _APPEAL else (f"_to_{kind.of}", f"_of_{kind.of}")

    def attach_file(**address: UUID) -> AttachmentView:
        [thing_id] = address.values()
        seen = _shown(kind, thing_id)
        if not _may(kind.add, seen):
            raise Forbidden(
                "只有办理人可以在这里添加附件。",
                "Only those who handle it may add attachments here.",
            )
        if seen.refusal is not None:
            raise seen.refusal
        owner = AttachmentOwner(attached_to=kind.of, thing_id=thing_id)
        return _taken_in(owner, area=seen.area)

    def list_attachments(**address: UUID) -> AttachmentList:
        [thing_id] = address.values()
        seen = _readable(kind, thing_id)
        adds = _may(kind.add, seen) and seen.refusal is None
        return ask(ListAttachments(attached_to=kind.of, thing_id=thing_id, adds=adds))

    attach_file.__name__ += to
    attach_file.__doc__ = f"Add a file to the {name}, if you handle it."
    list_attachments.__name__ += of
    list_attachments.__doc__ = f"List the files of the {name}, if you may see them."
    routes.upload(at, may=kind.add, answers=AttachmentView, creates="/api/v1/attachments/{id}")(
        attach_file
    )
    routes.get(at, may=kind.read, answers=AttachmentList)(list_attachments)


for one in KINDS.values():
    _declare(one)


@routes.upload(
    _OF_CODE,
    may=Action.ANYONE,
    answers=AttachmentView,
    creates="/api/v1/public/appeals/{tracking_code}/attachments/{id}",
)
def attach_own_file(tracking_code: str) -> AttachmentView:
    """Add a file to your own appeal, even while it is not in the register yet."""
    appeal = _tracked(tracking_code)
    if appeal is not None and appeal.erased_at is not None:
        raise erased()
    return _taken_in(
        _owner_of(tracking_code, appeal),
        area=appeal.community if appeal is not None else None,
        key_scope=f"{checked(tracking_code)}:",
    )


@routes.get(_OF_CODE, may=Action.ANYONE, answers=AttachmentList)
def list_own_attachments(tracking_code: str) -> AttachmentList:
    """List the attachments sent with the tracking code."""
    appeal = _tracked(tracking_code)
    owner = _owner_of(tracking_code, appeal)
    adds = appeal is None or appeal.erased_at is None
    return ask(ListAttachments(**vars(owner), adds=adds))


@routes.download(_ONE, may=Action.ATTACHMENT_READ)
def fetch_attachment(attachment_id: UUID) -> flask.Response:
    """Fetch a file of a thing that you see: a picture to look at, any other file to save."""
    return download(dependencies().attachment_store.storage, _there(_visible(attachment_id)))


@routes.download(_ONE_OF_CODE, may=Action.ANYONE)
def fetch_own_attachment(tracking_code: str, attachment_id: UUID) -> flask.Response:
    """Fetch an attachment sent with the tracking code."""
    return download(
        dependencies().attachment_store.storage, _there(_own(tracking_code, attachment_id))
    )


@routes.delete(_ONE, may=Action.ATTACHMENT_REMOVE, answers=AttachmentView)
def remove_attachment(attachment_id: UUID) -> AttachmentView:
    """Remove an attachment; the record that it existed remains."""
    found = _visible(attachment_id)
    if found.thing_id is not None:
        seen = _shown(KINDS[found.attached_to], found.thing_id)
        if seen.stays is not None:
            raise seen.stays
    return ask(RemoveAttachment(attachment_id=found.id))


@routes.delete(_ONE_OF_CODE, may=Action.ANYONE, answers=AttachmentView)
def remove_own_attachment(tracking_code: str, attachment_id: UUID) -> AttachmentView:
    """Remove an attachment sent with the tracking code."""
    found = _own(tracking_code, attachment_id)
    return ask(RemoveAttachment(attachment_id=found.id), key_scope=f"{checked(tracking_code)}:")


def _taken_in(owner: AttachmentOwner, *, area: str | None, key_scope: str = "") -> AttachmentView:
    """Receive, inspect, reserve, store, keep: a failure on the way leaves nothing behind."""
    environ, attachment_store = flask.request.environ, dependencies().attachment_store
    if "HTTP_IDEMPOTENCY_KEY" not in environ:
        # A repetition has its room already.
        ask(CheckRoom(**vars(owner)))
    with attachment_store.place() as folder:
        upload = receive(environ, folder, attachment_store.limits)
        kept = folder / "kept"
        facts = inspect(upload.path, kept)
        check_declared(upload.declared, facts.kind)
        size = kept.stat().st_size
        attachment_store.limits.check(facts.kind, upload.path.stat().st_size)
        # Drawn anew without loss, a picture may have grown beyond the limit of its kind.
        attachment_store.limits.check_kept(size)
        if attachment_store.scanner is not None:
            scan(attachment_store.scanner, upload.path)
        reserved = ask(
            ReserveAttachment(
                **vars(owner),
                area=area,
                kind=facts.kind,
                media_type=facts.media_type,
                size_bytes=size,
                sha256=_sha256(kept),
                name=safe_name(upload.name, ending=ENDINGS[facts.media_type], kind=facts.kind),
                width=facts.width,
                height=facts.height,
                seconds=facts.seconds,
            ),
            key_scope=key_scope,
        )
        return _stored(reserved, kept, key_scope)


def _stored(reserved: AttachmentRecord, kept: Path, key_scope: str) -> AttachmentView:
    storage = dependencies().attachment_store.storage
    # A repeated request gets the first reservation, which may have gone further since.
    now = ask(FindAttachment(attachment_id=reserved.id))
    if now.state is AttachmentState.UPLOADED and now.storage_key is not None:
        storage.put(now.storage_key, kept)
    view = ask(KeepAttachment(attachment_id=reserved.id), key_scope=key_scope)
    if view.state is AttachmentState.REMOVED and now.storage_key is not None:
        # Erased while it was on its way.
        storage.delete(now.storage_key)
    return view


def _tracked(tracking_code: str) -> TrackedAppeal | None:
    """The appeal of a code that was given out; None while the register does not know it."""
    try:
        return ask(TrackAppeal(tracking_code=checked(tracking_code)))
    except (NotFound, Unavailable):
        return None


def _owner_of(tracking_code: str, appeal: TrackedAppeal | None) -> AttachmentOwner:
    """The appeal with its id, where it is known."""
    code = checked(tracking_code)
    thing_id = appeal.id if appeal is not None else None
    return AttachmentOwner(attached_to=_APPEAL, thing_id=thing_id, tracking_code=code)


def _visible(attachment_id: UUID) -> AttachmentRecord:
    """An attachment whose thing the caller may see: the service of the thing says so."""
    found = ask(FindAttachment(attachment_id=attachment_id))
    if found.thing_id is None or found.state is AttachmentState.UPLOADED:
        raise no_such(attachment_id)
    try:
        _readable(KINDS[found.attached_to], found.thing_id)
    except NotFound:
        raise no_such(attachment_id) from None
    return found


def _readable(kind: Kind, thing_id: UUID) -> Standing:
    """The service shows the thing, and the table lets its attachments be seen."""
    seen = _shown(kind, thing_id)
    if not _may(kind.read, seen):
        raise NotFound("没有您可以查看的附件。", "There are no attachments that you may see.")
    return seen


def _shown(kind: Kind, thing_id: UUID) -> Standing:
    """What the service of the thing tells this caller of it."""
    return kind.stands(ask(kind.shown(thing_id)))


def _may(action: Action, seen: Standing) -> bool:
    return may(flask.g.actor, action, area=seen.area, owner=seen.owner, team=seen.team)


def _own(tracking_code: str, attachment_id: UUID) -> AttachmentRecord:
    """An attachment that a resident sent with this code."""
    owner = _owner_of(tracking_code, _tracked(tracking_code))
    found = ask(FindAttachment(attachment_id=attachment_id))
    by_code = found.tracking_code is not None and found.tracking_code == owner.tracking_code
    by_appeal = found.thing_id is not None and found.thing_id == owner.thing_id
    if found.uploaded_by is not None or not (by_code or by_appeal):
        raise no_such(attachment_id)
    return found


def _there(found: AttachmentRecord) -> AttachmentRecord:
    if found.state is not AttachmentState.KEPT:
        raise NotFound("该附件已被删除。", "The attachment was removed.")
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
