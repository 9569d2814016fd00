"""What speaks for asking somebody into a team, line by line.

    category   3  an interest of the person belongs to the team's field of work
    skill      3  the person has the skill that is looked for
    free_time  2  the person usually has time when the team meets
    idle       1  the person belongs to no team yet
    busy      -1  for each team that the person belongs to or was asked into
    served    -1  for each ten hours in the last 90 days, at most -3

Age, sex and household register are no fields of it, so that they cannot decide.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from contracts.volunteers.words import FreeTime, MatchReason

#: So far back goes what somebody did lately.
LATELY_DAYS = 90
PROPOSED_MOST = 20
#: As many for each team where all teams of a community are looked at.
PROPOSED_FOR_EACH = 5
_CATEGORY, _SKILL, _FREE_TIME, _IDLE = 3, 3, 2, 1
_SERVED_STEP, _SERVED_MOST = 10 * 60, 3


@dataclass(frozen=True)
class Person:
    """What matching knows of a person."""

    skills: Collection[str]
    #: The fields of work that the interests belong to, as the street's catalogue says.
    categories: Collection[str]
    free_times: Collection[str]
    teams_now: int
    minutes_lately: int


@dataclass(frozen=True)
class Reason:
    """One line of why somebody is proposed, or comes later."""

    reason: MatchReason
    points: int


@dataclass(frozen=True)
class Wanted:
    """What a team looks for."""

    category: str
    skill: str | None
    free_times: Collection[FreeTime]


def reasons(person: Person, wanted: Wanted) -> list[Reason]:
    """Why the person is proposed, or comes after others; empty: nothing speaks either way."""
    found = {
        MatchReason.CATEGORY: _CATEGORY * (wanted.category in person.categories),
        MatchReason.SKILL: _SKILL * (wanted.skill is not None and wanted.skill in person.skills),
        MatchReason.FREE_TIME: _FREE_TIME * bool({*wanted.free_times} & {*person.free_times}),
        MatchReason.IDLE: _IDLE * (person.teams_now == 0),
        MatchReason.BUSY: -person.teams_now,
        MatchReason.SERVED: -min(person.minutes_lately // _SERVED_STEP, _SERVED_MOST),
    }
    return [Reason(one, points) for one, points in found.items() if points]
