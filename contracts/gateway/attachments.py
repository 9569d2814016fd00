"""Attachments (附件): pictures, documents, sound and film that belong to a thing of any service.

The thing is named by its kind, which tells its service, and its id. The service says whether the
caller sees it; `gateway/files/attached_things.py` has a line for each kind.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.gateway.words import AttachedTo, AttachmentKind, AttachmentState
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

NAME_LONGEST = 120
_SIZE_MOST = 1024**3


@shape
class AttachmentView(Answer):
    """One attachment, without its content."""

    id: UUID = fields.plain("The attachment.")
    kind: AttachmentKind = fields.choice("The kind of file, by its content.")
    media_type: str = fields.plain("The media type of what is kept.")
    size_bytes: int = fields.plain("Size of what is kept.")
    sha256: str = fields.plain("SHA-256 of what is kept.")
    name: str | None = fields.plain("Its name, made safe; null once removed.", default=None)
    width: int | None = fields.plain("Width of a picture in pixels.", default=None)
    height: int | None = fields.plain("Height of a picture in pixels.", default=None)
    seconds: int | None = fields.plain("Length of a recording, if it says so.", default=None)
    state: AttachmentState = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    uploaded_by: str | None = fields.plain(
        "The account that sent it; null: the resident.", default=None
    )
    created_at: dt.datetime = fields.moment("When it was sent.")
    removed_at: dt.datetime | None = fields.moment("When it was removed.", default=None)
    removed_by: str | None = fields.plain(
        "The account that removed it; null: the resident. Residents do not see accounts.",
        default=None,
    )


@shape
class AttachmentList(Answer):
    """The attachments of one thing, oldest first; removed ones are marked."""

    items: list[AttachmentView] = fields.plain("The attachments.")
    possible: list[str] = fields.plain(
        "`attachments`: you can add one more; empty: you cannot, or there is no room."
    )


@shape
class AttachmentRecord(AttachmentView):
    """The attachment for the gateway itself: its thing, and where its content lies."""

    attached_to: AttachedTo = fields.choice("The kind of thing.")
    thing_id: UUID | None = fields.plain("Null: the appeal is not stored yet.", default=None)
    area: str | None = fields.place("The area the thing belongs to.", default=None)
    tracking_code: str | None = fields.plain(
        "The code of an appeal that is not stored yet.", default=None
    )
    storage_key: str | None = fields.plain("Null once the content is gone.", default=None)


@shape
class AttachmentOwner(Shape):
    """The thing: by its kind and id; an appeal by its code until the register has stored it."""

    attached_to: AttachedTo = fields.choice("The kind of thing.")
    thing_id: UUID | None = fields.plain("The thing.", default=None)
    tracking_code: str | None = fields.text("The code of an appeal.", longest=40, default=None)


@shape
class Room(Answer):
    """There is room for one more; if not, the answer is a problem."""

    count: int = fields.plain("How many attachments this side has added.")


@request("gateway", "check_room", Room)
class CheckRoom(AttachmentOwner, Request[Room]):
    """Check whether one more attachment may come, before its content is read."""


@request("gateway", "reserve_attachment", AttachmentRecord)
class ReserveAttachment(AttachmentOwner, Request[AttachmentRecord]):
    """Reserve a place in the store before anything is put there."""

    area: str | None = fields.area("The area the thing belongs to.", default=None)
    kind: AttachmentKind = fields.choice("The kind of file, by its content.")
    media_type: str = fields.text("The media type of what is kept.", longest=40)
    size_bytes: int = fields.number("Size of what is kept.", least=1, most=_SIZE_MOST)
    sha256: str = fields.pattern(
        "SHA-256 of what is kept.", r"[0-9a-f]{64}", error="Must be 64 hexadecimal digits."
    )
    name: str = fields.text("Its name, made safe.", longest=NAME_LONGEST)
    width: int | None = fields.plain("Width of a picture in pixels.", default=None)
    height: int | None = fields.plain("Height of a picture in pixels.", default=None)
    seconds: int | None = fields.plain("Length of a recording, if it says so.", default=None)


@request("gateway", "keep_attachment", AttachmentView)
class KeepAttachment(Request[AttachmentView]):
    """Its content is in the store: from now on others can see it."""

    attachment_id: UUID = fields.plain("The attachment.")


@request("gateway", "list_attachments", AttachmentList)
class ListAttachments(AttachmentOwner, Request[AttachmentList]):
    """The attachments of a thing that the caller is known to be allowed to see."""

    adds: bool = fields.plain("Whether the caller may add to them.", default=False)


@request("gateway", "find_attachment", AttachmentRecord)
class FindAttachment(Request[AttachmentRecord]):
    """Show one attachment; the service of its thing decides whether the caller may see it."""

    attachment_id: UUID = fields.plain("The attachment.")


@request("gateway", "remove_attachment", AttachmentView)
class RemoveAttachment(Request[AttachmentView]):
    """Remove an attachment; the record that it existed remains."""

    attachment_id: UUID = fields.plain("The attachment.")


@event("gateway", subject="attachment_id")
class AttachmentAdded(Event):
    """An appeal got an attachment; no name and no content. `file_attached` tells of all things."""

    attachment_id: UUID = fields.plain("The attachment.")
    appeal_id: UUID = fields.plain("The appeal.")
    community: str = fields.area("The area the appeal belongs to.")
    kind: AttachmentKind = fields.choice("The kind of file, by its content.")
    size_bytes: int = fields.number("Size of what is kept.", least=1, most=_SIZE_MOST)
    by_resident: bool = fields.plain("Whether the resident sent it.")
    added_at: dt.datetime = fields.moment("When it was sent.")
    version: int = fields.number("Counts the changes.", least=1, most=1_000_000)


@event("gateway", subject="attachment_id", area="area")
class FileAttached(Event):
    """A thing of any service got an attachment; no name and no content."""

    attachment_id: UUID = fields.plain("The attachment.")
    attached_to: AttachedTo = fields.choice("The kind of thing.")
    thing_id: UUID = fields.plain("The thing.")
    area: str = fields.area("The area the thing belongs to.")
    kind: AttachmentKind = fields.choice("The kind of file, by its content.")
    size_bytes: int = fields.number("Size of what is kept.", least=1, most=_SIZE_MOST)
    by_resident: bool = fields.plain("Whether a resident sent it with a code.")
    added_at: dt.datetime = fields.moment("When it was sent.")
    version: int = fields.number("Counts the changes.", least=1, most=1_000_000)
