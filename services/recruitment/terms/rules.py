"""When a term is over, and when its reminders are due. R11.

A term ends at 24:00 in Shanghai of its last day, however late the clock comes round.
"""

from __future__ import annotations

import datetime as dt

from contracts.recruitment.words import EndReason
from vocabulary.problems import WrongState, wrong_field


def check_hearing(*, began_on: dt.date, heard_on: dt.date, ended_on: dt.date) -> None:
    """A hearing comes before a dismissal, and during the office that it is about.

    Raises:
        Invalid: names `heard_on`.
    """
    if not began_on <= heard_on <= ended_on:
        raise wrong_field(
            "heard_on",
            "out_of_range",
            zh=f"听取意见的日期 {heard_on} 须在到任日 {began_on} 与解聘日 {ended_on} 之间。",
            en=f"The hearing on {heard_on} must be between the first day in office, "
            f"{began_on}, and the day of the dismissal, {ended_on}.",
        )


def check_end(*, began_on: dt.date, term_to: dt.date, ended_on: dt.date, today: dt.date) -> None:
    """The first day without it: after it began, not in the future, not after the term.

    Raises:
        Invalid: names `ended_on`.
    """
    if not began_on <= ended_on <= min(today, term_to):
        raise wrong_field(
            "ended_on",
            "out_of_range",
            zh=f"终止日期 {ended_on} 须在 {began_on} 与 {min(today, term_to)} 之间。",
            en=f"It cannot end on {ended_on}; give a day from {began_on} to {min(today, term_to)}.",
        )


def check_late(*, ended: EndReason | None, ended_on: dt.date | None, earlier: dt.date) -> None:
    """Paper that comes late may only say that what the clock ended had ended before.

    Raises:
        WrongState: it ended in another way, or not later than that.
    """
    if ended is None:
        return
    if ended is not EndReason.TERM_OVER or (ended_on is not None and earlier >= ended_on):
        raise WrongState(
            f"该聘任已于 {ended_on} 终止。", f"The appointment ended on {ended_on} already."
        )
