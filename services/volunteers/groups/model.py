"""Groups as rows, with their people, documents, meetings and contests; names are sealed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited
from contracts.recruitment.words import PostCategory
from contracts.volunteers.contests import TITLE_LONGEST as CONTEST_LONGEST
from contracts.volunteers.group_documents import TITLE_LONGEST
from contracts.volunteers.group_meetings import SUBJECT_LONGEST
from contracts.volunteers.groups import NAME_LONGEST
from contracts.volunteers.words import (
    ContestAward,
    ContestLevel,
    GroupDocumentKind,
    GroupKind,
    GroupRole,
    GroupState,
)
from runtime import marks
from runtime.encryption import Sealed
from runtime.records import word
from services.volunteers.tables import Record


class Group(Record):
    """One group or association."""

    __tablename__ = "resident_group"
    AUDIT = Audited(kind="group", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "number"),
        sa.Index("ix_resident_group_founded_on_id", "founded_on", "id"),
        sa.Index("ix_resident_group_community_state", "community", "state"),
        sa.Index("ix_resident_group_post_id", "post_id"),
        # One name in a community, and again only after the group of this name was dissolved.
        sa.Index(
            "uq_resident_group_community_name",
            "community",
            "name",
            unique=True,
            postgresql_where=sa.text("state <> 'dissolved'"),
            sqlite_where=sa.text("state <> 'dissolved'"),
        ),
        sa.CheckConstraint("state IN ('active', 'dissolved')", name="state"),
        sa.CheckConstraint(
            "(state = 'dissolved') = (dissolved_on IS NOT NULL)", name="dissolved_on"
        ),
        sa.CheckConstraint("dissolved_on >= founded_on", name="days"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    name: Mapped[str] = mapped_column(sa.String(NAME_LONGEST))
    kind: Mapped[GroupKind] = mapped_column(word(GroupKind))
    category: Mapped[PostCategory] = mapped_column(word(PostCategory))
    post_id: Mapped[UUID | None]
    #: The commissioner on the post now, as an account; null: nobody is, or it has no post.
    commissioner: Mapped[str | None] = mapped_column(sa.String(100))
    founded_on: Mapped[dt.date]
    #: First day without it.
    dissolved_on: Mapped[dt.date | None]
    state: Mapped[GroupState] = mapped_column(word(GroupState))
    #: As it was told; null: the list of people is counted.
    told_members: Mapped[int | None]
    #: Since when an erased name may still stand in its words and files; null: nothing to check.
    files_to_check_since: Mapped[dt.date | None]
    version: Mapped[int]


class PersonOfGroup(Record):
    """One person in one group."""

    __tablename__ = "group_person"
    AUDIT = Audited(kind="group_person", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_group_person_group_id", "group_id"),
        sa.Index("ix_group_person_volunteer_id", "volunteer_id"),
        sa.CheckConstraint("role IN ('founder', 'leader', 'member')", name="role"),
        sa.CheckConstraint("until >= since", name="days"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    group_id: Mapped[UUID] = mapped_column(sa.ForeignKey("resident_group.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    role: Mapped[GroupRole] = mapped_column(word(GroupRole))
    name: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    name_print: Mapped[str | None] = mapped_column(
        marks.TYPE, info=PERSONAL | marks.NAME.info("name")
    )
    #: Where the person is registered as a volunteer; null: known by name only.
    registration_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("registration.id"))
    volunteer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("volunteer.id"))
    since: Mapped[dt.date]
    #: First day without it.
    until: Mapped[dt.date | None]
    #: The consent to publish the name.
    consent_id: Mapped[UUID | None]
    #: When the name was cleaned away (PIPL art. 47).
    erased_at: Mapped[dt.datetime | None]


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
    """One version of a document. A mistake is mended by the next one; only erased names are struck."""

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
    text: Mapped[str] = mapped_column(sa.Text(), info=PERSONAL)
    #: What is new in it; null: the first.
    change: Mapped[str | None] = mapped_column(sa.Text(), info=PERSONAL)


class GroupMeeting(Record):
    """One meeting of a group."""

    __tablename__ = "group_meeting"
    AUDIT = Audited(kind="group_meeting", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_group_meeting_group_id_held_on", "group_id", "held_on"),
        sa.CheckConstraint("people >= 1", name="people"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    group_id: Mapped[UUID] = mapped_column(sa.ForeignKey("resident_group.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    held_on: Mapped[dt.date]
    subject: Mapped[str] = mapped_column(sa.String(SUBJECT_LONGEST), info=PERSONAL)
    people: Mapped[int]
    result: Mapped[str | None] = mapped_column(sa.Text(), info=PERSONAL)


class Contest(Record):
    """One contest in which a group took part."""

    __tablename__ = "contest"
    AUDIT = Audited(kind="contest", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("group_id", "held_on", "title"),
        sa.CheckConstraint("level IN ('community', 'street', 'district', 'city')", name="level"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    group_id: Mapped[UUID] = mapped_column(sa.ForeignKey("resident_group.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    title: Mapped[str] = mapped_column(sa.String(CONTEST_LONGEST))
    level: Mapped[ContestLevel] = mapped_column(word(ContestLevel))
    held_on: Mapped[dt.date]
    award: Mapped[ContestAward] = mapped_column(word(ContestAward))
    result: Mapped[str | None] = mapped_column(sa.Text(), info=PERSONAL)
    version: Mapped[int]
