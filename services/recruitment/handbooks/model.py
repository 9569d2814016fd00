"""Handbooks as rows, without names and phones."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from services.recruitment.channels import handbook_id
from services.recruitment.tables import Record


class Handbook(Record):
    """The handbook of one community."""

    __tablename__ = "handbook"
    AUDIT = Audited(kind="handbook", identity="community", area="community")

    community: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    #: As in the contracts `ContactStation` and `SupervisionChannel`.
    station: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    channel: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    channel_on: Mapped[dt.date | None]
    version: Mapped[int]

    @property
    def id(self) -> UUID:
        """Under which the history knows it."""
        return handbook_id(self.community)


class HandbookEntry(Record):
    """The promises of one commissioner."""

    __tablename__ = "handbook_entry"
    AUDIT = Audited(kind="handbook_entry", identity="appointment_id", area="community")

    appointment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appointment.id"), primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12), index=True)
    #: As in the contract `Promise`.
    promises: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON())
    completed_on: Mapped[dt.date]
    version: Mapped[int]


class HandbookEdition(Record):
    """An edition that was published; never changed."""

    __tablename__ = "handbook_edition"
    AUDIT = Audited(kind="handbook_edition", identity="community,number", area="community")

    community: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    published_on: Mapped[dt.date]
    published_at: Mapped[dt.datetime]
    published_by: Mapped[str | None] = mapped_column(sa.Text())
    station: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    channel: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    #: Appointment, category, post and promises of each.
    items: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON())
