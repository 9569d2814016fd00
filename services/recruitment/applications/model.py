"""Applications and abstentions as rows; the person's words are sealed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import PERSONAL, SECRET, Audited
from contracts.recruitment.words import ApplicationSource, ApplicationState, Recommender
from runtime import codes, marks
from runtime.encryption import Erasable, Sealed
from runtime.records import word
from services.recruitment.tables import Record

_ONE_SELECTED = sa.text("state = 'selected'")
_DECIDED = sa.text("decided_at IS NOT NULL")
_STANDS = sa.text("state <> 'withdrawn' AND phone_print IS NOT NULL")


class Application(Record):
    """One application (报名) for one post of a campaign."""

    __tablename__ = "application"
    AUDIT = Audited(kind="application", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "number"),
        # Includes the columns of filters, so that a total is counted from the index alone.
        sa.Index(
            "ix_application_received_at_id",
            "received_at",
            "id",
            postgresql_include=["community", "state", "source"],
        ),
        sa.Index(
            "ix_application_decided_at_id",
            "decided_at",
            "id",
            postgresql_where=_DECIDED,
            sqlite_where=_DECIDED,
        ),
        sa.Index("ix_application_campaign_id_state", "campaign_id", "state"),
        sa.Index("ix_application_community_received_at_id", "community", "received_at", "id"),
        sa.Index("ix_application_post_id_received_at_id", "post_id", "received_at", "id"),
        sa.Index(
            "ix_application_reserve_until_id",
            "reserve_until",
            "id",
            postgresql_include=["community", "post_id"],
        ),
        # Two who decide at once do not select two for one post.
        sa.Index(
            "uq_application_selected",
            "campaign_id",
            "post_id",
            unique=True,
            postgresql_where=_ONE_SELECTED,
            sqlite_where=_ONE_SELECTED,
        ),
        # One person applies once per post.
        sa.Index(
            "uq_application_phone",
            "campaign_id",
            "post_id",
            "phone_print",
            unique=True,
            postgresql_where=_STANDS,
            sqlite_where=_STANDS,
        ),
        sa.CheckConstraint(
            "state IN ('recommended', 'received', 'selected', 'unsuccessful', 'withdrawn', "
            "'appointed')",
            name="state",
        ),
        sa.CheckConstraint("reserve_until IS NULL OR state = 'unsuccessful'", name="reserve"),
        sa.CheckConstraint(
            "state NOT IN ('selected', 'unsuccessful', 'appointed') OR decided_at IS NOT NULL",
            name="decided_at",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    campaign_id: Mapped[UUID] = mapped_column(sa.ForeignKey("campaign.id"))
    post_id: Mapped[UUID] = mapped_column(sa.ForeignKey("post.id"))
    community: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    code: Mapped[str] = mapped_column(Sealed(), info=SECRET)
    code_print: Mapped[str] = mapped_column(
        codes.PRINT, unique=True, info=SECRET | codes.print_info("code")
    )
    source: Mapped[ApplicationSource] = mapped_column(word(ApplicationSource))
    state: Mapped[ApplicationState] = mapped_column(word(ApplicationState))
    #: The id by which an appointment knows the person: the account's, otherwise a new one.
    person_id: Mapped[UUID]
    account: Mapped[str | None] = mapped_column(sa.String(100))
    name: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    #: Only of the full name: there are few surnames, so their prints would reveal them.
    name_print: Mapped[str | None] = mapped_column(
        marks.TYPE,
        index=True,
        info=PERSONAL | marks.NAME.info("name"),
    )
    phone: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    phone_print: Mapped[str | None] = mapped_column(
        marks.TYPE,
        index=True,
        info=PERSONAL | marks.PHONE.info("phone"),
    )
    address: Mapped[str | None] = mapped_column(Sealed(), info=PERSONAL)
    ability: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    experience: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    time_available: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    motivation: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    supporter_groups: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    supporter_residents: Mapped[int]
    recommender: Mapped[Recommender | None] = mapped_column(word(Recommender))
    recommended_by: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    recommendation: Mapped[str | None] = mapped_column(Erasable(), info=PERSONAL)
    #: How the recommended person agreed: `code`, or as a clerk wrote down.
    consent_how: Mapped[str | None] = mapped_column(sa.String(24))
    consents_to_notice: Mapped[bool]
    reserve_months: Mapped[int]
    #: Last day on the reserve list.
    reserve_until: Mapped[dt.date | None]
    stages_passed: Mapped[int]
    received_at: Mapped[dt.datetime]
    decided_at: Mapped[dt.datetime | None]
    #: When the last step happened; no later step may lie before it.
    progressed_at: Mapped[dt.datetime]
    version: Mapped[int]
    #: When everything personal was cleaned away (PIPL art. 47).
    erased_at: Mapped[dt.datetime | None]


class Abstained(Record):
    """One assessor gives no points to an application (回避), and why."""

    __tablename__ = "screening_abstention"
    AUDIT = Audited(
        kind="screening_abstention", identity="application_id,assessor", area="community"
    )

    application_id: Mapped[UUID] = mapped_column(sa.ForeignKey("application.id"), primary_key=True)
    assessor: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    reason: Mapped[str] = mapped_column(Erasable(), info=PERSONAL)
    abstained_at: Mapped[dt.datetime]


#: What of an application the person says in their own words.
OWN_WORDS = ("ability", "experience", "time_available", "motivation", "supporter_groups")
#: What of it is anybody's words; erased, a mark stands there.
WORDS = (*OWN_WORDS, "recommended_by", "recommendation")
