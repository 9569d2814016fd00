"""Tables for the national system of volunteers (全国志愿服务信息系统): tried, then fetched."""

from __future__ import annotations

import dataclasses
from urllib.parse import urlencode

import flask
from werkzeug.datastructures import MultiDict

from contracts.volunteers.national import NationalFilter
from gateway.console import api, forms
from gateway.console.api import Refused
from gateway.console.forms import Filled
from gateway.console.languages import _
from gateway.console.pages import Shown, page, shown
from gateway.console.workstation import territory
from vocabulary.areas import street_of
from vocabulary.permissions import Action

_ALL = "/api/v1/national-tables"


@page(
    "/desk/national-tables",
    may=Action.NATIONAL_TABLE_EXPORT,
    title=_("报送全国志愿服务信息系统"),
    nav="hours",
)
def national_tables() -> Shown:
    """What is ready of a table, what would be refused there and why, and the table itself."""
    places = territory.communities()
    start = territory.beginning(places) | flask.request.args.to_dict()
    tried = Filled(NationalFilter, MultiDict(start))
    asked = {name: value for name, value in tried.body.items() if value}
    found = None
    if "table" in flask.request.args:
        try:
            found = api.get(f"{_ALL}/check", asked)
        except Refused as refusal:
            if refusal.status != 422:  # noqa: PLR2004 - what was asked for is wrong
                raise
            tried = dataclasses.replace(tried, problem=refusal.problem)
    form = forms.form(NationalFilter, tried, options={"community": places})
    table, community = asked.get("table", ""), asked.get("community", "")
    columns = f"/api/v1/streets/{street_of(community)}/national-tables/{table}/columns"
    return shown(
        "workstation/national_tables.html",
        tried.status,
        found=found,
        form=form,
        columns=api.get(columns)["columns"] if found else [],
        download=f"{_ALL}/export?{urlencode(asked)}",
    )
