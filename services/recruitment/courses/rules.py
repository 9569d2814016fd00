"""The states of a session, its seats, and the requirements of a post (R18).

    take_seat    planned, held stay          training.enrol
    return_seat  planned stays               training.enrol
    record       planned → held; held stays  training.record
    cancel       planned → cancelled         training.record

A session is held with its first results. It is cancelled with a reason.

attendance  enrolled ──▶ attended, absent     ⇄ corrected later
            enrolled ──▶ left                 the seat is free again
            left     ──▶ enrolled

Results are written down once the session has begun, also from paper. A course that was passed once
stays passed, even after a later failure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

from contracts.recruitment.words import AttendanceState
from contracts.recruitment.words import TrainingState as S
from vocabulary.counted import counted
from vocabulary.permissions import Action
from vocabulary.problems import WrongState, wrong_field
from vocabulary.state_table import Row, StateTable


class Deed(StrEnum):
    """The deeds possible with a session."""

    TAKE_SEAT = "take_seat"  # 报名
    RETURN_SEAT = "return_seat"  # 退出
    RECORD = "record"  # 登记结果
    CANCEL = "cancel"  # 取消


TABLE = StateTable(
    thing=("该培训", "The session"),
    states={
        S.PLANNED: ("已安排", "is planned"),
        S.HELD: ("已举办", "was held"),
        S.CANCELLED: ("已取消", "is cancelled"),
    },
    deeds={
        Deed.TAKE_SEAT: Row(
            "报名",
            "take a seat in it",
            "seat_taken",
            {S.PLANNED: S.PLANNED, S.HELD: S.HELD},
            Action.TRAINING_ENROL,
            "seats",
        ),
        Deed.RETURN_SEAT: Row(
            "退出",
            "return a seat in it",
            "seat_returned",
            {S.PLANNED: S.PLANNED},
            Action.TRAINING_ENROL,
            "returning",
        ),
        Deed.RECORD: Row(
            "登记结果",
            "record its results",
            "results_recorded",
            {S.PLANNED: S.HELD, S.HELD: S.HELD},
            Action.TRAINING_RECORD,
            "results",
        ),
        Deed.CANCEL: Row(
            "取消",
            "cancel it",
            "cancelled",
            {S.PLANNED: S.CANCELLED},
            Action.TRAINING_RECORD,
            "cancellation",
        ),
    },
)


def held(
    *, taken: int, seats: int, has_begun: bool, own: AttendanceState | None, is_for_others: bool
) -> set[Deed]:
    """The deeds that the facts forbid now.

    `own`: the caller's own seat. `is_for_others`: whether the caller enrols others too.
    """
    has_seat = own not in {None, AttendanceState.LEFT}
    gives_back = taken > 0 if is_for_others else own is AttendanceState.ENROLLED
    hindrances: list[tuple[bool, Deed]] = [
        (taken >= seats or (has_seat and not is_for_others), Deed.TAKE_SEAT),
        (not gives_back, Deed.RETURN_SEAT),
        (not has_begun or not taken, Deed.RECORD),
    ]
    return {deed for applies, deed in hindrances if applies}


def check_offered(*, is_offered: bool) -> None:
    """Check that the course is still offered.

    Raises:
        WrongState: it is not.
    """
    if not is_offered:
        raise WrongState(
            "该课程已停开，请先恢复。", "The course is not offered; offer it again first."
        )


def check_seat_free(*, taken: int, seats: int) -> None:
    """Check that a seat is free.

    Raises:
        WrongState: all are taken.
    """
    if taken >= seats:
        raise WrongState(
            f"名额 {seats} 个已满，请报下一期。",
            f"The session has {counted(seats, 'seat', 'seats')}, all taken; join the next session.",
        )


def check_not_there_yet(state: AttendanceState | None) -> None:
    """A person has one seat at most.

    Raises:
        WrongState: there is one already.
    """
    if state not in {None, AttendanceState.LEFT}:
        raise WrongState("此人已在名单中。", "This person has a seat already.")


def check_has_seat(state: AttendanceState | None) -> None:
    """Only who has a seat gives one back.

    Raises:
        WrongState: there is none, or the person was there already.
    """
    if state is not AttendanceState.ENROLLED:
        raise WrongState("此人没有可退的名额。", "This person has no seat to give back.")


def check_begun(starts_at: dt.datetime, now: dt.datetime) -> None:
    """Results need a session that has begun.

    Raises:
        WrongState: it has not.
    """
    if starts_at > now:
        raise WrongState(
            f"培训 {starts_at.isoformat()} 才开始，不能登记结果。",
            f"The session begins at {starts_at.isoformat()}; results come after that.",
        )


def check_lines(
    persons: Sequence[str], *, known: Collection[str], passed_absent: Iterable[str], most: int
) -> None:
    """Check results: people who have a seat, one line each.

    Raises:
        Invalid: names `lines`.
    """
    absent = next(iter(passed_absent), None)
    unknown = next((person for person in persons if person not in known), None)
    if not persons or len(persons) > most:
        raise wrong_field(
            "lines",
            "how_many",
            zh=f"请填写 1 到 {most} 行。",
            en=f"Send at least one line, and {most} at most.",
        )
    if len(set(persons)) != len(persons):
        raise wrong_field(
            "lines", "twice", zh="同一人出现了两次。", en="One person is listed twice."
        )
    if unknown is not None:
        raise wrong_field(
            "lines",
            "no_seat",
            zh=f"{unknown} 不在名单中，请先报名。",
            en=f"{unknown} has no seat; take one first.",
        )
    if absent is not None:
        raise wrong_field(
            "lines",
            "absent_with_result",
            zh=f"{absent} 缺席，不能有结果。",
            en=f"{absent} was absent, so there is no result.",
        )


def check_required(*, is_required: bool, required_for: Collection[str] | None) -> None:
    """Categories are named for what is required only.

    Raises:
        Invalid: names `required_for`.
    """
    if required_for is not None and not is_required:
        raise wrong_field(
            "required_for",
            "not_required",
            zh="课程不是必修，请不要填写适用的岗位类别。",
            en="The course is not required; leave the categories out.",
        )


def is_required_of(
    category: str | None, *, is_required: bool, required_for: Collection[str] | None
) -> bool:
    """Whether a post of this category requires the course; without one: what all require."""
    if not is_required:
        return False
    return required_for is None or (category is not None and category in required_for)
