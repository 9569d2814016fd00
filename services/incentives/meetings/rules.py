"""Where a sharing meeting (经验分享会) can go, and what its minutes need. R47.

A week before, the commissioners know time, place and theme. One thing that worked and one that did
not are told, what the meetings before agreed on is answered, and the minutes stand ten days later.

    plan      planned stays                       -
    move      planned stays                       sharing_meeting.manage
    call_off  planned → called_off                sharing_meeting.manage
    speak     planned, held stay                  sharing_meeting.speak
    withdraw  planned, held stay                  sharing_meeting.speak
    attend    planned → held; held, minuted stay  sharing_meeting.record
    agree     held stays                          sharing_meeting.record
    answer    held stays                          sharing_meeting.record
    minute    held → minuted; minuted stays       sharing_meeting.record
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from enum import StrEnum
from uuid import UUID

from contracts.incentives.words import AgreementState, PointKind
from contracts.incentives.words import MeetingState as S
from vocabulary.permissions import Action
from vocabulary.problems import Forbidden, WrongState, wrong_field
from vocabulary.state_table import Row, StateTable

NOTICE_DAYS = 7
MINUTES_DAYS = 10
#: Meetings that were held.
HELD = (S.HELD, S.MINUTED)
#: Answers after which no later meeting answers again.
SETTLED = (AgreementState.DONE, AgreementState.DROPPED)
#: What each meeting tells of.
_TOLD = (PointKind.WORKED, PointKind.NOT_WORKED)
_ANSWERS = "answers"
_WORDS = {
    "worked": ("议程里要有一个办成的事", "the agenda lacks something that worked"),
    "not_worked": ("议程里要有一个没有办成的事", "the agenda lacks something that did not work"),
    _ANSWERS: ("以前商定的事项要逐条回看", "agreed points of earlier meetings wait for an answer"),
}


class Deed(StrEnum):
    """What can be done with a meeting."""

    PLAN = "plan"
    MOVE = "move"
    CALL_OFF = "call_off"
    SPEAK = "speak"
    WITHDRAW = "withdraw"
    ATTEND = "attend"
    AGREE = "agree"
    ANSWER = "answer"
    MINUTE = "minute"


#: Done with one of its points, which says by itself what is possible.
OF_A_PART = (Deed.WITHDRAW, Deed.ANSWER)
_STAYS = {S.PLANNED: S.PLANNED, S.HELD: S.HELD}

TABLE: StateTable[S, Deed] = StateTable(
    thing=("经验分享会“{}”", "Sharing meeting “{}”"),
    states={
        S.PLANNED: ("已安排，尚未召开", "is planned and not held"),
        S.HELD: ("已召开，记录尚未写好", "was held, and its minutes are not written"),
        S.MINUTED: ("已写好记录", "has its minutes"),
        S.CALLED_OFF: ("已取消", "is called off"),
    },
    deeds={
        Deed.PLAN: Row("安排", "plan it", "planned", {S.PLANNED: S.PLANNED}, is_advised=False),
        Deed.MOVE: Row(
            "修改安排",
            "change its plan",
            "moved",
            {S.PLANNED: S.PLANNED},
            Action.SHARING_MEETING_MANAGE,
            "plan",
        ),
        Deed.CALL_OFF: Row(
            "取消",
            "call it off",
            "called_off",
            {S.PLANNED: S.CALLED_OFF},
            Action.SHARING_MEETING_MANAGE,
            "cancellation",
        ),
        Deed.SPEAK: Row(
            "加一个议题",
            "put a point on its agenda",
            "point_added",
            _STAYS,
            Action.SHARING_MEETING_SPEAK,
            "points",
        ),
        Deed.WITHDRAW: Row(
            "撤下一个议题",
            "take a point off its agenda",
            "point_withdrawn",
            _STAYS,
            Action.SHARING_MEETING_SPEAK,
            "withdrawal",
            is_advised=False,
        ),
        Deed.ATTEND: Row(
            "登记到会情况",
            "write down who came",
            "attended",
            {S.PLANNED: S.HELD, S.HELD: S.HELD, S.MINUTED: S.MINUTED},
            Action.SHARING_MEETING_RECORD,
            "attendance",
        ),
        Deed.AGREE: Row(
            "登记商定的事项",
            "write down what was agreed",
            "agreed",
            {S.HELD: S.HELD},
            Action.SHARING_MEETING_RECORD,
            "agreements",
        ),
        Deed.ANSWER: Row(
            "回看以前商定的事项",
            "answer what was agreed before",
            "answered",
            {S.HELD: S.HELD},
            Action.SHARING_MEETING_RECORD,
            "answer",
        ),
        Deed.MINUTE: Row(
            "写会议记录",
            "write its minutes",
            "minuted",
            {S.HELD: S.MINUTED, S.MINUTED: S.MINUTED},
            Action.SHARING_MEETING_RECORD,
            "minutes",
        ),
    },
)


def check_announced(held_on: dt.date, today: dt.date) -> None:
    """Let a time pass that the commissioners learn of a week before.

    Raises:
        Invalid: it is sooner.
    """
    earliest = today + dt.timedelta(days=NOTICE_DAYS)
    if held_on < earliest:
        raise wrong_field(
            "held_at",
            "notice_too_short",
            zh=f"经验分享会须提前一周通知，{held_on} 太近；最早可定在 {earliest}。"
            "已经开过的，请用“补录”。",
            en=f"Commissioners are told a week before, and {held_on} is too soon; the earliest day "
            f"is {earliest}. Enter a meeting that was held already afterwards.",
        )


def check_past(held_on: dt.date, today: dt.date) -> None:
    """Let only a meeting be entered afterwards that was held.

    Raises:
        Invalid: its day is still to come.
    """
    if held_on > today:
        raise wrong_field(
            "held_at",
            "not_yet",
            zh=f"{held_on} 还没有到，不能补录；请提前一周安排。",
            en=f"{held_on} is still to come, so it cannot be entered; plan it a week before.",
        )


def has_come(held_on: dt.date, today: dt.date) -> bool:
    """Whether its day is there, on which attendance is taken at the earliest."""
    return held_on <= today


def check_has_come(theme: str, held_on: dt.date, today: dt.date) -> None:
    """Let attendance be taken from the day of the meeting on.

    Raises:
        WrongState: it is too early.
    """
    if not has_come(held_on, today):
        raise WrongState(
            f"经验分享会“{theme}”在 {held_on} 召开，当天起才能登记到会情况。",
            f"Sharing meeting “{theme}” is on {held_on}; write down who came from that day on.",
        )


def check_present(present: Collection[UUID], expected: Collection[UUID]) -> None:
    """Let only those be present who were in office on the day, each once.

    Raises:
        Invalid: somebody was not, or is there twice.
    """
    strangers = [one for one in present if one not in expected]
    if strangers or len(set(present)) < len(present):
        named = strangers[0] if strangers else next(iter(present))
        raise wrong_field(
            "present",
            "not_in_office",
            zh=f"聘任 {named} 当天不在任，或重复填写；其他到会的人请计入来宾人数。",
            en=f"Appointment {named} was not in office that day, or is there twice; count others "
            "among the guests.",
        )


def check_speaker(wanted: UUID | None, own: Collection[UUID], *, speaks_for_all: bool) -> None:
    """Let commissioners speak for themselves alone.

    Raises:
        Forbidden: it is somebody else's appointment, or the actor has none here on the day.
    """
    if not speaks_for_all and (not own or (wanted is not None and wanted not in own)):
        raise Forbidden(
            "专员只能提出自己要讲的事，且会议当天须在本社区任职；替他人提出的，请综合党委填写。",
            "Commissioners put their own points on the agenda, and must be in office here on the "
            "day of the meeting; let the party committee put those of others.",
        )


def check_own_point(*, is_own: bool, speaks_for_all: bool) -> None:
    """Let commissioners take only their own points off.

    Raises:
        Forbidden: it is another's.
    """
    if not is_own and not speaks_for_all:
        raise Forbidden(
            "专员只能撤下自己要讲的事。", "Commissioners take only their own points off the agenda."
        )


def check_in_office(wanted: UUID | None, expected: Collection[UUID]) -> None:
    """Let only somebody speak who is in office on the day; None: the committee itself.

    Raises:
        Invalid: that appointment is not.
    """
    if wanted is not None and wanted not in expected:
        raise wrong_field(
            "appointment_id",
            "not_in_office",
            zh=f"聘任 {wanted} 在会议当天不在任，请另选发言人。",
            en=f"Appointment {wanted} is not in office on the day; choose another speaker.",
        )


def check_answer(state: AgreementState) -> None:
    """Let an answer pass that says what became of it.

    Raises:
        Invalid: it says that nobody answered.
    """
    if state is AgreementState.OPEN:
        raise wrong_field(
            "state",
            "no_answer",
            zh="“待回看”不是结果，请选“已办成”“继续办”或“不再办”。",
            en="`open` is no answer; choose `done`, `goes_on` or `dropped`.",
        )


def lacking(told: Collection[PointKind], *, has_unanswered: bool) -> list[str]:
    """What the minutes still wait for."""
    found = [kind.value for kind in _TOLD if kind not in told]
    return [*found, _ANSWERS] if has_unanswered else found


def check_complete(theme: str, missing: Collection[str]) -> None:
    """Let minutes be written once everything was told and answered.

    Raises:
        WrongState: something is missing; says what.
    """
    if missing:
        zh = "；".join(_WORDS[one][0] for one in missing)
        en = "; ".join(_WORDS[one][1] for one in missing)
        raise WrongState(
            f"经验分享会“{theme}”的记录还不能写：{zh}。",
            f"The minutes of “{theme}” cannot be written yet: {en}.",
        )


def minutes_due(held_on: dt.date) -> dt.date:
    """By when the minutes are to be written."""
    return held_on + dt.timedelta(days=MINUTES_DAYS)


def is_late(state: S, held_on: dt.date, minuted_on: dt.date | None, today: dt.date) -> bool:
    """Whether the minutes of a meeting are late, or came late."""
    return state in HELD and (minuted_on or today) > minutes_due(held_on)


def is_missed(last_day: dt.date, today: dt.date, held: int, *, was_staffed: bool) -> bool:
    """Whether a quarter is over without a meeting, though somebody was in office."""
    return last_day < today and not held and was_staffed


def check_missed(quarter: str, *, is_missed: bool) -> None:
    """Let a reason be given for a quarter that is over without a meeting.

    Raises:
        WrongState: it had one, it is not over, or nobody was in office.
    """
    if not is_missed:
        raise WrongState(
            f"{quarter} 没有结束，或已开过经验分享会，或当时没有专员在任，不用说明原因。",
            f"{quarter} is not over, had its meeting, or nobody was in office; it needs no reason.",
        )
