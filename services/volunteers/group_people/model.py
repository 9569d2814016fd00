"""People of groups as rows; their names are sealed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited
from contracts.volunteers.words import GroupRole
from runtime import marks
from runtime.encryption import Sealed
from runtime.records import word
from services.volunteers.tables import Record


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
