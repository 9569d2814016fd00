"""A broker that fails once without a word; prints whether the event leaves all the same.

Then the relay's thread ends by what it cannot catch; prints what the health says.
"""

import eventlet

eventlet.monkey_patch()

import sys  # noqa: E402
import threading  # noqa: E402
from collections.abc import Callable, Sequence  # noqa: E402

import sqlalchemy as sa  # noqa: E402
from greenlet import GreenletExit  # noqa: E402

from bus import bells  # noqa: E402
from bus.messages import Outcome, Outgoing  # noqa: E402
from bus.relay import Relay  # noqa: E402
from bus.tables import OUTBOX  # noqa: E402
from runtime import clock, logs, waiting  # noqa: E402
from runtime.database import Database  # noqa: E402
from runtime.health import HEALTH  # noqa: E402


class Wordless:
    """Fails once, takes what comes next, and ends the thread that brings the third."""

    def __init__(self) -> None:
        self.troubles = [Exception(), None, GreenletExit()]

    def publish(
        self,
        messages: Sequence[Outgoing],
        *,
        timeout_seconds: float,  # noqa: ARG002
        patient: bool,  # noqa: ARG002
    ) -> list[Outcome]:
        trouble = self.troubles.pop(0)
        if trouble is not None:
            raise trouble
        return [Outcome.CONFIRMED] * len(messages)


logs.configure("error", "json")
database = Database(sys.argv[1])
publisher = Wordless()


def is_published() -> bool:
    with database.reading() as session:
        return session.scalar(sa.select(OUTBOX.c.pos)) == 1


def until(what: Callable[[], bool]) -> bool:
    end = clock.monotonic() + 30
    while not what() and clock.monotonic() < end:
        waiting.pause(0.05)
    return what()


may_publish = threading.Event()
may_publish.set()
relay = Relay("street", database, publisher, may_publish=may_publish)  # type: ignore[arg-type]
relay.start()
print(until(is_published), HEALTH.report().checks["relay street"])  # noqa: T201 - what the test reads
with database.writing() as session:
    session.execute(sa.update(OUTBOX).values(pos=None))
bells.ring(database)
until(lambda: HEALTH.report().checks["relay street"] != "ok")
print(HEALTH.report().checks["relay street"])  # noqa: T201
