"""Protecting a process's memory and its files from other processes."""

from __future__ import annotations

import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4
_OWNERS_ALONE = 0o077


def close_off() -> None:
    """Keep other processes of the same user from reading this one, and other users from its files.

    On Linux `/proc/«pid»/environ` and `/proc/«pid»/mem` hold keys and passwords, and every process
    of the user may read them, even one that a hostile file has taken over.
    """
    os.umask(_OWNERS_ALONE)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl(PR_SET_DUMPABLE)")
