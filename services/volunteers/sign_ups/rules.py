"""Where a sign-up can go, and who may take it there.

withdraw  confirmed, waiting → withdrawn  sign_up.record
check_in  confirmed stays                 attendance.record
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from contracts.volunteers.words import SignUpState as S
from vocabulary.permissions import Action
from vocabulary.problems import NotFound, WrongState
from vocabulary.state_table import Row, StateTable


class Deed(StrEnum):
    """The deeds possible with a sign-up."""

    WITHDRAW = "withdraw"  # 取消报名
    CHECK_IN = "check_in"  # 签到


TABLE = StateTable(
    thing=("报名{}", "Sign-up {}"),
    states={
        S.CONFIRMED: ("已确认", "is confirmed"),
        S.WAITING: ("在候补", "waits for a place"),
        S.WITHDRAWN: ("已取消", "was withdrawn"),
    },
    deeds={
        Deed.WITHDRAW: Row(
            "取消报名",
            "withdraw it",
            "withdrawn",
            dict.fromkeys((S.CONFIRMED, S.WAITING), S.WITHDRAWN),
            Action.SIGN_UP_RECORD,
            "withdrawal",
        ),
        Deed.CHECK_IN: Row(
            "签到",
            "check the person in",
            "checked_in",
            {S.CONFIRMED: S.CONFIRMED},
            Action.ATTENDANCE_RECORD,
            "attendance",
        ),
    },
)
#: So long before its beginning people can be checked in.
CHECK_IN_OPENS = dt.timedelta(hours=2)
#: What the person does by the code.
WITH_CODE = frozenset({Deed.WITHDRAW})


def state_of_new(*, places: int, confirmed: int, waiting: int) -> S:
    """Confirmed while there is room and nobody waits; people who wait come first."""
    has_room = confirmed < places and not waiting
    return S.CONFIRMED if has_room else S.WAITING


def is_too_early(starts_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether nobody is checked in yet: the shift begins in more than two hours."""
    return now < starts_at - CHECK_IN_OPENS


def no_such_shift(shift_id: object) -> NotFound:
    """The refusal, which reveals nothing of what is not published."""
    return NotFound(
        f"没有找到可以报名的班次 {shift_id}，请核对。",
        f"There is no shift {shift_id} to sign up for; check the id.",
    )


def signed_up_already(title: str) -> WrongState:
    """The refusal of a second sign-up of one person for one shift."""
    return WrongState(
        f"已报名“{title}”的这个班次；如需更改，请先取消原报名。",
        f"This person is signed up for this shift of “{title}” already; withdraw that first to "
        "change it.",
    )


def has_begun(title: str) -> WrongState:
    """The refusal of what is only possible before the shift begins."""
    return WrongState(
        f"“{title}”的这个班次已经开始，请联系工作站。",
        f"This shift of “{title}” has begun; ask the workstation.",
    )
