"""Campaigns (招募活动): a community looks for people for its posts, from a day to a day (R12)."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import WORDS_SOUGHT_LONGEST, Listing, Page
from contracts.recruitment.back_entries import BackEntered
from contracts.recruitment.words import CampaignChannel, CampaignState, PostCategory
from contracts.registry import Answer, Event, Request, Shape, event, request, shape

TITLE_LONGEST, TEXT_LONGEST, REASON_LONGEST, POSTS_MOST = 80, 4000, 500, 50


@shape
class CampaignBody(Shape):
    """The content of a campaign that is a draft."""

    title: str = fields.line("Title.", longest=TITLE_LONGEST, example="荔林社区社区专员招募活动")
    text: str = fields.words(
        "What residents are told.",
        longest=TEXT_LONGEST,
        example="热心公益、在本社区居住的居民均可报名，不限年龄、性别、户籍。",
    )
    channels: list[CampaignChannel] = fields.choices("Where it is announced.", CampaignChannel)
    posts: list[UUID] = fields.parts(
        "Its posts: advertised ones of the community.", fewest=1, most=POSTS_MOST
    )
    opens_on: dt.date = fields.plain("First day of applications.", example="2013-05-04")
    closes_on: dt.date = fields.plain("Last day of applications.", example="2013-05-31")
    concludes_on: dt.date | None = fields.plain(
        "Last day of the campaign; null: it is concluded by hand.", default=None
    )


@shape
class NewCampaign(CampaignBody):
    """A campaign as a draft."""

    community: str = fields.area("The community.")


@shape
class CampaignStep(Shape):
    """A step taken by hand."""

    happened_at: dt.datetime | None = fields.moment(
        "When it happened, if it is written down later; now, if left out.", default=None
    )
    note: str | None = fields.words("A note.", longest=REASON_LONGEST, default=None)


@shape
class CampaignPost(Answer):
    """One post of a campaign."""

    id: UUID = fields.plain("The post.")
    number: str = fields.plain("Number by community and year.")
    category: PostCategory = fields.choice("Field of work.")
    title: str = fields.plain("Name of the post.")
    duties: str = fields.plain("What its holder does.")
    promises: list[str] = fields.plain("Promises of service.")


@shape
class CampaignChange(BackEntered):
    """One line of a campaign's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `opened`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account; null: the clock.", default=None)
    role: str = fields.plain("The role; `system`: the clock.")
    note: str | None = fields.plain("The note.", default=None)


@shape
class CampaignView(Answer):
    """One campaign as its community sees it."""

    id: UUID = fields.plain("The campaign.")
    community: str = fields.place("The community.")
    number: str = fields.plain("Number by community and year.", example="〔2013〕1")
    title: str = fields.plain("Title.")
    text: str = fields.plain("What residents are told.")
    channels: list[CampaignChannel] = fields.choices("Where it is announced.", CampaignChannel)
    posts: list[CampaignPost] = fields.plain("Its posts.")
    opens_on: dt.date = fields.plain("First day of applications.")
    closes_on: dt.date = fields.plain("Last day of applications.")
    concludes_on: dt.date | None = fields.plain("Last day; null: by hand.", default=None)
    state: CampaignState = fields.choice("Where it stands.")
    created_at: dt.datetime = fields.moment("When it was written down.")
    concluded_at: dt.datetime | None = fields.moment("When it was concluded.", default=None)
    possible: list[str] = fields.possible()
    version: int = fields.plain("Counts the changes, from 1.")
    history: list[CampaignChange] | None = fields.plain(
        "What happened to it, oldest first; in the view of one campaign.", default=None
    )


@shape
class CampaignPage(Page):
    """A page of campaigns, newest first unless sorted otherwise."""

    items: list[CampaignView] = fields.plain("The campaigns.")


@shape
class PublicCampaign(BackEntered):
    """A campaign as the public sees it; personal numbers in its words are hidden."""

    id: UUID = fields.plain("The campaign.")
    community: str = fields.place("The community.")
    number: str = fields.plain("Number by community and year.", example="〔2013〕1")
    title: str = fields.plain("Title.")
    text: str = fields.plain("What residents are told.")
    channels: list[CampaignChannel] = fields.choices("Where it is announced.", CampaignChannel)
    posts: list[CampaignPost] = fields.plain("Its posts.")
    opens_on: dt.date = fields.plain("First day of applications.")
    closes_on: dt.date = fields.plain("Last day of applications.")
    state: CampaignState = fields.choice("Where it stands.")
    possible: list[str] = fields.possible()
    takes_applications: bool = fields.plain("Whether people can apply now.")


