"""Registrations with one phone (同号义工): one person twice, or two people, as a clerk says."""

from __future__ import annotations

import flask

from contracts.volunteers.doubles import KeepVolunteersApart, MergeVolunteers
from gateway.console import api, forms, pages
from gateway.console.api import Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from vocabulary.permissions import Action

_ALL = "/api/v1/volunteers/doubles"
_HERE = "/desk/volunteers/doubles"
_LABELS = {"note": _("备注"), "reason": _("为什么是两个人")}


@page(
    _HERE,
    may=Action.VOLUNTEER_RECORD,
    title=_("同号义工"),
    nav="volunteers",
    methods=("GET", "POST"),
)
def doubles() -> Shown | flask.Response:
    """Each pair beside one another: merge them into one person, or keep them apart."""
    deed = flask.request.form.get("_deed") if pages.is_sent() else None
    merging, apart = forms.filled(MergeVolunteers), forms.filled(KeepVolunteersApart)
    try:
        if deed == "merging":
            api.send("POST", f"{_ALL}/merging", merging.body)
            return told(_HERE, _("已合并，两个查询码都通向同一个人。"))
        if deed == "keeping-apart":
            api.send("POST", f"{_ALL}/keeping-apart", apart.body)
            return told(_HERE, _("已记为两个人，不再询问。"))
    except Refused as refusal:
        merging = merging.refused(refusal.problem) if deed == "merging" else merging
        apart = apart.refused(refusal.problem) if deed == "keeping-apart" else apart
    wanted = {merging.given.get(name) for name in ("kept_registration_id", "other_registration_id")}
    return shown(
        "workstation/doubles.html",
        max(merging.status, apart.status),
        found=api.get(_ALL)["items"],
        # The pair that was refused keeps what was typed; the others are empty.
        wanted=wanted if deed else set(),
        merging=_asked(merging),
        apart=_asked(apart),
        merging_anew=_asked(forms.unfilled(MergeVolunteers)),
        apart_anew=_asked(forms.unfilled(KeepVolunteersApart)),
    )


def _asked(tried: forms.Filled) -> forms.Form:
    """What is asked besides the two, whom the page knows."""
    sides = ("kept_registration_id", "other_registration_id")
    return forms.form(tried.shape, tried, without=sides, labels=_LABELS)
