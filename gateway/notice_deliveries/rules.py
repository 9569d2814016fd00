"""When a delivery is tried again, and which ones may be sent after all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from vocabulary.notices import DeliveryState
from vocabulary.problems import WrongState

#: So long a try belongs to who began it; longer than any server may take to answer.
CLAIM_SECONDS = 300.0
#: The register of appeals is away: it is asked again, and the try does not count.
ASK_AGAIN_SECONDS = 60.0


def next_try(attempts: int, pauses: Sequence[float], now: dt.datetime) -> dt.datetime | None:
    """When to try again after so many tries; None: it was the last."""
    if attempts > len(pauses):
        return None
    return now + dt.timedelta(seconds=pauses[attempts - 1])


def check_may_retry(state: DeliveryState) -> None:
    """Let pass what was given up.

    Raises:
        WrongState: it was sent, or waits anyway.
    """
    if state is DeliveryState.SENT:
        raise WrongState("该通知已经发出。", "This message was sent already.")
    if state is DeliveryState.WAITING:
        raise WrongState("该通知正在等待发送。", "This message waits to be sent anyway.")
