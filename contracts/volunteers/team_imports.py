"""The table of teams (团队名册): existing teams are classed and taken over. R42."""

from __future__ import annotations

import datetime as dt

from contracts import fields
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.imports import RowFault
from contracts.volunteers.teams import NAME_LONGEST
from contracts.volunteers.words import MembershipKind

LINES_MOST = 5_000
#: With the heading.
TEAM_ROWS_MOST = LINES_MOST + 1
_POST_LONGEST = 100
_VOLUNTEER_LONGEST = 40
_LINES_MOST = 2_000_000


@shape
class TeamRow(Shape):
    """One line of the table: a person who is in a team already."""

    post: str = fields.line("The title of the commissioner's post.", longest=_POST_LONGEST)
    team: str | None = fields.line(
        "What its team is called; needed where the post has none yet.",
        longest=NAME_LONGEST,
        default=None,
    )
    volunteer: str = fields.line(
        "The person's phone, or the number of the registration.", longest=_VOLUNTEER_LONGEST
    )
    kind: MembershipKind = fields.choice("As what.", default=MembershipKind.VOLUNTEER)
    category: PostCategory | None = fields.choice(
        "Field of work of the team; left out: as it is, or that of the post.", default=None
    )
    since: dt.date | None = fields.plain("First day in the team; left out: today.", default=None)


@shape
class ImportedTeamRow(Shape):
    """A readable line of the table."""

    line: int = fields.number("The line, from 1.", least=1, most=_LINES_MOST)
    row: TeamRow = fields.plain("What it says.")


@shape
class TeamImportFilter(Shape):
    """How a table is imported."""

    community: str = fields.area("The community of these teams.")
    check: bool = fields.plain("Only try it and change nothing.", default=False)


@shape
class TeamImport(Answer):
    """What a table changed, or would change."""

    is_check: bool = fields.plain("Whether this was only a trial and changed nothing.")
    founded: int = fields.plain("How many teams are new.")
    classed: int = fields.plain("How many teams have another field of work.")
    added: int = fields.plain("How many people are taken over.")
    unchanged: int = fields.plain("How many lines say what is there already.")
    faulty: int = fields.plain("How many lines were not taken.")
    faults: list[RowFault] = fields.plain("Everything that is wrong with them, by line.")


@request("volunteers", "import_teams", TeamImport)
class ImportTeams(Request[TeamImport]):
    """Import lines of a table; all lines of one post come together."""

    community: str = fields.area("The community.")
    rows: list[ImportedTeamRow] = fields.parts("The lines.", most=LINES_MOST)
    check: bool = fields.plain("Only try it and change nothing.")
