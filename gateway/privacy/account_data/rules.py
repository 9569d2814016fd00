"""When an account may be erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from contracts.words import value_name
from gateway.people.accounts.rules import Held
from vocabulary.accounts import AccountState
from vocabulary.problems import FieldError, WrongState


def check_holds_nothing(roles: Sequence[Held], now: dt.datetime) -> None:
    """Let an owner go who holds no role now or later.

    Others rely on a role's holder, so an administrator or the end of the appointment ends it first.

    Raises:
        WrongState: names each role, and the person to ask.
    """
    lasting = [held for held in roles if not held.has_ended(now)]
    if not lasting:
        return
    complaints = tuple(_complaint(held) for held in lasting)
    zh = "、".join(f"{value_name(held.role).zh}（{held.area}）" for held in lasting)
    en = ", ".join(f"{value_name(held.role).en} ({held.area})" for held in lasting)
    raise WrongState(
        f"您仍担任：{zh}。请先联系该区划的管理员结束这些角色，再申请删除。",
        f"You still are: {en}. Ask an administrator of that area to end it first, then ask for "
        "the erasure again.",
        fields=complaints,
    )


def _complaint(held: Held) -> FieldError:
    role = value_name(held.role)
    return FieldError(
        "roles",
        "held",
        f"角色“{role.zh}”须由 {held.area} 或其上级的管理员结束。",
        f"The role “{role.en}” is ended by an administrator of {held.area} or above it.",
    )


def check_may_erase(state: AccountState, erased_at: dt.datetime | None) -> None:
    """Let a closed account be erased, once.

    Raises:
        WrongState: it is not closed, or erased already.
    """
    if state is not AccountState.CLOSED:
        raise WrongState(
            "请先注销该账号（closing），再删除个人信息。",
            "Close the account first (closing), then erase it.",
        )
    if erased_at is not None:
        raise WrongState("该账号的个人信息已删除。", "The account is erased already.")
