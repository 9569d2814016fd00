"""Matching (匹配): people of the community who suit a team, each with the reasons.

It knows field of work, skill, free time, and how much somebody does already. Age, sex, household
register and the like are no part of it.
"""

from __future__ import annotations

from uuid import UUID

from contracts import fields
from contracts.registry import Answer, Request, request, shape
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


@request("volunteers", "match_volunteers", Matches)
class MatchVolunteers(Request[Matches]):
    """Propose volunteers of the community for a team, and say why (匹配)."""

    team_id: UUID = fields.path("The team.")
    skill: str | None = fields.line(
        "A skill that the team looks for.",
        longest=SKILL_LONGEST,
        example="first_aid",
        default=None,
    )
    free_time: list[FreeTime] | None = fields.several("When the team has its activities.", FreeTime)
