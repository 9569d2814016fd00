"""The numbers that everything else obeys (R8, R11, R18, R19, R47).

name                      default  from  meaning
post_cap                       10  R8    posts of a community at most, “in principle”
term_months                    12  R11   how long a commissioner is appointed
notice_workdays                 5        working days of a public notice before a decision
first_reminder_days            60        days before the end of a term, first reminder
second_reminder_days           30        days before the end of a term, second reminder
back_entry_days                30        days back that anybody may date a step, see back_entries
sharing_meetings_a_year         4  R47   sharing meetings in a year; nothing keeps them yet
disclosures_a_day              30        contacts one account sees in a day before somebody is told

Where no requirement stands, the value is our proposal. The street office may set
each of them; what was decided under an earlier value stays as it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contracts.recruitment.words import DISCLOSURES_A_DAY
from vocabulary.problems import wrong_field


@dataclass(frozen=True)
class Standard:
    """A line of the table above, with the limits of a sensible value."""

    default: int
    least: int
    most: int
    zh: str
    en: str
    is_from_source: bool = False


STANDARDS: Mapping[str, Standard] = {
    "post_cap": Standard(
        10, 1, 50, "每个社区岗位职数上限（个）", "Posts of a community at most", is_from_source=True
    ),
    "term_months": Standard(
        12, 1, 60, "专员聘期（月）", "Term of a commissioner, in months", is_from_source=True
    ),
    "notice_workdays": Standard(5, 1, 30, "公示期（工作日）", "Public notice, in working days"),
    "first_reminder_days": Standard(
        60, 1, 180, "聘期届满首次提醒（提前天数）", "First reminder, in days before a term ends"
    ),
    "second_reminder_days": Standard(
        30, 1, 180, "聘期届满再次提醒（提前天数）", "Second reminder, in days before a term ends"
    ),
    "back_entry_days": Standard(
        30,
        1,
        90,
        "补录期限（天）；更早的事项须经街道办批准补录",
        "Days back that a step may be dated; earlier ones need the street's consent to back entries",
    ),
    "sharing_meetings_a_year": Standard(
        4,
        1,
        12,
        "每年经验分享会（次）；系统登记分享会之后据此对照，目前只写入实施办法",
        "Sharing meetings in a year: what they are measured against once they are kept here; "
        "until then it stands in the regulations only",
        is_from_source=True,
    ),
    "disclosures_a_day": Standard(
        DISCLOSURES_A_DAY,
        1,
        1000,
        "一个账号每日查看完整联系方式的人数；超过后告知综合党委或街道",
        "Contacts that one account sees whole in a day; beyond it the party committee or the "
        "street is told",
    ),
}


@dataclass(frozen=True)
class Step:
    """A value that was set; later ones have higher versions."""

    version: int
    value: int
    effective_from: dt.date


def value_on(name: str, steps: Iterable[Step], day: dt.date) -> int:
    """What counts on a day: the newest setting that had begun by then, else the default.

    A later setting overrides an earlier one from its own first day on, also one
    that was to begin after it.
    """
    begun = [step for step in steps if step.effective_from <= day]
    newest = max(begun, key=lambda step: step.version, default=None)
    return STANDARDS[name].default if newest is None else newest.value


def check_value(name: str, value: int) -> None:
    """Let a sensible value pass.

    Raises:
        Invalid: names `value`.
    """
    standard = STANDARDS[name]
    if not standard.least <= value <= standard.most:
        raise wrong_field(
            "value",
            "out_of_range",
            zh=f"{standard.zh}须在 {standard.least} 到 {standard.most} 之间，不能是 {value}。",
            en=f"{standard.en}: {value} is not possible; "
            f"it is {standard.least} to {standard.most}.",
        )


def check_day(effective_from: dt.date, today: dt.date) -> None:
    """What was decided under the old value must not become wrong afterwards.

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
