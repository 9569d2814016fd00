"""Whose an appeal may be, and whose it is after people came into office and left it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vocabulary.problems import Invalid, wrong_field


@dataclass(frozen=True)
class Term:
    """One term (聘期) of somebody in a community, as far as the register was told of it."""

    #: First day without it; None: in office.
    ended_on: dt.date | None = None
    #: Who took over; None: the workstation did.
    successor: str | None = None


def holder_now(commissioner: str, terms_of: Callable[[str], Sequence[Term]]) -> str | None:
    """Who has now what a commissioner had; None: the workstation.

    Whoever is not known to have left has it still. Who has left passed it on to whom the
    last end named, and so has the successor who left in turn.

    `terms_of`: every term of an account in the community.
    """
    had_it = set[str]()
    while commissioner not in had_it:
        had_it.add(commissioner)
        terms = terms_of(commissioner)
        # Who goes on, on the same post or on another one, leaves nothing to anybody.
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
        f"{possible} were, see {where}; where nobody fits, name nobody: it stays with the "
        "workstation.",
    )
