"""Where a finding can go, and who may take it there.

    settle  open → settled    finding.record
    refer   open → passed_on  finding.record

The register of appeals then tells the number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from contracts.volunteers.words import ActivityState
from contracts.volunteers.words import FindingState as S
from services.volunteers.sign_ups.rules import is_too_early
from vocabulary.permissions import Action
from vocabulary.problems import WrongState, wrong_field
from vocabulary.state_table import Row, StateTable

_OPEN = frozenset({ActivityState.PUBLISHED, ActivityState.HELD})


class Deed(StrEnum):
    """The deeds possible with a finding."""

    SETTLE = "settle"  # 当场解决
    REFER = "refer"  # 转为诉求


TABLE = StateTable(
    thing=("巡查发现{}", "Finding {}"),
    states={
        S.OPEN: ("待处理", "is open"),
        S.SETTLED: ("已当场解决", "was settled on the spot"),
        S.PASSED_ON: ("已转为诉求", "was passed on as an appeal"),
    },
    deeds={
        Deed.SETTLE: Row(
            "登记当场解决",
            "settle it",
            "settled",
            {S.OPEN: S.SETTLED},
            Action.FINDING_RECORD,
            "settlement",
        ),
        Deed.REFER: Row(
            "转为诉求",
            "pass it on",
            "passed_on",
            {S.OPEN: S.PASSED_ON},
            Action.FINDING_RECORD,
            "appeal",
        ),
    },
)


def check_item(item: str, checklist: Sequence[str]) -> None:
    """A finding belongs to a line of the check-list.

    Raises:
        Invalid: names `item`, and the lines there are.
    """
    if item not in checklist:
        lines = "、".join(checklist) or "无"
        raise wrong_field(
            "item",
            "not_on_the_list",
            zh=f"检查清单没有“{item}”，可填：{lines}。",
            en=f"“{item}” is not on the check-list; it has: {', '.join(checklist) or 'nothing'}.",
        )


def check_under_way(
    number: str, state: ActivityState, starts_at: dt.datetime, now: dt.datetime
) -> None:
    """Findings are written down from two hours before a field action until its report.

    Raises:
        WrongState: it is too early, or it is over.
    """
    if state not in _OPEN or is_too_early(starts_at, now):
        raise WrongState(
            f"活动{number}不在进行中：开始前两小时起至总结前可以登记巡查发现。",
            f"Activity {number} is not under way: findings are written down from two hours before "
            "it until its report.",
        )
