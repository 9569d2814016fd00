"""Matching (匹配): people of the community who suit a team, each with the reasons.

It knows field of work, skill, free time, and how much somebody does already. Age, sex, household
register and the like are no part of it.
"""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.recruitment.words import PostCategory
from contracts.registry import Answer, Request, Shape, request, shape
from contracts.volunteers.words import FreeTime, MatchReason

SKILL_LONGEST = 40


@shape
class ReasonOfMatch(Answer):
    """One line of why somebody is proposed, or comes later."""

    reason: MatchReason = fields.choice("What speaks for or against asking them.")
    points: int = fields.plain("What it counts; below 0: others are asked first.")


@shape
class Match(Answer):
    """A person who suits the team, masked."""

    volunteer_id: UUID = fields.plain("The person.")
    registration_id: UUID = fields.plain("The registration.")
    number: str = fields.plain("Number by community and year.")
    name: str | None = fields.plain("Masked.", default=None)
    teams_now: int = fields.plain("To how many teams the person belongs or was asked.")
    minutes_lately: int = fields.plain("How long the person served in the last 90 days.")
    points: int = fields.plain("The sum of the reasons.")
    reasons: list[ReasonOfMatch] = fields.plain("Why, line by line.")


@shape
class Matches(Answer):
    """The people who suit the team best, the best first."""

    items: list[Match] = fields.plain("At most twenty people.")


@shape
class LookedFor(Shape):
    """What people are asked to have besides the field of work."""

    skill: str | None = fields.line(
        "A skill that the team looks for.",
        longest=SKILL_LONGEST,
        example="first_aid",
        default=None,
    )
    free_time: list[FreeTime] | None = fields.several("When the team has its activities.", FreeTime)


@request("volunteers", "match_volunteers", Matches)
class MatchVolunteers(LookedFor, Request[Matches]):
    """Propose volunteers of the community for a team, and say why (匹配)."""

    team_id: UUID = fields.path("The team.")


@shape
class TeamMatches(Answer):
    """A team with the people who suit it best."""

    team_id: UUID = fields.plain("The team.")
    number: str = fields.plain("Number by community and year.", example="〔2026〕3")
    team: str = fields.plain("What the team is called.")
    category: PostCategory = fields.choice("Field of work.")
    matches: list[Match] = fields.plain("At most five people, the best first.")


@shape
class MatchesOfTeams(Answer):
    """The teams of a community by field of work, each with the people who suit it."""

    community: str = fields.place("The community.")
    teams: list[TeamMatches] = fields.plain("The teams, by field of work.")


@request("volunteers", "match_teams", MatchesOfTeams)
class MatchTeams(LookedFor, Request[MatchesOfTeams]):
    """Show the teams of a community by field of work, and who suits each of them (匹配)."""

    community: str = fields.path(fields.area("The community."))
