"""The table of volunteers (义工名册): to fill in, to try, and to import."""

from __future__ import annotations

from collections.abc import Sequence

import flask

from contracts.gateway.accounts import Nothing
from contracts.volunteers.imports import (
    LARGEST_BYTES,
    ROWS_MOST,
    ImportedRow,
    ImportVolunteers,
    VolunteerImport,
    VolunteerImportFilter,
    VolunteerRow,
)
from gateway.api.own_codes import new_code
from gateway.api.volunteers.portions import faults_with, form_of, lines_of, portions, sent
from gateway.files.filled_tables import Line
from gateway.http.table_routes import TableRoutes
from vocabulary.permissions import Action
from vocabulary.phones import same_phone

routes = TableRoutes("volunteer-imports", "义工名册 · Tables of volunteers")

_ALL = "/api/v1/volunteers/imports"
_EXAMPLE = ["# 例 陈秀英", "13800138000", "成年", "", "", "", "急救", "", "星期六、星期日"]
_INSTRUCTIONS = (
    [
        "每行一人；姓名、电话和年龄段必填。以 # 开头的行不导入。",
        "One person in each line, with name, phone and age group; lines with # are left out.",
    ],
    [
        "年龄段：成年、14 至 17 周岁、未满 14 周岁。未成年人须填监护人姓名、电话和进入下一年龄段的年份。",
        "Age group: adult, aged 14 to 17, under 14; a minor needs guardian and year as well.",
    ],
    [
        "技能、兴趣、可服务时间各可填多项，用顿号隔开。日期写作 2026-05-04。",
        "Commas stand between skills, interests or free times. Days are written 2026-05-04.",
    ],
    [
        "两人共用一个电话的，在后一人的“同号原因”中说明。请勿填写身份证号。",
        "Where two people share a phone, the second line tells why. Give no identity card number.",
    ],
    [
        "空白单元格不会清除已登记的内容。",
        "An empty cell clears nothing that is registered already.",
    ],
)


@routes.table_in(
    _ALL,
    may=Action.VOLUNTEER_RECORD,
    filters=VolunteerImportFilter,
    answers=VolunteerImport,
    example="姓名,电话,年龄段,技能\n陈秀英,13800138000,成年,急救\n",
)
def import_volunteers(filters: VolunteerImportFilter) -> VolunteerImport:
    """Import a table of volunteers: good rows go in, and each bad one is named with its line.

    With check=true it is only tried. The same table again changes nothing; a row that differs from
    what is there is shown, and done with change=true.
    """
    lines = lines_of(VolunteerRow, rows_most=ROWS_MOST, largest_bytes=LARGEST_BYTES)
    chunks = portions(lines, lambda said: same_phone(said.phone))
    parts = [_part(filters, chunk, at) for at, chunk in enumerate(chunks)]
    faults = faults_with(lines, [fault for part in parts for fault in part.faults])
    return VolunteerImport(
        is_check=filters.check,
        added=sum(part.added for part in parts),
        unchanged=sum(part.unchanged for part in parts),
        changes=sorted((one for part in parts for one in part.changes), key=lambda one: one.line),
        faulty=len({fault.line for fault in faults}),
        faults=faults,
    )


@routes.table_out(f"{_ALL}/template", may=Action.VOLUNTEER_RECORD, filters=Nothing)
def fetch_volunteer_template(_filters: Nothing) -> flask.Response:
    """Fetch a workbook to fill in."""
    return form_of("义工", "volunteers.xlsx", VolunteerRow, _EXAMPLE, _INSTRUCTIONS)


def _part(
    filters: VolunteerImportFilter, lines: Sequence[Line[VolunteerRow]], at: int
) -> VolunteerImport:
    request = ImportVolunteers(
        community=filters.community,
        rows=[
            ImportedRow(line=line.number, code=_code(filters.community, line, said), row=said)
            for line in lines
            if (said := line.said) is not None
        ],
        check=filters.check,
        change=filters.change,
    )
    return sent(request, at)


def _code(community: str, line: Line[VolunteerRow], said: VolunteerRow) -> str:
    return new_code(b"volunteer", f"{community}/{line.number}".encode(), said)
