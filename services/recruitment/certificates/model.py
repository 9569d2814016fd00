"""Certificates as rows."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, SECRET, Audited
from contracts.recruitment.posts import TITLE_LONGEST
from runtime import codes
from runtime.encryption import Erasable, Sealed
from runtime.records import word
from services.recruitment.certificates.rules import Kept
from services.recruitment.tables import Record


class CertificateWord(Record):
    """The word of a street's numbers: one row for each setting, none is ever changed."""

    __tablename__ = "certificate_word"
    AUDIT = Audited(kind="certificate_word", identity="street", area="street")

    street: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    word: Mapped[str | None] = mapped_column(sa.String(12))
    reason: Mapped[str] = mapped_column(sa.Text())
    set_at: Mapped[dt.datetime]
    set_by: Mapped[str | None] = mapped_column(sa.Text())


class Certificate(Record):
    """One certificate of one appointment; an appointment has only one that stands."""

    __tablename__ = "certificate"
    AUDIT = Audited(kind="certificate", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("street", "number"),
        sa.Index(
            "uq_certificate_one_stands",
            "appointment_id",
            unique=True,
            postgresql_where=sa.text("state = 'standing'"),
            sqlite_where=sa.text("state = 'standing'"),
        ),
        sa.Index("ix_certificate_appointment_id", "appointment_id"),
        sa.CheckConstraint("state IN ('standing', 'replaced', 'revoked')", name="state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    appointment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appointment.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    street: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    #: The holder of the paper can check it; others cannot find it by its number.
    code: Mapped[str] = mapped_column(Sealed(), info=SECRET)
    code_print: Mapped[str] = mapped_column(
        codes.PRINT, unique=True, info=SECRET | codes.print_info("code")
    )
    state: Mapped[Kept] = mapped_column(word(Kept))
    issued_on: Mapped[dt.date]
    #: As printed: a post is renamed, and the paper stays as it is. Null only in what the
    #: version before issued while both ran.
    post_title: Mapped[str | None] = mapped_column(sa.String(TITLE_LONGEST))
    issuer: Mapped[str | None] = mapped_column(sa.Text())
    #: Whether what no font prints is left blank, for the brush.
    leaves_blanks: Mapped[bool] = mapped_column(server_default=sa.false())
    #: Whether it is printed with the address of its check page. Those issued before that was
    #: printed stay as the paper in people's hands.
    shows_address: Mapped[bool] = mapped_column(server_default=sa.false())
    replaces: Mapped[UUID | None] = mapped_column(sa.ForeignKey("certificate.id"))
    reason: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    version: Mapped[int]
