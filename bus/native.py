"""Long computations in native threads, so that green threads go on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from eventlet import tpool

T = TypeVar("T")


def in_native_thread(work: Callable[[], T], /) -> T:
    """What the work gives; it must touch nothing green: no locks, no sockets, no logs."""
    done: T = tpool.execute(work)
    return done
