"""Documents of groups as rows, and their versions."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.volunteers.group_documents import TITLE_LONGEST
from contracts.volunteers.words import GroupDocumentKind
from runtime.records import word
from services.volunteers.tables import Record


class GroupDocument(Record):
    """One document of a group, with the newest of its versions."""

    __tablename__ = "group_document"
    AUDIT = Audited(kind="group_document", identity="id", area="community")
    __table_args__ = (sa.UniqueConstraint("group_id", "title"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    group_id: Mapped[UUID] = mapped_column(sa.ForeignKey("resident_group.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    title: Mapped[str] = mapped_column(sa.String(TITLE_LONGEST))
    kind: Mapped[GroupDocumentKind] = mapped_column(word(GroupDocumentKind))
    newest: Mapped[int]
    adopted_on: Mapped[dt.date]


class GroupDocumentText(Record):
    """One version of a document. It never changes; a mistake is mended by the next one."""

    __tablename__ = "group_document_text"
    AUDIT = Audited(kind="group_document_text", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("document_id", "number"),
        sa.Index("ix_group_document_text_group_id", "group_id"),
        sa.CheckConstraint("number >= 1", name="number"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    document_id: Mapped[UUID] = mapped_column(sa.ForeignKey("group_document.id"))
    group_id: Mapped[UUID] = mapped_column(sa.ForeignKey("resident_group.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[int]
    adopted_on: Mapped[dt.date]
    text: Mapped[str] = mapped_column(sa.Text())
    #: What is new in it; null: the first.
    change: Mapped[str | None] = mapped_column(sa.Text())