@shape
class PublicCampaignPage(Page):
    """A page of campaigns, newest first unless sorted otherwise."""

    items: list[PublicCampaign] = fields.plain("The campaigns.")


@shape
class OneCampaign(Change):
    """A change of one campaign."""

    campaign_id: UUID = fields.path("The campaign.")


@request("recruitment", "create_campaign", CampaignView)
class CreateCampaign(NewCampaign, Request[CampaignView]):
    """Write down a campaign as a draft."""


@request("recruitment", "edit_campaign", CampaignView)
class EditCampaign(CampaignBody, OneCampaign, Request[CampaignView]):
    """Rewrite a draft."""


@request("recruitment", "announce_campaign", CampaignView)
class AnnounceCampaign(CampaignStep, OneCampaign, Request[CampaignView]):
    """Announce a campaign; it opens, closes and concludes on its days."""


@request("recruitment", "open_campaign", CampaignView)
class OpenCampaign(CampaignStep, OneCampaign, Request[CampaignView]):
    """Take applications from now on, before the day."""


@request("recruitment", "close_campaign", CampaignView)
class CloseCampaign(CampaignStep, OneCampaign, Request[CampaignView]):
    """Take no more applications, before the day."""


@request("recruitment", "conclude_campaign", CampaignView)
class ConcludeCampaign(CampaignStep, OneCampaign, Request[CampaignView]):
    """Conclude a campaign; or call it off before it opens."""


@request("recruitment", "extend_campaign", CampaignView)
class ExtendCampaign(OneCampaign, Request[CampaignView]):
    """Take applications for longer, with a reason."""

    closes_on: dt.date = fields.plain("The new last day, later than the old one.")
    reason: str = fields.words("Why.", longest=REASON_LONGEST, example="报名人数不足，延长一周。")


@request("recruitment", "show_campaign", CampaignView)
class ShowCampaign(Request[CampaignView]):
    """Show one campaign with its history."""

    campaign_id: UUID = fields.path("The campaign.")


@request("recruitment", "list_campaigns", CampaignPage)
class ListCampaigns(Listing, Request[CampaignPage]):
    """List the campaigns that the caller may see, newest first."""

    area: str | None = fields.area("Only this area.", default=None)
    state: list[CampaignState] | None = fields.several("Only in these states.", CampaignState)
    opens_from: dt.date | None = fields.plain("Opening on this day or later.", default=None)
    opens_to: dt.date | None = fields.plain("Opening on this day or earlier.", default=None)
    words: str | None = fields.text(
        "Only those with all of these words, with blanks between them, in title or text.",
        longest=WORDS_SOUGHT_LONGEST,
        default=None,
    )
    sort: str | None = fields.sorting("created_at", "opens_on", "closes_on")


@request("recruitment", "public_campaign", PublicCampaign)
class ShowPublicCampaign(Request[PublicCampaign]):
    """Show a campaign with its posts."""

    campaign_id: UUID = fields.path("The campaign.")


@request("recruitment", "public_campaigns", PublicCampaignPage)
class PublicCampaigns(Listing, Request[PublicCampaignPage]):
    """List the campaigns that are announced and not concluded."""

    area: str | None = fields.area("Only this area.", default=None)
    sort: str | None = fields.sorting("opens_on", "closes_on")


@shape
class CampaignFact(Event):
    """The facts in every event of a campaign."""

    campaign_id: UUID = fields.plain("The campaign.")
    community: str = fields.area("The community.")
    number: str = fields.plain("Number by community and year.")
    posts: list[UUID] = fields.plain("Its posts.")
    opens_on: dt.date = fields.plain("First day of applications.")
    closes_on: dt.date = fields.plain("Last day of applications.")
    state: CampaignState = fields.choice("Where it stands now.")
    happened_at: dt.datetime = fields.moment("When it reached that state.")
    version: int = fields.number("Counts the changes, from 1.", least=1, most=1_000_000)


@event("recruitment", subject="campaign_id")
class CampaignAnnounced(CampaignFact):
    """A community tells its residents of a campaign."""


@event("recruitment", subject="campaign_id")
class CampaignOpened(CampaignFact):
    """Applications are taken."""


@event("recruitment", subject="campaign_id")
class CampaignClosed(CampaignFact):
    """No more applications are taken."""


@event("recruitment", subject="campaign_id")
class CampaignConcluded(CampaignFact):
    """Everything is decided."""
