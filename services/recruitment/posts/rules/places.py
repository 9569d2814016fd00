"""How many posts a community may have (岗位职数, R8).

Every post that is not closed takes a place, a draft too. Places have numbers; a new post gets the
lowest free one, and two posts never have the same. The street's parameter says how many there are;
an override of the street office adds some until its last day. When it ends, holders stay, but no
draft is opened and no post is advertised for the first time while there are too many.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from contracts.recruitment.words import Parameter
from contracts.words import value_name
from vocabulary.counted import counted
from vocabulary.problems import WrongState, wrong_field

#: An override for longer is a new rule, and the parameter is the place for that.
LONGEST_DAYS = 3 * 366


@dataclass(frozen=True)
class Override:
    """Additional posts, from the first day to the last, both included."""

    extra: int
    starts_on: dt.date
    ends_on: dt.date
    is_revoked: bool = False

    def counts_on(self, day: dt.date) -> bool:
        """Whether it adds places on a day that has come; what is revoked adds none any more."""
        return not self.is_revoked and self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Places:
    """The places on one day, and those taken."""

    cap: int
    extra: int
    taken: frozenset[int]

    @property
    def allowed(self) -> int:
        return self.cap + self.extra

    @property
    def free(self) -> int:
        return max(0, self.allowed - len(self.taken))

    @property
    def is_over(self) -> bool:
        return len(self.taken) > self.allowed


def extra_on(overrides: Iterable[Override], day: dt.date) -> int:
    """What all overrides together add on a day."""
    return sum(override.extra for override in overrides if override.counts_on(day))


def take(community: str, places: Places, wanted: int = 1) -> list[int]:
    """The numbers of the places that new posts get.

    Raises:
        WrongState: there are too few; names the cap and the way out.
    """
    if wanted > places.free:
        raise _full(community, places, wanted)
    return _lowest_free(places.taken, wanted)


def check_not_over(community: str, places: Places) -> None:
    """Let a post be opened, or advertised for the first time, while there are not too many.

    Raises:
        WrongState: there are more than the cap and its overrides allow today.
    """
    if places.is_over:
        over = len(places.taken) - places.allowed
        raise WrongState(
            f"社区 {community} 最多可设 {places.allowed} 个岗位，现有 {len(places.taken)} 个，"
            f"超出 {over} 个：不能设立草拟的岗位，也不能首次发布招募；请先撤销不再需要的岗位，"
            "或报请街道办批准增设（说明理由和截止日期）。",
            f"Community {community} may have {counted(places.allowed, 'post', 'posts')} and has "
            f"{len(places.taken)}, {over} too many: no draft can be opened, and no post advertised for the "
            "first time. "
            "Close a post that is no longer needed, or ask the street office for an override "
            "with a reason and an end date.",
        )


def _lowest_free(taken: Collection[int], wanted: int) -> list[int]:
    found: list[int] = []
    number = 1
    while len(found) < wanted:
        if number not in taken:
            found.append(number)
        number += 1
    return found


def _full(community: str, places: Places, wanted: int) -> WrongState:
    extra_zh = f"（含街道办批准增设的 {places.extra} 个）" if places.extra else ""
    extra_en = f" ({places.extra} of them by override)" if places.extra else ""
    return WrongState(
        f"社区 {community} 岗位上限为 {places.allowed} 个{extra_zh}，现有 {len(places.taken)} 个，"
        f"不能再增设 {wanted} 个；请先撤销不再需要的岗位，或请街道办批准增设（须说明理由和截止日期）。",
        f"Community {community} may have {counted(places.allowed, 'post', 'posts')}{extra_en} "
        "and has "
        f"{len(places.taken)}; {wanted} more cannot be written down. Close a post that is no "
        "longer needed, or ask the street office for an override with a reason and an end date.",
    )


def warning(places: Places) -> tuple[str, str] | None:
    """The warning where an override has ended and its posts are still there."""
    if not places.is_over:
        return None
    over = len(places.taken) - places.allowed
    zh = (
        f"岗位超出上限 {over} 个（上限 {places.allowed}，现有 {len(places.taken)}）：现有岗位保留，"
        "但在低于上限之前不能新设。"
    )
    en = (
        f"{counted(over, 'post', 'posts')} above the cap of {places.allowed}: all posts stay, but "
        "new ones "
        "can be opened only when there are fewer than the cap."
    )
    return zh, en


def check_end(ends_on: dt.date, today: dt.date) -> None:
    """Let an override pass that ends on a sensible day.

    Raises:
        Invalid: names `to`.
    """
    if ends_on < today:
        raise wrong_field(
            "to",
            "in_the_past",
            zh=f"截止日期 {ends_on} 已过，请填写今天或以后的日期。",
            en=f"{ends_on} has passed; give today or a later day.",
        )
    latest = today + dt.timedelta(days=LONGEST_DAYS)
    if ends_on > latest:
        cap = value_name(Parameter.POST_CAP)
        raise wrong_field(
            "to",
            "too_far",
            zh=f"截止日期 {ends_on} 太远，最晚 {latest}；长期需要请修改制度参数“{cap.zh}”。",
            en=f"{ends_on} is too far away, {latest} is the latest; for longer, set the parameter "
            f"“{cap.en}”.",
        )


def check_can_end(number: str, override: Override, ends_on: dt.date | None, today: dt.date) -> None:
    """Let an override that counts be revoked, or end on an earlier day that has not passed.

    Raises:
        WrongState: it is over already.
        Invalid: names `to`.
    """
    if not override.counts_on(today):
        raise WrongState(
            f"增设批准{number}已到期或已撤销。", f"Override {number} has ended or was revoked."
        )
    if ends_on is not None and not today <= ends_on < override.ends_on:
        raise wrong_field(
            "to",
            "out_of_range",
            zh=f"新的截止日期 {ends_on} 不能早于今天，且须早于原截止日期 {override.ends_on}；"
            "需要延长的，另行批准。",
            en=f"The new last day {ends_on} must be today or later, and before {override.ends_on}; "
            "to go on longer, grant another one.",
        )
