"""Areas from a table: tried first, so that an administrator sees what would change."""

from __future__ import annotations

import flask

from contracts.gateway.areas import ImportFilter
from gateway.console import forms, pages
from gateway.console.api import Json, Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.workstation import tables
from vocabulary.permissions import Action

_HERE = "/desk/administration"


@page(
    f"{_HERE}/areas",
    may=Action.AREA_MANAGE,
    title=_("导入区划表"),
    nav="administration",
    methods=("GET", "POST"),
    takes_files=True,
)
def import_areas() -> Shown | flask.Response:
    """Try a table of streets and communities, look at what it changes, then import it."""
    tried = forms.filled(ImportFilter)
    found: Json | None = None
    digest = ""
    if pages.is_sent():
        try:
            digest, found = tables.sent("/api/v1/areas/imports", {})
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        if found is not None and not found["is_check"]:
            return told(_HERE, _("已导入：改动 %(n)s 个区划。", n=len(found["items"])))
    return shown(
        "administration/areas.html",
        tried.status,
        form=forms.form(ImportFilter, tried, only=()),
        found=found,
        digest=digest,
    )
