"""Applying for a post, recommending a neighbour, and following the application."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.recruitment.applications import (
    ApplicationBody,
    EditedApplication,
    NoticeWish,
    SetOwnReserve,
)
from contracts.recruitment.own_data import (
    ApplicationCopy,
    EraseOwnApplication,
    ExportOwnApplication,
)
from contracts.recruitment.recommending import Agreement, Recommendation
from contracts.registry import Shape
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public import own_data, places
from gateway.console.public.own_data import DataPage, Looks
from vocabulary.permissions import Action

_PUBLIC = "/api/v1/public"
_RESERVE = SetOwnReserve.body()
_PROOF: type[Shape] = ExportOwnApplication.body()
_WISH: type[Shape] = EraseOwnApplication.body()
#: In the order in which a person thinks of them.
_WORDS = (
    "ability",
    "experience",
    "time_available",
    "motivation",
    "address",
    "supporter_groups",
    "supporter_residents",
    "lives_in_community",
    "is_voluntary",
    "consents_to_notice",
    "reserve_months",
)
_LABELS = {
    "post_id": _("报哪个岗位"),
    "name": _("您的姓名"),
    "phone": _("您的电话"),
    "ability": _("您能为居民做什么"),
    "experience": _("以前为大家做过什么"),
    "time_available": _("什么时候有空"),
    "motivation": _("为什么想做"),
    "address": _("您住在社区哪里"),
    "supporter_groups": _("哪些群众组织支持您"),
    "supporter_residents": _("有多少居民支持您"),
    "lives_in_community": _("我住在本社区"),
    "is_voluntary": _("我自愿报名，知道这项工作没有报酬"),
    "consents_to_notice": _("同意公示我的姓名"),
    "reserve_months": _("没有入选时，愿意做后备人才几个月"),
}
_HINTS = {"reserve_months": _("填 0 表示不愿意。")}


@page("/communities/<code>/posts", may=Action.ANYONE, title=_("我要报名"), nav="posts")
def posts_of_community(code: str) -> Shown:
    """The campaigns open now, and the posts without a resident."""
    return shown("public/posts.html", place=places.community(code), sought=places.sought(code))


@page("/campaigns/<uuid:campaign_id>", may=Action.ANYONE, title=_("专员招募"), nav="posts")
def campaign(campaign_id: UUID) -> Shown:
    """A campaign with its posts."""
    return shown("public/campaign.html", campaign=_campaign(campaign_id))


@page(
    "/campaigns/<uuid:campaign_id>/application",
    may=Action.ANYONE,
    title=_("报名"),
    nav="posts",
    methods=("GET", "POST"),
)
def apply(campaign_id: UUID) -> Shown | flask.Response:
    """Apply for a post (报名)."""
    return _asked(
        campaign_id, ApplicationBody, "applications", ("post_id", "name", "phone", *_WORDS)
    )


@page(
    "/campaigns/<uuid:campaign_id>/recommendation",
    may=Action.ANYONE,
    title=_("推荐邻居"),
    nav="posts",
    methods=("GET", "POST"),
)
def recommend(campaign_id: UUID) -> Shown | flask.Response:
    """Recommend a person (推荐), who is asked before it becomes an application."""
    asked = ("post_id", "name", "phone", "recommendation", "recommender", "recommended_by")
    return _asked(campaign_id, Recommendation, "recommendations", asked)


@page(
    "/applications/<code>",
    may=Action.ANYONE,
    title=_("我的报名"),
    nav="follow",
    methods=("GET", "POST"),
)
def application(code: str) -> Shown | flask.Response:
    """Show where your application stands, and what you can do with it."""
    at, here = f"{_PUBLIC}/applications/{code}", f"/applications/{code}"
    deed = flask.request.form.get("_deed") if pages.is_sent() else None
    reserve, notice = forms.filled(_RESERVE), forms.filled(NoticeWish)
    try:
        if deed == "withdrawal":
            api.send("POST", f"{at}/withdrawal", {})
            return told(here, _("报名已撤回。"))
        if deed == "reserve":
            api.send("POST", f"{at}/reserve", reserve.body)
            return told(here, _("已保存。"))
        if deed == "notice-consent":
            api.send("POST", f"{at}/notice-consent", notice.body)
            return told(here, _("已保存。"))
    except Refused as refusal:
        reserve = reserve.refused(refusal.problem)
    one = api.get(at)
    if not pages.is_sent():
        reserve, notice = (forms.filled_with(shape, one) for shape in (_RESERVE, NoticeWish))
    return shown(
        "public/application.html",
        reserve.status,
        one=one,
        code=code,
        reserve=forms.form(_RESERVE, reserve, labels=_LABELS, hints=_HINTS),
        notice=forms.form(NoticeWish, notice, labels=_LABELS),
    )


@page(
    "/applications/<code>/change",
    may=Action.ANYONE,
    title=_("修改报名"),
    nav="follow",
    methods=("GET", "POST"),
)
def change_application(code: str) -> Shown | flask.Response:
    """Rewrite your application, until the deadline."""
    return _rewritten(code, EditedApplication, "PUT", "", _("报名已修改。"))


@page(
    "/applications/<code>/consent",
    may=Action.ANYONE,
    title=_("同意推荐并报名"),
    nav="follow",
    methods=("GET", "POST"),
)
def agree(code: str) -> Shown | flask.Response:
    """Agree to a recommendation, and apply."""
    return _rewritten(code, Agreement, "POST", "/consent", _("您已报名。"))


@page(
    "/applications/<code>/data",
    may=Action.ANYONE,
    title=_("我的信息"),
    nav="follow",
    methods=("GET", "POST"),
)
def application_data(code: str) -> Shown | flask.Response:
    """Your data: who looked at it, a copy of it, its erasure."""
    at = f"{_PUBLIC}/applications/{code}"
    return own_data.answered(
        DataPage(
            here=f"/applications/{code}",
            called=_("我的报名"),
            copy=ApplicationCopy,
            proof=_PROOF,
            wish=_WISH,
            export=lambda body: api.send("POST", f"{at}/export", body),
            erase=lambda body: api.send("POST", f"{at}/erasure", body),
            on_copy="",
            on_erasure=_(
                "姓名、电话、地址和您写的内容都会删除，不能恢复；还没有结果的报名随之撤回。"
            ),
            looks=lambda: Looks(
                _("谁查看过我的姓名、电话和地址"),
                "recruitment.ApplicantSeenFor",
                api.get(f"{at}/disclosures")["items"],
            ),
        )
    )


def _campaign(campaign_id: UUID) -> api.Json:
    found = api.get(f"{_PUBLIC}/campaigns/{campaign_id}")
    flask.g.community = found["community"]
    return found


def _asked(
    campaign_id: UUID, shape: type[Shape], what: str, asked: tuple[str, ...]
) -> Shown | flask.Response:
    tried = forms.filled(shape)
    if pages.is_sent():
        try:
            receipt = api.send("POST", f"{_PUBLIC}/campaigns/{campaign_id}/{what}", tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            if receipt["code"]:
                return told(f"/applications/{receipt['code']}", _("已收到您的报名。"))
            return told(f"/campaigns/{campaign_id}", _("谢谢推荐。工作站会先征求本人同意。"))
    found = _campaign(campaign_id)
    form = forms.form(
        shape,
        tried,
        only=asked,
        options={"post_id": [(post["id"], post["title"]) for post in found["posts"]]},
        labels=_LABELS if shape is ApplicationBody else {"post_id": _LABELS["post_id"]},
        hints=_HINTS,
    )
    return shown("public/apply.html", tried.status, campaign=found, form=form, what=what)


def _rewritten(
    code: str, shape: type[Shape], method: str, below: str, done: Sentence
) -> Shown | flask.Response:
    at = f"{_PUBLIC}/applications/{code}"
    if pages.is_sent():
        tried = forms.filled(shape)
        try:
            api.send(method, f"{at}{below}", tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(f"/applications/{code}", done)
    one = api.get(at)
    if not pages.is_sent():
        # The address comes back masked, and is asked again. A person changing an application has
        # already declared both; one agreeing to a recommendation has not.
        declared = dict.fromkeys(("is_voluntary", "lives_in_community"), shape is EditedApplication)
        tried = forms.filled_with(shape, one | {"address": None} | declared)
    form = forms.form(shape, tried, only=_WORDS, labels=_LABELS, hints=_HINTS)
    return shown("public/rewrite.html", tried.status, one=one, code=code, form=form)
