"""Requests for people who suit a team."""

from __future__ import annotations

from bus.entrypoints import Service, reads
from contracts.volunteers.matching import MatchTeams, MatchVolunteers
from services.volunteers.matching import queries


class MatchingEntrypoints(Service):
    """Proposing people."""

    match_volunteers = reads(MatchVolunteers, queries.propose)
    match_teams = reads(MatchTeams, queries.propose_for_all)
