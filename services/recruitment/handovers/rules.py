"""Who confirms a hand-over for which side.

    side      successor with account     without account or successor
    given     who leaves, workstation    who leaves, workstation
    received  the successor              workstation

The workstation speaks for who leaves, as they may be ill, gone or dead, and for who
receives and has no account yet. One account never speaks for both sides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from contracts.recruitment.words import Side
from vocabulary.problems import Forbidden, WrongState
from vocabulary.state_table import where


@dataclass(frozen=True)
class Speaker:
    """The caller, and for whom they can speak; `can_sign_in`: the successor has an account."""

    account: str | None
    leaving: str
    successor: str | None
    can_sign_in: bool
    is_station: bool

    def speaks_for(self, side: Side) -> bool:
        """Whether the caller confirms for this side."""
        own = self.leaving if side is Side.GIVEN else self.successor
        station_speaks = side is Side.GIVEN or not self.can_sign_in
        is_own = self.account is not None and self.account == own
        return is_own or (self.is_station and station_speaks)


def offered(
    speaker: Speaker, confirmed_by: Mapping[Side, str | None], open_sides: Collection[Side]
) -> list[str]:
    """Whether the caller can confirm for a side now; `open_sides`: not confirmed yet."""
    return where(
        confirmation=any(
            speaker.speaks_for(side) and not _spoke(speaker, confirmed_by, besides=side)
            for side in open_sides
        )
    )


def _spoke(speaker: Speaker, confirmed_by: Mapping[Side, str | None], *, besides: Side) -> bool:
    """Whether the same account has confirmed for the other side."""
    others = {by for side, by in confirmed_by.items() if side is not besides}
    return speaker.account is not None and speaker.account in others


def check_may(side: Side, speaker: Speaker) -> None:
    """Let pass who speaks for this side.

    Raises:
        Forbidden: it is for others.
    """
    if speaker.speaks_for(side):
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
