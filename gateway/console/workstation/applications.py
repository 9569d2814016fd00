"""Applications (报名): who applies, at which stage they are, and the points of each assessor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask

from contracts.recruitment.applications import (
    EditApplication,
    ListApplications,
    RecordNoticeConsent,
    WithdrawApplication,
)
from contracts.recruitment.disclosures import ApplicantDisclosed, DiscloseApplicant
from contracts.recruitment.recommending import RecordApplicationConsent
from contracts.recruitment.screening import (
    AbstainFromApplication,
    DecideApplication,
    DecideStage,
    ListReserves,
    RemoveFromReserve,
    ScoreApplication,
)
from contracts.recruitment.words import StageKind
from gateway.console import api
from gateway.console.deeds import Deed, Deeds
from gateway.console.languages import _
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import screening, territory
from vocabulary.permissions import Action

_ALL = "/api/v1/applications"
_HERE = "/desk/applications"
_TABS = (
    Tab("received", _("筛选中"), {"state": "received"}),
    Tab("recommended", _("待本人同意"), {"state": "recommended"}),
    Tab("selected", _("拟聘"), {"state": "selected"}),
    Tab("all", _("全部")),
)
_WORDS = {
    "is_voluntary": _("本人自愿报名，知道这项工作没有报酬"),
    "lives_in_community": _("住在本社区"),
    "consents_to_notice": _("同意公示姓名"),
    "reserve_months": _("没有入选时，愿意做后备人才几个月"),
    "how": _("怎样告知的"),
}
_HINTS = {
    "reason": _("本人会看到这段话。"),
    "words": _("原因选“其他”时必须写明。"),
}
_SCORE, _STAGE = Deed(ScoreApplication), Deed(DecideStage, kept=("stage",), hints=_HINTS)
_DEEDS = (
    _SCORE,
    _STAGE,
    Deed(DecideApplication, hints=_HINTS),
    Deed(RecordApplicationConsent, labels=_WORDS),
    Deed(DiscloseApplicant, hints=_HINTS, tells=ApplicantDisclosed),
    Deed(RecordNoticeConsent, labels=_WORDS),
    Deed(EditApplication, labels=_WORDS),
    Deed(AbstainFromApplication),
    Deed(RemoveFromReserve, is_final=True),
    Deed(WithdrawApplication, labels=_WORDS, is_final=True),
)


@page(_HERE, may=Action.APPLICATION_READ, title=_("报名与筛选"), nav="posts")
def desk_applications() -> Shown:
    """The applications of your communities, those to be screened first."""
    places = territory.communities()
    campaigns = api.get("/api/v1/campaigns", {"limit": 50})["items"]
    asked = flask.request.args.get("post_id")
    post = api.found(f"/api/v1/posts/{asked}") if asked else None
    filters = ["campaign_id", "number", "source", "received_from", "received_to"]
    filters += territory.narrowing(places)
    filters += ["post_id"] if post else []
    found = listed(
        _ALL,
        ListApplications,
        tabs=_TABS,
        filters=filters,
        options={
            "area": places,
            "campaign_id": [(one["id"], one["title"]) for one in campaigns],
            "post_id": [(post["id"], post["title"])] if post else [],
        },
    )
    return shown("workstation/applications.html", found.status, listed=found)


@page(
    f"{_HERE}/<uuid:application_id>",
    may=Action.APPLICATION_READ,
    title=_("报名"),
    nav="posts",
    methods=("GET", "POST"),
)
def desk_application(application_id: UUID) -> Shown | flask.Response:
    """One application: who, what they say, what was found, and what can be done now."""
    known = Deeds(f"{_HERE}/{application_id}", _DEEDS, {"application_id": str(application_id)})
    if done := known.sent():
        return done
    one = api.get(f"{_ALL}/{application_id}")
    screened = screening.of_campaign(one["campaign_id"])
    card = screening.card_of(screened, application_id)
    stage = screening.next_stage(screened, one["stages_passed"])
    me = flask.g.actor.account
    is_opinion = stage is not None and stage["kind"] == StageKind.OPINION
    return shown(
        "workstation/application.html",
        known.status,
        one=one,
        screened=screened,
        card=card,
        stage=stage,
        assessors=screening.assessors(card, me),
        titles=_titles(screened, "criteria"),
        stages=_titles(screened, "stages"),
        deeds=known,
        offers=known.offered(
            _to_edit(one),
            start={"stage": stage["key"]} if stage else {},
            skip=() if is_opinion else ("opinion",),
            asking={ScoreApplication: lambda tried: screening.scoring(screened, card, me, tried)},
        ),
        may_propose=may_somewhere(Action.APPOINTMENT_PREPARE),
    )


@page("/desk/reserves", may=Action.RESERVE_READ, title=_("后备人才"), nav="posts")
def desk_reserves() -> Shown:
    """The people who agreed to be asked when another post is vacant, and until when."""
    places = territory.communities()
    found = listed(
        "/api/v1/reserves",
        ListReserves,
        tabs=(Tab("all", _("全部")),),
        filters=["category", *territory.narrowing(places)],
        options={"area": places},
    )
    return shown("workstation/reserves.html", found.status, listed=found)


def _to_edit(one: api.Json) -> api.Json:
    """What the form shows; the address comes masked, and is asked anew."""
    return one | {"address": None, "is_voluntary": True, "lives_in_community": True}


def _titles(screened: api.Json | None, what: str) -> dict[str, Any]:
    return {one["key"]: one["title"] for one in screened[what]} if screened else {}
