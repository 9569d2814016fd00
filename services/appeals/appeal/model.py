"""The appeal as a row: its state now. The history shows how it came there."""

from __future__ import annotations

import datetime as dt
from typing import cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, SECRET, Audited
from contracts.appeals.words import AppealChannel, ApplicantGroup, Outcome, State
from runtime import codes, marks
from runtime.encryption import Erasable, Sealed
from runtime.records import word
from services.appeals.tables import Record


def _index_where(condition: str, *columns: str, name: str | None = None) -> sa.Index:
    """An index over the rows that a condition holds for."""
    where = sa.text(condition)
    return sa.Index(
        f"ix_appeal_{name or '_'.join(columns)}",
        *columns,
        postgresql_where=where,
        sqlite_where=where,
    )


def _by_place(condition: str, *columns: str, name: str | None = None) -> sa.Index:
    return _index_where(condition, *columns, "community", name=name or "_".join(columns))


class Appeal(Record):
    """One appeal (诉求)."""

    __tablename__ = "appeal"
    AUDIT = Audited(kind="appeal", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "number"),
        sa.Index("ix_appeal_received_at_id", "received_at", "id"),
        sa.Index("ix_appeal_community_received_at_id", "community", "received_at", "id"),
        _index_where("state <> 'closed'", "community", "received_at", "id", name="open_community"),
        # An appeal that comes in on the web touches none of these.
        _index_where("channel <> 'web'", "channel", "received_at", "id"),
        _index_where("commissioner IS NOT NULL", "commissioner", "received_at", "id"),
        # The community behind each, so that a list reads no appeals of other communities.
        _by_place("outcome IS NOT NULL", "outcome", "received_at", "id"),
        _by_place("closed_at IS NOT NULL", "closed_at", "id"),
        _by_place("rating IS NOT NULL", "rating", "id"),
        _by_place("due_on IS NOT NULL", "due_on", "id"),
        _index_where(
            "commissioner IS NOT NULL AND state <> 'closed'",
            "commissioner",
            "received_at",
            "id",
            name="open_commissioner",
        ),
        # Overdue appeals are counted from it alone.
        _by_place("due_on IS NOT NULL AND state <> 'closed'", "due_on", "id", name="open_due_on"),
        sa.CheckConstraint("state IN ('received', 'accepted', 'assigned', 'closed')", name="state"),
        sa.CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name="outcome"),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_at"),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome = 'settled' OR outcome_reason IS NOT NULL",
            name="outcome_reason",
        ),
        sa.CheckConstraint("state <> 'assigned' OR commissioner IS NOT NULL", name="commissioner"),
        sa.CheckConstraint(
            "rating IS NULL OR (state = 'closed' AND rating BETWEEN 1 AND 5)", name="rating"
        ),
        sa.CheckConstraint("remind_on IS NULL OR due_on IS NOT NULL", name="remind_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(40))
    tracking_code: Mapped[str] = mapped_column(Sealed(), info=SECRET)
    #: The print by which the code finds the appeal.
    code_print: Mapped[str] = mapped_column(
        codes.PRINT, unique=True, info=SECRET | codes.print_info("tracking_code")
    )
    community: Mapped[str] = mapped_column(sa.String(12))
    # No foreign key: the appeal is kept as the gateway promised, even if the category is gone.
    category: Mapped[str] = mapped_column(sa.String(40))
    applicant_group: Mapped[ApplicantGroup] = mapped_column(word(ApplicantGroup))
    #: How it came in (渠道); null: not recorded.
    channel: Mapped[AppealChannel | None] = mapped_column(word(AppealChannel))
    text: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    contact_name: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    contact_phone: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    contact_address: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    contact_email: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    #: Whether messages may go to phone or e-mail; never where neither was given.
    wants_notices: Mapped[bool] = mapped_column(server_default=sa.false())
    #: The print by which the owner of the phone is recognised.
    phone_print: Mapped[str | None] = mapped_column(
        marks.TYPE,
        index=True,
        info=PERSONAL | marks.PHONE.info("contact_phone"),
    )
    #: The same for the e-mail address.
    email_print: Mapped[str | None] = mapped_column(
        marks.TYPE,
        index=True,
        info=PERSONAL | marks.EMAIL.info("contact_email"),
    )
    received_at: Mapped[dt.datetime]
    state: Mapped[State] = mapped_column(word(State))
    commissioner: Mapped[str | None] = mapped_column(sa.String(100))
    #: By which day in Shanghai it is to be closed (办理期限).
    due_on: Mapped[dt.date | None]
    #: The day on which the clock looks at it next; null: never.
    remind_on: Mapped[dt.date | None] = mapped_column(index=True)
    outcome: Mapped[Outcome | None] = mapped_column(word(Outcome))
    outcome_reason: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    #: When the workstation first took it on (受理).
    accepted_at: Mapped[dt.datetime | None]
    #: When something was first done about it (首次办理), or it was closed or declined.
    first_response_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]
    rating: Mapped[int | None]
    round: Mapped[int]
    #: When the last step happened; no later step may lie before it.
    progressed_at: Mapped[dt.datetime]
    version: Mapped[int]
    #: When contact, text, notes and reasons were cleaned away (PIPL art. 47).
    erased_at: Mapped[dt.datetime | None]


def _personal(*, is_text: bool) -> tuple[str, ...]:
    columns = cast("sa.Table", Appeal.__table__).columns
    return tuple(
        column.key
        for column in columns
        if column.info.get("personal") and isinstance(column.type, Erasable) is is_text
    )


#: The words of and about a person: a mark takes their place.
WORDS = _personal(is_text=True)
#: The applicant and their prints: erased without a replacement.
PERSON = _personal(is_text=False)
