"""Volunteers and their registrations as rows; the person is sealed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, SECRET, Audited
from contracts.volunteers.volunteers import CENTRE_LONGEST
from contracts.volunteers.words import AgeGroup, RegisteredHow, RegistrationState, WorkerKind
from runtime import codes, marks
from runtime.encryption import Sealed
from runtime.records import word
from services.volunteers.tables import Record


class Volunteer(Record):
    """One person, in whichever communities they are registered."""

    __tablename__ = "volunteer"
    AUDIT = Audited(kind="volunteer", identity="id", area="community")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    #: Where the person registered first.
    community: Mapped[str] = mapped_column(sa.String(12))
    code: Mapped[str] = mapped_column(Sealed(), info=SECRET)
    code_print: Mapped[str] = mapped_column(
        codes.PRINT, unique=True, info=SECRET | codes.print_info("code")
    )
    #: The code of the person's own calendar, which opens nothing else.
    calendar_code: Mapped[str | None] = mapped_column(Sealed(), info=SECRET)
    calendar_print: Mapped[str | None] = mapped_column(
        codes.PRINT, unique=True, info=SECRET | codes.print_info("calendar_code")
    )
    account: Mapped[str | None] = mapped_column(sa.String(100), index=True)
    name: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    name_print: Mapped[str | None] = mapped_column(
        marks.TYPE, index=True, info=PERSONAL | marks.NAME.info("name")
    )
    phone: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    phone_print: Mapped[str | None] = mapped_column(
        marks.TYPE, index=True, info=PERSONAL | marks.PHONE.info("phone")
    )
    age_group: Mapped[AgeGroup] = mapped_column(word(AgeGroup))
    minor_until_year: Mapped[int | None]
    guardian_name: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    guardian_phone: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    skills: Mapped[list[str]] = mapped_column(sa.JSON())
    interests: Mapped[list[str]] = mapped_column(sa.JSON())
    free_times: Mapped[list[str]] = mapped_column(sa.JSON())
    insured_until: Mapped[dt.date | None]
    national_number: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    #: The person whom this row turned out to be; its code leads there.
    merged_into: Mapped[UUID | None]
    #: What the person said; without an account they get text messages.
    wants_notices: Mapped[bool] = mapped_column(server_default=sa.false())
    #: Whether the person agrees to be shown as a possible successor of a commissioner.
    may_succeed: Mapped[bool] = mapped_column(server_default=sa.false())
    #: When everything personal was cleaned away (PIPL art. 47).
    erased_at: Mapped[dt.datetime | None]


class Registration(Record):
    """One person in one community."""

    __tablename__ = "registration"
    AUDIT = Audited(kind="registration", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "number"),
        sa.Index("ix_registration_applied_at_id_community", "applied_at", "id", "community"),
        sa.Index("ix_registration_community_state", "community", "state"),
        # A person is registered once in a community, and again only after leaving.
        sa.Index(
            "uq_registration_volunteer_id_community",
            "volunteer_id",
            "community",
            unique=True,
            postgresql_where=sa.text("state <> 'left'"),
            sqlite_where=sa.text("state <> 'left'"),
        ),
        sa.CheckConstraint("state IN ('applied', 'active', 'left')", name="state"),
        sa.CheckConstraint("(state = 'left') = (left_at IS NOT NULL)", name="left_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    volunteer_id: Mapped[UUID] = mapped_column(sa.ForeignKey("volunteer.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    state: Mapped[RegistrationState] = mapped_column(word(RegistrationState))
    how: Mapped[RegisteredHow] = mapped_column(word(RegisteredHow))
    applied_at: Mapped[dt.datetime]
    met_at: Mapped[dt.datetime | None]
    left_at: Mapped[dt.datetime | None]
    #: The consent to data for the national record, given in this community.
    national_consent_id: Mapped[UUID | None]
    #: The consent to a call by the commissioner of the person's team, given in this community.
    contact_consent_id: Mapped[UUID | None]
    #: As what the person works here; null: a volunteer alone.
    work: Mapped[WorkerKind | None] = mapped_column(word(WorkerKind))
    specialties: Mapped[list[str]] = mapped_column(sa.JSON(), default=list, server_default="[]")
    service_centre: Mapped[str | None] = mapped_column(sa.String(CENTRE_LONGEST))
    duties: Mapped[list[str]] = mapped_column(sa.JSON(), default=list, server_default="[]")
    version: Mapped[int]
