"""Posts (岗位): which are vacant, what each is for, and what can be done with it."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.recruitment.posts import (
    AdvertisePost,
    ClosePost,
    CreatePost,
    EditPost,
    ListPosts,
    OpenPost,
    WithdrawPost,
)
from gateway.console import api, deeds
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import territory
from vocabulary.permissions import Action

_ALL = "/api/v1/posts"
_HERE = "/desk/posts"
_TABS = (
    Tab("vacant", _("空缺"), {"state": "open,advertised"}),
    Tab("interim", _("临时兼任"), {"state": "interim_filled"}),
    Tab("filled", _("已聘任"), {"state": "filled"}),
    Tab("draft", _("拟设"), {"state": "draft"}),
    Tab("all", _("全部")),
)
#: Which survey shows the need is said by the page of the survey.
_NEED = ("need_survey", "need_question", "need_option")
_HINTS = {
    "promises": _("一行一条，居民能核对的，如“每月巡查一次楼道消防设施”。"),
    "need_reason": _("没有问卷结果支持的，写明为什么要设。"),
}
_CREATE = Deed(CreatePost, kept=_NEED, hints=_HINTS, leads=f"{_HERE}/{{id}}")
_DEEDS = (
    Deed(OpenPost),
    Deed(AdvertisePost),
    Deed(EditPost, kept=_NEED, hints=_HINTS),
    Deed(WithdrawPost),
    Deed(ClosePost, is_final=True),
)
_SOUGHT_FROM = "proposed,in_notice,pending,in_office"


@page(_HERE, may=Action.POST_READ, title=_("岗位"), nav="posts")
def desk_posts() -> Shown:
    """The posts of your communities, those without a holder first."""
    places = territory.communities()
    filters = ["category", "words", *territory.narrowing(places)]
    found = listed(_ALL, ListPosts, tabs=_TABS, filters=filters, options={"area": places})
    cap = api.get(f"/api/v1/communities/{places[0][0]}/post-cap") if len(places) == 1 else None
    return shown(
        "workstation/posts.html",
        found.status,
        listed=found,
        cap=cap,
        may_create=may_somewhere(Action.POST_MANAGE),
    )


@page(
    f"{_HERE}/new",
    may=Action.POST_MANAGE,
    title=_("拟设岗位"),
    nav="posts",
    methods=("GET", "POST"),
)
def new_post() -> Shown | flask.Response:
    """Write a post down as a draft."""
    places = territory.communities()
    start = territory.beginning(places)
    done, form, status = deeds.created(_CREATE, options={"community": places}, start=start)
    return done or shown(
        "workstation/new.html",
        status,
        form=form,
        deed=_CREATE,
        back=(_HERE, _("岗位")),
        lead=_("先拟设，社区议定后再设立，然后才能发布招募。"),
    )


@page(
    f"{_HERE}/<uuid:post_id>",
    may=Action.POST_READ,
    title=_("岗位"),
    nav="posts",
    methods=("GET", "POST"),
)
def desk_post(post_id: UUID) -> Shown | flask.Response:
    """One post: what it is for, who holds it or is to, and what can be done now."""
    known = Deeds(f"{_HERE}/{post_id}", _DEEDS, {"post_id": str(post_id)})
    if done := known.sent():
        return done
    one = api.get(f"{_ALL}/{post_id}")
    holders = (
        api.get("/api/v1/appointments", {"post_id": str(post_id), "state": _SOUGHT_FROM})["items"]
        if may_somewhere(Action.APPOINTMENT_READ)
        else []
    )
    survey = one["need_survey"] and api.found(f"/api/v1/surveys/{one['need_survey']}")
    return shown(
        "workstation/post.html",
        known.status,
        one=one,
        holders=holders,
        survey=survey,
        deeds=known,
        offers=known.offered(one),
        may_propose=may_somewhere(Action.APPOINTMENT_PREPARE),
        may_read_applications=may_somewhere(Action.APPLICATION_READ),
    )
