"""Ends a process whose loop does not turn any more, with the stack of what it hangs in.

Green threads share one loop: a call that never returns stops them all, and nothing else in the
process can notice. A supervisor starts it again; the broker gives its messages to others meanwhile.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from typing import Any

import eventlet
from eventlet import patcher

# The real ones: a green thread does not turn either.
_threading: Any = patcher.original("threading")
_time: Any = patcher.original("time")

#: The exit code of a process that hung: an internal error, by sysexits.h.
HUNG = 70
_LOOK_SECONDS = 1.0


class _Loop:
    """Counts the turns of the loop."""

    turns = 0


def start(seconds: float) -> None:
    """Watch this process from now on.

    Seconds are counted while the process runs: one that was stopped, or a machine that slept, hung in
    nothing. A call inside C that keeps even this thread away is ended after as much processor time.
    """
    loop = _Loop()
    # First the stack, then what the signal does by itself: it ends the process.
    faulthandler.register(signal.SIGVTALRM, file=sys.stderr, all_threads=True, chain=True)
    eventlet.spawn(_turn, loop, seconds)
    _threading.Thread(target=_watch, args=(loop, seconds), daemon=True).start()


def _turn(loop: _Loop, seconds: float) -> None:
    while True:
        loop.turns += 1
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds + 2 * _LOOK_SECONDS)
        eventlet.sleep(_LOOK_SECONDS)


def _watch(loop: _Loop, seconds: float) -> None:
    seen, silent = -1, 0.0
    while True:
        _time.sleep(_LOOK_SECONDS)
        silent = silent + _LOOK_SECONDS if loop.turns == seen else 0.0
        seen = loop.turns
        if silent >= seconds:
            words = f'{{"event": "process_hangs", "level": "critical", "seconds": {silent:.0f}}}\n'
            try:
                os.write(sys.stderr.fileno(), words.encode())
                faulthandler.dump_traceback(file=sys.stderr, all_threads=True)
            finally:
                # Words may fail, as on a full disk; it ends all the same.
                os._exit(HUNG)
