"""Teams of commissioners and their memberships."""

from __future__ import annotations

from contracts.volunteers.matching import MatchTeams, MatchVolunteers
from contracts.volunteers.memberships import (
    AcceptMembership,
    AcceptOwnMembership,
    DeclineMembership,
    DeclineOwnMembership,
    EndMembership,
    LeaveOwnMembership,
    ListMemberships,
    ListOwnMemberships,
    OfferMembership,
    ShowMembership,
)
from contracts.volunteers.teams import EditTeam, FoundTeam, ListTeams, ShowTeam
from gateway.http.routes import Routes
from gateway.http.tracking_codes import checked
from vocabulary.permissions import Action

routes = Routes("teams", "专员团队 · Teams", reads={"code": checked})

_ALL, _MEMBERSHIPS = "/api/v1/teams", "/api/v1/memberships"
_ONE = f"{_ALL}/<uuid:team_id>"
_MEMBERSHIP = f"{_MEMBERSHIPS}/<uuid:membership_id>"
_OWN = "/api/v1/public/volunteers/<code>/memberships"
_OWN_ONE = f"{_OWN}/<uuid:membership_id>"

routes.asks("GET", _ALL, ListTeams, may=Action.TEAM_READ)
routes.asks("POST", _ALL, FoundTeam, may=Action.TEAM_MANAGE, creates="/api/v1/teams/{id}")
routes.asks("GET", _ONE, ShowTeam, may=Action.TEAM_READ)
routes.asks("PUT", _ONE, EditTeam, may=Action.TEAM_MANAGE)
routes.asks(
    "POST",
    f"{_ONE}/memberships",
    OfferMembership,
    may=Action.TEAM_LEAD,
    creates="/api/v1/memberships/{id}",
)
routes.asks("GET", f"{_ONE}/matches", MatchVolunteers, may=Action.TEAM_LEAD)
routes.asks("GET", "/api/v1/communities/<community>/matches", MatchTeams, may=Action.TEAM_MANAGE)
routes.asks("GET", _MEMBERSHIPS, ListMemberships, may=Action.MEMBERSHIP_READ)
routes.asks("GET", _MEMBERSHIP, ShowMembership, may=Action.MEMBERSHIP_READ)
routes.asks("POST", f"{_MEMBERSHIP}/acceptance", AcceptMembership, may=Action.MEMBERSHIP_ANSWER)
routes.asks("POST", f"{_MEMBERSHIP}/refusal", DeclineMembership, may=Action.MEMBERSHIP_ANSWER)
routes.asks("POST", f"{_MEMBERSHIP}/ending", EndMembership, may=Action.MEMBERSHIP_END)
routes.asks("GET", _OWN, ListOwnMemberships, may=Action.ANYONE)
routes.asks("POST", f"{_OWN_ONE}/acceptance", AcceptOwnMembership, may=Action.ANYONE)
routes.asks("POST", f"{_OWN_ONE}/refusal", DeclineOwnMembership, may=Action.ANYONE)
routes.asks("POST", f"{_OWN_ONE}/ending", LeaveOwnMembership, may=Action.ANYONE)
