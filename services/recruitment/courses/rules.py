"""What a session may become, who has a seat, and what a post requires (R18).

session     planned ──▶ held        with its first results
            planned ──▶ cancelled   with a reason; nobody can have been there
attendance  enrolled ──▶ attended, absent     ⇄ corrected later
            enrolled ──▶ left                 the seat is free again
            left     ──▶ enrolled

Results are written down once the session has begun, also from paper. A course that
was passed once stays passed, whatever is failed later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from contracts.recruitment.words import AttendanceState, TrainingState
from contracts.words import value_name
from vocabulary.problems import WrongState, wrong_field

#: State of a session → what can still be done with it.
MAY: dict[TrainingState, frozenset[str]] = {
    TrainingState.PLANNED: frozenset({"take_seat", "return_seat", "record", "cancel"}),
    TrainingState.HELD: frozenset({"take_seat", "record"}),
    TrainingState.CANCELLED: frozenset(),
}


def check_may(deed: str, state: TrainingState) -> None:
    """Let pass what can be done with a session in this state.

    Raises:
        WrongState: it cannot.
    """
    if deed not in MAY[state]:
        name = value_name(state)
        raise WrongState(
            f"培训{name.zh}，不能再办理此项。", f"The session is {name.en}; this is over."
        )


def check_offered(*, is_offered: bool) -> None:
    """Let pass a course that is still offered.

    Raises:
        WrongState: it is not.
    """
    if not is_offered:
        raise WrongState(
            "该课程已停开，请先恢复。", "The course is not offered; offer it again first."
        )


def check_seat_free(*, taken: int, seats: int) -> None:
    """Let pass who finds a seat.

    Raises:
        WrongState: all are taken.
    """
    if taken >= seats:
        raise WrongState(
            f"名额 {seats} 个已满，请报下一期。",
            f"All {seats} seats are taken; take one of the next session.",
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
    """Nobody was at what has not begun.

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
    """Let pass results of people who have a seat, one line each.

    Raises:
        Invalid: names `lines`.
    """
    absent = next(iter(passed_absent), None)
    unknown = next((person for person in persons if person not in known), None)
    if not persons or len(persons) > most:
        raise wrong_field(
            "lines", "how_many", zh=f"请填写 1 到 {most} 行。", en=f"Send 1 to {most} lines."
        )
    if len(set(persons)) != len(persons):
        raise wrong_field(
            "lines", "twice", zh="同一人出现了两次。", en="One person stands there twice."
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
