"""Requests about teams."""

from __future__ import annotations

from bus.entrypoints import Service, reads, writes
from contracts.volunteers.teams import EditTeam, FoundTeam, ListTeams, ShowTeam
from services.volunteers.teams import operations, queries


class TeamsEntrypoints(Service):
    """Founding teams, and listing them."""

    found_team = writes(FoundTeam, operations.found)
    edit_team = writes(EditTeam, operations.edit)
    show_team = reads(ShowTeam, queries.show)
    list_teams = reads(ListTeams, queries.page)
