"""The people who confirm a hand-over, by side.

    side      successor with account     without account or successor
    given     who leaves, workstation    who leaves, workstation
    received  the successor              workstation

The workstation speaks for the leaving person, who may be ill, gone or dead, and for a receiver
without an account. One account never speaks for both sides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from contracts.recruitment.words import Side
from vocabulary.problems import Forbidden, WrongState
from vocabulary.state_table import where


@dataclass(frozen=True)
class Speaker:
    """The caller, and the sides they can speak for; `can_sign_in`: the successor has an account."""

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
    """Let a caller pass who speaks for this side.

    Raises:
        Forbidden: the caller does not.
    """
    if speaker.speaks_for(side):
        return
    if side is Side.GIVEN:
        raise Forbidden(
            "移交方由离任专员本人或工作站确认。",
            "The commissioner who left, or the workstation, must confirm for the leaving side.",
        )
    raise Forbidden(
        "接收方由接任专员本人确认；没有接任专员，或接任专员没有账号的，由工作站确认。",
        "The successor must confirm for the receiving side; the workstation does if there is "
        "none, or none with an account.",
    )


def check_is_other(account: str | None, other: str | None) -> None:
    """Let an account pass that has not confirmed for the other side.

    Raises:
        Forbidden: the account has.
    """
    if other is not None and account == other:
        raise Forbidden(
            "交接双方须由不同账号确认。",
            "Two different accounts must confirm the two sides of a hand-over.",
        )


def check_can_confirm(*, is_complete: bool, is_confirmed: bool) -> None:
    """Refuse to confirm an incomplete list, or a side twice.

    Raises:
        WrongState: not now.
    """
    if not is_complete:
        raise WrongState(
            "交接清单正在生成，请稍后再试。",
            "The list is not complete yet; try again shortly.",
            retry_after_seconds=5,
        )
    if is_confirmed:
        raise WrongState("该方已确认。", "This side has confirmed already.")


def is_complete(told: Collection[str], sources: Collection[str]) -> bool:
    """Whether each of the sources has told all that it moved; another one may tell besides."""
    return set(sources) <= set(told)
