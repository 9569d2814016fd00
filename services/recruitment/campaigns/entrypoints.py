"""Requests about campaigns, and the clock that keeps their days."""

from __future__ import annotations

from bus.entrypoints import Service, Work, every, reads, writes
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
from services.recruitment.campaigns import operations, queries

_SECONDS = 60.0


class CampaignsEntrypoints(Service):
    """Running campaigns, and showing them."""

    create_campaign = writes(CreateCampaign, operations.create)
    edit_campaign = writes(EditCampaign, operations.edit)
    announce_campaign = writes(AnnounceCampaign, operations.announce)
    open_campaign = writes(OpenCampaign, operations.open_)
    close_campaign = writes(CloseCampaign, operations.close)
    conclude_campaign = writes(ConcludeCampaign, operations.conclude)
    extend_campaign = writes(ExtendCampaign, operations.extend)
    show_campaign = reads(ShowCampaign, queries.show, "campaign_id")
    list_campaigns = reads(ListCampaigns, queries.page)
    public_campaign = reads(ShowPublicCampaign, queries.public, "campaign_id")
    public_campaigns = reads(PublicCampaigns, queries.public_page)

    @every(_SECONDS)
    def keep_days_of_campaigns(self, work: Work) -> None:
        operations.keep_days(work.session)
