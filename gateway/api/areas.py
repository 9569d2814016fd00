"""The area tree: anyone reads it, administrators of an area above change it."""

from __future__ import annotations

import base64
import datetime as dt

import flask

from contracts.gateway.areas import (
    AreaDay,
    AreaDetail,
    AreaFilter,
    AreaList,
    DissolveArea,
    ImportAreas,
    ImportFilter,
    ImportReport,
    MergeArea,
    PutArea,
    TemplateFilter,
)
from gateway.files import spreadsheets
from gateway.http import incoming
from gateway.http.routes import ask, dependencies
from gateway.http.table_routes import TableRoutes
from gateway.places.areas import queries
from gateway.places.areas.rules import template as templates
from gateway.places.areas.rules.batch import day_complaint
from gateway.places.reference import refuse_any
from runtime import clock
from vocabulary.periods import day_of
from vocabulary.permissions import Action

routes = TableRoutes("areas", "区划 · Streets and communities")

_ONE = "/api/v1/areas/<code>"


@routes.get("/api/v1/public/areas", may=Action.ANYONE, filters=AreaFilter, answers=AreaList)
def list_areas(filters: AreaFilter) -> AreaList:
    """List the areas in force on a day, higher ones before what lies in them."""
    refuse_any(day_complaint("on", filters.on))
    return queries.listed(dependencies().reference.known().areas, filters, _today())


@routes.get("/api/v1/public/areas/<code>", may=Action.ANYONE, filters=AreaDay, answers=AreaDetail)
def show_area(filters: AreaDay, code: str) -> AreaDetail:
    """Show one area: the areas around it and in it, its names, the areas it took over."""
    refuse_any(day_complaint("on", filters.on))
    return queries.detail(dependencies().reference.known().areas, code, filters.on or _today())


routes.asks("PUT", _ONE, PutArea, may=Action.AREA_MANAGE)
routes.asks("POST", f"{_ONE}/dissolution", DissolveArea, may=Action.AREA_MANAGE)
routes.asks("POST", f"{_ONE}/merger", MergeArea, may=Action.AREA_MANAGE)


@routes.table_in(
    "/api/v1/areas/imports",
    may=Action.AREA_MANAGE,
    filters=ImportFilter,
    answers=ImportReport,
    example="code,name_zh,name_en,valid_from\n440305007006,科技园社区,Kejiyuan Community,2013-01-01\n",
)
def import_areas(filters: ImportFilter) -> ImportReport:
    """Import a filled template: all of it, or nothing. With check=true it only checks."""
    content = incoming.file_body(
        flask.request.environ,
        types=(spreadsheets.CSV_TYPE, spreadsheets.WORKBOOK_TYPE),
        largest_bytes=spreadsheets.LARGEST_BYTES,
    )
    return ask(ImportAreas(content=base64.b64encode(content).decode(), check=filters.check))


@routes.table_out("/api/v1/public/areas/template", may=Action.ANYONE, filters=TemplateFilter)
def fetch_area_template(filters: TemplateFilter) -> flask.Response:
    """Fetch a workbook to fill in: empty, or with the structure of a street that is a model."""
    known = dependencies().reference.known().areas
    sheets = templates.sheets(known, _today(), model=filters.model, under=filters.under)
    return flask.Response(
        spreadsheets.workbook_of(sheets),
        content_type=spreadsheets.WORKBOOK_TYPE,
        headers={"Content-Disposition": 'attachment; filename="areas.xlsx"'},
    )


def _today() -> dt.date:
    return day_of(clock.now())
