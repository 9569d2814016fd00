"""Where a post can go (R7, R8, R15, R17).

    edit          draft, open stay                            post.manage
    open          draft → open                                post.manage
    advertise     open → advertised                           post.manage
    withdraw      advertised → open                           post.manage
    fill          open, advertised, interim_filled → filled   -
    fill_interim  open, advertised → interim_filled           -
    vacate        interim_filled → advertised; filled → open  -
    close         draft, open, advertised → closed            post.manage

A post that people wait for cannot be closed. Filling and vacating follow from appointments, never
by hand. A public post cannot be edited: it is withdrawn first.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from contracts.recruitment.words import PostState as S
from vocabulary.permissions import Action
from vocabulary.problems import WrongState
from vocabulary.state_table import Row, StateTable

#: The public states.
SHOWN = (S.ADVERTISED, S.INTERIM_FILLED)
OCCUPIED = (S.INTERIM_FILLED, S.FILLED)


class Deed(StrEnum):
    """The deeds possible with a post."""

    EDIT = "edit"  # 修改
    OPEN = "open"  # 设立
    ADVERTISE = "advertise"  # 发布招募
    WITHDRAW = "withdraw"  # 停止招募
    FILL = "fill"  # 聘任到岗
    FILL_INTERIM = "fill_interim"  # 临时兼任
    VACATE = "vacate"  # 空缺
    CLOSE = "close"  # 撤销


class UnderWay(StrEnum):
    """Work in progress on a post, for which people wait."""

    AWAITED = "awaited"
    PROPOSED = "proposed"
    SOUGHT = "sought"


_WAITING_WORDS = {
    UnderWay.AWAITED: (
        "已决定聘任人选，尚未到任；请先由综合党委撤回该聘任",
        "has somebody appointed who waits for the first day; the committee takes that back first",
    ),
    UnderWay.PROPOSED: (
        "已有提名或正在公示；请先撤回提名",
        "has a candidate who is proposed or in public notice; withdraw the proposal first",
    ),
    UnderWay.SOUGHT: (
        "正在接受报名；请先截止招募活动",
        "is one of a campaign that takes applications; close the campaign first",
    ),
}
_IN_USE = ("先结束该岗位上的聘任", "end the appointment of its holder first")
TABLE = StateTable(
    thing=("岗位{}", "Post {}"),
    states={
        S.DRAFT: ("拟设", "is a draft"),
        S.OPEN: ("已设立、未发布招募", "is open and not advertised"),
        S.ADVERTISED: ("招募中", "is advertised"),
        S.INTERIM_FILLED: ("由工作站人员临时兼任", "is looked after by staff of the workstation"),
        S.FILLED: ("已聘任", "is filled"),
        S.CLOSED: ("已撤销", "is closed"),
    },
    instead={
        S.INTERIM_FILLED: _IN_USE,
        S.FILLED: _IN_USE,
        S.CLOSED: ("仍需要的，新设岗位", "write down a new one where it is needed again"),
    },
    deeds={
        Deed.EDIT: Row(
            "修改",
            "edit it",
            "edited",
            {S.DRAFT: S.DRAFT, S.OPEN: S.OPEN},
            Action.POST_MANAGE,
            "edit",
        ),
        Deed.OPEN: Row(
            "设立", "open it", "opened", {S.DRAFT: S.OPEN}, Action.POST_MANAGE, "opening"
        ),
        Deed.ADVERTISE: Row(
            "发布招募",
            "advertise it",
            "advertised",
            {S.OPEN: S.ADVERTISED},
            Action.POST_MANAGE,
            "advertisement",
        ),
        Deed.WITHDRAW: Row(
            "停止招募",
            "withdraw it",
            "withdrawn",
            {S.ADVERTISED: S.OPEN},
            Action.POST_MANAGE,
            "withdrawal",
        ),
        Deed.FILL: Row(
            "聘任",
            "fill it",
            "filled",
            # R17: the resident takes over from the interim holder.
            dict.fromkeys((S.OPEN, S.ADVERTISED, S.INTERIM_FILLED), S.FILLED),
        ),
        Deed.FILL_INTERIM: Row(
            "安排临时兼任",
            "fill it with interim staff",
            "interim_filled",
            dict.fromkeys((S.OPEN, S.ADVERTISED), S.INTERIM_FILLED),
        ),
        Deed.VACATE: Row(
            "转为空缺",
            "vacate it",
            "vacated",
            # R17: an interim post is advertised all the time.
            {S.INTERIM_FILLED: S.ADVERTISED, S.FILLED: S.OPEN},
        ),
        Deed.CLOSE: Row(
            "撤销",
            "close it",
            "closed",
            dict.fromkeys((S.DRAFT, S.OPEN, S.ADVERTISED), S.CLOSED),
            Action.POST_MANAGE,
            "closing",
        ),
    },
)


def held(under_way: Collection[UnderWay], *, is_over: bool, was_shown: bool) -> set[Deed]:
    """The deeds that the facts forbid: a post that people wait for cannot be closed.

    `is_over`: the community has more posts than it may have, so none is opened or advertised for
    the first time. `was_shown`: this one was advertised or held before.
    """
    deeds = {Deed.CLOSE} if under_way else set()
    if is_over:
        deeds |= {Deed.OPEN} if was_shown else {Deed.OPEN, Deed.ADVERTISE}
    return deeds


def check_may_close(number: str, under_way: Collection[UnderWay]) -> None:
    """Check that nobody waits for the post: as candidate, as applicant, or for the first day.

    Raises:
        WrongState: somebody does; says what to do first.
    """
    for what in under_way:
        zh, en = _WAITING_WORDS[what]
        raise WrongState(f"岗位{number}{zh}。", f"Post {number} {en}.")
