"""When a delivery is tried again, and which ones may be sent after all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from gateway.messages.notices.rules import SUPERSEDED
from vocabulary.notices import DeliveryState, NoticeChannel
from vocabulary.problems import WrongState

#: An attempt belongs to its worker for this long; longer than any server may take to answer.
CLAIM_SECONDS = 300.0
#: The service of the person is away: it is asked again, and the try does not count.
ASK_AGAIN_SECONDS = 60.0
_BEST_FIRST = (NoticeChannel.EMAIL, NoticeChannel.WEBHOOK)


def next_try(attempts: int, pauses: Sequence[float], now: dt.datetime) -> dt.datetime | None:
    """When to try again after so many tries; None: it was the last."""
    if attempts > len(pauses):
        return None
    return now + dt.timedelta(seconds=pauses[attempts - 1])


def why_not(
    way: NoticeChannel, left: Collection[NoticeChannel], possible: Collection[NoticeChannel]
) -> str | None:
    """Why a message to a person without an account does not go this way; None: it does.

    `left`: the ways with a contact. `possible`: the ways the message may go. The person gets one
    message: an e-mail if possible, because it costs nothing and is longer, otherwise a text
    message.
    """
    if way not in left:
        return "no_address"
    best = next(one for one in _BEST_FIRST if one in left and (one in possible or one is way))
    return None if best is way else f"by_{best.value}"


def may_be_retried(state: DeliveryState, reason: str | None) -> bool:
    """Whether it was given up, and still says what is true; `reason` is why."""
    return state not in {DeliveryState.SENT, DeliveryState.WAITING} and reason != SUPERSEDED


def check_may_retry(state: DeliveryState, reason: str | None) -> None:
    """Let a message pass that was given up; `reason` is why.

    Raises:
        WrongState: it was sent, is waiting anyway, or is out of date.
    """
    if state is DeliveryState.SENT:
        raise WrongState("该通知已经发出。", "This message was sent already.")
    if state is DeliveryState.WAITING:
        raise WrongState("该通知正在等待发送。", "This message is already waiting to be sent.")
    if reason == SUPERSEDED:
        raise WrongState(
            "情况已有变化，该通知内容不再属实，不能补发。",
            "Something newer has happened; this message is out of date.",
        )
