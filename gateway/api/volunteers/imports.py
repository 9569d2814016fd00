"""The table of volunteers (义工名册): to fill in, to try, and to import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import flask

from contracts.gateway.accounts import Nothing
from contracts.volunteers.imports import (
    LARGEST_BYTES,
    ROWS_MOST,
    ImportedRow,
    ImportVolunteers,
    RowChange,
    RowFault,
    VolunteerImport,
    VolunteerImportFilter,
    VolunteerRow,
)
from gateway.api.own_codes import new_code
from gateway.files import filled_tables, spreadsheets
from gateway.files.filled_tables import Line
from gateway.http import incoming
from gateway.http.routes import dependencies
from gateway.http.table_routes import TableRoutes
from vocabulary.permissions import Action
from vocabulary.phones import same_phone

routes = TableRoutes("volunteer-imports", "义工名册 · Tables of volunteers")

_ALL = "/api/v1/volunteers/imports"
#: Lines that the service takes in one turn: others wait for it no longer than for any request.
_AT_ONCE = 200
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
    incoming.check_unconditional(flask.request.environ)
    content = incoming.file_body(
        flask.request.environ,
        types=(spreadsheets.CSV_TYPE, spreadsheets.WORKBOOK_TYPE),
        largest_bytes=LARGEST_BYTES,
    )
    lines = dependencies().aside(
        lambda: filled_tables.lines_of(
            content, VolunteerRow, rows_most=ROWS_MOST, largest_bytes=LARGEST_BYTES
        )
    )
    parts = [_part(filters, chunk, at) for at, chunk in enumerate(_chunks(lines))]
    return _whole(filters, parts, list(_unreadable(lines)))


@routes.table_out(f"{_ALL}/template", may=Action.VOLUNTEER_RECORD, filters=Nothing)
def fetch_volunteer_template(_filters: Nothing) -> flask.Response:
    """Fetch a workbook to fill in."""
    sheets = {
        "义工": [filled_tables.heading(VolunteerRow), _EXAMPLE],
        "说明": [["说明", "Instructions"], *_INSTRUCTIONS],
    }
    content = spreadsheets.workbook_of(sheets)
    return flask.Response(
        content,
        content_type=spreadsheets.WORKBOOK_TYPE,
        headers={"Content-Disposition": 'attachment; filename="volunteers.xlsx"'},
    )


def _chunks(lines: Iterable[Line[VolunteerRow]]) -> Iterator[list[Line[VolunteerRow]]]:
    """The readable lines, those with one phone together: only together do they show who is twice."""
    by_phone: dict[str, list[Line[VolunteerRow]]] = {}
    for line in lines:
        if line.said is not None:
            by_phone.setdefault(same_phone(line.said.phone), []).append(line)
    chunk: list[Line[VolunteerRow]] = []
    for group in by_phone.values():
        chunk += group
        if len(chunk) >= _AT_ONCE:
            yield chunk
            chunk = []
    # A table without a readable line is asked about too: the community may be another one.
    if chunk or not by_phone:
        yield chunk


def _part(
    filters: VolunteerImportFilter, lines: Sequence[Line[VolunteerRow]], at: int
) -> VolunteerImport:
    actor = flask.g.actor
    key = incoming.idempotency_key(flask.request.environ, actor)
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
    return dependencies().client.ask(
        actor, request, idempotency_key=None if key is None else f"{key}/{at}"
    )


def _code(community: str, line: Line[VolunteerRow], said: VolunteerRow) -> str:
    return new_code(b"volunteer", f"{community}/{line.number}".encode(), said)


def _whole(
    filters: VolunteerImportFilter, parts: Sequence[VolunteerImport], unreadable: list[RowFault]
) -> VolunteerImport:
    def place(one: RowChange | RowFault) -> int:
        return one.line

    faults = [*unreadable, *(fault for part in parts for fault in part.faults)]
    return VolunteerImport(
        is_check=filters.check,
        added=sum(part.added for part in parts),
        unchanged=sum(part.unchanged for part in parts),
        changes=sorted((one for part in parts for one in part.changes), key=place),
        faulty=len({fault.line for fault in faults}),
        faults=sorted(faults, key=place),
    )


def _unreadable(lines: Iterable[Line[VolunteerRow]]) -> Iterator[RowFault]:
    for line in lines:
        for one in line.wrong:
            yield RowFault(line=line.number, column=one.field, fault=one.code, zh=one.zh, en=one.en)
