"""What can be written down of a nomination; nothing is decided here. R51."""

from __future__ import annotations

import datetime as dt

from contracts.incentives.words import NominationOutcome
from vocabulary.problems import wrong_field


def check_nominated(nominated_on: dt.date, *, began_on: dt.date, today: dt.date) -> None:
    """Let a day pass on which the person was a commissioner already.

    Raises:
        Invalid: names `nominated_on`: still to come, or before the appointment.
    """
    if not began_on <= nominated_on <= today:
        raise wrong_field(
            "nominated_on",
            "out_of_range",
            zh=f"推选日期 {nominated_on} 应在到任日期 {began_on} 与今天之间。",
            en=f"{nominated_on} is not possible; give a day from the first in office, {began_on}, "
            "to today.",
        )


def check_outcome(
    outcome: NominationOutcome, outcome_on: dt.date, *, nominated_on: dt.date, today: dt.date
) -> None:
    """Let an outcome pass that somebody decided by today.

    Raises:
        Invalid: names `outcome` or `outcome_on`.
    """
    if outcome is NominationOutcome.PENDING:
        raise wrong_field(
            "outcome",
            "no_outcome",
            zh="“尚无结果”不是结果；有结果后再登记。",
            en="`pending` is no outcome; write it down once there is one.",
        )
    if not nominated_on <= outcome_on <= today:
        raise wrong_field(
            "outcome_on",
            "out_of_range",
            zh=f"结果日期 {outcome_on} 应在推选日期 {nominated_on} 与今天之间。",
            en=f"{outcome_on} is not possible; give a day from the nomination, {nominated_on}, to "
            "today.",
        )
