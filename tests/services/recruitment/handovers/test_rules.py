from __future__ import annotations

import pytest

from contracts.recruitment.words import Side
from services.recruitment.handovers import rules
from services.recruitment.handovers.rules import Speaker

_BOTH = [Side.GIVEN, Side.RECEIVED]


def _speaker(account: str, *, is_station: bool = False, can_sign_in: bool = True) -> Speaker:
    return Speaker(
        account=account,
        leaving="leaving",
        successor="successor",
        can_sign_in=can_sign_in,
        is_station=is_station,
    )


@pytest.mark.parametrize(
    ("speaker", "confirmed", "is_offered"),
    [
        (_speaker("leaving"), {}, True),
        (_speaker("leaving"), {Side.GIVEN: "leaving"}, False),
        (_speaker("successor"), {Side.GIVEN: "leaving"}, True),
        (_speaker("somebody"), {}, False),
        (_speaker("station", is_station=True), {}, True),
        # The successor has an account, and confirms for themselves.
        (_speaker("station", is_station=True), {Side.GIVEN: "leaving"}, False),
        (
            _speaker("station", is_station=True, can_sign_in=False),
            {Side.GIVEN: "leaving"},
            True,
        ),
        # One account never speaks for both sides.
        (
            _speaker("station", is_station=True, can_sign_in=False),
            {Side.GIVEN: "station"},
            False,
        ),
    ],
)
def test_a_confirmation_is_offered_to_whoever_speaks_for_a_side_that_waits(
    speaker: Speaker,
    confirmed: dict[Side, str | None],
    is_offered: bool,  # noqa: FBT001 - of the table above
) -> None:
    waiting = [side for side in _BOTH if side not in confirmed]

    assert rules.offered(speaker, confirmed, waiting) == ["confirmation"] * is_offered
