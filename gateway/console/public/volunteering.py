"""A volunteer without an account: offers, team, hours and own data by code."""

from __future__ import annotations

import datetime as dt
from typing import Any

import flask

from contracts.registry import Shape
from contracts.volunteers.check_in_codes import CheckInByCode
from contracts.volunteers.hour_wishes import AskForOwnCorrection
from contracts.volunteers.own_data import EraseOwnVolunteer, ExportOwnVolunteer, VolunteerCopy
from contracts.volunteers.reaching import ChooseOwnMessages
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public import own_data
from gateway.console.public.activities import (
    SIGN_UP,
    by_day,
    coming,
    guardian_form,
    is_open,
    taken,
)
from gateway.console.public.own_data import DataPage, Looks
from gateway.console.public.registering import catalogue_names
from runtime import clock
from vocabulary.permissions import Action

_PUBLIC = "/api/v1/public"
_MESSAGES = ChooseOwnMessages.body()
_PROOF: type[Shape] = ExportOwnVolunteer.body()
_WISH: type[Shape] = EraseOwnVolunteer.body()
_WISHED: type[Shape] = AskForOwnCorrection.body()
_MINUTES = {"minutes": _("您认为是几分钟"), "reason": _("为什么")}
_STANDING = ("offered", "accepted")
#: The deeds with a membership, and what is said of each.
_ANSWERS = ("acceptance", "refusal", "ending")
#: The deeds with a sign-up.
_PLACES = ("place", "withdrawal")
_OVER = ("withdrawn", "lapsed")
#: So long before a shift people check in.
_CHECK_IN_OPENS = dt.timedelta(hours=2)
_DIGITS = {"check_in_code": _("今天的签到码")}


@page(
    "/volunteers/<code>",
    may=Action.ANYONE,
    title=_("我的志愿服务"),
    nav="follow",
    methods=("GET", "POST"),
)
def volunteer(code: str) -> Shown | flask.Response:
    """Your offers and teams, your hours, and whether you want messages."""
    return service_of(code, f"/volunteers/{code}")


