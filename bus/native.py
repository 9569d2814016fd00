"""Long computations in native threads, so that green threads go on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eventlet import tpool


def in_native_thread(work: Callable[[], Any]) -> Any:
    """What the work gives; it must touch nothing green: no locks, no sockets, no logs."""
    return tpool.execute(work)
