"""Where a campaign can go, by hand and by its days.

    edit       draft stays                    campaign.manage
    announce   draft → announced              campaign.manage
    open       announced → open               campaign.manage
    apply      open stays                     -
    recommend  open stays                     -
    record     open, closed stay              application.record
    extend     announced, open stay           campaign.manage
    close      open → closed                  campaign.manage
    screen     closed, concluded stay         screening.decide
    conclude   announced, closed → concluded  campaign.manage

    the clock                    open  -          close   conclude
    on the day                   opens_on         after   after
                                                  closes_on, concludes_on

To announce is a decision, so the clock never does it. A campaign that is announced and then called
off is concluded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from contracts.recruitment.words import CampaignState as S
from vocabulary.periods import day_of, start_of_day
from vocabulary.permissions import Action
from vocabulary.problems import wrong_field
from vocabulary.state_table import Row, StateTable

#: The states that the public sees.
SHOWN = (S.ANNOUNCED, S.OPEN, S.CLOSED)
LONGEST_DAYS = 366
#: Other years are typing errors, and near the calendar's ends no midnight can be reckoned.
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)


class Deed(StrEnum):
    """The deeds possible with a campaign."""

    EDIT = "edit"  # 修改
    ANNOUNCE = "announce"  # 发布
    OPEN = "open"  # 开始报名
    APPLY = "apply"  # 报名
    RECOMMEND = "recommend"  # 推荐
    RECORD = "record"  # 登记报名
    EXTEND = "extend"  # 延期
    CLOSE = "close"  # 截止报名
    SCREEN = "screen"  # 筛选
    CONCLUDE = "conclude"  # 结束


def _row(zh: str, en: str, done: str, moves: Mapping[S, S], route: str) -> Row[S]:
    return Row(zh, en, done, moves, Action.CAMPAIGN_MANAGE, route)


TABLE = StateTable(
    thing=("招募活动{}", "Campaign {}"),
    states={
        S.DRAFT: ("还是草稿", "is a draft"),
        S.ANNOUNCED: ("已发布、尚未开始报名", "is announced and not open yet"),
        S.OPEN: ("正在报名", "is open"),
        S.CLOSED: ("报名已截止", "is closed"),
        S.CONCLUDED: ("已结束", "is concluded"),
    },
    deeds={
        Deed.EDIT: _row("修改", "edit it", "edited", {S.DRAFT: S.DRAFT}, "edit"),
        Deed.ANNOUNCE: _row(
            "发布", "announce it", "announced", {S.DRAFT: S.ANNOUNCED}, "announcement"
        ),
        Deed.OPEN: _row("开始报名", "open it", "opened", {S.ANNOUNCED: S.OPEN}, "opening"),
        # Refusals never suggest these deeds.
        Deed.APPLY: Row(
            "报名", "apply", "applied", {S.OPEN: S.OPEN}, route="applications", is_advised=False
        ),
        Deed.RECOMMEND: Row(
            "推荐",
            "recommend somebody",
            "recommended",
            {S.OPEN: S.OPEN},
            route="recommendations",
            is_advised=False,
        ),
        Deed.RECORD: Row(
            "登记报名",
            "write applications down",
            "recorded",
            {S.OPEN: S.OPEN, S.CLOSED: S.CLOSED},
            Action.APPLICATION_RECORD,
            "applications",
            is_advised=False,
        ),
        Deed.EXTEND: _row(
            "延期",
            "extend it",
            "extended",
            {S.ANNOUNCED: S.ANNOUNCED, S.OPEN: S.OPEN},
            "extension",
        ),
        Deed.CLOSE: _row("截止报名", "close it", "closed", {S.OPEN: S.CLOSED}, "closing"),
        Deed.SCREEN: Row(
            "筛选",
            "screen its applications",
            "screened",
            {S.CLOSED: S.CLOSED, S.CONCLUDED: S.CONCLUDED},
            Action.SCREENING_DECIDE,
            "screening",
            is_advised=False,
        ),
        Deed.CONCLUDE: _row(
            "结束",
            "conclude it",
            "concluded",
            dict.fromkeys((S.ANNOUNCED, S.CLOSED), S.CONCLUDED),
            "conclusion",
        ),
    },
)


#: The deeds of the public, without an account, on the days of applications.
WITHOUT_ACCOUNT = frozenset({Deed.APPLY, Deed.RECOMMEND})


@dataclass(frozen=True)
class Days:
    """The days of a campaign."""

    opens_on: dt.date
    closes_on: dt.date
    concludes_on: dt.date | None = None


@dataclass(frozen=True)
class Due:
    """The deed due for the clock, and since when."""

    deed: Deed
    since: dt.datetime


def due(state: S, days: Days, today: dt.date) -> Due | None:
    """The deed due for the clock with a campaign today; None before its day."""
    if state is S.ANNOUNCED and days.opens_on <= today:
        return Due(Deed.OPEN, start_of_day(days.opens_on))
    if state is S.OPEN and days.closes_on < today:
        return Due(Deed.CLOSE, _after(days.closes_on))
    if state is S.CLOSED and days.concludes_on is not None and days.concludes_on < today:
        return Due(Deed.CONCLUDE, _after(days.concludes_on))
    return None


def after(deed: Deed, days: Days, happened_at: dt.datetime) -> Days:
    """The days as they are once it was done by hand: who opens or closes early, moves them."""
    day = day_of(happened_at)
    if deed is Deed.OPEN:
        return Days(min(day, days.opens_on), days.closes_on, days.concludes_on)
    if deed is Deed.CLOSE:
        return Days(days.opens_on, max(days.opens_on, min(day, days.closes_on)), days.concludes_on)
    return days


def check_days(days: Days) -> None:
    """Let days pass that follow each other.

    Raises:
        Invalid: names the field.
    """
    for field, day in vars(days).items():
        if day is not None and not EARLIEST <= day < LATEST:
            raise wrong_field(
                field,
                "impossible_year",
                zh=f"日期 {day} 的年份有误，请填写 2000 年至 2099 年之间的日期。",
                en=f"{day} is not possible; give a day of the years 2000 to 2099.",
            )
    if days.closes_on < days.opens_on:
        raise wrong_field(
            "closes_on",
            "before_opening",
            zh=f"截止日期 {days.closes_on} 早于开始日期 {days.opens_on}。",
            en=f"{days.closes_on} is before the opening on {days.opens_on}.",
        )
    if (days.closes_on - days.opens_on).days > LONGEST_DAYS:
        raise wrong_field(
            "closes_on",
            "too_long",
            zh=f"报名期不能超过 {LONGEST_DAYS} 天。",
            en=f"Applications may be taken for {LONGEST_DAYS} days at most.",
        )
    if days.concludes_on is not None and days.concludes_on < days.closes_on:
        raise wrong_field(
            "concludes_on",
            "before_closing",
            zh=f"结束日期 {days.concludes_on} 早于截止日期 {days.closes_on}。",
            en=f"{days.concludes_on} is before the last day of applications, {days.closes_on}.",
        )


def check_extension(days: Days, closes_on: dt.date, today: dt.date) -> None:
    """Let a later last day pass, which has not passed itself.

    Raises:
        Invalid: names `closes_on`.
    """
    if closes_on <= days.closes_on or closes_on < today:
        raise wrong_field(
            "closes_on",
            "not_later",
            zh=f"延期后的截止日期须晚于 {days.closes_on}，且不早于今天。",
            en=f"The new last day must be later than {days.closes_on} and not in the past.",
        )


def _after(day: dt.date) -> dt.datetime:
    return start_of_day(day + dt.timedelta(days=1))
