"""The allowed days of a step, and when the street office must consent to it (补录).

    dated                                      written down
    in the future                              never
    before the step that it follows            never
    up to `back_entry_days` back               by everyone with the right to the step
    further back                               under a consent of the street office

A consent (补录批准) names the community, the first and the last day that may be entered, and the last
day of its use. It ends by itself or is ended early, and then no longer counts; steps entered under
it stay, and say so.

Answers and applications on paper keep their own rule, which is narrower: the days of their survey
or campaign, whose own steps obey this one. The clock is not bound: its late deeds happened on the
day on which they were due.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vocabulary.counted import counted
from vocabulary.moments import EARLIEST
from vocabulary.periods import day_of
from vocabulary.problems import WrongState, wrong_field

#: A consent is for one taking-over: for longer, ask for another one.
LONGEST_DAYS = 92
_FIRST = day_of(EARLIEST)


@dataclass(frozen=True)
class Consent:
    """From the first day to the last, both included; usable on and before a day unless ended."""

    from_day: dt.date
    to_day: dt.date
    usable_until: dt.date
    is_ended: bool = False

    def is_usable(self, today: dt.date) -> bool:
        """Whether anything can be entered under it today."""
        return not self.is_ended and today <= self.usable_until

    def covers(self, day: dt.date, *, today: dt.date) -> bool:
        """Whether what happened on a day may be entered under it today."""
        return self.is_usable(today) and self.from_day <= day <= self.to_day


def is_recent(day: dt.date, *, today: dt.date, days: int) -> bool:
    """Whether a day needs no consent; `days`: how far back the street lets anybody date a step."""
    return (today - day).days <= days


def day_of_step(given: dt.date | None, *, today: dt.date, previous: dt.date) -> dt.date:
    """When a step happened: as given, or today; never before the step that it follows.

    Raises:
        Invalid: names `happened_on`.
    """
    if given is None:
        return max(today, previous)
    if given > today:
        raise wrong_field(
            "happened_on",
            "in_the_future",
            zh=f"日期 {given} 在将来，请填写实际发生的日期。",
            en=f"{given} is in the future; give the day on which it happened.",
        )
    if given < previous:
        raise wrong_field(
            "happened_on",
            "before_previous_step",
            zh=f"日期 {given} 早于上一步的 {previous}，请改为不早于它。",
            en=f"{given} is before the previous step on {previous}; give that day or a later one.",
        )
    return given


def check_after_opening(day: dt.date, opened_on: dt.date, *, field: str) -> None:
    """Refuse searching or proposing before the post was opened (设立岗位).

    Raises:
        Invalid: names the field.
    """
    if day < opened_on:
        raise wrong_field(
            field,
            "before_post_opened",
            zh=f"日期 {day} 早于岗位设立的 {opened_on}，请改为不早于它。",
            en=f"{day} is before {opened_on}, when the post was opened; give that day or a later "
            "one.",
        )


def check_consented(
    day: dt.date, *, is_consented: bool, days: int, community: str, field: str
) -> None:
    """Check that the street office has consented.

    Raises:
        Invalid: names the field, and where the consent is given.
    """
    if not is_consented:
        raise wrong_field(
            field,
            "too_far_back",
            zh=f"日期 {day} 距今超过 {days} 天，须先由街道办批准补录"
            f"（POST /api/v1/communities/{community}/back-entries），且该日在批准的起止日期之内。",
            en=f"{day} is more than {counted(days, 'day', 'days')} back. Ask the street office for "
            "a consent "
            "to back entries "
            f"(POST /api/v1/communities/{community}/back-entries) that covers this day.",
        )


def check_consent(consent: Consent, *, today: dt.date) -> None:
    """Check a consent: its days have come, and its use is in the next months.

    Raises:
        Invalid: names `from`, `to` or `usable_until`.
    """
    latest = today + dt.timedelta(days=LONGEST_DAYS)
    if consent.from_day < _FIRST:
        raise wrong_field(
            "from",
            "too_long_ago",
            zh=f"起始日期 {consent.from_day} 早于 {_FIRST.year} 年，请检查年份。",
            en=f"{consent.from_day} is before {_FIRST.year}; check the year.",
        )
    if consent.to_day > today:
        raise wrong_field(
            "to",
            "in_the_future",
            zh=f"截止日期 {consent.to_day} 还没有到，补录的是已经发生的事项。",
            en=f"{consent.to_day} has not come yet; back entries are of days that have passed.",
        )
    if consent.to_day < consent.from_day:
        raise wrong_field(
            "to",
            "before_first_day",
            zh=f"截止日期 {consent.to_day} 早于起始日期 {consent.from_day}。",
            en=f"{consent.to_day} is before the first day, {consent.from_day}.",
        )
    if not today <= consent.usable_until <= latest:
        raise wrong_field(
            "usable_until",
            "out_of_range",
            zh=f"使用期限 {consent.usable_until} 须在 {today} 与 {latest} 之间；需要更久的，到期后另行批准。",
            en=f"It cannot be used until {consent.usable_until}; give a day from {today} to "
            f"{latest}. To go on longer, consent again then.",
        )


def check_can_end(number: str, consent: Consent, today: dt.date) -> None:
    """Let a consent be ended that may still be used.

    Raises:
        WrongState: it is over already.
    """
    if not consent.is_usable(today):
        raise WrongState(
            f"补录批准{number}已到期或已终止。", f"Consent {number} has run out or was ended."
        )
