from __future__ import annotations

import subprocess
import sys

_SERVED = """
import gc
import eventlet
eventlet.monkey_patch()
gc.disable()
from bus import runner
runner._keep_what_is_here()
print(gc.isenabled(), gc.get_freeze_count() > 0, gc.get_threshold()[0])
"""


def test_a_process_that_serves_collects_garbage_though_its_start_did_not() -> None:
    """`linli serve` looks for none while it imports; objects in cycles would stay for ever."""
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _SERVED], check=True, capture_output=True, text=True
    )

    enabled, frozen, threshold = found.stdout.split()
    assert (enabled, frozen) == ("True", "True")
    assert int(threshold) > 0
