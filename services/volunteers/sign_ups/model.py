"""Sign-ups as rows, each with how the person was there; guests are sealed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, SECRET, Audited
from contracts.volunteers.words import AgeGroup, Presence, SignUpState
from runtime import codes, marks
from runtime.encryption import Sealed
from runtime.records import word
from services.volunteers.tables import Record

_STANDS = sa.text("state IN ('confirmed', 'waiting', 'offered')")
_CONFIRMED = sa.text("state = 'confirmed'")


class SignUp(Record):
    """One person for one shift."""

    __tablename__ = "sign_up"
    AUDIT = Audited(kind="sign_up", identity="id", area="community")
    __table_args__ = (
        sa.Index("ix_sign_up_signed_up_at_id_community", "signed_up_at", "id", "community"),
        sa.Index("ix_sign_up_shift_id_state", "shift_id", "state"),
        sa.Index("ix_sign_up_activity_id", "activity_id"),
        sa.Index("ix_sign_up_volunteer_id_starts_at", "volunteer_id", "starts_at"),
        # One person is not twice in one shift.
        sa.Index(
            "uq_sign_up_shift_id_volunteer_id",
            "shift_id",
            "volunteer_id",
            unique=True,
            postgresql_where=_STANDS,
            sqlite_where=_STANDS,
        ),
        # Nobody is confirmed twice at one time, whichever team holds it; on SQLite a trigger of
        # the migration says the same.
        ExcludeConstraint(
            (sa.column("volunteer_id"), "="),
            (sa.text("tstzrange(starts_at, ends_at, '[)')"), "&&"),
            where=_CONFIRMED,
            using="gist",
            name="ex_sign_up_one_place_at_a_time",
        ).ddl_if(dialect="postgresql"),
        sa.Index("ix_sign_up_shift_id_turn", "shift_id", "turn"),
        sa.Index("ix_sign_up_state_offered_until", "state", "offered_until"),
        sa.CheckConstraint(
            "state IN ('confirmed', 'waiting', 'offered', 'withdrawn', 'lapsed')", name="state"
        ),
        sa.CheckConstraint("heads > 0", name="heads"),
        sa.CheckConstraint("(volunteer_id IS NULL) <> (guest_id IS NULL)", name="person"),
        sa.CheckConstraint(
            "(state = 'offered') = (offered_until IS NOT NULL)", name="offered_until"
        ),
        sa.CheckConstraint("presence IS NULL OR state = 'confirmed'", name="presence"),
        sa.CheckConstraint("(presence IS NULL) = (checked_in_at IS NULL)", name="checked_in_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    shift_id: Mapped[UUID] = mapped_column(sa.ForeignKey("shift.id"))
    activity_id: Mapped[UUID] = mapped_column(sa.ForeignKey("activity.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    #: A registered volunteer, or a guest: a resident without registration, or a group.
    volunteer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("volunteer.id"))
    guest_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("guest.id"), unique=True)
    #: Of a minor: whether the guardian agreed.
    guardian_agrees: Mapped[bool] = mapped_column(server_default=sa.false())
    #: Written down at the door; takes none of the places.
    came_unannounced: Mapped[bool] = mapped_column(server_default=sa.false())
    state: Mapped[SignUpState] = mapped_column(word(SignUpState))
    #: As those of the shift, so that the database can compare the times of one person.
    starts_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]
    signed_up_at: Mapped[dt.datetime]
    #: The place in the shift's line.
    turn: Mapped[int]
    #: How many places it takes.
    heads: Mapped[int] = mapped_column(server_default="1")
    offered_until: Mapped[dt.datetime | None]
    presence: Mapped[Presence | None] = mapped_column(word(Presence))
    checked_in_at: Mapped[dt.datetime | None]
    checked_in_by: Mapped[str | None] = mapped_column(sa.String(100))
    version: Mapped[int]


class Guest(Record):
    """One resident without registration, or one group with the person who speaks for it."""

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
