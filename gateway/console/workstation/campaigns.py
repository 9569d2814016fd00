"""Campaigns (招募活动): what is announced, who applied, and how far each has come."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

import flask

from contracts.recruitment.applications import RecordApplication, RecordedApplication
from contracts.recruitment.campaigns import (
    AnnounceCampaign,
    CloseCampaign,
    ConcludeCampaign,
    CreateCampaign,
    EditCampaign,
    ExtendCampaign,
    ListCampaigns,
    OpenCampaign,
)
from contracts.recruitment.screening import StartScreening
from gateway.console import api, deeds
from gateway.console.deeds import Deed, Deeds
from gateway.console.forms import Option
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import screening, territory
from vocabulary.permissions import Action

_ALL = "/api/v1/campaigns"
_HERE = "/desk/campaigns"
_TABS = (
    Tab("open", _("报名中"), {"state": "announced,open"}),
    Tab("closed", _("报名截止，待筛选"), {"state": "closed"}),
    Tab("draft", _("草稿"), {"state": "draft"}),
    Tab("concluded", _("已结束"), {"state": "concluded"}),
    Tab("all", _("全部")),
)
_HINTS = {
    "posts": _("只列出本社区招募中的岗位。"),
    "concludes_on": _("不填则由工作站办完后结束。"),
}
_CREATE = Deed(CreateCampaign, hints=_HINTS, leads=f"{_HERE}/{{id}}")
_RECORD = Deed(
    RecordApplication,
    body=RecordedApplication,
    without=("account",),
    leads="/desk/applications/{id}",
    labels={
        "is_voluntary": _("本人自愿报名，知道这项工作没有报酬"),
        "lives_in_community": _("住在本社区"),
        "consents_to_notice": _("同意公示姓名"),
        "reserve_months": _("没有入选时，愿意做后备人才几个月"),
    },
)
_DEEDS = (
    Deed(AnnounceCampaign),
    Deed(StartScreening),
    Deed(OpenCampaign),
    Deed(CloseCampaign),
    Deed(ExtendCampaign),
    Deed(EditCampaign, hints=_HINTS),
    Deed(ConcludeCampaign, is_final=True),
)


@page(_HERE, may=Action.CAMPAIGN_READ, title=_("招募活动"), nav="posts")
def desk_campaigns() -> Shown:
    """The campaigns of your communities."""
    places = territory.communities()
    filters = ["words", "opens_from", "opens_to", *territory.narrowing(places)]
    found = listed(_ALL, ListCampaigns, tabs=_TABS, filters=filters, options={"area": places})
    return shown(
        "workstation/campaigns.html",
        found.status,
        listed=found,
        may_create=may_somewhere(Action.CAMPAIGN_MANAGE),
    )


@page(
    f"{_HERE}/new",
    may=Action.CAMPAIGN_MANAGE,
    title=_("起草招募活动"),
    nav="posts",
    methods=("GET", "POST"),
)
def new_campaign() -> Shown | flask.Response:
    """Draft a campaign for advertised posts."""
    places = territory.communities()
    done, form, status = deeds.created(
        _CREATE,
        options={"community": places, "posts": _posts()},
        start=territory.beginning(places),
    )
    return done or shown(
        "workstation/new.html",
        status,
        form=form,
        deed=_CREATE,
        back=(_HERE, _("招募活动")),
        lead=_("先起草，确认后再发布。到了日子，报名会自动开始和截止。"),
    )


@page(
    f"{_HERE}/<uuid:campaign_id>",
    may=Action.CAMPAIGN_READ,
    title=_("招募活动"),
    nav="posts",
    methods=("GET", "POST"),
)
def desk_campaign(campaign_id: UUID) -> Shown | flask.Response:
    """One campaign: its posts, who applied and stands where, and what can be done now."""
    known = Deeds(f"{_HERE}/{campaign_id}", _DEEDS, {"campaign_id": str(campaign_id)})
    if done := known.sent():
        return done
    one = api.get(f"{_ALL}/{campaign_id}")
    screened = screening.of_campaign(campaign_id)
    if screened:
        # Begun once more, it changes nothing.
        known.known = [deed for deed in _DEEDS if deed.asked is not StartScreening]
    thing = one | {"posts": [post["id"] for post in one["posts"]]}
    options = {"posts": _posts(one["community"])} if "edit" in one["possible"] else {}
    return shown(
        "workstation/campaign.html",
        known.status,
        one=one,
        screened=screened,
        by_post=_by_post(screened["items"] if screened else []),
        applications=[] if screened else _applications(campaign_id),
        deeds=known,
        offers=known.offered(thing, options=options),
    )


@page(
    f"{_HERE}/<uuid:campaign_id>/applications/new",
    may=Action.APPLICATION_RECORD,
    title=_("登记报名"),
    nav="posts",
    methods=("GET", "POST"),
)
def record_application_at_desk(campaign_id: UUID) -> Shown | flask.Response:
    """Write an application down for somebody, also from paper of an earlier day."""
    found = api.get(f"{_ALL}/{campaign_id}")
    posts = [(post["id"], post["title"]) for post in found["posts"]]
    done, form, status = deeds.created(
        _RECORD,
        {"campaign_id": str(campaign_id)},
        options={"post_id": posts},
        start={"post_id": posts[0][0]} if len(posts) == 1 else {},
    )
    return done or shown(
        "workstation/new.html",
        status,
        form=form,
        deed=_RECORD,
        back=(f"{_HERE}/{campaign_id}", found["title"]),
        lead=_("当面、电话或纸质报名表，替居民登记。"),
    )


def _posts(community: str = "") -> Sequence[Option]:
    """Advertised posts to choose from."""
    query = {"state": "advertised,interim_filled", "limit": 100, "area": community}
    return [(post["id"], post["title"]) for post in api.get("/api/v1/posts", query)["items"]]


def _applications(campaign_id: UUID) -> list[api.Json]:
    if not may_somewhere(Action.APPLICATION_READ):
        return []
    query = {"campaign_id": str(campaign_id), "limit": 100}
    found: list[api.Json] = api.get("/api/v1/applications", query)["items"]
    return found


def _by_post(cards: Sequence[api.Json]) -> list[tuple[str, list[Any]]]:
    return [
        (post, list(group))
        for post, group in groupby(cards, lambda card: str(card["application"]["post"]))
    ]
