"""When something happened: paper of an earlier day may be written down, the future may not."""

from __future__ import annotations

import datetime as dt

from vocabulary.problems import wrong_field

#: How far two clocks may differ before a moment counts as in the future.
SKEW = dt.timedelta(minutes=5)
#: Earlier dates are typing errors.
EARLIEST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)


def check_happened(moment: dt.datetime, *, now: dt.datetime, field: str) -> None:
    """Refuse moments in the future, or before living memory.

    Raises:
        Invalid: names the field.
    """
    if moment > now + SKEW:
        raise wrong_field(
            field,
            "in_the_future",
            zh=f"时间 {moment.isoformat()} 在将来，请填写实际发生的时间。",
            en=f"{moment.isoformat()} is in the future; give the time at which it happened.",
        )
    if moment < EARLIEST:
        raise wrong_field(
            field,
            "too_long_ago",
            zh=f"时间 {moment.isoformat()} 早于 {EARLIEST.year} 年，请检查年份。",
            en=f"{moment.isoformat()} is before {EARLIEST.year}; check the year.",
        )


def check_effective(effective_from: dt.date, *, today: dt.date) -> None:
    """What was done under an old number or text must not become wrong afterwards.

    Raises:
        Invalid: names `effective_from`.
    """
    if effective_from < today:
        raise wrong_field(
            "effective_from",
            "in_the_past",
            zh=f"生效日期 {effective_from} 已过，请填写今天或以后的日期。",
            en=f"{effective_from} has passed; give today or a later day.",
        )


def of_step(given: dt.datetime | None, *, now: dt.datetime, previous: dt.datetime) -> dt.datetime:
    """When a step happened: as given, or now; never before the step that it follows.

    Raises:
        Invalid: names `happened_at`.
    """
    if given is None:
        # Another machine's clock may be a little ahead; order matters more than minutes.
        return max(now, previous)
    check_happened(given, now=now, field="happened_at")
    if given < previous:
        raise wrong_field(
            "happened_at",
            "before_previous_step",
            zh=f"时间 {given.isoformat()} 早于上一步的 {previous.isoformat()}，请改为不早于它。",
            en=f"{given.isoformat()} is before the previous step at {previous.isoformat()}; "
            "give that moment or a later one.",
        )
    return given
