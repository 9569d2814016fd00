"""Requests to import teams."""

from __future__ import annotations

from bus.entrypoints import Service, writes
from contracts.volunteers.team_imports import ImportTeams
from services.volunteers.team_imports import operations


class TeamImportsEntrypoints(Service):
    """Importing a table of teams."""

    import_teams = writes(ImportTeams, operations.import_rows)
