"""Teams (专员团队): one for each commissioner's post."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from contracts import fields
from contracts.changes import Change
from contracts.lists import Listing, Page
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Request, request, shape

NAME_LONGEST = 60


@shape
class TeamStep(Answer):
    """One line of a team's history."""

    version: int = fields.plain("Counts the changes, from 1.")
    what: str = fields.plain("What was done, as `founded`.")
    happened_at: dt.datetime = fields.moment("When.")
    by: str | None = fields.account("The account; null: the system.", default=None)
    role: str = fields.plain("The role in which it was done.")


@shape
class TeamView(Answer):
    """One team."""

    id: UUID = fields.plain("The team.")
    community: str = fields.place("Where it works.")
    number: str = fields.plain("Number by community and year.", example="〔2026〕3")
    name: str = fields.plain("What it is called.")
    category: PostCategory = fields.choice("Field of work.")
    post_id: UUID = fields.plain("The commissioner's post.")
    commissioner: str | None = fields.account(
        "The commissioner on the post now; null: nobody is.", default=None
    )
    founded_at: dt.datetime = fields.moment("When it was founded.")
    version: int = fields.plain("Counts the changes, from 1.")
    possible: list[str] = fields.possible()
    history: list[TeamStep] | None = fields.plain(
        "What happened to it, oldest first; in the view of one team.", default=None
    )


@shape
class TeamPage(Page):
    """A page of teams."""

    items: list[TeamView] = fields.plain("The teams.")


@request("volunteers", "found_team", TeamView)
class FoundTeam(Request[TeamView]):
    """Found the team of a commissioner's post (组建团队)."""

    post_id: UUID = fields.plain("The commissioner's post.")
    name: str = fields.line("What it is called.", longest=NAME_LONGEST, example="荔林消防安全团队")
    category: PostCategory | None = fields.choice(
        "Field of work; that of the post, if left out.", default=None
    )


@request("volunteers", "edit_team", TeamView)
class EditTeam(Change, Request[TeamView]):
    """Give a team another name or field of work (归类)."""

    team_id: UUID = fields.path("The team.")
    name: str = fields.line("What it is called.", longest=NAME_LONGEST, example="荔林消防安全团队")
    category: PostCategory = fields.choice("Field of work.")


@request("volunteers", "show_team", TeamView)
class ShowTeam(Request[TeamView]):
    """Show one team with its history."""

    team_id: UUID = fields.path("The team.")


@request("volunteers", "list_teams", TeamPage)
class ListTeams(Listing, Request[TeamPage]):
    """List the teams that you may see."""

    area: str | None = fields.area("Only this area.", default=None)
    commissioner: UUID | None = fields.plain("Only of this commissioner.", default=None)
    category: list[PostCategory] | None = fields.several("Only of these fields.", PostCategory)
    sort: str | None = fields.sorting("founded_at")
