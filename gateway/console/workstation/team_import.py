"""Existing teams taken over by a table (R42): tried first, errors by line, then imported."""

from __future__ import annotations

import flask

from contracts.volunteers.team_imports import TeamImportFilter, TeamRow
from gateway.console import forms, pages
from gateway.console.api import Json, Refused
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown, told
from gateway.console.workstation import tables, territory
from vocabulary.permissions import Action

_HERE = "/desk/teams"


@page(
    f"{_HERE}/import",
    may=Action.TEAM_MANAGE,
    title=_("导入团队名册"),
    nav="teams",
    methods=("GET", "POST"),
    takes_files=True,
)
def import_teams() -> Shown | flask.Response:
    """Try a table of teams, look at what is wrong line by line, then import it."""
    places = territory.communities()
    tried = forms.filled(TeamImportFilter)
    found: Json | None = None
    digest = ""
    if pages.is_sent():
        try:
            digest, found = tables.sent("/api/v1/teams/imports", tried.body)
        except Refused as refusal:
            tried = tried.refused(refusal.problem)
        if found is not None and not found["is_check"] and not found["faulty"]:
            return told(
                _HERE,
                _(
                    "已登记 %(added)s 名成员，新建 %(founded)s 支团队，%(classed)s 支改了类别。",
                    added=found["added"],
                    founded=found["founded"],
                    classed=found["classed"],
                ),
            )
    elif len(places) == 1:
        tried = forms.filled_with(TeamImportFilter, territory.beginning(places))
    return shown(
        "workstation/team_import.html",
        tried.status,
        form=forms.form(
            TeamImportFilter, tried, only=("community",), options={"community": places}
        ),
        community=tried.body.get("community"),
        found=found,
        digest=digest,
        lines=tables.faulty(found, TeamRow)[: tables.LINES_MOST] if found else [],
        most=tables.LINES_MOST,
    )
