"""When the workstation is reminded."""

from __future__ import annotations

import datetime as dt

#: A registration waits so long for a meeting before it is named.
UNANSWERED_DAYS = 14
#: So long before its last day an insurance or a skill is named.
ENDING_DAYS = 30


def asked_about_age_on(year: int) -> dt.date:
    """The day from which somebody is asked whether a minor has come of the next age group.

    No birthday is kept: the person is asked at the beginning of the year, and nothing is guessed.
    """
    return dt.date(year, 1, 1)
