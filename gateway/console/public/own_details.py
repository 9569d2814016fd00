"""What a volunteer changes by their code: skills and times, name and phone, the code itself."""

from __future__ import annotations

import flask

from contracts.volunteers.own_codes import RenewingOwnCode
from contracts.volunteers.profiles import ChangeOwnContact, Profile
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.forms import Filled
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public.registering import chosen_from
from vocabulary.permissions import Action

_CONTACT = ChangeOwnContact.body()
_HINTS = {"phone": _("现在登记的电话，证明是您本人。")}


@page(
    "/volunteers/<code>/details",
    may=Action.ANYONE,
    title=_("更改我的资料"),
    nav="follow",
    methods=("GET", "POST"),
)
def volunteer_details(code: str) -> Shown | flask.Response:
    """Change what you can do and when, your name or phone, or get another code."""
    return details_of(code, f"/volunteers/{code}")


def details_of(code: str, here: str, *, at_desk: bool = False) -> Shown | flask.Response:
    """The same below the page at this address; at the desk no address carries the code."""
    at = f"/api/v1/public/volunteers/{code}"
    deed = flask.request.form.get("_deed") if pages.is_sent() else None
    tried: dict[str, Filled] = {
        "profile": forms.filled(Profile),
        "contact": forms.filled(_CONTACT),
        "renewal": forms.filled(RenewingOwnCode),
    }
    try:
        if deed == "profile":
            api.send("PUT", f"{at}/profile", tried[deed].body)
            return told(here, _("已保存。"))
        if deed == "contact":
            api.send("POST", f"{at}/contact", tried[deed].body)
            return told(here, _("已保存。"))
        if deed == "renewal":
            made = api.send("POST", f"{at}/renewal", tried[deed].body)
            return told(
                here if at_desk else f"/volunteers/{made['code']}",
                _("查询码已更换，旧的已失效。"),
            )
    except Refused as refusal:
        tried[str(deed)] = tried[str(deed)].refused(refusal.problem)
    one = api.get(at)
    if deed != "profile":
        tried["profile"] = forms.filled_with(Profile, one)
    for name in {"contact", "renewal"} - {deed}:
        tried[name] = forms.unfilled(tried[name].shape)
    standing = [each["community"] for each in one["registrations"] if each["state"] != "left"]
    return shown(
        "public/own_details.html",
        max(each.status for each in tried.values()),
        here=here,
        one=one,
        stands=bool(standing),
        profile=forms.form(
            Profile, tried["profile"], options=chosen_from(standing[0]) if standing else {}
        ),
        contact=forms.form(_CONTACT, tried["contact"], hints=_HINTS),
        renewal=forms.form(RenewingOwnCode, tried["renewal"], hints=_HINTS),
    )
