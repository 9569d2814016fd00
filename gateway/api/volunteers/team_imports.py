"""The table of teams (团队名册): to fill in, to try, and to import."""

from __future__ import annotations

import flask

from contracts.gateway.accounts import Nothing
from contracts.volunteers.imports import LARGEST_BYTES
from contracts.volunteers.team_imports import (
    TEAM_ROWS_MOST,
    ImportedTeamRow,
    ImportTeams,
    TeamImport,
    TeamImportFilter,
    TeamRow,
)
from gateway.api.volunteers.portions import faults_with, form_of, lines_of, portions, sent
from gateway.http.table_routes import TableRoutes
from vocabulary.permissions import Action

routes = TableRoutes("team-imports", "团队名册 · Tables of teams")

_ALL = "/api/v1/teams/imports"
_EXAMPLE = ["# 例 消防安全社区专员", "荔林消防团队", "13800138000", "义工", "", "2026-05-04"]
_INSTRUCTIONS = (
    [
        "每行一名已在队的成员；岗位和义工必填。以 # 开头的行不导入。",
        "One member in each line, with post and volunteer; lines with # are left out.",
    ],
    [
        "义工填电话或注册编号；先在义工名册里登记。",
        "Give the phone or the number of the registration; register people first.",
    ],
    [
        "岗位还没有团队的，填写团队名称，导入时组建。类别不填则不变。",
        "Where the post has no team yet, its name founds one. An empty field of work changes nothing.",
    ],
    [
        "只登记本人已在队的；新邀请的请用“邀请入队”。",
        "Only people who are in the team already; invite others by an offer.",
    ],
)


@routes.table_in(
    _ALL,
    may=Action.TEAM_MANAGE,
    filters=TeamImportFilter,
    answers=TeamImport,
    example="岗位,团队,义工\n消防安全社区专员,荔林消防团队,13800138000\n",
)
def import_teams(filters: TeamImportFilter) -> TeamImport:
    """Take existing teams over by a table: good rows go in, and each bad one is named with its line.

    With check=true it is only tried. The same table again changes nothing.
    """
    lines = lines_of(TeamRow, rows_most=TEAM_ROWS_MOST, largest_bytes=LARGEST_BYTES)
    parts = [
        sent(
            ImportTeams(
                community=filters.community,
                rows=[
                    ImportedTeamRow(line=line.number, row=said)
                    for line in chunk
                    if (said := line.said) is not None
                ],
                check=filters.check,
            ),
            at,
        )
        for at, chunk in enumerate(portions(lines, lambda said: said.post))
    ]
    faults = faults_with(lines, [fault for part in parts for fault in part.faults])
    return TeamImport(
        is_check=filters.check,
        founded=sum(part.founded for part in parts),
        classed=sum(part.classed for part in parts),
        added=sum(part.added for part in parts),
        unchanged=sum(part.unchanged for part in parts),
        faulty=len({fault.line for fault in faults}),
        faults=faults,
    )


@routes.table_out(f"{_ALL}/template", may=Action.TEAM_MANAGE, filters=Nothing)
def fetch_team_template(_filters: Nothing) -> flask.Response:
    """Fetch a workbook to fill in."""
    return form_of("团队", "teams.xlsx", TeamRow, _EXAMPLE, _INSTRUCTIONS)
