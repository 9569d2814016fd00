"""Groups and associations, with their people, documents, meetings and contests."""

from __future__ import annotations

from collections.abc import Mapping

import flask

from contracts.volunteers.contests import CorrectContestResult, ListContests, RecordContestResult
from contracts.volunteers.group_documents import (
    AdoptGroupDocument,
    ListGroupDocuments,
    ReviseGroupDocument,
    ShowGroupDocument,
)
from contracts.volunteers.group_meetings import (
    CorrectGroupMeeting,
    ListGroupMeetings,
    RecordGroupMeeting,
)
from contracts.volunteers.groups import (
    CheckGroupFiles,
    CountGroups,
    DissolveGroup,
    EditGroup,
    ExportGroups,
    FoundGroup,
    GroupFilter,
    GroupRow,
    GroupRows,
    ListGroups,
    NameGroupPerson,
    PublicGroups,
    RemoveGroupPerson,
    RestoreGroup,
    ShowGroup,
)
from contracts.words import headings, value_name
from gateway.files import spreadsheets
from gateway.files.spreadsheets import Cell
from gateway.http.place_names import called
from gateway.http.routes import ask, dependencies
from gateway.http.table_routes import TableRoutes
from vocabulary.permissions import Action

routes = TableRoutes("groups", "队伍与协会 · Groups and associations")

_ALL = "/api/v1/groups"
_ONE = f"{_ALL}/<uuid:group_id>"
_READ, _MANAGE = Action.GROUP_READ, Action.GROUP_MANAGE
#: The columns of the workbook; between them stand the community's code and name.
_BEFORE = ("number", "name", "kind", "category")
_CODE = "社区代码 Code"
_AFTER = ("founded_on", "dissolved_on", "state", "member_count")

routes.asks("GET", _ALL, ListGroups, may=_READ)
routes.asks("POST", _ALL, FoundGroup, may=_MANAGE, creates="/api/v1/groups/{id}")
routes.asks("GET", f"{_ALL}/counts", CountGroups, may=_READ)


@routes.table_out(
    f"{_ALL}/export", may=_READ, filters=GroupFilter, description="The groups as a workbook."
)
def export_groups(filters: GroupFilter) -> flask.Response:
    """Fetch the groups as a workbook."""
    found = ask(ExportGroups(**vars(filters)))
    names = {one.community: called(one.community, "zh") for one in found.rows}
    return flask.Response(
        dependencies().aside(
            lambda: spreadsheets.workbook_of({"队伍 Groups": _table(found, names)})
        ),
        content_type=spreadsheets.WORKBOOK_TYPE,
        headers={"Content-Disposition": 'attachment; filename="groups.xlsx"'},
    )


def _table(found: GroupRows, names: Mapping[str, str | None]) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        [
            one.number,
            one.name,
            value_name(one.kind).both,
            value_name(one.category).both,
            one.community,
            names[one.community],
            one.founded_on.isoformat(),
            one.dissolved_on.isoformat() if one.dissolved_on else None,
            value_name(one.state).both,
            one.member_count,
        ]
        for one in found.rows
    ]
    columns = headings(GroupRow, *_BEFORE, "community", *_AFTER)
    columns.insert(len(_BEFORE), _CODE)
    return [[*columns], *rows]


routes.asks("GET", _ONE, ShowGroup, may=_READ)
routes.asks("PUT", _ONE, EditGroup, may=_MANAGE)
routes.asks("POST", f"{_ONE}/dissolution", DissolveGroup, may=_MANAGE)
routes.asks("POST", f"{_ONE}/restoration", RestoreGroup, may=_MANAGE)
routes.asks("POST", f"{_ONE}/file-check", CheckGroupFiles, may=_MANAGE)
routes.asks("POST", f"{_ONE}/people", NameGroupPerson, may=_MANAGE)
routes.asks("POST", f"{_ONE}/people/<uuid:person_id>/leaving", RemoveGroupPerson, may=_MANAGE)
routes.asks("GET", f"{_ONE}/documents", ListGroupDocuments, may=_READ)
routes.asks(
    "POST",
    f"{_ONE}/documents",
    AdoptGroupDocument,
    may=_MANAGE,
    creates="/api/v1/groups/{group_id}/documents/{id}",
)
routes.asks("GET", f"{_ONE}/documents/<uuid:document_id>", ShowGroupDocument, may=_READ)
routes.asks(
    "POST", f"{_ONE}/documents/<uuid:document_id>/versions", ReviseGroupDocument, may=_MANAGE
)
routes.asks("GET", f"{_ONE}/meetings", ListGroupMeetings, may=_READ)
routes.asks("POST", f"{_ONE}/meetings", RecordGroupMeeting, may=_MANAGE)
routes.asks("PUT", f"{_ONE}/meetings/<uuid:meeting_id>", CorrectGroupMeeting, may=_MANAGE)
routes.asks("GET", f"{_ONE}/contests", ListContests, may=_READ)
routes.asks("POST", f"{_ONE}/contests", RecordContestResult, may=_MANAGE)
routes.asks("PUT", f"{_ONE}/contests/<uuid:contest_id>", CorrectContestResult, may=_MANAGE)
routes.asks(
    "GET",
    "/api/v1/public/communities/<community>/groups",
    PublicGroups,
    may=Action.ANYONE,
)
