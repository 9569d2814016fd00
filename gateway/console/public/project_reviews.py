"""Reviews of major projects (重大项目社会评价): the reviewer's sheet by code, and what came of it. R53."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

import flask

from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public import places
from vocabulary.areas import street_of
from vocabulary.permissions import Action

_PUBLIC = "/api/v1/public"
_HERE = "/review"
#: What reviewers do beside rating, and what the page says then.
_DEEDS = {
    "erase": ("contact-erasure", _("姓名和联系方式已删除，仍可凭评价码评价。")),
    "abstain": ("abstention", _("已回避，谢谢告知。这次评价不再需要您打分。")),
}
_SCORES = ("1", "2", "3", "4", "5")


@page(
    "/communities/<code>/project-reviews",
    may=Action.ANYONE,
    title=_("重大项目社会评价"),
    nav="home",
)
def project_reviews(code: str) -> Shown:
    """The reviews of the street to which a community belongs."""
    place = places.community(code)
    cursor = flask.request.args.get("cursor")
    asked = {} if cursor is None else {"cursor": cursor}
    at = f"{_PUBLIC}/streets/{street_of(code)}/project-reviews"
    found = api.get(f"{at}?{urlencode(asked)}" if asked else at)
    return shown("public/project_reviews.html", place=place, found=found)


@page(
    "/project-reviews/<uuid:review_id>",
    may=Action.ANYONE,
    title=_("重大项目社会评价"),
    nav="home",
)
def project_review(review_id: UUID) -> Shown:
    """What the review of a project came to, and the owner's answer."""
    one = api.get(f"{_PUBLIC}/project-reviews/{review_id}")
    return shown("public/project_review.html", one=one)


@page(
    _HERE,
    may=Action.ANYONE,
    title=_("评价重大项目"),
    nav="home",
    methods=("GET", "POST"),
)
def review() -> Shown | flask.Response:
    """One question a page, without an account or a script: what it is, each criterion, words."""
    given = flask.request.values
    code = given.get("code", "").strip()
    if not code:
        return _code(None)
    at = f"{_PUBLIC}/review-sheets/{code}"
    try:
        # Answered in place: an address with the code would stay in the browser's history.
        deed = _DEEDS.get(given.get("_deed", "")) if pages.is_sent() else None
        one = api.get(at) if deed is None else api.send("POST", f"{at}/{deed[0]}", {})
    except Refused as refusal:
        return _code(refusal.problem)
    goes_on = pages.is_sent() and ("_step" in given or "_send" in given)
    if not goes_on or "ratings" not in one["possible"]:
        done = None if deed is None else deed[1]
        return shown("public/review_about.html", one=one, code=code, done=done)
    scores = [given.get(f"s{place}", "") for place in range(len(one["criteria"]))]
    step, missing = _step(given.get("_step", ""), scores)
    problem = None
    if step > len(scores) and "_send" in given:
        body: api.Json = {"scores": [int(score) for score in scores]}
        if words := given.get("words", "").strip():
            body["words"] = words
        try:
            api.send("POST", f"{at}/ratings", body)
        except Refused as refusal:
            problem, step = refusal.problem, len(scores)
        else:
            return told(f"{_HERE}/thanks", _("您的评价已收到，谢谢。结束后公布结果。"))
    return shown(
        "public/review_step.html",
        422 if missing else 200 if problem is None else forms.status_of(problem),
        one=one,
        code=code,
        step=step,
        last=len(scores),
        scores=scores,
        choices=_SCORES,
        words=given.get("words", ""),
        missing=missing,
        problem=problem,
    )


@page(f"{_HERE}/thanks", may=Action.ANYONE, title=_("已评价"), nav="home")
def reviewed() -> Shown:
    """What happens with the rating now; the code is not in the address any more."""
    return shown("public/review_thanks.html")


def _step(wanted: str, scores: list[str]) -> tuple[int, bool]:
    """The question to show, and whether it was left out: nobody goes on without an answer."""
    steps = [str(step) for step in range(len(scores) + 2)]
    step = steps.index(wanted) if wanted in steps else 0
    left_out = [place for place, score in enumerate(scores[:step]) if score not in _SCORES]
    return (left_out[0], True) if left_out else (step, False)


def _code(problem: api.Json | None) -> Shown:
    status = 200 if problem is None else forms.status_of(problem)
    code = flask.request.values.get("code", "").strip()
    return shown("public/review_code.html", status, problem=problem, code=code)
