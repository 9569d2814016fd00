"""Campaigns and their screenings as rows."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from audit import Audited
from contracts.recruitment.campaigns import TITLE_LONGEST
from contracts.recruitment.words import CampaignState
from runtime.records import word
from services.recruitment.tables import Record


class Campaign(Record):
    """One campaign (招募活动)."""

    __tablename__ = "campaign"
    AUDIT = Audited(kind="campaign", identity="id", area="community")
    __table_args__ = (
        sa.UniqueConstraint("community", "number"),
        sa.Index("ix_campaign_created_at_id", "created_at", "id"),
        sa.Index("ix_campaign_state_opens_on", "state", "opens_on"),
        sa.CheckConstraint(
            "state IN ('draft', 'announced', 'open', 'closed', 'concluded')", name="state"
        ),
        sa.CheckConstraint("closes_on >= opens_on", name="days"),
        sa.CheckConstraint(
            "(state = 'concluded') = (concluded_at IS NOT NULL)", name="concluded_at"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    number: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.String(TITLE_LONGEST))
    text: Mapped[str] = mapped_column(sa.Text())
    #: Words and ids, as the contract lists them.
    channels: Mapped[list[str]] = mapped_column(sa.JSON())
    posts: Mapped[list[str]] = mapped_column(sa.JSON())
    opens_on: Mapped[dt.date]
    closes_on: Mapped[dt.date]
    concludes_on: Mapped[dt.date | None]
    state: Mapped[CampaignState] = mapped_column(word(CampaignState))
    created_at: Mapped[dt.datetime]
    concluded_at: Mapped[dt.datetime | None]
    #: When the last step happened; no later step may lie before it.
    progressed_at: Mapped[dt.datetime]
    version: Mapped[int]


class Screening(Record):
    """The screening of one campaign, by the plan with which it began."""

    __tablename__ = "screening"
    AUDIT = Audited(kind="screening", identity="campaign_id", area="community")

    campaign_id: Mapped[UUID] = mapped_column(sa.ForeignKey("campaign.id"), primary_key=True)
    community: Mapped[str] = mapped_column(sa.String(12))
    stages: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON())
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON())
    started_at: Mapped[dt.datetime]
    started_by: Mapped[str | None] = mapped_column(sa.Text())
