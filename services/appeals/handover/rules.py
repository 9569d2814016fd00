"""The holders of appeals, as people come into office and leave it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vocabulary.counted import counted
from vocabulary.problems import Invalid, wrong_field


@dataclass(frozen=True)
class Term:
    """One term (聘期) of a person in a community, as far as the register knows it."""

    #: First day without it; None: in office.
    ended_on: dt.date | None = None
    #: The successor; None: the workstation.
    successor: str | None = None


def holder_now(commissioner: str, terms_of: Callable[[str], Sequence[Term]]) -> str | None:
    """The present holder of a commissioner's appeals; None: the workstation.

    A commissioner not known to have left still holds them. One who has left passed them on to the
    successor named by the last end, and so on if that successor left in turn.

    `terms_of`: every term of an account in the community.
    """
    had_it = set[str]()
    while commissioner not in had_it:
        had_it.add(commissioner)
        terms = terms_of(commissioner)
        # A commissioner who continues, on the same post or another, passes nothing on.
        left = [term for term in terms if term.ended_on and term.successor != commissioner]
        if not left or any(term.ended_on is None for term in terms):
            return commissioner
        follows = max(left, key=lambda term: term.ended_on or dt.date.min).successor
        if follows is None:
            return None
        commissioner = follows
    # They followed each other, and all of them have left.
    return None


def not_in_office(commissioner: str, community: str, day: dt.date, *, possible: int) -> Invalid:
    """The refusal of a commissioner who was not in office in the community on the day."""
    where = f"GET /api/v1/communities/{community}/commissioners?on={day}"
    return wrong_field(
        "commissioner",
        "not_in_office",
        zh=f"{commissioner} 在 {day} 不是社区 {community} 的在任专员。当日在任 {possible} 人，"
        f"见 {where}；没有合适的专员时不填，由工作站办理。",
        en=f"{commissioner} was not a commissioner of community {community} in office on {day}. "
        f"{counted(possible, 'person was', 'people were')}, see {where}; leave it out if none of "
        "them fits: "
        "the workstation then handles it.",
    )
