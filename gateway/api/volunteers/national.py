"""Tables for the national system of volunteers: their columns, a trial, and the workbook."""

from __future__ import annotations

import flask

from contracts.volunteers.national import (
    CheckNationalTable,
    ExportNationalTable,
    NationalFilter,
    SetNationalColumns,
    ShowNationalColumns,
)
from contracts.volunteers.words import NationalTable
from contracts.words import names_of, value_name
from gateway.api.recruitment.streets import checked
from gateway.files import spreadsheets
from gateway.http.routes import ask, dependencies
from gateway.http.table_routes import TableRoutes
from vocabulary.permissions import Action
from vocabulary.problems import NotFound


def _table(text: str) -> NationalTable:
    if text in list(NationalTable):
        return NationalTable(text)
    raise NotFound(
        f"没有报送表“{text}”；有：{names_of(NationalTable).zh}。",
        f"There is no table “{text}”; there are: {', '.join(NationalTable)}.",
    )


routes = TableRoutes(
    "national-tables",
    "全国志愿服务信息系统报送表 · Tables for the national system of volunteers",
    reads={"table": _table, "street": checked},
)

_COLUMNS = "/api/v1/streets/<street>/national-tables/<table>/columns"
_TABLES = "/api/v1/national-tables"

routes.asks("GET", _COLUMNS, ShowNationalColumns, may=Action.VOLUNTEER_READ)
routes.asks("PUT", _COLUMNS, SetNationalColumns, may=Action.NATIONAL_TABLE_SET)
routes.asks("GET", f"{_TABLES}/check", CheckNationalTable, may=Action.NATIONAL_TABLE_EXPORT)


@routes.table_out(
    f"{_TABLES}/export",
    may=Action.NATIONAL_TABLE_EXPORT,
    filters=NationalFilter,
    description="The rows that are ready, with full names and numbers.",
)
def export_national_table(filters: NationalFilter) -> flask.Response:
    """Fetch a table for the national system as a workbook; each person in it sees that you did."""
    found = ask(ExportNationalTable(**vars(filters)))
    rows = [found.headings, *(one.cells for one in found.rows)]
    sheet = value_name(filters.table).zh
    return flask.Response(
        dependencies().aside(lambda: spreadsheets.workbook_of({sheet: rows})),
        content_type=spreadsheets.WORKBOOK_TYPE,
        headers={
            "Content-Disposition": f'attachment; filename="national-{filters.table.value}.xlsx"'
        },
    )
