"""Who confirms a hand-over for which side.

    side      successor with account     without account or successor
    given     who leaves, workstation    who leaves, workstation
    received  the successor              workstation

The workstation speaks for who leaves, as they may be ill, gone or dead, and for who
receives and has no account yet. One account never speaks for both sides.
"""

from __future__ import annotations

from collections.abc import Collection

from contracts.recruitment.words import Side
from vocabulary.problems import Forbidden, WrongState


def check_may(
    side: Side,
    *,
    account: str | None,
    leaving: str,
    successor: str | None,
    can_sign_in: bool,
    is_station: bool,
) -> None:
    """Let pass who speaks for this side; `can_sign_in`: the successor has an account.

    Raises:
        Forbidden: it is for others.
    """
    own = leaving if side is Side.GIVEN else successor
    station_speaks = side is Side.GIVEN or not can_sign_in
    if (account is not None and account == own) or (is_station and station_speaks):
        return
    if side is Side.GIVEN:
        raise Forbidden(
            "移交方由离任专员本人或工作站确认。",
            "For the leaving side the commissioner who left confirms, or the workstation.",
        )
    raise Forbidden(
        "接收方由接任专员本人确认；没有接任专员，或接任专员没有账号的，由工作站确认。",
        "For the receiving side the successor confirms; where there is none, or none with an "
        "account, the workstation.",
    )


def check_is_other(account: str | None, other: str | None) -> None:
    """Let pass who has not confirmed for the other side.

    Raises:
        Forbidden: the account has.
    """
    if other is not None and account == other:
        raise Forbidden(
            "交接双方须由不同账号确认。",
            "The two sides of a hand-over are confirmed by two different accounts.",
        )


def check_can_confirm(*, is_complete: bool, is_confirmed: bool) -> None:
    """Nobody confirms a list that still grows, nor twice.

    Raises:
        WrongState: not now.
    """
    if not is_complete:
        raise WrongState(
            "交接清单正在生成，请稍后再试。",
            "The list is still being made; try again shortly.",
            retry_after_seconds=5,
        )
    if is_confirmed:
        raise WrongState("该方已确认。", "This side has confirmed already.")


def is_complete(told: Collection[str], sources: Collection[str]) -> bool:
    """Whether each of the sources has told all that it moved; another one may tell besides."""
    return set(sources) <= set(told)
