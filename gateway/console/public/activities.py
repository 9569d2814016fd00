"""Activities of a community (社区活动): finding one, and signing up for it without an account."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from uuid import UUID

import flask

from contracts.registry import Shape
from contracts.volunteers.activities import PublicActivities
from contracts.volunteers.guests import GuestBody
from contracts.volunteers.own_data import EraseOwnGuest, ExportOwnGuest, GuestCopy
from contracts.volunteers.sign_ups import SignUp
from gateway.console import api, forms, naming, pages
from gateway.console.api import Refused
from gateway.console.languages import Sentence, _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public import own_data, places
from gateway.console.public.own_data import DataPage
from gateway.console.public.registering import catalogue_names
from runtime import clock
from vocabulary.permissions import Action
from vocabulary.tracking import code_in, grouped

_PUBLIC = "/api/v1/public"
_AT_ONCE = 50
#: What a volunteer sends with their code.
SIGN_UP: type[Shape] = SignUp.body()
_NARROWED_BY = ("held_on", "category")
_NARROWING = {"held_on": _("哪一天"), "category": _("哪个领域")}
#: In the order of the steps: the person, how many come, and the guardian of a minor.
GUEST_STEPS = (
    (_("您是谁"), ("name", "phone", "age_group")),
    (_("几个人来"), ("heads", "group")),
    (_("未成年人请监护人来填"), ("guardian_name", "guardian_phone")),
)
_LABELS = {
    "name": _("您的姓名"),
    "phone": _("您的电话"),
    "age_group": _("您的年龄段"),
    "heads": _("一共几个人"),
    "group": _("团体名称"),
}
_HINTS = {
    "phone": _("活动改期、取消时告诉您。姓名和电话加密保存。"),
    "group": _("几个人一起来、有团体的再填。"),
    "guardian_name": _("填了姓名和电话，就是监护人同意参加。"),
}
_GUARDIAN = {"guardian_phone": _("未成年人：监护人的电话")}
_BY_GUARDIAN = {"guardian_phone": _("由监护人填注册时留的电话，就是监护人同意参加。")}
#: The answers to a sign-up that are said at once.
_SAID = {
    "confirmed": _("报名成功，名额已为您留好。"),
    "waiting": _("名额已满，您在候补。有名额空出来，按顺序问您。"),
}


@page("/communities/<code>/activities", may=Action.ANYONE, title=_("社区活动"), nav="posts")
def activities_of_community(code: str) -> Shown:
    """The coming activities of a community by day, narrowed by day and field of work."""
    place, tried = places.community(code), forms.filled(PublicActivities)
    asked = {name: tried.body.get(name) for name in _NARROWED_BY}
    calendar = f"/api/v1/public/communities/{place['code']}/calendar"
    found: api.Json = {"items": []}
    try:
        found = coming(place["code"], asked | {"cursor": flask.request.args.get("cursor")})
    except Refused as refusal:
        tried = tried.refused(refusal.problem)
    form = forms.form(PublicActivities, tried, only=_NARROWED_BY, labels=_NARROWING)
    return shown(
        "public/activities.html",
        tried.status,
        place=place,
        form=form,
        days=by_day(found["items"]),
        calendar=calendar,
        site=flask.request.host_url.rstrip("/"),
        is_narrowed=any(asked.values()),
        more={**asked, "cursor": found["next_cursor"]} if found.get("next_cursor") else None,
    )


@page("/activities/<uuid:activity_id>", may=Action.ANYONE, title=_("社区活动"), nav="posts")
def activity(activity_id: UUID) -> Shown:
    """One activity: what is done, when and where, what it asks for, and the places left."""
    one = _activity(activity_id)
    return shown(
        "public/activity.html",
        one=one,
        names=catalogue_names([one["community"]]),
        pictures=api.get(f"{_PUBLIC}/activities/{activity_id}/pictures")["items"],
    )


@page(
    "/activities/<uuid:activity_id>/shifts/<uuid:shift_id>",
    may=Action.ANYONE,
    title=_("活动报名"),
    nav="posts",
    methods=("GET", "POST"),
)
def sign_up(activity_id: UUID, shift_id: UUID) -> Shown | flask.Response:
    """Sign up for a shift: as a volunteer by code, or without registration."""
    deed = flask.request.form.get("_deed") if pages.is_sent() else None
    guest, volunteer = forms.filled(GuestBody), forms.filled(SIGN_UP)
    typed = flask.request.form.get("code", "").strip()
    code = code_in(typed)
    try:
        if deed == "volunteer" and code is not None:
            return told(f"/volunteers/{grouped(code)}", taken(grouped(code), shift_id, volunteer))
        if deed == "guest":
            body = {**guest.body, "shift_id": str(shift_id)}
            receipt = api.send("POST", f"{_PUBLIC}/sign-ups", body)
            said = _SAID[receipt["sign_up"]["state"]]
            return told(f"/sign-ups/{receipt['code']}", said)
    except Refused as refusal:
        guest = guest.refused(refusal.problem) if deed == "guest" else guest
        volunteer = volunteer.refused(refusal.problem) if deed == "volunteer" else volunteer
    one = _activity(activity_id)
    [shift] = [each for each in one["shifts"] if each["id"] == str(shift_id)] or [None]
    if shift is None:
        flask.abort(404)
    return shown(
        "public/sign_up.html",
        max(guest.status, volunteer.status),
        one=one,
        shift=shift,
        names=catalogue_names([one["community"]]),
        deed=deed,
        typed=typed,
        is_wrong=deed == "volunteer" and code is None,
        guest=forms.form(GuestBody, guest, without=["shift_id"], labels=_LABELS, hints=_HINTS),
        steps=GUEST_STEPS,
        guardian=guardian_form(volunteer),
    )


@page(
    "/sign-ups/<code>",
    may=Action.ANYONE,
    title=_("我的活动报名"),
    nav="follow",
    methods=("GET", "POST"),
)
def guest_sign_up(code: str) -> Shown | flask.Response:
    """A guest's place or turn in the line; accepting an offered place, giving it back."""
    at, here = f"{_PUBLIC}/sign-ups/{code}", f"/sign-ups/{code}"
    deed = flask.request.form.get("_deed") if pages.is_sent() else None
    if deed == "place":
        api.send("POST", f"{at}/acceptance", {})
        return told(here, _("名额是您的了，请按时到场。"))
    if deed == "withdrawal":
        api.send("POST", f"{at}/withdrawal", {})
        return told(here, _("已取消报名，名额让给别人。"))
    one = api.get(at)
    return shown(
        "public/guest.html",
        one=one,
        activity=_activity(one["activity_id"]),
        code=code,
        address=f"{flask.request.host_url}sign-ups/{code}",
    )


