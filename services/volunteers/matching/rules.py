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

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from contracts.volunteers.words import MatchReason

#: So far back goes what somebody did lately.
LATELY_DAYS = 90
PROPOSED_MOST = 20
#: As many for each team where all teams of a community are looked at.
PROPOSED_FOR_EACH = 5
_CATEGORY, _SKILL, _FREE_TIME, _IDLE = 3, 3, 2, 1
_SERVED_MOST = 3
_TEN_HOURS = 10 * 60


class Person(NamedTuple):
    """What counts of a person for a team; many people of a community are alike in it."""

    is_interested: bool
    has_skill: bool
    has_time: bool
    teams_now: int
    #: Of the last 90 days.
    tens_of_hours: int


@dataclass(frozen=True)
class Reason:
    """One line of why somebody is proposed, or comes later."""

    reason: MatchReason
    points: int


def tens_of_hours(minutes: Any) -> Any:  # a number, or a column of the database
    """How many whole tens of hours somebody served."""
    return minutes // _TEN_HOURS


@functools.cache
def reasons(person: Person) -> Sequence[Reason]:
    """Why the person is proposed, or comes after others; empty: nothing speaks either way."""
    found = {
        MatchReason.CATEGORY: _CATEGORY * person.is_interested,
        MatchReason.SKILL: _SKILL * person.has_skill,
        MatchReason.FREE_TIME: _FREE_TIME * person.has_time,
        MatchReason.IDLE: _IDLE * (person.teams_now == 0),
        MatchReason.BUSY: -person.teams_now,
        MatchReason.SERVED: -min(person.tens_of_hours, _SERVED_MOST),
    }
    return tuple(Reason(one, points) for one, points in found.items() if points)
