"""Long computations in native threads, so that green threads go on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from eventlet import tpool

T = TypeVar("T")


def in_native_thread(work: Callable[[], T], /) -> T:
    """The result of the work, which must not touch green locks, sockets or logs."""
    done: T = tpool.execute(work)
    return done
