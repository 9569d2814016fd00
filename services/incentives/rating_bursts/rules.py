"""How many ratings from one network count by themselves, and who decides of the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from vocabulary.problems import Forbidden, WrongState

#: A family, a shop, or a few neighbours at the workstation; more within an hour are looked at.
SHEETS_MOST = 10
_HOUR = dt.timedelta(hours=1)


def hour_of(moment: dt.datetime) -> dt.datetime:
    """The hour in which it falls."""
    return moment.replace(minute=0, second=0, microsecond=0)


def is_complete(began_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether no more can come to those of an hour: scores that move would tell the newest one."""
    return now >= began_at + _HOUR


def check_complete(began_at: dt.datetime, now: dt.datetime) -> None:
    """Let a decision pass once no more can come.

    Raises:
        WrongState: the hour still runs.
    """
    if not is_complete(began_at, now):
        raise WrongState(
            "这一小时内还可能有评议进来，请等这一小时过完再决定。",
            "More ratings may come in this hour. Decide once it is over.",
        )


def is_burst(sheets: int) -> bool:
    """Whether so many within an hour are set aside."""
    return sheets > SHEETS_MOST


def check_not_concerned(account: str | None, persons: Collection[str]) -> None:
    """Let nobody decide of ratings about themselves.

    Raises:
        Forbidden: the actor is one of the people who were rated.
    """
    if account in persons:
        raise Forbidden(
            "被评议的人里有您本人，请由其他人决定。",
            "You are one of the people who were rated. Somebody else has to decide.",
        )


def check_undone(quarter: str, *, are_told: bool) -> None:
    """Let a decision pass until the ratings are counted.

    Raises:
        WrongState: they are.
    """
    if are_told:
        raise WrongState(
            f"{quarter} 的评议已经计数并公布，不能再改。",
            f"The ratings of {quarter} are counted and public; this cannot change any more.",
        )
