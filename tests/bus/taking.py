"""Brokers for a relay that is tried by itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Self

from bus.messages import Outcome, Outgoing


class TriedBroker:
    """One that is there, and takes everything."""

    def fresh(self) -> Self:
        return self

    def start(self) -> None:
        """It is there."""

    def stop(self) -> None:
        """It stays there."""

    def renew(self) -> None:
        """It refuses nothing."""

    def send(self, message: Outgoing) -> None:
        """Nobody sends without waiting here."""

    def trouble(self) -> str | None:
        return None

    def publish(
        self,
        messages: Sequence[Outgoing],
        *,
        timeout_seconds: float,  # noqa: ARG002
        patient: bool = False,  # noqa: ARG002
    ) -> list[Outcome]:
        self.meet(messages)
        return [Outcome.CONFIRMED] * len(messages)

    def meet(self, messages: Sequence[Outgoing]) -> None:
        """What happens before it takes them."""


class Taking(TriedBroker):
    """It remembers how many it takes at a time; after the first, more may happen."""

    def __init__(self, more: Callable[[], None] = lambda: None) -> None:
        self.at_once: list[int] = []
        self.more = threading.Thread(target=more)

    def meet(self, messages: Sequence[Outgoing]) -> None:
        self.at_once.append(len(messages))
        if len(self.at_once) == 1:
            self.more.start()
