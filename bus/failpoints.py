"""Places at which a fault test lets the process die, as a power cut would."""

from __future__ import annotations

import os
import signal

_chosen: str | None = None
_left = 0


def arm(setting: str | None) -> None:
    """Choose where to die: `after_commit:3` is the third passing of that place."""
    global _chosen, _left
    if setting is None:
        return
    name, _, count = setting.partition(":")
    _chosen, _left = name, int(count or 1)


def passing(name: str) -> None:
    """Die here if this is the chosen place."""
    global _left  # noqa: PLW0603 - see arm
    if name != _chosen:
        return
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
