from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from bus.tables import OUTBOX
from contracts.recruitment.campaigns import (
    AnnounceCampaign,
    ConcludeCampaign,
    EditCampaign,
    ExtendCampaign,
    PublicCampaigns,
)
from contracts.recruitment.words import CampaignState
from runtime.database import Database
from runtime.identifiers import new_id
from services.recruitment.campaigns import operations, queries
from services.recruitment.campaigns.model import Campaign
from services.recruitment.posts.model import Post
from tests.builders import (
    LILIN,
    STAFF,
    STREET,
    YUELIANGWAN,
    an_actor,
    done,
    field_of,
    refused,
    shanghai,
)
from tests.outboxes import envelopes
from tests.services.recruitment.campaigns.builders import (
    a_campaign,
    an_announced_campaign,
    an_open_campaign,
    closed,
    in_days,
    the_campaign,
    today,
)
from tests.services.recruitment.conftest import Arranged
from tests.services.recruitment.posts.builders import a_post, an_advertised_post
from vocabulary.actors import Actor, Role
from vocabulary.problems import Forbidden, NotFound, PreconditionFailed, WrongState


def _told(database: Database, campaign_id: UUID) -> list[str]:
    return [one.type.rpartition(".")[2] for one in envelopes(database, campaign_id)]


def _tick(database: Database) -> int:
    with database.writing() as session:
        return operations.keep_days(session)


def _days(database: Database, campaign_id: UUID, **days: dt.date) -> None:
    with database.writing() as session:
        campaign = session.get_one(Campaign, campaign_id)
        for name, day in days.items():
            setattr(campaign, name, day)


def test_a_campaign_goes_from_draft_to_its_end(arranged: Arranged) -> None:
    recruitment, begun = arranged(an_open_campaign)
    campaign = closed(recruitment, begun)

    done(
        recruitment,
        operations.conclude,
        STAFF,
        ConcludeCampaign(campaign_id=campaign.id, note="已产生人选"),
    )

    shown = the_campaign(recruitment, campaign.id)
    assert (shown.state, shown.closes_on) == (CampaignState.CONCLUDED, today())
    assert [line.what for line in shown.history or []] == [
        "created", "announced", "opened", "closed", "concluded",
    ]  # fmt: skip
    assert shown.version == len(shown.history or [])
    assert _told(recruitment, campaign.id) == [
        "campaign_announced", "campaign_opened", "campaign_closed", "campaign_concluded",
    ]  # fmt: skip


def test_the_clock_takes_every_step_once(recruitment: Database) -> None:
    campaign = an_announced_campaign(recruitment)
    _days(
        recruitment,
        campaign.id,
        opens_on=in_days(-20),
        closes_on=in_days(-10),
        concludes_on=in_days(-1),
    )

    assert [_tick(recruitment), _tick(recruitment)] == [3, 0]

    shown = the_campaign(recruitment, campaign.id)
    assert shown.state is CampaignState.CONCLUDED
    assert {line.role for line in (shown.history or [])[2:]} == {"system"}
    told = envelopes(recruitment, campaign.id)
    assert [one.actor_role for one in told[1:]] == ["system"] * 3


def test_two_clocks_take_every_step_once(recruitment: Database) -> None:
    for _ in range(3):
        an_announced_campaign(recruitment)

    with ThreadPoolExecutor(4) as threads:
        steps = list(threads.map(lambda _: _tick(recruitment), range(4)))

    assert sum(steps) == 3
    with recruitment.reading() as session:
        opened = OUTBOX.c.type == "linli.recruitment.campaign_opened"
        counted = session.scalar(sa.select(sa.func.count()).select_from(OUTBOX).where(opened))
    assert counted == 3


def test_the_clock_leaves_a_draft_and_a_day_to_come_alone(recruitment: Database) -> None:
    a_campaign(recruitment)
    an_announced_campaign(recruitment, opens_on=in_days(1))

    assert _tick(recruitment) == 0


def test_the_last_day_is_open_until_it_is_over(recruitment: Database) -> None:
    campaign = an_open_campaign(recruitment, closes_on=today())

    assert _tick(recruitment) == 0
    _days(recruitment, campaign.id, opens_on=in_days(-2), closes_on=in_days(-1))
    assert _tick(recruitment) == 1


