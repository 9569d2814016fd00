"""The proof of a person's identity, and how often they may try."""

from __future__ import annotations

import datetime as dt

from vocabulary.problems import FieldError, Invalid

#: Typing errors that cost nothing.
FREE_TRIES = 3
_FIRST_SECONDS = 60
_LONGEST_SECONDS = 24 * 60 * 60


def check_given(phone: str | None, email: str | None) -> None:
    """Check that a proof has something to compare.

    Raises:
        Invalid: neither a phone number nor an e-mail address.
    """
    if phone is None and email is None:
        zh = "请填写提出诉求时留下的手机号或邮箱，至少一项。"
        en = "Give the phone number or the e-mail address that was left with the appeal."
        raise Invalid(
            zh, en, fields=tuple(FieldError(name, "required", zh, en) for name in _PROOFS)
        )


_PROOFS = ("phone", "email")


def wait_seconds(failures: int, last_at: dt.datetime | None, *, now: dt.datetime) -> int:
    """How long until the next attempt is checked; 0: now.

    After three failures a minute, then twice as long each time, at most a day.
    """
    if last_at is None or failures < FREE_TRIES:
        return 0
    doublings = min(failures - FREE_TRIES, 20)
    pause = min(_FIRST_SECONDS * 2**doublings, _LONGEST_SECONDS)
    left = (last_at + dt.timedelta(seconds=pause) - now).total_seconds()
    return max(0, int(-(-left // 1)))
