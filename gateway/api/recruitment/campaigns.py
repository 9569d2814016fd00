"""Campaigns, for those who run them and for the public."""

from __future__ import annotations

from contracts.recruitment.campaigns import (
    AnnounceCampaign,
    CloseCampaign,
    ConcludeCampaign,
    CreateCampaign,
    EditCampaign,
    ExtendCampaign,
    ListCampaigns,
    OpenCampaign,
    PublicCampaigns,
    ShowCampaign,
    ShowPublicCampaign,
)
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes("campaigns", "招募活动 · Campaigns")

_PUBLIC, _ALL = "/api/v1/public/campaigns", "/api/v1/campaigns"
_ONE = f"{_ALL}/<uuid:campaign_id>"
_MANAGE = Action.CAMPAIGN_MANAGE


routes.asks("GET", _PUBLIC, PublicCampaigns, may=Action.ANYONE)
routes.asks("GET", f"{_PUBLIC}/<uuid:campaign_id>", ShowPublicCampaign, may=Action.ANYONE)
routes.asks("GET", _ALL, ListCampaigns, may=Action.CAMPAIGN_READ)
routes.asks("POST", _ALL, CreateCampaign, may=_MANAGE, creates="/api/v1/campaigns/{id}")
routes.asks("GET", _ONE, ShowCampaign, may=Action.CAMPAIGN_READ)
routes.asks("PUT", _ONE, EditCampaign, may=_MANAGE)
routes.asks("POST", f"{_ONE}/announcement", AnnounceCampaign, may=_MANAGE)
routes.asks("POST", f"{_ONE}/opening", OpenCampaign, may=_MANAGE)
routes.asks("POST", f"{_ONE}/closing", CloseCampaign, may=_MANAGE)
routes.asks("POST", f"{_ONE}/conclusion", ConcludeCampaign, may=_MANAGE)
routes.asks("POST", f"{_ONE}/extension", ExtendCampaign, may=_MANAGE)