def test_anybody_sees_it_from_the_announcement_on(arranged: Arranged) -> None:
    recruitment, campaign = arranged(a_campaign)

    def seen(community: str) -> list[UUID]:
        with recruitment.reading() as session:
            found = queries.public_page(session, PublicCampaigns(area=community, sort=None))
        return [one.id for one in found.items]

    def look() -> Any:
        with recruitment.reading() as session:
            return queries.public(session, campaign.id)

    assert seen(LILIN) == []
    assert isinstance(refused(look), NotFound)
    done(recruitment, operations.announce, STAFF, AnnounceCampaign(campaign_id=campaign.id))
    assert (seen(LILIN), seen(YUELIANGWAN)) == ([campaign.id], [])
    page = look()
    assert "13800138000" not in page.text
    assert (page.community, page.takes_applications) == (LILIN, False)
    assert [post.title for post in page.posts] == [post.title for post in campaign.posts]


def test_posts_are_advertised_ones_of_the_community(recruitment: Database) -> None:
    draft = a_post(recruitment)
    twice, elsewhere = an_advertised_post(recruitment), an_advertised_post(recruitment)

    with recruitment.writing() as session:
        session.get_one(Post, elsewhere.id).community = YUELIANGWAN
    for posts in ([draft.id], [new_id()], [twice.id, twice.id], [elsewhere.id]):
        problem = refused(a_campaign, recruitment, posts=posts)
        assert field_of(problem) == ("posts", "not_advertised")


@pytest.mark.one_database
def test_only_drafts_are_written_anew(arranged: Arranged) -> None:
    recruitment, campaign = arranged(a_campaign)

    def write(title: str, **changed: Any) -> Any:
        request = EditCampaign(
            campaign_id=campaign.id,
            title=title,
            text=campaign.text,
            channels=campaign.channels,
            posts=[post.id for post in campaign.posts],
            opens_on=campaign.opens_on,
            closes_on=campaign.closes_on,
            **changed,
        )
        return done(recruitment, operations.edit, STAFF, request)

    assert write("新标题", expected_version=1).version == 2
    assert isinstance(refused(write, "旧标题", expected_version=1), PreconditionFailed)
    done(recruitment, operations.announce, STAFF, AnnounceCampaign(campaign_id=campaign.id))
    assert isinstance(refused(write, "又一个"), WrongState)


def test_it_can_be_extended_with_a_reason(arranged: Arranged) -> None:
    recruitment, campaign = arranged(an_open_campaign)
    longer = ExtendCampaign(campaign_id=campaign.id, closes_on=in_days(20), reason="报名不足")

    shown = done(recruitment, operations.extend, STAFF, longer)

    assert shown.closes_on == in_days(20)
    assert (shown.history or [])[-1].note == "报名不足"
    assert field_of(refused(done, recruitment, operations.extend, STAFF, longer))[0] == "closes_on"


def test_steps_of_an_earlier_day_are_written_down_in_their_order(recruitment: Database) -> None:
    campaign = a_campaign(
        recruitment,
        posts=[an_advertised_post(recruitment, happened_at=shanghai(2013, 4, 1)).id],
        opens_on=dt.date(2013, 5, 4),
        closes_on=dt.date(2013, 5, 31),
    )
    announced = done(
        recruitment,
        operations.announce,
        STAFF,
        AnnounceCampaign(campaign_id=campaign.id, happened_at=shanghai(2013, 5, 2)),
    )
    _tick(recruitment)

    shown = the_campaign(recruitment, campaign.id)
    assert announced.state is CampaignState.ANNOUNCED
    assert announced.number == "〔2013〕1"
    assert shown.state is CampaignState.CLOSED
    assert [line.happened_at for line in (shown.history or [])[1:]] == [
        shanghai(2013, 5, 2), shanghai(2013, 5, 4, 0), shanghai(2013, 6, 1, 0),
    ]  # fmt: skip


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        (an_actor(Role.STREET_OFFICER, STREET), Forbidden),
        (an_actor(Role.WORKSTATION_STAFF, YUELIANGWAN), NotFound),
        (an_actor(Role.COMMISSIONER), NotFound),
    ],
)
def test_only_the_own_community_runs_it(
    arranged: Arranged, actor: Actor, kind: type[Exception]
) -> None:
    recruitment, campaign = arranged(a_campaign)
    request = AnnounceCampaign(campaign_id=campaign.id)

    assert isinstance(refused(done, recruitment, operations.announce, actor, request), kind)
    assert the_campaign(recruitment, campaign.id).state is CampaignState.DRAFT
