"""How a person of a group is named, and whether everyone sees the name."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from vocabulary.problems import NotFound, WrongState, wrong_field


def check_named_once(name: str | None, registration_id: UUID | None) -> None:
    """A person is named by name, or from the register, and not by both.

    Raises:
        Invalid: names `name`.
    """
    if (name is None) == (registration_id is None):
        raise wrong_field(
            "name",
            "named_once",
            zh="请填写姓名，或选择已注册的义工，二者只填一项。",
            en="Give either the name or the registration of a volunteer, not both.",
        )


def check_consent(consent_id: UUID | None, *, counts: bool) -> None:
    """Let a consent pass that holds today in the community, and is about publishing a name.

    Raises:
        Invalid: it is unknown here, about something else, of another place, or over.
    """
    if consent_id is not None and not counts:
        raise wrong_field(
            "consent_id",
            "no_consent",
            zh=f"没有找到在本社区有效的“公示姓名”同意书 {consent_id}，请核对，或先登记同意。",
            en=f"There is no consent {consent_id} to publish a name that holds in this community; "
            "check the id, or record the consent first.",
        )


def listed_already(number: str) -> WrongState:
    """The refusal of the same person twice in one role."""
    return WrongState(
        f"该人员在队伍{number}中已登记为同一身份，不必再登记。",
        f"This person is listed in group {number} in this role already.",
    )


def check_leaves(day: dt.date, *, since: dt.date) -> None:
    """Nobody leaves before they came.

    Raises:
        Invalid: names `until`.
    """
    if day < since:
        raise wrong_field(
            "until",
            "before_the_first_day",
            zh=f"退出日期 {day} 早于加入日期 {since}，请核对。",
            en=f"The day {day} is before the person's first day, {since}; check it.",
        )


def check_is_there(*, is_gone: bool, erase: bool, is_erased: bool) -> None:
    """A person leaves once, and a name is erased once.

    Raises:
        WrongState: that was done already.
    """
    if is_erased:
        raise WrongState("该人员的姓名已删除。", "The name of this person was erased already.")
    if is_gone and not erase:
        raise WrongState(
            "该人员已退出队伍；可以：删除姓名。",
            "This person left the group already; possible: erase the name.",
        )


def no_such_person(person_id: UUID) -> NotFound:
    """The refusal of a person who is not in the group."""
    return NotFound(
        f"该队伍没有人员 {person_id}，请核对。",
        f"The group has no person {person_id}; check the id.",
    )
