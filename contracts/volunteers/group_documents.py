"""Rules, handbooks and opinions of groups (章程、手册), each with its versions. R60."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.lists import Listing, Page
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.groups import OneGroup
from contracts.volunteers.words import GroupDocumentKind

TITLE_LONGEST = 60
TEXT_LONGEST = 20_000


@shape
class GroupDocumentVersion(Answer):
    """One version of a document."""

    number: int = fields.plain("Counts the versions, from 1.")
    adopted_on: dt.date = fields.plain("The day on which it was adopted.")
    text: str = fields.plain("The whole text.")
    change: str | None = fields.plain("What is new in it.", default=None)


@shape
class GroupDocumentView(Answer):
    """One document of a group; its files hang on the group."""

    id: UUID = fields.plain("The document.")
    group_id: UUID = fields.plain("The group.")
    community: str = fields.place("Where the group is at home.")
    title: str = fields.plain("What it is called.")
    kind: GroupDocumentKind = fields.choice("What kind of document.")
    newest: int = fields.plain("The number of the newest version.")
    adopted_on: dt.date = fields.plain("The day on which that one was adopted.")
    possible: list[str] = fields.possible()
    versions: list[GroupDocumentVersion] | None = fields.plain(
        "Its versions, newest first; in the view of one.", default=None
    )


@shape
class GroupDocumentPage(Page):
    """A page of the documents of a group."""

    items: list[GroupDocumentView] = fields.plain("The documents.")


@shape
class GroupTextBody(Shape):
    """The text that a group adopted."""

    adopted_on: dt.date = fields.plain("The day on which it was adopted.", example="2013-06-01")
    text: str = fields.words(
        "The whole text.", longest=TEXT_LONGEST, example="一、遛犬须牵绳。二、及时清理粪便。"
    )


@request("volunteers", "adopt_group_document", GroupDocumentView)
class AdoptGroupDocument(GroupTextBody, OneGroup, Request[GroupDocumentView]):
    """Write down rules or a handbook that a group adopted (通过)."""

    title: str = fields.line("What it is called.", longest=TITLE_LONGEST, example="宠物管理规定")
    kind: GroupDocumentKind = fields.choice("What kind of document.", example="rules")


@request("volunteers", "revise_group_document", GroupDocumentView)
class ReviseGroupDocument(GroupTextBody, OneGroup, Request[GroupDocumentView]):
    """Write down a new version of a document; the earlier ones stay (修订)."""

    document_id: UUID = fields.path("The document.")
    change: str = fields.words("What is new in it.", longest=500, example="增加夜间遛犬时段。")


@request("volunteers", "show_group_document", GroupDocumentView)
class ShowGroupDocument(Request[GroupDocumentView]):
    """Show one document of a group with all its versions."""

    group_id: UUID = fields.path("The group.")
    document_id: UUID = fields.path("The document.")


@request("volunteers", "list_group_documents", GroupDocumentPage)
class ListGroupDocuments(Listing, Request[GroupDocumentPage]):
    """List the documents of a group."""

    group_id: UUID = fields.path("The group.")
    sort: str | None = fields.sorting("title", "adopted_on", default=None)
