"""Appointments and objections as rows. The history shows how an appointment came to its state."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, SECRET, Audited
from contracts.recruitment.words import AppointmentState, EndReason, Grade, Kind, Part
from runtime import codes, marks
from runtime.encryption import Erasable, Sealed
from runtime.records import word
from services.recruitment.tables import Record
from vocabulary import erasure

_STATES = "'proposed', 'in_notice', 'pending', 'in_office', 'ended', 'refused', 'withdrawn'"
_BEGUN = sa.text("began_on IS NOT NULL")


class Appointment(Record):
    """One appointment (聘任) of one person to one post.

    Days are days in Shanghai. `began_on` is the first day in office, `free_from` the first day on
    which it no longer holds the post: the day after the term's last one, or `ended_on`. Between
    them no other holds the post; a constraint on PostgreSQL and triggers on SQLite ensure it.
    """

    __tablename__ = "appointment"
    AUDIT = Audited(kind="appointment", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_appointment_community_proposed_at_id", "community", "proposed_at", "id"),
        sa.Index("ix_appointment_proposed_at_id", "proposed_at", "id"),
        sa.Index("ix_appointment_post_id_state", "post_id", "state"),
        sa.Index("ix_appointment_state_term_to", "state", "term_to"),
        sa.Index("ix_appointment_state_remind_on", "state", "remind_on"),
        # Holders of posts by time, in the order of counting, from the index alone.
        sa.Index(
            "ix_appointment_community_post_id_began_on",
            "community",
            "post_id",
            "began_on",
            "free_from",
            postgresql_include=["kind", "renews", "proposed_on"],
            postgresql_where=_BEGUN,
            sqlite_where=_BEGUN,
        ),
        sa.Index(
            "uq_appointment_renews",
            "renews",
            unique=True,
            postgresql_where=sa.text("state NOT IN ('refused', 'withdrawn')"),
            sqlite_where=sa.text("state NOT IN ('refused', 'withdrawn')"),
        ),
        sa.CheckConstraint(f"state IN ({_STATES})", name="state"),
        sa.CheckConstraint("kind IN ('group_leader', 'found_for_need', 'interim')", name="kind"),
        sa.CheckConstraint(
            "state IN ('proposed', 'withdrawn') "
            "OR (notice_from IS NOT NULL AND notice_to IS NOT NULL)",
            name="notice",
        ),
        sa.CheckConstraint(
            "state NOT IN ('pending', 'in_office', 'ended') OR (decided_on > notice_to "
            "AND term_from >= decided_on AND term_to >= term_from)",
            name="term",
        ),
        sa.CheckConstraint(
            "(state IN ('in_office', 'ended')) = (began_on IS NOT NULL)", name="began_on"
        ),
        sa.CheckConstraint(
            "began_on IS NULL OR (ceremony_on IS NOT NULL AND certificate_on IS NOT NULL "
            "AND handbook_on IS NOT NULL AND channel_on IS NOT NULL)",
            name="four_parts",
        ),
        sa.CheckConstraint("(began_on IS NULL) = (free_from IS NULL)", name="free_from"),
        sa.CheckConstraint("free_from >= began_on", name="held"),
        sa.CheckConstraint(
            "(state = 'ended') = (ended_on IS NOT NULL AND end_reason IS NOT NULL)", name="ended"
        ),
        sa.CheckConstraint("ended_on IS NULL OR ended_on = free_from", name="ended_on"),
        sa.CheckConstraint(
            "end_reason IS NULL OR end_reason <> 'dismissed' "
            "OR (heard_on IS NOT NULL AND hearing IS NOT NULL AND end_note IS NOT NULL)",
            name="hearing",
        ),
        ExcludeConstraint(
            (sa.column("post_id"), "="),
            (sa.text("daterange(began_on, free_from, '[)')"), "&&"),
            where=_BEGUN,
            using="gist",
            name="ex_appointment_one_holder",
        ).ddl_if(dialect="postgresql"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    post_id: Mapped[UUID] = mapped_column(sa.ForeignKey("post.id"))
    kind: Mapped[Kind] = mapped_column(word(Kind))
    application_id: Mapped[UUID | None]
    renews: Mapped[UUID | None] = mapped_column(sa.ForeignKey("appointment.id"))

    #: The account's id where there is one; `account` is the same as text, for the scope.
    person_id: Mapped[UUID] = mapped_column(index=True)
    account: Mapped[str] = mapped_column(sa.String(36))
    #: Whether the id is an account; otherwise no login belongs to it.
    has_account: Mapped[bool] = mapped_column(server_default=sa.false())
    name: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    phone: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    phone_print: Mapped[str | None] = mapped_column(
        marks.TYPE,
        index=True,
        info=PERSONAL | marks.PHONE.info("phone"),
    )
    #: Whether the person's own application agreed, when it was proposed, that the public
    #: notice names them; what counts now, see `queries.named_in_notice`.
    shows_name: Mapped[bool]
    #: The position at the workstation of an interim holder (R17).
    position: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    found_because: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    #: The four tests of R1, as the proposal states them.
    ability: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    trust: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    recognition: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    willingness: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    #: R2: other offices are no obstacle.
    dual_roles: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)

    state: Mapped[AppointmentState] = mapped_column(word(AppointmentState))
    proposed_at: Mapped[dt.datetime]
    proposed_on: Mapped[dt.date]
    notice_from: Mapped[dt.date | None]
    notice_to: Mapped[dt.date | None]
    #: Where the notice hung on paper, and on which sheet; null: it was only published here.
    paper_reference: Mapped[str | None] = mapped_column(sa.String(200))
    decided_on: Mapped[dt.date | None]
    term_from: Mapped[dt.date | None]
    term_to: Mapped[dt.date | None]
    ceremony_on: Mapped[dt.date | None]
    certificate_on: Mapped[dt.date | None]
    handbook_on: Mapped[dt.date | None]
    channel_on: Mapped[dt.date | None]
    began_on: Mapped[dt.date | None]
    free_from: Mapped[dt.date | None]
    ended_on: Mapped[dt.date | None]
    end_reason: Mapped[EndReason | None] = mapped_column(word(EndReason))
    end_note: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    heard_on: Mapped[dt.date | None]
    hearing: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    successor: Mapped[UUID | None]
    #: When the next reminder of the term's end is due, and the last one sent, in days before.
    remind_on: Mapped[dt.date | None]
    reminded_days: Mapped[int | None]
    grade: Mapped[Grade | None] = mapped_column(word(Grade))
    evaluation: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    evaluated_on: Mapped[dt.date | None]
    #: The day of the last step; no later step may lie before it.
    progressed_on: Mapped[dt.date]
    version: Mapped[int]
    #: When the person was cleaned away (PIPL art. 47).
    erased_at: Mapped[dt.datetime | None]

    @property
    def known_name(self) -> str | None:
        """The person's name; None once it was erased, because the mark is no name."""
        return None if self.name in erasure.MARKS else self.name

    @property
    def marked(self) -> dict[Part, dt.date]:
        """The completed unified parts, and since when."""
        days = {
            Part.CEREMONY: self.ceremony_on,
            Part.CERTIFICATE: self.certificate_on,
            Part.HANDBOOK: self.handbook_on,
            Part.CHANNEL: self.channel_on,
        }
        return {part: day for part, day in days.items() if day is not None}


class Objection(Record):
    """An objection to a candidate in public notice (异议)."""

    __tablename__ = "objection"
    AUDIT = Audited(kind="objection", identity="id", area="community")
    __table_args__ = (
        sa.CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", name="answer"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    appointment_id: Mapped[UUID] = mapped_column(sa.ForeignKey("appointment.id"), index=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    #: The code that the objector quotes.
    code: Mapped[str] = mapped_column(Sealed(), info=SECRET)
    code_print: Mapped[str] = mapped_column(
        codes.PRINT, unique=True, info=SECRET | codes.print_info("code")
    )
    text: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    contact: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    raised_at: Mapped[dt.datetime]
    raised_on: Mapped[dt.date]
    answer: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    answered_on: Mapped[dt.date | None]
    answered_by: Mapped[str | None] = mapped_column(sa.Text())
    version: Mapped[int]


#: The columns of words about a person in an appointment; a mark replaces them when erased.
WORDS = (
    "position",
    "found_because",
    "ability",
    "trust",
    "recognition",
    "willingness",
    "dual_roles",
    "end_note",
    "hearing",
    "evaluation",
)
