"""Registering as a volunteer (义工注册) of a community."""

from __future__ import annotations

from collections.abc import Iterable

import flask

from contracts.registry import Shape
from contracts.volunteers.volunteers import NewVolunteer
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.forms import Filled, Option
from gateway.console.languages import _, current
from gateway.console.pages import Shown, page, shown, told
from gateway.console.public import places
from vocabulary.areas import street_of
from vocabulary.permissions import Action

_PUBLIC = "/api/v1/public"
#: In the order of the steps: the person, what they bring, and the guardian of a minor.
STEPS = (
    (_("您是谁"), ("name", "phone", "age_group")),
    (_("您想做什么"), ("skills", "interests", "free_times")),
    (_("未成年人请填监护人"), ("guardian_name", "guardian_phone", "minor_until_year")),
    (_("有的话再填"), ("insured_until", "national_number")),
)
_LABELS = {
    "name": _("您的姓名"),
    "phone": _("您的电话"),
    "age_group": _("您的年龄段"),
    "skills": _("您会什么"),
    "interests": _("您喜欢做什么"),
    "free_times": _("什么时候有空"),
    "minor_until_year": _("哪一年满 14 周岁，或满 18 周岁"),
}
_HINTS = {
    "phone": _("方便工作站和您见面。姓名和电话加密保存，每次查看都有记录。"),
    "national_number": _("志愿服务系统的编号，不是身份证号。"),
}


@page(
    "/communities/<code>/volunteers/new",
    may=Action.ANYONE,
    title=_("义工注册"),
    nav="posts",
    methods=("GET", "POST"),
)
def register_volunteer(code: str) -> Shown | flask.Response:
    """Register as a volunteer of a community; the code of the receipt opens everything else."""
    place = places.community(code)
    tried = forms.filled(NewVolunteer)
    if pages.is_sent():
        try:
            body = {**tried.body, "community": place["code"]}
            receipt = api.send("POST", f"{_PUBLIC}/volunteers", body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        else:
            return told(f"/volunteers/{receipt['code']}", _("已收到您的注册，请记下查询码。"))
    form = questions(NewVolunteer, tried, place["code"])
    return shown("public/new_volunteer.html", tried.status, place=place, form=form, steps=STEPS)


def questions(shape: type[Shape], tried: Filled, community: str) -> forms.Form:
    """What a person who registers in a community is asked."""
    return forms.form(
        shape,
        tried,
        only=[name for _step, names in STEPS for name in names],
        options=chosen_from(community),
        labels=_LABELS,
        hints=_HINTS,
    )


def chosen_from(community: str) -> dict[str, list[Option]]:
    """The street's catalogue; without one people write what they can do."""
    found = api.get(f"{_PUBLIC}/streets/{street_of(community)}/volunteer-catalogue")["items"]
    offered = [one for one in found if one["is_offered"]]
    chosen: dict[str, list[Option]] = {}
    for field, kind in (("skills", "skill"), ("interests", "interest")):
        if options := [(one["code"], called(one)) for one in offered if one["kind"] == kind]:
            chosen[field] = [*options]
    return chosen


def catalogue_names(communities: Iterable[str]) -> dict[str, str]:
    """What skills and interests are called in the streets of these communities, by code."""
    return {
        entry["code"]: called(entry)
        for street in sorted({street_of(one) for one in communities})
        for entry in api.get(f"{_PUBLIC}/streets/{street}/volunteer-catalogue")["items"]
    }


def called(entry: api.Json) -> str:
    """The name of a skill or interest in the reader's language."""
    return str(entry[f"name_{current()}"])
