"""What a street publishes: handbooks, regulations, figures; and the check of certificates."""

from __future__ import annotations

import flask

from contracts.recruitment.figures import AppointmentFigures, OfCommunity
from gateway.console import api, charts, forms, naming, prose, things
from gateway.console.api import Refused
from gateway.console.languages import _, current
from gateway.console.pages import Shown, page, shown
from gateway.console.public import places
from vocabulary.permissions import Action

_PUBLIC = "/api/v1/public"


@page("/communities/<code>/handbook", may=Action.ANYONE, title=_("服务手册"), nav="home")
def handbook(code: str) -> Shown:
    """The commissioners, their promises, where and when to find them (居民服务手册)."""
    place = places.community(code)
    number = flask.request.args.get("edition", "")
    below = "" if forms.number(number) is None else f"/editions/{number}"
    found = api.found(f"{_PUBLIC}/handbooks/{code}{below}")
    pdf = f"{_PUBLIC}/handbooks/{code}{below}.pdf"
    kept = api.get(f"{_PUBLIC}/communities/{code}/promises")["items"] if found else []
    return shown(
        "public/handbook.html",
        200 if found else 404,
        place=place,
        handbook=found,
        pdf=pdf,
        kept={one["promise_id"]: one for one in kept},
    )


@page("/streets/<street>/regulations", may=Action.ANYONE, title=_("制度规定"), nav="home")
def regulations(street: str) -> Shown:
    """All regulations and work flows that count today."""
    found = api.get(f"{_PUBLIC}/streets/{street}/regulations")["items"]
    pdf = f"{_PUBLIC}/streets/{street}/regulations.pdf"
    return shown("public/regulations.html", street=street, regulations=found, pdf=pdf)


@page("/streets/<street>/regulations/<name>", may=Action.ANYONE, title=_("制度规定"), nav="home")
def regulation(street: str, name: str) -> Shown:
    """One regulation."""
    found = api.get(f"{_PUBLIC}/streets/{street}/regulations/{name}")
    paragraphs = list(prose.paragraphs(found["text"]))
    return shown("public/regulation.html", street=street, one=found, paragraphs=paragraphs)


@page(
    "/streets/<street>/regulations/<name>/difference",
    may=Action.ANYONE,
    title=_("修改了什么"),
    nav="home",
)
def difference(street: str, name: str) -> Shown:
    """What an edition of a regulation changed of the one before."""
    number = flask.request.args.get("to_number", "")
    newest = forms.number(number) or 1
    asked = {"from_number": max(newest - 1, 0), "to_number": newest}
    at = f"{_PUBLIC}/streets/{street}/regulations/{name}"
    found = api.get(f"{at}/difference", asked)
    return shown("public/difference.html", street=street, one=api.get(at), found=found)


@page("/figures/appointments", may=Action.ANYONE, title=_("聘任数据"), nav="home")
def appointment_figures() -> Shown:
    """How many posts there are, how many are filled, and by whom; also by community."""
    whole = api.get(f"{_PUBLIC}/appointments/figures")
    lines = api.get(f"{_PUBLIC}/appointments/figures/communities", {"limit": 100})["items"]
    facts = things.lines(AppointmentFigures, {**whole, "by_community": None})
    return shown(
        "public/appointment_figures.html",
        facts=facts,
        communities=[
            (naming.named(one, "community"), things.lines(OfCommunity, {**one, "community": None}))
            for one in lines
        ],
    )


@page("/certificates", may=Action.ANYONE, title=_("查验证书"), nav="home")
def certificates() -> Shown | flask.Response:
    """Check a certificate by the number and the code on it."""
    number = flask.request.args.get("number", "").strip()
    if not number:
        return _certificate(None, None)
    try:
        found = api.get(
            f"{_PUBLIC}/certificates/{number}", {"code": flask.request.args.get("code")}
        )
    except Refused as refusal:
        return _certificate(None, refusal.problem)
    return _certificate(found, None)


@page("/certificates/<number>", may=Action.ANYONE, title=_("查验证书"), nav="home")
def certificate(number: str) -> Shown:
    """The same check, opened by the QR code on the paper."""
    try:
        found = api.get(
            f"{_PUBLIC}/certificates/{number}", {"code": flask.request.args.get("code")}
        )
    except Refused as refusal:
        return _certificate(None, refusal.problem)
    return _certificate(found, None)


@page("/hour-certificates", may=Action.ANYONE, title=_("查验志愿服务证明"), nav="home")
def hour_certificates() -> Shown:
    """Check a certificate of hours by the number and the code on it."""
    number = flask.request.args.get("number", "").strip()
    return hour_certificate(number) if number else _hour_certificate(None, None)


@page("/hour-certificates/<number>", may=Action.ANYONE, title=_("查验志愿服务证明"), nav="home")
def hour_certificate(number: str) -> Shown:
    """The same check, opened by the QR code on the paper."""
    asked = {"code": flask.request.args.get("code")}
    try:
        found = api.get(f"{_PUBLIC}/hour-certificates/{number}", asked)
    except Refused as refusal:
        return _hour_certificate(None, refusal.problem)
    return _hour_certificate(found, None)


@page("/figures", may=Action.ANYONE, title=_("街道数据"), nav="home")
def figures() -> Shown:
    """Visits and settled appeals in words, bars and a table."""
    asked = {name: flask.request.args.get(name) for name in ("area", "from", "to")}
    problem = None
    try:
        totals = api.get(f"{_PUBLIC}/street/totals", asked)
    except Refused as refusal:
        problem, totals = refusal.problem, api.get(f"{_PUBLIC}/street/totals")
    categories = {
        one["code"]: one[f"name_{current()}"] for one in api.get(f"{_PUBLIC}/categories")["items"]
    }
    by_community = [
        (one[f"community_{current()}"] or one["community"], one) for one in totals["by_community"]
    ]
    by_category = [
        (categories.get(one["key"], str(_("其他"))), one) for one in totals["by_category"]
    ]
    by_category.sort(key=lambda row: row[1]["appeals"], reverse=True)
    return shown(
        "public/figures.html",
        200 if problem is None else forms.status_of(problem),
        totals=totals,
        stream=_stream(totals) if not (asked["from"] or asked["to"]) else None,
        asked=asked,
        problem=problem,
        communities=places.communities(),
        by_community=by_community,
        by_category=by_category,
        receptions={
            one["community"]: one["receptions"] for one in totals["receptions_by_community"]
        },
        bars=charts.bars,
    )


def _stream(totals: api.Json) -> str:
    """Where the figures of all of time move."""
    at = f"{_PUBLIC}/street/live"
    return f"{at}?area={totals['area']}" if totals["area"] else at


def _hour_certificate(found: api.Json | None, problem: api.Json | None) -> Shown:
    asked = flask.request.args | (flask.request.view_args or {})
    status = 200 if problem is None else forms.status_of(problem)
    return shown("public/hour_certificate.html", status, one=found, problem=problem, asked=asked)


def _certificate(found: api.Json | None, problem: api.Json | None) -> Shown:
    asked = flask.request.args | (flask.request.view_args or {})
    status = 200 if problem is None else forms.status_of(problem)
    return shown("public/certificate.html", status, one=found, problem=problem, asked=asked)
