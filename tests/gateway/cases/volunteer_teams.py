"""Links into teams, the net, successors, and tables of members."""

from __future__ import annotations

from contracts.volunteers.invitations import (
    JoinByInvitation,
    ListInvitations,
    MakeInvitation,
    RegisterByInvitation,
    ShowInvitation,
    WithdrawInvitation,
)
from contracts.volunteers.matching import MatchTeams
from contracts.volunteers.net import ShowNet
from contracts.volunteers.succession import (
    ChooseOwnSuccession,
    ListSuccessors,
    ShowOwnSuccession,
)
from tests.gateway.actors import STAFF
from tests.gateway.cases.case import Case
from tests.gateway.doubles import SECRET
from vocabulary.tracking import code_from

_ID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_LINK = code_from(b"of a link into a team", SECRET)
_CODE = code_from(b"of a volunteer", SECRET)
_OWN = f"/api/v1/public/volunteers/{_CODE}/succession"
_OWN_RULE = "/api/v1/public/volunteers/{code}/succession"
_TEAM, _TEAM_RULE = f"/api/v1/teams/{_ID}", "/api/v1/teams/{team_id}"
_OPENED = f"/api/v1/public/team-invitations/{_LINK}"
_OPENED_RULE = "/api/v1/public/team-invitations/{invitation}"
_PERSON = {
    "name": "陈秀英",
    "phone": "13800138000",
    "age_group": "adult",
    "skills": ["first_aid"],
    "interests": [],
    "free_times": ["saturday"],
}

CASES = [
    Case("GET", f"{_TEAM}/successors", f"{_TEAM_RULE}/successors", STAFF, ListSuccessors, {}),
    Case("GET", _OWN, _OWN_RULE, None, ShowOwnSuccession, {}, key_scope=f"{_CODE}:"),
    Case(
        "PUT",
        _OWN,
        _OWN_RULE,
        None,
        ChooseOwnSuccession,
        {"may_succeed": True},
        key_scope=f"{_CODE}:",
    ),
    Case(
        "GET",
        "/api/v1/communities/440305007003/net",
        "/api/v1/communities/{community}/net",
        STAFF,
        ShowNet,
        {},
    ),
    Case(
        "GET",
        "/api/v1/communities/440305007003/matches",
        "/api/v1/communities/{community}/matches",
        STAFF,
        MatchTeams,
        {},
    ),
    Case("GET", f"{_TEAM}/invitations", f"{_TEAM_RULE}/invitations", STAFF, ListInvitations, {}),
    Case(
        "POST",
        f"{_TEAM}/invitations",
        f"{_TEAM_RULE}/invitations",
        STAFF,
        MakeInvitation,
        {"label": "三栋公告栏"},
    ),
    Case(
        "POST",
        f"{_TEAM}/invitations/{_ID}/withdrawal",
        f"{_TEAM_RULE}/invitations/{{invitation_id}}/withdrawal",
        STAFF,
        WithdrawInvitation,
        {},
    ),
    Case("GET", _OPENED, _OPENED_RULE, None, ShowInvitation, {}, key_scope=f"{_LINK}:"),
    Case(
        "POST",
        f"{_OPENED}/registration",
        f"{_OPENED_RULE}/registration",
        None,
        RegisterByInvitation,
        _PERSON,
        key_scope=f"{_LINK}:",
    ),
    Case(
        "POST",
        f"{_OPENED}/joining",
        f"{_OPENED_RULE}/joining",
        None,
        JoinByInvitation,
        {"code": _CODE},
        key_scope=f"{_LINK}:",
    ),
]
