"""A volunteer without an account: offers, team, hours and own data by code."""

from __future__ import annotations

import flask

from contracts.registry import Shape
from contracts.volunteers.own_data import EraseOwnVolunteer, ExportOwnVolunteer, VolunteerCopy
from contracts.volunteers.reaching import ChooseOwnMessages
from gateway.console import api, forms, pages, things
from gateway.console.api import Refused
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public.registering import called
from vocabulary.areas import street_of
from vocabulary.permissions import Action

_PUBLIC = "/api/v1/public"
_MESSAGES = ChooseOwnMessages.body()
_PROOF: type[Shape] = ExportOwnVolunteer.body()
_WISH: type[Shape] = EraseOwnVolunteer.body()
_STANDING = ("offered", "accepted")
#: The deeds with a membership, and what is said of each.
_ANSWERS = ("acceptance", "refusal", "ending")


@page(
    "/volunteers/<code>",
    may=Action.ANYONE,
    title=_("我的志愿服务"),
    nav="follow",
    methods=("GET", "POST"),
)
def volunteer(code: str) -> Shown | flask.Response:
    """Your offers and teams, your hours, and whether you want messages."""
    at, here = f"{_PUBLIC}/volunteers/{code}", f"/volunteers/{code}"
    deed = flask.request.form.get("_deed") if pages.is_sent() else None
    messages = forms.filled(_MESSAGES)
    try:
        if deed == "messages":
            api.send("PUT", f"{at}/messages", messages.body)
            return told(here, _("已保存。"))
        if deed in _ANSWERS:
            return told(here, _answered(code, deed))
    except Refused as refusal:
        messages = messages.refused(refusal.problem)
    one = api.get(at)
    if not pages.is_sent():
        messages = forms.filled_with(_MESSAGES, one)
    found = api.get(f"{at}/memberships")["items"]
    hours = api.get(f"{at}/hours")
    return shown(
        "public/volunteer.html",
        messages.status,
        one=one,
        code=code,
        offers=[each for each in found if each["state"] == "offered"],
        teams=[each for each in found if each["state"] == "accepted"],
        before=[each for each in found if each["state"] not in _STANDING],
        hours=hours["items"],
        counted=hours["counted_minutes"],
        messages=forms.form(_MESSAGES, messages),
        address=f"{flask.request.host_url}volunteers/{code}",
        names=_names(one["registrations"]),
    )


@page(
    "/volunteers/<code>/data",
    may=Action.ANYONE,
    title=_("我的信息"),
    nav="follow",
    methods=("GET", "POST"),
)
def volunteer_data(code: str) -> Shown | flask.Response:
    """A copy of your data, and its erasure, with your phone as proof."""
    at, here = f"{_PUBLIC}/volunteers/{code}", f"/volunteers/{code}"
    deed = flask.request.form.get("_deed") if pages.is_sent() else None
    proof, wish = forms.filled(_PROOF), forms.filled(_WISH)
    try:
        if deed == "erasure":
            api.send("POST", f"{at}/erasure", wish.body)
            return told(here, _("个人信息已删除。"))
        if deed == "export":
            copy = api.send("POST", f"{at}/export", proof.body)
            lines = things.lines(VolunteerCopy, copy)
            return shown("public/copy.html", lines=lines, back=f"{here}/data")
    except Refused as refusal:
        proof = proof.refused(refusal.problem) if deed == "export" else proof
        wish = wish.refused(refusal.problem) if deed == "erasure" else wish
    return shown(
        "public/volunteer_data.html",
        max(proof.status, wish.status),
        code=code,
        proof=forms.form(_PROOF, proof),
        wish=forms.form(_WISH, wish),
    )


def _names(registrations: list[api.Json]) -> dict[str, str]:
    """What skills and interests are called where the person is registered, by code."""
    streets = {street_of(one["community"]) for one in registrations}
    return {
        entry["code"]: called(entry)
        for street in sorted(streets)
        for entry in api.get(f"{_PUBLIC}/streets/{street}/volunteer-catalogue")["items"]
    }


def _answered(code: str, deed: str) -> Sentence:
    """Send the answer to one offer, or the leaving."""
    wanted = flask.request.form.get("_membership", "")
    membership = f"{_PUBLIC}/volunteers/{code}/memberships/{wanted}"
    if deed == "acceptance":
        api.send("POST", f"{membership}/acceptance", {})
        return _("您已加入团队。")
    if deed == "refusal":
        api.send("POST", f"{membership}/refusal", {})
        return _("已婉拒。不需要理由。")
    api.send("POST", f"{membership}/ending", {})
    return _("您已离队。服务时长都保留。")
