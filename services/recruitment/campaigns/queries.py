"""Campaigns as those see them who run them, and as anybody does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.recruitment.campaigns import (
    CampaignChange,
    CampaignPage,
    CampaignPost,
    CampaignView,
    ListCampaigns,
    PublicCampaign,
    PublicCampaignPage,
    PublicCampaigns,
)
from contracts.recruitment.words import CampaignChannel, CampaignState
from groundwork import history
from groundwork.kept import Kept, the
from runtime import clock, paging
from runtime.copying import Copying
from runtime.narrowing import Conditions, any_of, with_words
from runtime.scope import inside
from services.recruitment.campaigns import rules
from services.recruitment.campaigns.model import Campaign
from services.recruitment.campaigns.rules import Days, Deed
from services.recruitment.posts.model import Post
from vocabulary.actors import Actor
from vocabulary.periods import day_of
from vocabulary.permissions import Action
from vocabulary.personal_text import hidden

KIND = "campaign"
CAMPAIGNS = Kept(Campaign, KIND, "招募活动", "campaign", read=Action.CAMPAIGN_READ)

_FIELDS = {
    "created_at": Campaign.created_at,
    "opens_on": Campaign.opens_on,
    "closes_on": Campaign.closes_on,
}
ORDER = paging.Order(_FIELDS, identity=Campaign.id, usual="-created_at")
_PUBLIC_ORDER = paging.Order(_FIELDS, identity=Campaign.id, usual="-opens_on")
_SHOWN = rules.SHOWN

_VIEW = Copying(Campaign, CampaignView, given=("channels", "posts", "possible", "history"))
_STEP = history.Telling(CampaignChange, given=("note",))


def announced(session: Session, campaign_id: UUID) -> Campaign:
    """A campaign that anybody may know of, also when it is over.

    Raises:
        NotFound: there is none, or it is a draft.
    """
    chosen = sa.select(Campaign).where(
        Campaign.id == campaign_id, Campaign.state != CampaignState.DRAFT
    )
    return the(session, chosen, otherwise=CAMPAIGNS.no_such(campaign_id))


def sought(session: Session, community: str) -> frozenset[str]:
    """The posts for which some campaign of the community takes applications."""
    chosen = sa.select(Campaign.posts).where(
        Campaign.community == community, Campaign.state == CampaignState.OPEN
    )
    return frozenset(post for posts in session.scalars(chosen) for post in posts)


def show(session: Session, actor: Actor, campaign_id: UUID) -> CampaignView:
    """One campaign with its history.

    Raises:
        NotFound: no such campaign in the actor's communities.
    """
    return shown_whole(session, actor, CAMPAIGNS.one_of(session, actor, campaign_id))


def shown_whole(session: Session, actor: Actor, campaign: Campaign) -> CampaignView:
    """A campaign with its history."""
    entries = history.of(session, KIND, campaign.id)
    return _shown(actor, campaign, _posts(session, [campaign]), entries)


def page(session: Session, actor: Actor, request: ListCampaigns) -> CampaignPage:
    """A page of the campaigns in the actor's scope, newest first unless sorted otherwise.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    found = CAMPAIGNS.page(session, actor, request, ORDER, *_narrowed(request))
    posts = _posts(session, found.rows)
    return CampaignPage(
        items=[_shown(actor, campaign, posts) for campaign in found.rows],
        **found.besides,
    )


def public(session: Session, campaign_id: UUID) -> PublicCampaign:
    """One campaign for anybody.

    Raises:
        NotFound: see `announced`.
    """
    return _for_everybody(session, [announced(session, campaign_id)])[0]


def public_page(session: Session, request: PublicCampaigns) -> PublicCampaignPage:
    """A page of the campaigns that are announced and not concluded.

    Raises:
        Invalid: a limit, sort or cursor that does not fit, see `paging.page`.
    """
    chosen = sa.select(Campaign).where(
        Campaign.state.in_(_SHOWN),
        *([inside(request.area, Campaign.community)] if request.area else []),
    )
    found = paging.page(session, chosen, _PUBLIC_ORDER, request)
    return PublicCampaignPage(
        items=_for_everybody(session, found.rows),
        **found.besides,
    )


def days_of(campaign: Campaign) -> Days:
    """The days of a campaign."""
    return Days(campaign.opens_on, campaign.closes_on, campaign.concludes_on)


def _posts(session: Session, campaigns: Iterable[Campaign]) -> Mapping[UUID, Post]:
    ids = {UUID(post) for campaign in campaigns for post in campaign.posts}
    return {post.id: post for post in session.scalars(sa.select(Post).where(Post.id.in_(ids)))}


def _shown(
    actor: Actor,
    campaign: Campaign,
    posts: Mapping[UUID, Post],
    entries: Sequence[history.Entry] | None = None,
) -> CampaignView:
    return _VIEW(
        campaign,
        channels=[CampaignChannel(channel) for channel in campaign.channels],
        posts=[_post(posts[UUID(post)]) for post in campaign.posts],
        possible=rules.TABLE.offered(
            campaign.state, rules.TABLE.granted(actor, area=campaign.community)
        ),
        history=None if entries is None else [_change(entry) for entry in entries],
    )


def _for_everybody(session: Session, campaigns: Sequence[Campaign]) -> list[PublicCampaign]:
    posts = _posts(session, campaigns)
    later = history.back_entries(session, KIND, [campaign.id for campaign in campaigns])
    return [_for_anybody(one, posts, later.get(one.id)) for one in campaigns]


def _for_anybody(
    campaign: Campaign, posts: Mapping[UUID, Post], back_entry: str | None
) -> PublicCampaign:
    takes = takes_applications(campaign)
    return PublicCampaign(
        id=campaign.id,
        community=campaign.community,
        number=campaign.number,
        title=hidden(campaign.title),
        text=hidden(campaign.text),
        channels=[CampaignChannel(channel) for channel in campaign.channels],
        posts=[_post(posts[UUID(post)]) for post in campaign.posts],
        opens_on=campaign.opens_on,
        closes_on=campaign.closes_on,
        state=campaign.state,
        possible=rules.TABLE.offered(campaign.state, rules.WITHOUT_ACCOUNT) if takes else [],
        takes_applications=takes,
        back_entry=back_entry,
    )


def takes_applications(campaign: Campaign) -> bool:
    """Whether anybody can apply now; the clock that closes it may be a minute late."""
    is_open = rules.TABLE.allows(campaign.state, Deed.APPLY)
    return is_open and day_of(clock.now()) <= campaign.closes_on


def takes_paper(campaign: Campaign) -> bool:
    """Whether a clerk can write applications down now that were given in time."""
    return rules.TABLE.allows(campaign.state, Deed.RECORD)


def _post(post: Post) -> CampaignPost:
    return CampaignPost(
        id=post.id,
        number=post.number,
        category=post.category,
        title=hidden(post.title),
        duties=hidden(post.duties),
        promises=[hidden(promise) for promise in post.promises],
    )


def _change(entry: history.Entry) -> CampaignChange:
    return _STEP(entry, note=entry.note)


def _narrowed(request: ListCampaigns) -> Conditions:
    return [
        *([inside(request.area, Campaign.community)] if request.area else []),
        *any_of(Campaign.state, request.state),
        *with_words(request.words, Campaign.title, Campaign.text),
        *([Campaign.opens_on >= request.opens_from] if request.opens_from else []),
        *([Campaign.opens_on <= request.opens_to] if request.opens_to else []),
    ]
