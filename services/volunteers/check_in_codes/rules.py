"""The code of an activity and day, and how being there by it is written down."""

from __future__ import annotations

import datetime as dt
import hashlib
from uuid import UUID

from contracts.volunteers.words import Presence
from services.volunteers.sign_ups.rules import CHECK_IN_OPENS
from vocabulary.problems import WrongState

_DIGITS = 6
#: Somebody who checks in within so much of the beginning is in time.
GRACE = dt.timedelta(minutes=10)
_MINUTE = dt.timedelta(minutes=1)


def source(activity_id: UUID, day: dt.date) -> str:
    """What the code is made of, with a key that only this service has."""
    return f"check-in:{activity_id}:{day}"


def digits(fingerprint: str) -> str:
    """Six digits of a fingerprint."""
    number = int.from_bytes(hashlib.sha256(fingerprint.encode()).digest(), "big")
    return f"{number % 10**_DIGITS:0{_DIGITS}}"


def is_open(starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether people check themselves in: from two hours before the shift until its end."""
    return starts_at - CHECK_IN_OPENS <= now < ends_at


def presence_at(
    now: dt.datetime, starts_at: dt.datetime, ends_at: dt.datetime
) -> tuple[Presence, int | None]:
    """How somebody is there who checks in now, and for how many minutes; None: the whole shift.

    Later than ten minutes after the beginning, only what is left of the shift counts.
    """
    if now <= starts_at + GRACE:
        return Presence.PRESENT, None
    return Presence.LATE, max(1, (ends_at - now) // _MINUTE)


def nothing_open() -> WrongState:
    """The refusal of somebody who has no shift to check in for now."""
    return WrongState(
        "您现在没有可以签到的活动：只有已确认的报名，在班次开始前两小时起至结束前可以签到。"
        "没有报名的，请找带队人登记。",
        "You have nothing to check in for now: it needs a confirmed sign-up, from two hours before "
        "the shift until its end. If you did not sign up, ask the leader to write you down.",
    )
