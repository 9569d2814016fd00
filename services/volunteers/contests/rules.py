"""Which contests a group took part in: each once."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from vocabulary.problems import NotFound, wrong_field


def check_once(title: str, held_on: dt.date, *, is_known: bool) -> None:
    """A group takes part in a contest once.

    Raises:
        Invalid: names `title`.
    """
    if is_known:
        raise wrong_field(
            "title",
            "known_already",
            zh=f"该队伍已登记 {held_on} 的“{title}”，请在原记录上更正。",
            en=f"The group has “{title}” of {held_on} already; correct that one.",
        )


def no_such_contest(contest_id: UUID) -> NotFound:
    """The refusal of a contest in which the group did not take part."""
    return NotFound(
        f"该队伍没有比赛记录 {contest_id}，请核对。",
        f"The group has no contest {contest_id}; check the id.",
    )
