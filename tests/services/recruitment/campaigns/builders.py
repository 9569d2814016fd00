"""Campaigns for tests: valid by default, one keyword to change a fact."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from contracts.recruitment.campaigns import (
    AnnounceCampaign,
    CampaignView,
    CloseCampaign,
    CreateCampaign,
    OpenCampaign,
)
from contracts.recruitment.words import CampaignChannel
from runtime import clock
from runtime.database import Database
from services.recruitment.campaigns import operations, queries
from tests.builders import LILIN, STAFF, done
from tests.services.recruitment.posts.builders import an_advertised_post
from vocabulary.actors import Actor
from vocabulary.periods import day_of


def today() -> dt.date:
    """By the clock that the operations ask."""
    return day_of(clock.now())


def in_days(number: int) -> dt.date:
    """So many days from today."""
    return today() + dt.timedelta(days=number)


def a_campaign(database: Database, actor: Actor = STAFF, **changed: Any) -> CampaignView:
    """A draft in 荔林 with one advertised post."""
    posts = changed.pop("posts", None) or [an_advertised_post(database).id]
    usual: dict[str, Any] = {
        "community": LILIN,
        "title": "荔林社区社区专员招募活动",
        "text": "热心公益的居民均可报名，电话 13800138000。",
        "channels": [CampaignChannel.NOTICE_BOARD, CampaignChannel.WEB],
        "posts": posts,
        "opens_on": today(),
        "closes_on": in_days(14),
    }
    return done(database, operations.create, actor, CreateCampaign(**usual | changed))


def an_announced_campaign(database: Database, **changed: Any) -> CampaignView:
    """One that everybody sees."""
    campaign = a_campaign(database, **changed)
    return done(database, operations.announce, STAFF, AnnounceCampaign(campaign_id=campaign.id))


def an_open_campaign(database: Database, **changed: Any) -> CampaignView:
    """One that takes applications."""
    campaign = an_announced_campaign(database, **changed)
    return done(database, operations.open_, STAFF, OpenCampaign(campaign_id=campaign.id))


def closed(database: Database, campaign: CampaignView) -> CampaignView:
    """The same, closed by hand."""
    return done(database, operations.close, STAFF, CloseCampaign(campaign_id=campaign.id))


def the_campaign(database: Database, campaign_id: UUID) -> CampaignView:
    """The campaign with its history, as staff sees it."""
    with database.reading() as session:
        return queries.show(session, STAFF, campaign_id)
