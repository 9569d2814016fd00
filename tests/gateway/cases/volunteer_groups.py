"""Groups and associations, with their people, documents, meetings and contests."""

from __future__ import annotations

from typing import Any

from contracts.registry import Request
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
    ListGroups,
    NameGroupPerson,
    PublicGroups,
    RemoveGroupPerson,
    RestoreGroup,
    ShowGroup,
)
from tests.gateway.actors import STAFF
from tests.gateway.cases.case import Case

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c5"
_COMMUNITY = "440305007003"
_GROUP = {
    "name": "登良合唱队",
    "kind": "interest_group",
    "category": "culture_and_sports",
    "founded_on": "2013-05-04",
}
_TEXT = {"adopted_on": "2013-06-01", "text": "一、遛犬须牵绳。"}
_MEETING = {"held_on": "2013-06-01", "subject": "讨论规定", "people": 18}
_CONTEST = {
    "title": "区合唱比赛",
    "level": "district",
    "held_on": "2013-10-01",
    "award": "second_prize",
}
_ONE = "groups/{group_id}"
_DOCUMENT, _MEETING_ONE = f"{_ONE}/documents/{{document_id}}", f"{_ONE}/meetings/{{meeting_id}}"


def _staff(
    method: str, path: str, becomes: type[Request[Any]], sent: dict[str, Any] | None = None
) -> Case:
    """A call by the workstation; `{…}` in the path is an id."""
    parts = [_ID if part.startswith("{") else part for part in path.split("/")]
    rule = path.partition("?")[0]
    return Case(method, f"/api/v1/{'/'.join(parts)}", f"/api/v1/{rule}", STAFF, becomes, sent or {})


CASES = [
    _staff("GET", "groups?kind=pet_association,shop_association&day=2014-05-31", ListGroups),
    _staff("POST", "groups", FoundGroup, _GROUP | {"community": _COMMUNITY}),
    _staff("GET", "groups/counts?day=2014-05-31", CountGroups),
    _staff("GET", "groups/export?state=active", ExportGroups),
    _staff("GET", _ONE, ShowGroup),
    _staff("PUT", _ONE, EditGroup, _GROUP),
    _staff("POST", f"{_ONE}/file-check", CheckGroupFiles, {"strike": "陈秀英"}),
    _staff(
        "POST",
        f"{_ONE}/dissolution",
        DissolveGroup,
        {"dissolved_on": "2014-06-01", "reason": "成员搬迁。"},
    ),
    _staff("POST", f"{_ONE}/restoration", RestoreGroup, {"reason": "登记有误。"}),
    _staff("POST", f"{_ONE}/people", NameGroupPerson, {"role": "leader", "name": "陈秀英"}),
    _staff("POST", f"{_ONE}/people/{{person_id}}/leaving", RemoveGroupPerson),
    _staff("GET", f"{_ONE}/documents", ListGroupDocuments),
    _staff(
        "POST",
        f"{_ONE}/documents",
        AdoptGroupDocument,
        _TEXT | {"title": "宠物管理规定", "kind": "rules"},
    ),
    _staff("GET", _DOCUMENT, ShowGroupDocument),
    _staff("POST", f"{_DOCUMENT}/versions", ReviseGroupDocument, _TEXT | {"change": "增加一条。"}),
    _staff("GET", f"{_ONE}/meetings", ListGroupMeetings),
    _staff("POST", f"{_ONE}/meetings", RecordGroupMeeting, _MEETING),
    _staff("PUT", _MEETING_ONE, CorrectGroupMeeting, _MEETING),
    _staff("GET", f"{_ONE}/contests?level=district,city", ListContests),
    _staff("POST", f"{_ONE}/contests", RecordContestResult, _CONTEST),
    _staff("PUT", f"{_ONE}/contests/{{contest_id}}", CorrectContestResult, _CONTEST),
    Case(
        "GET",
        f"/api/v1/public/communities/{_COMMUNITY}/groups",
        "/api/v1/public/communities/{community}/groups",
        None,
        PublicGroups,
        {},
    ),
]
