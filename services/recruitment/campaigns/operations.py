"""Writing campaigns down, and taking them from step to step, by hand and by the clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from audit.acting import act, act_as
from bus import outbox
from contracts.recruitment.campaigns import (
    AnnounceCampaign,
    CampaignAnnounced,
    CampaignBody,
    CampaignClosed,
    CampaignConcluded,
    CampaignFact,
    CampaignOpened,
    CampaignView,
    CloseCampaign,
    ConcludeCampaign,
    CreateCampaign,
    EditCampaign,
    ExtendCampaign,
    OneCampaign,
    OpenCampaign,
)
from contracts.recruitment.words import CampaignState
from groundwork.areas import check_community
from groundwork.counters import next_serial
from runtime import clock
from runtime.identifiers import new_id
from services.recruitment.back_entries import operations as back_entries
from services.recruitment.back_entries.rules import check_after_opening
from services.recruitment.campaigns import queries, rules
from services.recruitment.campaigns.model import Campaign
from services.recruitment.campaigns.queries import days_of
from services.recruitment.campaigns.rules import Days, Deed
from services.recruitment.posts import operations as post_operations
from services.recruitment.posts.model import Post
from services.recruitment.posts.rules import states as posts
from vocabulary import moments
from vocabulary.actors import RESIDENT, Actor
from vocabulary.human_numbers import human_number
from vocabulary.periods import day_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, wrong_field

#: Campaigns that the clock moves in one transaction.
AT_ONCE = 100
_SYSTEM = "system"
_EVENTS: dict[Deed, type[CampaignFact]] = {
    Deed.ANNOUNCE: CampaignAnnounced,
    Deed.OPEN: CampaignOpened,
    Deed.CLOSE: CampaignClosed,
    Deed.CONCLUDE: CampaignConcluded,
}


def create(session: Session, actor: Actor, request: CreateCampaign) -> CampaignView:
    """Write down a campaign as a draft.

    Raises:
        Invalid: not a community, days that do not follow each other, or a post that is
            not an advertised one of the community.
        Forbidden: the actor runs no campaigns there.
    """
    now = clock.now()
    today = day_of(now)
    check_community(session, request.community, today)
    if not may(actor, Action.CAMPAIGN_MANAGE, area=request.community):
        raise _for_others(request.community)
    act(session, actor, Action.CAMPAIGN_MANAGE, area=request.community)
    days = _checked(session, request.community, request)
    # One of an earlier year that is written down now has a number of that year, as posts have.
    year = min(today, days.opens_on).year
    serial = next_serial(session, f"campaign/{request.community}/{year}")
    campaign = Campaign(
        id=new_id(),
        community=request.community,
        number=human_number(year, serial),
        title=request.title,
        text=request.text,
        channels=[channel.value for channel in request.channels],
        posts=[str(post) for post in request.posts],
        opens_on=days.opens_on,
        closes_on=days.closes_on,
        concludes_on=days.concludes_on,
        state=CampaignState.DRAFT,
        created_at=now,
        progressed_at=moments.EARLIEST,
        version=1,
    )
    session.add(campaign)
    queries.CAMPAIGNS.note(session, actor, campaign, "created", at=now)
    return _answer(session, actor, campaign)


def edit(session: Session, actor: Actor, request: EditCampaign) -> CampaignView:
    """Rewrite a draft.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_taken_up`.
        Invalid: see `create`.
    """
    campaign = _taken_up(session, actor, request, Deed.EDIT)
    days = _checked(session, campaign.community, request)
    campaign.title, campaign.text = request.title, request.text
    campaign.channels = [channel.value for channel in request.channels]
    campaign.posts = [str(post) for post in request.posts]
    _set_days(campaign, days)
    campaign.version += 1
    queries.CAMPAIGNS.note(session, actor, campaign, rules.TABLE.deeds[Deed.EDIT].done)
    return _answer(session, actor, campaign)


def announce(session: Session, actor: Actor, request: AnnounceCampaign) -> CampaignView:
    """Show it to everybody; it opens on its day.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_taken_up`.
        Invalid: one of its posts is no longer advertised, or see `_check_days`.
    """
    campaign = _taken_up(session, actor, request, Deed.ANNOUNCE)
    # Looked at again: a consent to enter such days may have ended since the draft was written.
    posts_opened_at = _check_days(
        session, campaign.community, [UUID(post) for post in campaign.posts], days_of(campaign)
    )
    campaign.progressed_at = max(campaign.progressed_at, posts_opened_at)
    return _stepped(session, actor, campaign, Deed.ANNOUNCE, request.happened_at, request.note)


def open_(session: Session, actor: Actor, request: OpenCampaign) -> CampaignView:
    """Take applications from now on; before its day, the day is moved.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_taken_up`.
    """
    campaign = _taken_up(session, actor, request, Deed.OPEN)
    return _stepped(session, actor, campaign, Deed.OPEN, request.happened_at, request.note)


def close(session: Session, actor: Actor, request: CloseCampaign) -> CampaignView:
    """Stop taking applications; if that is before the last day, the day is moved.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_taken_up`.
    """
    campaign = _taken_up(session, actor, request, Deed.CLOSE)
    return _stepped(session, actor, campaign, Deed.CLOSE, request.happened_at, request.note)


def conclude(session: Session, actor: Actor, request: ConcludeCampaign) -> CampaignView:
    """Everything is decided; from now on the period of keeping runs.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_taken_up`.
    """
    campaign = _taken_up(session, actor, request, Deed.CONCLUDE)
    return _stepped(session, actor, campaign, Deed.CONCLUDE, request.happened_at, request.note)


def extend(session: Session, actor: Actor, request: ExtendCampaign) -> CampaignView:
    """Take applications for longer.

    Raises:
        NotFound, Forbidden, PreconditionFailed, WrongState: see `_taken_up`.
        Invalid: the day is not later, or later than the end of the campaign.
    """
    campaign = _taken_up(session, actor, request, Deed.EXTEND)
    now = clock.now()
    before = days_of(campaign)
    rules.check_extension(before, request.closes_on, day_of(now))
    days = Days(before.opens_on, request.closes_on, before.concludes_on)
    rules.check_days(days)
    _set_days(campaign, days)
    campaign.version += 1
    queries.CAMPAIGNS.note(
        session,
        actor,
        campaign,
        rules.TABLE.deeds[Deed.EXTEND].done,
        at=now,
        note=request.reason,
        closes_on=request.closes_on.isoformat(),
    )
    return _answer(session, actor, campaign)


def keep_days(session: Session) -> int:
    """Let the clock open, close and conclude what is due, each once; returns how many steps.

    Rows are claimed, so that of several processes each takes others.
    """
    today = day_of(clock.now())
    due = sa.or_(
        sa.and_(Campaign.state == CampaignState.ANNOUNCED, Campaign.opens_on <= today),
        sa.and_(Campaign.state == CampaignState.OPEN, Campaign.closes_on < today),
        sa.and_(Campaign.state == CampaignState.CLOSED, Campaign.concludes_on < today),
    )
    chosen = sa.select(Campaign).where(due).order_by(Campaign.id).limit(AT_ONCE)
    claimed = session.scalars(chosen.with_for_update(skip_locked=True)).all()
    act_as(session, RESIDENT, _SYSTEM)
    return sum(_caught_up(session, campaign, today) for campaign in claimed)


def _caught_up(session: Session, campaign: Campaign, today: dt.date) -> int:
    """Take every step that is due, as after a standstill several may be."""
    steps = 0
    while (due := rules.due(campaign.state, days_of(campaign), today)) is not None:
        at = max(due.since, campaign.progressed_at)
        _move_on(session, RESIDENT, campaign, due.deed, at)
        steps += 1
    return steps


def _stepped(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    deed: Deed,
    at: dt.datetime | None,
    note: str | None,
) -> CampaignView:
    happened_at = back_entries.moment_of_step(
        session, campaign.community, at, previous=campaign.progressed_at
    )
    _set_days(campaign, rules.after(deed, days_of(campaign), happened_at))
    _move_on(session, actor, campaign, deed, happened_at, note)
    return _answer(session, actor, campaign)


def _move_on(
    session: Session,
    actor: Actor,
    campaign: Campaign,
    deed: Deed,
    happened_at: dt.datetime,
    note: str | None = None,
) -> None:
    queries.CAMPAIGNS.move_on(
        session, actor, campaign, rules.TABLE, deed, at=happened_at, note=note
    )
    campaign.progressed_at = happened_at
    if deed is Deed.CONCLUDE:
        campaign.concluded_at = happened_at
    if deed in {Deed.OPEN, Deed.CLOSE}:
        _mark_posts(session, campaign)
    event = _EVENTS[deed](
        campaign_id=campaign.id,
        community=campaign.community,
        number=campaign.number,
        posts=[UUID(post) for post in campaign.posts],
        opens_on=campaign.opens_on,
        closes_on=campaign.closes_on,
        state=campaign.state,
        happened_at=happened_at,
        version=campaign.version,
    )
    outbox.add(session, event, actor=actor)


def _mark_posts(session: Session, campaign: Campaign) -> None:
    """A post for which a campaign takes applications is not closed meanwhile."""
    session.flush()
    sought = queries.sought(session, campaign.community)
    # In one order, so that two campaigns of the same posts do not wait for each other.
    for post_id in sorted(campaign.posts):
        post_operations.mark_sought(session, UUID(post_id), is_sought=post_id in sought)


def _taken_up(session: Session, actor: Actor, request: OneCampaign, deed: Deed) -> Campaign:
    """The campaign, locked, if the actor may do this with it now.

    Raises:
        NotFound: no such campaign in the actor's communities.
        Forbidden: the actor only reads it.
        PreconditionFailed: it is at another version.
        WrongState: the state does not allow it.
    """
    campaign = queries.CAMPAIGNS.take_up(
        session,
        actor,
        request.campaign_id,
        Action.CAMPAIGN_MANAGE,
        otherwise=_for_others,
        expected=request.expected_version,
    )
    rules.TABLE.follows(campaign.number, campaign.state, deed)
    return campaign


def _for_others(community: str) -> Forbidden:
    return Forbidden(
        f"您不能组织社区 {community} 的招募活动。",
        f"You may not run campaigns of community {community}.",
    )


def _checked(session: Session, community: str, body: CampaignBody) -> Days:
    days = Days(body.opens_on, body.closes_on, body.concludes_on)
    rules.check_days(days)
    _check_days(session, community, body.posts, days)
    return days


def _check_days(
    session: Session, community: str, wanted: Sequence[UUID], days: Days
) -> dt.datetime:
    """Let posts pass that were open by then, on days that may be entered; returns the days.

    Raises:
        Invalid: a post is not advertised, was opened later, or a day lies too far back.
    """
    opened_at = _opened_at(session, community, wanted)
    check_after_opening(days.opens_on, day_of(opened_at), field="opens_on")
    for field, day in vars(days).items():
        if day is not None:
            back_entries.enter(session, community, day, field=field)
    return opened_at


def _opened_at(session: Session, community: str, wanted: Sequence[UUID]) -> dt.datetime:
    """When the last of these posts was opened; all of them are advertised.

    Raises:
        Invalid: names those that are not.
    """
    chosen = sa.select(Post).where(
        Post.id.in_(wanted), Post.community == community, Post.state.in_(posts.SHOWN)
    )
    found = session.scalars(chosen).all()
    missing = set(wanted) - {post.id for post in found}
    if missing or len(set(wanted)) != len(wanted):
        named = ", ".join(sorted(str(post) for post in missing)) or "×2"
        raise wrong_field(
            "posts",
            "not_advertised",
            zh=f"招募岗位须是本社区已发布的岗位，且不重复；请核对：{named}。",
            en="The posts of a campaign must be advertised ones of the community, each "
            f"once: {named}.",
        )
    return max(post.opened_at or post.created_at for post in found)


def _set_days(campaign: Campaign, days: Days) -> None:
    campaign.opens_on, campaign.closes_on = days.opens_on, days.closes_on
    campaign.concludes_on = days.concludes_on


def _answer(session: Session, actor: Actor, campaign: Campaign) -> CampaignView:
    session.flush()
    return queries.shown_whole(session, actor, campaign)
