"""Campaigns, for those who run them and for anybody."""

from __future__ import annotations

from uuid import UUID

from contracts.recruitment.campaigns import (
    AnnounceCampaign,
    CampaignBody,
    CampaignFilter,
    CampaignPage,
    CampaignStep,
    CampaignView,
    CloseCampaign,
    ConcludeCampaign,
    CreateCampaign,
    EditCampaign,
    ExtendCampaign,
    Extension,
    ListCampaigns,
    NewCampaign,
    OpenCampaign,
    PublicCampaign,
    PublicCampaignFilter,
    PublicCampaignPage,
    PublicCampaigns,
    ShowCampaign,
    ShowPublicCampaign,
)
from gateway.http.routes import Routes, ask
from vocabulary.permissions import Action

routes = Routes("campaigns", "招募活动 · Campaigns")

_PUBLIC, _ALL = "/api/v1/public/campaigns", "/api/v1/campaigns"
_ONE = f"{_ALL}/<uuid:campaign_id>"
_MANAGE = Action.CAMPAIGN_MANAGE


@routes.get(_PUBLIC, may=Action.ANYONE, filters=PublicCampaignFilter, answers=PublicCampaignPage)
def public_campaigns(filters: PublicCampaignFilter) -> PublicCampaignPage:
    """List the campaigns that are announced and not concluded."""
    return ask(PublicCampaigns(**vars(filters)))


@routes.get(f"{_PUBLIC}/<uuid:campaign_id>", may=Action.ANYONE, answers=PublicCampaign)
def public_campaign(campaign_id: UUID) -> PublicCampaign:
    """Show a campaign with its posts."""
    return ask(ShowPublicCampaign(campaign_id=campaign_id))


@routes.get(_ALL, may=Action.CAMPAIGN_READ, filters=CampaignFilter, answers=CampaignPage)
def campaigns(filters: CampaignFilter) -> CampaignPage:
    """List the campaigns that the caller may see, newest first."""
    return ask(ListCampaigns(**vars(filters)))


@routes.post(_ALL, may=_MANAGE, takes=NewCampaign, answers=CampaignView)
def create(body: NewCampaign) -> CampaignView:
    """Write down a campaign as a draft."""
    return ask(CreateCampaign(**vars(body)))


@routes.get(_ONE, may=Action.CAMPAIGN_READ, answers=CampaignView)
def campaign(campaign_id: UUID) -> CampaignView:
    """Show one campaign with its history."""
    return ask(ShowCampaign(campaign_id=campaign_id))


@routes.put(_ONE, may=_MANAGE, takes=CampaignBody, answers=CampaignView)
def edit(body: CampaignBody, campaign_id: UUID) -> CampaignView:
    """Write a draft anew."""
    return ask(EditCampaign(campaign_id=campaign_id, **vars(body)))


@routes.post(f"{_ONE}/announcement", may=_MANAGE, takes=CampaignStep, answers=CampaignView)
def announce(body: CampaignStep, campaign_id: UUID) -> CampaignView:
    """Announce a campaign; it opens, closes and concludes on its days."""
    return ask(AnnounceCampaign(campaign_id=campaign_id, **vars(body)))


@routes.post(f"{_ONE}/opening", may=_MANAGE, takes=CampaignStep, answers=CampaignView)
def open_now(body: CampaignStep, campaign_id: UUID) -> CampaignView:
    """Take applications from now on, before the day."""
    return ask(OpenCampaign(campaign_id=campaign_id, **vars(body)))


@routes.post(f"{_ONE}/closing", may=_MANAGE, takes=CampaignStep, answers=CampaignView)
def close(body: CampaignStep, campaign_id: UUID) -> CampaignView:
    """Take no more applications, before the day."""
    return ask(CloseCampaign(campaign_id=campaign_id, **vars(body)))


@routes.post(f"{_ONE}/conclusion", may=_MANAGE, takes=CampaignStep, answers=CampaignView)
def conclude(body: CampaignStep, campaign_id: UUID) -> CampaignView:
    """Conclude a campaign; or call it off before it opens."""
    return ask(ConcludeCampaign(campaign_id=campaign_id, **vars(body)))


@routes.post(f"{_ONE}/extension", may=_MANAGE, takes=Extension, answers=CampaignView)
def extend(body: Extension, campaign_id: UUID) -> CampaignView:
    """Take applications for longer, with a reason."""
    return ask(ExtendCampaign(campaign_id=campaign_id, **vars(body)))
