"""Reviews of major projects (重大项目社会评价) at the street office, from the draft to the answer. R53."""

from __future__ import annotations

from uuid import UUID

import flask

from contracts.incentives.invitees import DiscloseInvitee, EraseInvitee, InviteeDisclosedAnswer
from contracts.incentives.project_reviews import (
    AnswerProjectReview,
    CloseProjectReview,
    DraftProjectReview,
    EditProjectReview,
    InviteReviewers,
    ListProjectReviews,
    OpenProjectReview,
    SummariseProjectReview,
    WithdrawReviewer,
)
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.deeds import Deed, Deeds, created
from gateway.console.forms import Option
from gateway.console.languages import _, current
from gateway.console.listing import Tab, listed
from gateway.console.pages import Shown, page, shown
from gateway.console.rights import may_somewhere
from gateway.console.workstation import in_office, territory
from vocabulary.areas import street_of
from vocabulary.permissions import Action

_ALL, _HERE = "/api/v1/project-reviews", "/desk/project-reviews"
_TABS = (
    Tab("running", _("进行中"), {"state": "draft,open"}),
    Tab("closed", _("待答复"), {"state": "closed"}),
    Tab("answered", _("已答复"), {"state": "answered"}),
)
_HINTS = {
    "content": _("结束后居民会看到。不要写个人电话、证件号码。"),
    "criteria": _("每行写一项，评价人逐项打 1 到 5 分。"),
    "owner": _("谁负责这个项目，由谁答复。"),
}
_DRAFT = Deed(DraftProjectReview, hints=_HINTS, leads=f"{_HERE}/{{id}}")
_DEEDS = (
    Deed(OpenProjectReview),
    Deed(SummariseProjectReview, hints={"summary": _("不写姓名；不同意见也要写进去。")}),
    Deed(AnswerProjectReview, is_final=True, hints={"answer": _("居民会看到，登记后不能再改。")}),
    Deed(CloseProjectReview, is_final=True),
    Deed(EditProjectReview, hints=_HINTS),
)
_INVITE = InviteReviewers.body()


@page(_HERE, may=Action.PROJECT_REVIEW_READ, title=_("重大项目社会评价"), nav="standing")
def project_reviews() -> Shown:
    """The reviews of the street's projects."""
    found = listed(_ALL, ListProjectReviews, tabs=_TABS, filters=())
    return shown(
        "workstation/project_reviews.html",
        found.status,
        listed=found,
        may_draft=may_somewhere(Action.PROJECT_REVIEW_MANAGE),
    )


@page(
    f"{_HERE}/new",
    may=Action.PROJECT_REVIEW_MANAGE,
    title=_("起草重大项目社会评价"),
    nav="standing",
    methods=("GET", "POST"),
)
def new_project_review() -> Shown | flask.Response:
    """What is reviewed, by which criteria and until when."""
    done, form, status = created(_DRAFT, options={"area": _areas()})
    if done:
        return done
    return shown(
        "workstation/new_standing.html", status, form=form, back=_HERE, up=_("重大项目社会评价")
    )


@page(
    f"{_HERE}/<uuid:review_id>",
    may=Action.PROJECT_REVIEW_READ,
    title=_("重大项目社会评价"),
    nav="standing",
    methods=("GET", "POST"),
)
def project_review(review_id: UUID) -> Shown | flask.Response:
    """One review: the people invited, and after the close what it came to."""
    at = f"{_ALL}/{review_id}"
    one = api.get(at)
    known = Deeds(
        f"{_HERE}/{review_id}", [*_DEEDS, *_of_people(one)], {"review_id": str(review_id)}
    )
    if done := known.sent():
        return done
    one = api.get(at)
    is_over = one["state"] in ("closed", "answered")
    possible = [*one["possible"], *_possible_of_people(one)]
    return shown(
        "workstation/project_review.html",
        known.status,
        one=one,
        deeds=known,
        words=api.get(f"{at}/words")["texts"] if is_over else [],
        offers=known.offered(one | {"possible": possible}, begun={EditProjectReview: one}),
    )


@page(
    f"{_HERE}/<uuid:review_id>/reviewers",
    may=Action.PROJECT_REVIEW_MANAGE,
    title=_("邀请评价人"),
    nav="standing",
    methods=("GET", "POST"),
)
def reviewers(review_id: UUID) -> Shown | flask.Response:
    """Invite people; their codes are shown this once, to be handed over."""
    at = f"{_ALL}/{review_id}"
    tried = forms.filled(_INVITE)
    renewed = flask.request.form.get("_reviewer", "") if pages.is_sent() else ""
    try:
        if renewed:
            return _codes(at, api.send("POST", f"{at}/reviewers/{renewed}/code", {}))
        if pages.is_sent():
            return _codes(at, api.send("POST", f"{at}/reviewers", tried.body))
    except Refused as refusal:
        tried = tried.refused(refusal.problem)
    places = territory.communities()
    one = api.get(at)
    return shown(
        "workstation/reviewers.html",
        tried.status,
        one=one,
        places=places,
        form=forms.form(
            _INVITE,
            tried,
            options={"appointments": in_office.commissioners(places)},
            labels={"invitees": _("积极分子（不用账号）")},
            hints={"invitees": _("姓名和联系方式加密保存，可以随时应本人要求删除。")},
        ),
    )


def _codes(at: str, made: api.Json) -> Shown:
    return shown(
        "workstation/reviewer_codes.html",
        one=api.get(at),
        codes=made["items"],
        address=f"{flask.request.host_url}review",
    )


def _of_people(one: api.Json) -> list[Deed]:
    """What can be done for each reviewer."""
    waiting = [each for each in one["reviewers"] if "withdrawal" in each["possible"]]
    return [
        *(
            Deed(
                WithdrawReviewer,
                label=_("撤回评价邀请：%(name)s", name=_called(each)),
                path={"reviewer_id": each["id"]},
                is_final=True,
            )
            for each in waiting
        ),
        *_of_activists(one),
    ]


def _of_activists(one: api.Json) -> list[Deed]:
    return [
        deed
        for each in one["reviewers"]
        if each["name"] is not None
        for deed in (
            Deed(
                DiscloseInvitee,
                label=_("查看姓名和联系方式：%(name)s", name=each["name"]),
                path={"invitee_id": each["invitee_id"]},
                tells=InviteeDisclosedAnswer,
            ),
            Deed(
                EraseInvitee,
                label=_("删除姓名和联系方式：%(name)s", name=each["name"]),
                path={"invitee_id": each["invitee_id"]},
                is_final=True,
            ),
        )
    ]


def _possible_of_people(one: api.Json) -> list[str]:
    has_some = any(each["name"] is not None for each in one["reviewers"])
    sees = has_some and may_somewhere(Action.INVITEE_DISCLOSE)
    found = ["disclosures", "erasure"] if sees else []
    waits = any("withdrawal" in each["possible"] for each in one["reviewers"])
    return [*found, "withdrawal"] if waits else found


def _called(each: api.Json) -> str:
    return each["post"] or each["name"] or str(_("专员"))


def _areas() -> list[Option]:
    """The street as a whole, and its communities."""
    places = territory.communities()
    if not places:
        return []
    code = street_of(places[0][0])
    street = api.get(f"/api/v1/public/areas/{code}")
    return [(code, street[f"name_{current()}"]), *places]
