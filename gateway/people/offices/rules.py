"""The accounts that may be named for an office, and when no second confirmation is needed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from vocabulary.actors import Actor
from vocabulary.areas import Level, covers, level_of
from vocabulary.permissions import Action, may
from vocabulary.problems import Forbidden, WrongState, wrong_field

_NEAR = frozenset({Level.COMMUNITY, Level.STREET})


def is_at_home(home: str, area: str) -> bool:
    """Whether an account of this home may hold an office there: in the community or its street."""
    return level_of(home) in _NEAR and (covers(home, area) or covers(area, home))


def check_is_at_home(*, is_at_home: bool, account: UUID, area: str, field: str) -> None:
    """Let pass an account of the area itself or of its street.

    The answer does not distinguish accounts of other areas from those that do not exist.

    Raises:
        Invalid: names the field.
    """
    if not is_at_home:
        raise wrong_field(
            field,
            "of_another_area",
            zh=f"账号 {account} 不属于 {area} 或其所在街道，请核对；"
            "没有本地账号的，请本街道管理员为其开设。",
            en=f"Account {account} is not at home in {area} or its street. Check it, or ask "
            "an administrator of the street to create an account for the person.",
        )


def check_may_choose(actor: Actor, *, area: str) -> None:
    """Let those pass who name accounts for offices in this area.

    Raises:
        Forbidden: the actor does not.
    """
    if not may(actor, Action.ACCOUNT_CHOOSE, area=area):
        raise Forbidden(
            f"只有 {area} 的工作站和综合党委可以为人选挑选账号。",
            f"Only the workstation and the party committee of {area} may choose accounts there.",
        )


def goes_on(*, ended_at: dt.datetime | None, begins_at: dt.datetime) -> bool:
    """Whether an office follows another without a gap, as a renewal (续聘) does."""
    return ended_at is None or ended_at >= begins_at


def has_ended(ended_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether an office is over."""
    return ended_at is not None and ended_at <= now


def check_lasts(ended_at: dt.datetime | None, now: dt.datetime) -> None:
    """Refuse to confirm an office that is over.

    Raises:
        WrongState: it has ended.
    """
    if has_ended(ended_at, now):
        raise WrongState("该任职已结束，无须确认。", "The office has ended.")