def service_of(
    code: str, here: str, *, at_desk: bool = False, **more: Any
) -> Shown | flask.Response:
    """The same for the page at this address; at the desk nobody needs the code.

    `more`: what the page shows besides.
    """
    at = f"{_PUBLIC}/volunteers/{code}"
    deed = flask.request.form.get("_deed") if pages.is_sent() else None
    messages, check_in = forms.filled(_MESSAGES), forms.filled(CheckInByCode)
    wish = forms.filled(_WISHED)
    try:
        if deed == "wish":
            api.send("POST", f"{at}/hours/{_wished()}/wish", wish.body)
            return told(here, _("已告诉工作站，答复写在这里。"))
        if deed == "check_in":
            there = api.send("POST", f"{_PUBLIC}/check-ins/{code}", _digits(check_in))
            return told(here, _("%(activity)s：签到成功。", activity=there["activity"]))
        if deed == "messages":
            api.send("PUT", f"{at}/messages", messages.body)
            return told(here, _("已保存。"))
        if deed == "calendar":
            api.send("POST", f"{at}/calendar", {})
            return told(here, _("日历地址已备好，见下方“把我的活动放进手机日历”。"))
        if deed in _ANSWERS:
            return told(here, _answered(code, deed))
        if deed in _PLACES:
            return told(here, _place_answered(code, deed))
    except Refused as refusal:
        messages = messages.refused(refusal.problem)
        check_in = check_in.refused(refusal.problem) if deed == "check_in" else check_in
        wish = wish.refused(refusal.problem) if deed == "wish" else wish
    one = api.get(at)
    if not pages.is_sent():
        messages = forms.filled_with(_MESSAGES, one)
    found = api.get(f"{at}/memberships")["items"]
    hours = api.get(f"{at}/hours")
    places = api.get(f"{at}/sign-ups")["items"]
    calendar_code = api.get(f"{at}/calendar").get("calendar_code")
    calendar = f"/api/v1/public/calendars/{calendar_code}"
    return shown(
        "public/volunteer.html",
        messages.status,
        one=one,
        code=code,
        here=here,
        at_desk=at_desk,
        offers=[each for each in found if each["state"] == "offered"],
        teams=[each for each in found if each["state"] == "accepted"],
        before=[each for each in found if each["state"] not in _STANDING],
        # What waits for an answer comes first.
        places=sorted(
            (each for each in places if is_coming(each)),
            key=lambda each: (each["state"] != "offered", each["starts_at"]),
        ),
        now=[each for each in places if is_on(each)],
        check_in=forms.form(CheckInByCode, check_in, only=("check_in_code",), labels=_DIGITS),
        calendar=calendar if calendar_code else "",
        site=flask.request.host_url.rstrip("/"),
        record=api.get(f"{at}/record"),
        certificates=api.get(f"{at}/hour-certificates")["items"],
        hours=hours["items"],
        counted=hours["counted_minutes"],
        wished=_wished(),
        wish=forms.form(_WISHED, wish, labels=_MINUTES),
        blank=forms.form(_WISHED, forms.unfilled(_WISHED), labels=_MINUTES),
        messages=forms.form(_MESSAGES, messages),
        address=f"{flask.request.host_url}volunteers/{code}",
        names=catalogue_names(each["community"] for each in one["registrations"]),
        **more,
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
    return data_of(code, f"/volunteers/{code}")


def data_of(code: str, here: str) -> Shown | flask.Response:
    """The same below the page at this address."""
    at = f"{_PUBLIC}/volunteers/{code}"
    return own_data.answered(
        DataPage(
            here=here,
            called=_("我的志愿服务"),
            copy=VolunteerCopy,
            proof=_PROOF,
            wish=_WISH,
            export=lambda body: api.send("POST", f"{at}/export", body),
            erase=lambda body: api.send("POST", f"{at}/erasure", body),
            on_copy=_("请填注册时留的电话，证明是您本人。副本里也有谁用过您的电话。"),
            on_erasure=_(
                "姓名、电话和监护人都会删除，不能恢复；您随之离队，报名的名额让给别人。时长只留下数字。"
            ),
            looks=lambda: Looks(
                _("谁查看或使用过我的姓名和电话"),
                "volunteers.VolunteerSeenFor",
                api.get(f"{at}/disclosures")["items"],
            ),
        )
    )


@page(
    "/volunteers/<code>/activities",
    may=Action.ANYONE,
    title=_("可以报名的活动"),
    nav="follow",
    methods=("GET", "POST"),
)
def volunteer_activities(code: str) -> Shown | flask.Response:
    """The coming activities where you are registered, with one button for each shift."""
    return activities_for(code, f"/volunteers/{code}")


@page("/volunteers/<code>/shown-hours", may=Action.ANYONE, title=_("公示中的时长"), nav="follow")
def volunteer_shown_hours(code: str) -> Shown:
    """The hours of your communities that are shown before they count."""
    asked = {"cursor": flask.request.args.get("cursor") or None}
    found = api.get(f"{_PUBLIC}/volunteers/{code}/shown-hours", asked)
    return shown("public/shown_hours.html", code=code, found=found)


def activities_for(code: str, here: str) -> Shown | flask.Response:
    """The same below the page at this address."""
    tried = forms.filled(SIGN_UP)
    wanted = tried.body.get("shift_id", "") if pages.is_sent() else ""
    if wanted:
        try:
            return told(here, taken(code, wanted, tried))
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
    at = f"{_PUBLIC}/volunteers/{code}"
    one = api.get(at)
    communities = [each["community"] for each in one["registrations"] if each["state"] != "left"]
    places = api.get(f"{at}/sign-ups")["items"]
    found = [each for community in communities for each in coming(community)["items"]]
    return shown(
        "public/volunteer_activities.html",
        tried.status,
        here=here,
        days=by_day(sorted(found, key=lambda each: str(each["starts_at"]))),
        mine={each["shift_id"]: each["state"] for each in places if each["state"] not in _OVER},
        wanted=wanted,
        tried=guardian_form(tried, of_minor=True),
        blank=guardian_form(forms.unfilled(SIGN_UP), of_minor=True),
        is_minor=one["age_group"] != "adult",
        is_open=is_open,
        names=catalogue_names(communities),
    )


def is_coming(sign_up: api.Json) -> bool:
    """Whether the person has, or waits for, a place in what is still to come."""
    return sign_up["state"] not in _OVER and is_open(sign_up)


def is_on(sign_up: api.Json) -> bool:
    """Whether the person can check in now: from two hours before the shift until its end."""
    now = clock.now()
    begins, ends = (dt.datetime.fromisoformat(sign_up[one]) for one in ("starts_at", "ends_at"))
    is_time = begins - _CHECK_IN_OPENS <= now <= ends
    return sign_up["state"] == "confirmed" and sign_up["presence"] is None and is_time


def _wished() -> str:
    """The hours of which a correction is asked for."""
    return flask.request.form.get("_hours", "") if pages.is_sent() else ""


def _digits(tried: forms.Filled) -> api.Json:
    return {"check_in_code": tried.given.get("check_in_code", "").strip()}


def _place_answered(code: str, deed: str) -> Sentence:
    """Accept an offered place, or give a place back."""
    wanted = flask.request.form.get("_sign_up", "")
    sign_up = f"{_PUBLIC}/volunteers/{code}/sign-ups/{wanted}"
    if deed == "place":
        api.send("POST", f"{sign_up}/acceptance", {})
        return _("名额是您的了，请按时到场。")
    api.send("POST", f"{sign_up}/withdrawal", {})
    return _("已取消报名，名额让给别人。")


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
