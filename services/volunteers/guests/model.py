"""Guests as rows, sealed; each has one sign-up."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, SECRET, Audited
from contracts.volunteers.words import AgeGroup
from runtime import codes, marks
from runtime.encryption import Sealed
from runtime.records import word
from services.volunteers.tables import Record


class Guest(Record):
    """One resident, or one group with the person who speaks for it."""

    __tablename__ = "guest"
    AUDIT = Audited(kind="guest", identity="id", area="community")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    code: Mapped[str] = mapped_column(Sealed(), info=SECRET)
    code_print: Mapped[str] = mapped_column(
        codes.PRINT, unique=True, info=SECRET | codes.print_info("code")
    )
    name: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    phone: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    phone_print: Mapped[str | None] = mapped_column(
        marks.TYPE, index=True, info=PERSONAL | marks.PHONE.info("phone")
    )
    group: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    age_group: Mapped[AgeGroup] = mapped_column(word(AgeGroup))
    guardian_name: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    guardian_phone: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    #: When everything personal was cleaned away (PIPL art. 47).
    erased_at: Mapped[dt.datetime | None]
