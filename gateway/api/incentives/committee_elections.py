"""Elections of residents' committees, and commissioners' seats against the street's target."""

from __future__ import annotations

from contracts.incentives.committee_elections import (
    CorrectCommitteeElection,
    ListCommitteeElections,
    RecordCommitteeElection,
    ShowCommitteeElection,
    ShowCommitteeSeats,
)
from gateway.http.community_codes import checked
from gateway.http.routes import Routes
from vocabulary.permissions import Action

routes = Routes(
    "committee_elections",
    "居委会换届选举 · Elections of residents' committees",
    reads={"community": checked},
)

_ALL = "/api/v1/committee-elections"
_ONE = f"{_ALL}/<uuid:election_id>"

routes.asks(
    "POST",
    "/api/v1/communities/<community>/committee-elections",
    RecordCommitteeElection,
    may=Action.COMMITTEE_ELECTION_RECORD,
    creates=f"{_ALL}/{{id}}",
)
routes.asks("GET", _ALL, ListCommitteeElections, may=Action.COMMITTEE_ELECTION_READ)
routes.asks("GET", _ONE, ShowCommitteeElection, may=Action.COMMITTEE_ELECTION_READ)
routes.asks("PUT", f"{_ONE}/result", CorrectCommitteeElection, may=Action.COMMITTEE_ELECTION_RECORD)
routes.asks(
    "GET",
    "/api/v1/streets/<street>/committee-seats",
    ShowCommitteeSeats,
    may=Action.COMMITTEE_ELECTION_READ,
)
