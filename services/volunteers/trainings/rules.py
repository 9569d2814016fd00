"""For how long a training proves a skill."""

from __future__ import annotations

import datetime as dt

from vocabulary.periods import months_after
from vocabulary.problems import wrong_field


def check_days(trained_on: dt.date, valid_until: dt.date | None, today: dt.date) -> None:
    """Let a training of today or earlier pass, which proves something afterwards.

    Raises:
        Invalid: it is to come, or ends before it was.
    """
    if trained_on > today:
        raise wrong_field(
            "trained_on",
            "in_the_future",
            zh=f"培训日期 {trained_on} 还没有到，请在培训之后登记。",
            en=f"{trained_on} is to come; record the training once it was held.",
        )
    if valid_until is not None and valid_until < trained_on:
        raise wrong_field(
            "valid_until",
            "ends_before_it_begins",
            zh="有效期早于培训日期。",
            en="It ends before the day of the training.",
        )


def last_day(trained_on: dt.date, told: dt.date | None, valid_months: int | None) -> dt.date | None:
    """The last day on which it proves the skill; None: for good."""
    if told is not None or valid_months is None:
        return told
    return months_after(trained_on, valid_months) - dt.timedelta(days=1)
