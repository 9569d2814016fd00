"""Questions put to a service's own functions, over and over, and how long the answers take.

From the request to the answer as it goes over the wire, with a session as an entrypoint
opens it; gateway and broker are not in it.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from contracts.registry import Answer
from runtime import clock

Ask = Callable[[Session], Answer]
Opened = Callable[[], AbstractContextManager[Session]]

_WARM = 3


@dataclass(frozen=True)
class Times:
    """Milliseconds."""

    best: float
    median: float
    p99: float
    longest: float

    def __str__(self) -> str:
        return f"{self.median:8.1f} ms{self.p99:7.1f} ms{self.longest:7.1f} ms"


def stand_ready() -> None:
    """What a process does before it serves, see bus.runner."""
    gc.collect()
    gc.freeze()


def ask_again(opened: Opened, ask: Ask, rounds: int) -> Times:
    """How long so many answers took, after some that do not count."""
    return ask_in_turn([opened], ask, rounds)[0]


def ask_in_turn(opened: Sequence[Opened], ask: Ask, rounds: int) -> list[Times]:
    """The same of several databases, so that what else the machine does falls on each of them."""
    for one in opened:
        for _ in range(_WARM):
            _once(one, ask)
    spent = [[_once(one, ask) for one in opened] for _ in range(rounds)]
    return [_times(sorted(of_one)) for of_one in zip(*spent, strict=True)]


def _times(spent: Sequence[float]) -> Times:
    p99 = spent[max(0, -(-99 * len(spent) // 100) - 1)]
    return Times(spent[0], statistics.median(spent), p99, spent[-1])


def _once(opened: Opened, ask: Ask) -> float:
    began = clock.monotonic()
    with opened() as session:
        ask(session).plain()
    return 1000 * (clock.monotonic() - began)
