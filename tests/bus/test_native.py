from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import eventlet
eventlet.monkey_patch()
import argon2
from bus.native import in_native_thread

ticks = 0
def tick():
    global ticks
    while True:
        ticks += 1
        eventlet.sleep(0.001)

eventlet.spawn(tick)
eventlet.sleep(0)
slow = argon2.PasswordHasher(time_cost=6, memory_cost=46 * 1024, parallelism=1)
before = ticks
slow.hash("a password")
alone = ticks - before
before = ticks
assert in_native_thread(lambda: slow.hash("a password")).startswith("$argon2id$")
beside = ticks - before
try:
    in_native_thread(lambda: 1 / 0)
except ZeroDivisionError:
    print(alone, beside)
"""


def test_green_threads_go_on_while_a_hash_is_computed() -> None:
    """A sign-in must not hold up the appeals that come in meanwhile."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PROGRAM], capture_output=True, text=True, check=True
    )

    alone, beside = (int(ticks) for ticks in done.stdout.split())
    assert alone == 0
    assert beside > 20
