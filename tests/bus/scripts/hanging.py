"""Watched for two seconds, hang in the way that is asked for; says when it got through."""

import eventlet

eventlet.monkey_patch()

import re  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable  # noqa: E402

from eventlet import patcher  # noqa: E402

from bus import watchdog  # noqa: E402


def waits_for_ever() -> None:
    patcher.original("time").sleep(60)


def computes_for_ever() -> None:
    while True:
        pass


def stays_inside_c() -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


def goes_on() -> None:
    eventlet.sleep(5)


ways: dict[str, Callable[[], None]] = {
    one.__name__: one for one in (waits_for_ever, computes_for_ever, stays_inside_c, goes_on)
}
watchdog.start(2.0)
eventlet.sleep(0)
print("watched", flush=True)  # noqa: T201 - what the test reads
ways[sys.argv[1]]()
print("through", flush=True)  # noqa: T201 - what the test reads
