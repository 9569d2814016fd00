"""Requests about campaigns, and the clock that keeps their days."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, rpc
from contracts.recruitment.campaigns import (
    AnnounceCampaign,
    CampaignPage,
    CampaignView,
    CloseCampaign,
    ConcludeCampaign,
    CreateCampaign,
    EditCampaign,
    ExtendCampaign,
    ListCampaigns,
    OpenCampaign,
    PublicCampaign,
    PublicCampaignPage,
    PublicCampaigns,
    ShowCampaign,
    ShowPublicCampaign,
)
from services.recruitment.campaigns import operations, queries

_SECONDS = 60.0


class CampaignsEntrypoints(Service):
    """Running campaigns, and showing them."""

    @rpc(CreateCampaign, writes=True)
    def create_campaign(self, work: Work, request: CreateCampaign) -> CampaignView:
        return operations.create(work.session, work.actor, request)

    @rpc(EditCampaign, writes=True)
    def edit_campaign(self, work: Work, request: EditCampaign) -> CampaignView:
        return operations.edit(work.session, work.actor, request)

    @rpc(AnnounceCampaign, writes=True)
    def announce_campaign(self, work: Work, request: AnnounceCampaign) -> CampaignView:
        return operations.announce(work.session, work.actor, request)

    @rpc(OpenCampaign, writes=True)
    def open_campaign(self, work: Work, request: OpenCampaign) -> CampaignView:
        return operations.open_(work.session, work.actor, request)

    @rpc(CloseCampaign, writes=True)
    def close_campaign(self, work: Work, request: CloseCampaign) -> CampaignView:
        return operations.close(work.session, work.actor, request)

    @rpc(ConcludeCampaign, writes=True)
    def conclude_campaign(self, work: Work, request: ConcludeCampaign) -> CampaignView:
        return operations.conclude(work.session, work.actor, request)

    @rpc(ExtendCampaign, writes=True)
    def extend_campaign(self, work: Work, request: ExtendCampaign) -> CampaignView:
        return operations.extend(work.session, work.actor, request)

    @rpc(ShowCampaign)
    def show_campaign(self, work: Work, request: ShowCampaign) -> CampaignView:
        return queries.show(work.session, work.actor, request.campaign_id)

    @rpc(ListCampaigns)
    def list_campaigns(self, work: Work, request: ListCampaigns) -> CampaignPage:
        return queries.page(work.session, work.actor, request)

    @rpc(ShowPublicCampaign)
    def public_campaign(self, work: Work, request: ShowPublicCampaign) -> PublicCampaign:
        return queries.public(work.session, request.campaign_id)

    @rpc(PublicCampaigns)
    def public_campaigns(self, work: Work, request: PublicCampaigns) -> PublicCampaignPage:
        return queries.public_page(work.session, request)

    @every(_SECONDS)
    def keep_days_of_campaigns(self, work: Work) -> None:
        operations.keep_days(work.session)
