"""Selections for residents: the nomination, objections, the vote with a slip, certificates."""

from __future__ import annotations

import flask

from contracts.incentives.selection_objections import SelectionObjectionBody
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public import places
from vocabulary.permissions import Action

_PUBLIC = "/api/v1/public"


@page("/communities/<code>/selections", may=Action.ANYONE, title=_("年终评选"), nav="home")
def selections(code: str) -> Shown:
    """The nominations in public notice, and the honours of earlier years."""
    found = api.get(f"{_PUBLIC}/communities/{code}/selections")["items"]
    return shown("public/selections.html", place=places.community(code), selections=found)


@page(
    "/communities/<code>/selections/<year>/objection",
    may=Action.ANYONE,
    title=_("对评选提出异议"),
    nav="home",
    methods=("GET", "POST"),
)
def objection(code: str, year: str) -> Shown | flask.Response:
    """Object to a nomination or an honour."""
    tried = forms.filled(SelectionObjectionBody)
    if pages.is_sent():
        try:
            made = api.send(
                "POST", f"{_PUBLIC}/communities/{code}/selections/{year}/objections", tried.body
            )
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            to = f"/selection-objections/{made['code']}"
            return told(to, _("已收到您的意见，街道办会书面答复。"))
    found = api.get(f"{_PUBLIC}/communities/{code}/selections")["items"]
    one = next((each for each in found if str(each["year"]) == year), None)
    hints = {"text": _("请写明事实，便于核实。被公示的人看不到是谁提的。")}
    return shown(
        "public/selection_objection.html",
        tried.status,
        place=places.community(code),
        one=one,
        form=forms.form(SelectionObjectionBody, tried, hints=hints),
    )


@page("/selection-objections/<code>", may=Action.ANYONE, title=_("我对评选提的异议"), nav="follow")
def followed_objection(code: str) -> Shown:
    """The receipt of an objection and its answer."""
    found = api.get(f"{_PUBLIC}/selection-objections/{code}")
    return shown("public/selection_receipt.html", one=found)


@page("/vote", may=Action.ANYONE, title=_("年终评选投票"), nav="home", methods=("GET", "POST"))
def vote() -> Shown | flask.Response:
    """Vote with a slip: its code, then who, then a last look; without an account or a script."""
    given = flask.request.values
    code = given.get("code", "").strip()
    if not code:
        return shown("public/vote_code.html", problem=None, code="")
    at = f"{_PUBLIC}/ballot-slips/{code}"
    try:
        one = api.get(at)
    except Refused as refusal:
        problem = refusal.problem
        return shown("public/vote_code.html", forms.status_of(problem), problem=problem, code=code)
    chosen = given.getlist("chosen")
    wrong = _wrong(chosen, one["most"]) if pages.is_sent() and "_back" not in given else None
    if wrong is None and "_send" in given:
        try:
            api.send("POST", f"{at}/vote", {"chosen": chosen})
        except Refused as refusal:
            problem = refusal.problem
            status = forms.status_of(problem)
            return shown("public/vote_code.html", status, problem=problem, code=code)
        return told("/vote/thanks", _("您的投票已收到，谢谢。"))
    is_last = pages.is_sent() and wrong is None and "_back" not in given
    return shown(
        "public/vote_last.html" if is_last else "public/vote.html",
        200 if wrong is None else 422,
        one=one,
        code=code,
        chosen=chosen,
        wrong=wrong,
    )


@page("/vote/thanks", may=Action.ANYONE, title=_("已投票"), nav="home")
def voted() -> Shown:
    """What happens with the vote now."""
    return shown("public/vote_thanks.html")


@page("/honours", may=Action.ANYONE, title=_("查验荣誉证书"), nav="home")
def honours() -> Shown:
    """Check the certificate of an honour by the number and the code on it."""
    number = flask.request.args.get("number", "").strip()
    return honour(number) if number else _honour(None, None)


@page("/honours/<number>", may=Action.ANYONE, title=_("查验荣誉证书"), nav="home")
def honour(number: str) -> Shown:
    """The same check, opened by the QR code on the paper."""
    asked = {"code": flask.request.args.get("code")}
    try:
        found = api.get(f"{_PUBLIC}/honours/{number}", asked)
    except Refused as refusal:
        return _honour(None, refusal.problem)
    return _honour(found, None)


def _honour(found: api.Json | None, problem: api.Json | None) -> Shown:
    asked = flask.request.args | (flask.request.view_args or {})
    status = 200 if problem is None else forms.status_of(problem)
    return shown("public/honour.html", status, one=found, problem=problem, asked=asked)


def _wrong(chosen: list[str], most: int) -> str | None:
    """Why this is no vote yet; the interface decides in the end."""
    if not chosen:
        return str(_("还没有选。请至少选一人。"))
    if len(chosen) > most:
        return str(_("最多选 %(most)s 人，您选了 %(n)s 人。", most=most, n=len(chosen)))
    return None
