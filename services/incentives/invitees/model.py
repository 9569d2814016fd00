"""Invited people as rows, and who saw them."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, Audited
from contracts.incentives.words import InviteeSeenFor
from groundwork.disclosures import Look
from runtime.encryption import Erasable
from runtime.records import word
from services.incentives.tables import Record
from vocabulary import erasure


class InvitedPerson(Record):
    """Somebody without an account who is invited to one occasion."""

    __tablename__ = "invitee"
    AUDIT = Audited(kind="invitee", identity="id", area="area")

    id: Mapped[UUID] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(sa.String(12))
    name: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    contact: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    #: The last day of the occasion, from which the period of keeping counts.
    needed_until: Mapped[dt.date] = mapped_column(index=True)
    version: Mapped[int]

    @property
    def known_name(self) -> str | None:
        """The name; None once it was erased, because the mark is no name."""
        return None if self.name in erasure.MARKS else self.name

    @property
    def known_contact(self) -> str | None:
        """The contact; None: there is none any more."""
        return None if self.contact in erasure.MARKS else self.contact


class InviteeDisclosure(Look, Record):
    """One viewing of an invited person's name and contact."""

    __tablename__ = "invitee_disclosure"
    AUDIT = Audited(kind="invitee_disclosure", identity="id", area="area")

    invitee_id: Mapped[UUID] = mapped_column(sa.ForeignKey("invitee.id"), index=True)
    area: Mapped[str] = mapped_column(sa.String(12))
    reason: Mapped[InviteeSeenFor] = mapped_column(word(InviteeSeenFor))
