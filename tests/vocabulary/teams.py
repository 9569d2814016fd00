"""A line of the table of permissions in which some roles reach the rows of their teams."""

from __future__ import annotations

from uuid import UUID

from hypothesis import strategies as some

from vocabulary.actors import InTeam, Role
from vocabulary.permitted.rows import Scope, row

#: Commissioners lead, social workers help, volunteers have what is their own.
OF_TEAMS = row(
    "安排团队活动",
    "Plan activities of a team",
    commissioner=Scope.TEAM,
    social_worker=Scope.TEAM,
    volunteer=Scope.OWN,
    workstation=Scope.COMMUNITY,
)
#: Few teams, so that an actor and a row often have the same.
team_ids = some.sampled_from([UUID(int=1), UUID(int=2)])
teams = some.lists(some.builds(InTeam, some.sampled_from(Role), team_ids), max_size=3).map(tuple)
#: In the order of their roles, as headers and tokens have them.
teams_by_role = teams.map(
    lambda found: tuple(sorted(found, key=lambda one: list(Role).index(one.role)))
)
