"""When a link into a team can be used.

A link ends by itself after its last day, when it is withdrawn, and when the commissioner who made
it leaves the post.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from contracts.volunteers.words import InvitationState
from vocabulary.problems import NotFound, WrongState
from vocabulary.tracking import normalised

#: More would be forgotten on walls.
OPEN_MOST = 20


def print_of(code: str) -> str:
    """The print by which a link is found; the code cannot be read from it.

    A plain digest: a code has sixty random bits, ends within weeks, and is kept nowhere, so a keyed
    print could not be made anew when keys change.
    """
    return hashlib.sha256(b"invitation:" + normalised(code).encode()).hexdigest()


def state_of(
    *, ends_on: dt.date, withdrawn_at: dt.datetime | None, today: dt.date
) -> InvitationState:
    """Where a link stands today."""
    if withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    return InvitationState.OPEN if today <= ends_on else InvitationState.OVER


def check_open(state: InvitationState) -> None:
    """Let a link pass that can be used.

    Raises:
        WrongState: it was withdrawn, or is over; the answer does not say which.
    """
    if state is not InvitationState.OPEN:
        raise WrongState(
            "此邀请链接已停用，请向专员要新的链接；也可以不用链接，在社区页面注册义工。",
            "This link is no longer used; ask the commissioner for a new one, or register on the "
            "community's page without a link.",
        )


def check_may_withdraw(state: InvitationState) -> None:
    """Let a link pass that can still be used.

    Raises:
        WrongState: it was withdrawn, or is over.
    """
    if state is not InvitationState.OPEN:
        raise WrongState(
            "此邀请链接已停用，不需要撤回。",
            "This link is no longer used; there is nothing to withdraw.",
        )


def check_room(open_now: int) -> None:
    """Let one more link pass while few are in use.

    Raises:
        WrongState: the team has as many as it may.
    """
    if open_now >= OPEN_MOST:
        raise WrongState(
            f"该团队已有 {OPEN_MOST} 个可用的邀请链接，请先撤回不用的。",
            f"The team has {OPEN_MOST} links in use; withdraw those that are not needed first.",
        )


def no_such_code() -> NotFound:
    """The refusal of a code that belongs to no link."""
    return NotFound(
        "没有此邀请链接，请核对，或向专员要新的链接。",
        "There is no such link; check it, or ask the commissioner for a new one.",
    )