@page(
    "/sign-ups/<code>/data",
    may=Action.ANYONE,
    title=_("我的信息"),
    nav="follow",
    methods=("GET", "POST"),
)
def guest_data(code: str) -> Shown | flask.Response:
    """A copy of a guest's data, and its erasure, with the phone as proof."""
    at = f"{_PUBLIC}/sign-ups/{code}"
    return own_data.answered(
        DataPage(
            here=f"/sign-ups/{code}",
            called=_("我的活动报名"),
            copy=GuestCopy,
            proof=ExportOwnGuest.body(),
            wish=EraseOwnGuest.body(),
            export=lambda body: api.send("POST", f"{at}/export", body),
            erase=lambda body: api.send("POST", f"{at}/erasure", body),
            on_copy=_("请填报名时留的电话，证明是您本人。"),
            on_erasure=_("姓名、电话、团体和监护人都会删除，不能恢复；还没参加的，名额让给别人。"),
        )
    )


def coming(
    community: str, asked: Mapping[str, str | None] | None = None, *, limit: int = _AT_ONCE
) -> api.Json:
    """The coming activities of a community, the next one first.

    Raises:
        Refused: a day or a field that there is not.
    """
    return api.get(f"{_PUBLIC}/activities", {"area": community, "limit": limit, **(asked or {})})


def by_day(found: Iterable[api.Json]) -> list[tuple[str, list[api.Json]]]:
    """Activities under the day on which each begins."""
    days = itertools.groupby(found, key=lambda one: naming.day(one["starts_at"]))
    return [(day, [*activities]) for day, activities in days]


def taken(code: str, shift_id: UUID | str, tried: forms.Filled) -> Sentence:
    """Sign a volunteer up by their code; says what came of it.

    Raises:
        Refused: with the reason.
    """
    body = {**tried.body, "shift_id": str(shift_id)}
    made = api.send("POST", f"{_PUBLIC}/volunteers/{code}/sign-ups", body)
    return _SAID[made["state"]]


def guardian_form(tried: forms.Filled, *, of_minor: bool = False) -> forms.Form:
    """The one question for a minor who signs up by code; `of_minor`: known to be one."""
    asked = forms.form(
        SIGN_UP, tried, only=["guardian_phone"], labels=_GUARDIAN, hints=_BY_GUARDIAN
    )
    phone = dataclasses.replace(asked["guardian_phone"], required=of_minor)
    return dataclasses.replace(asked, fields=[phone])


def is_open(shift: api.Json) -> bool:
    """Whether the shift is still to come."""
    return dt.datetime.fromisoformat(shift["starts_at"]) > clock.now()


def _activity(activity_id: UUID | str) -> api.Json:
    found = api.get(f"{_PUBLIC}/activities/{activity_id}")
    found["shifts"] = [{**shift, "is_open": is_open(shift)} for shift in found["shifts"]]
    flask.g.community = found["community"]
    return found
