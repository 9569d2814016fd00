"""Messages that the bus gives to a broker, and the broker's answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way to the broker."""

    exchange: str
    routing_key: str
    body: bytes
    content_type: str
    message_id: str | None = None
    type: str | None = None
    app_id: str | None = None
    time: dt.datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    correlation_id: str | None = None
    reply_to: str | None = None
    expires_ms: int | None = None
    persistent: bool = True


class Outcome(StrEnum):
    """The result of an outgoing message."""

    CONFIRMED = "confirmed"
    UNROUTABLE = "unroutable"  # the broker has it and no queue wants it
    REFUSED = "refused"  # the broker would not take it, for example because a queue is full


class BrokerAway(Exception):  # noqa: N818 - a state of the surroundings
    """Not every confirmation came: messages without one may or may not have arrived."""

    def __init__(
        self,
        words: str,
        outcomes: Sequence[Outcome | None] = (),
        *,
        is_connected: bool = False,
        is_refused: bool = False,
    ) -> None:
        """`outcomes` as far as they are known; `is_connected`: the broker is there, and silent.

        `is_refused`: it closed the channel over something that was sent there, maybe by others.
        """
        super().__init__(words)
        self.outcomes = tuple(outcomes)
        self.is_connected = is_connected
        self.is_refused = is_refused


class Publisher(Protocol):
    """Gives messages to a broker and waits until it has taken responsibility."""

    def start(self) -> None:
        """Begin to connect."""

    def stop(self) -> None:
        """Close the connection."""

    def publish(
        self, messages: Sequence[Outgoing], *, timeout_seconds: float, patient: bool = False
    ) -> list[Outcome]:
        """Publish in this order and wait for every confirmation.

        `patient`: longer, where the broker is there and has confirmed none yet.

        Raises:
            BrokerAway: the broker did not answer in time.
        """

    def send(self, message: Outgoing) -> None:
        """Publish without waiting; a message that cannot leave now is lost."""

    def fresh(self) -> Publisher:
        """Another one, not yet started, that remembers nothing of what was refused."""

    def renew(self) -> None:
        """Forget what was refused."""

    def trouble(self) -> str | None:
        """Why it cannot publish; None if it can."""
