"""How many seats commissioners won, against the street's target. R52."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from vocabulary.periods import months_after
from vocabulary.problems import wrong_field

#: The term of a residents' committee, by the law as amended in 2018: five years.
TERM_MONTHS = 60


def check_seats(seats: int, commissioners: int) -> None:
    """Let a result pass that can be.

    Raises:
        Invalid: names `commissioners`: more than seats.
    """
    if commissioners > seats:
        raise wrong_field(
            "commissioners",
            "more_than_seats",
            zh=f"专员席位 {commissioners} 不能多于总席位 {seats}，请核对。",
            en=f"Commissioners cannot have won more ({commissioners}) than all seats ({seats}); "
            "check both.",
        )


def check_held(held_on: dt.date, today: dt.date) -> None:
    """Let an election pass that was held.

    Raises:
        Invalid: names `held_on`: it is still to come.
    """
    if held_on > today:
        raise wrong_field(
            "held_on",
            "in_the_future",
            zh=f"选举日期 {held_on} 还没有到，选举以后再登记。",
            en=f"{held_on} is still to come; write the election down once it was held.",
        )


def meets(seats: int, commissioners: int, target_percent: int) -> bool:
    """Whether the share reaches the target; compared in whole numbers, so that no half is lost."""
    return 100 * commissioners >= target_percent * seats


def sits(
    community: str, held: Mapping[str, dt.date], gone: Mapping[str, tuple[str, dt.date]]
) -> bool:
    """Whether the committee of a community still sits: until one is elected where it went.

    `held`: the newest election of each; `gone`: into which one a community went, and its last day.
    """
    if community not in gone:
        return True
    last_day = gone[community][1]
    while community in gone:
        community, _ = gone[community]
        if community in held and held[community] > last_day:
            return False
    return True


def next_due(held_on: dt.date) -> dt.date:
    """When the term is over."""
    return months_after(held_on, TERM_MONTHS)
