"""Stand by while another leads, with an event that waits; prints what the metrics and the health say."""

import eventlet

eventlet.monkey_patch()

import hashlib  # noqa: E402
import sys  # noqa: E402
import threading  # noqa: E402

import sqlalchemy as sa  # noqa: E402

from bus.embedded import EmbeddedPublisher  # noqa: E402
from bus.relay import Relay  # noqa: E402
from runtime import clock, metrics, waiting  # noqa: E402
from runtime.database import Database  # noqa: E402
from runtime.health import HEALTH  # noqa: E402

may_publish = threading.Event()
may_publish.set()
database = Database(sys.argv[1])


def lag() -> float:
    found = metrics.REGISTRY.get_sample_value("linli_outbox_lag_seconds", {"database": "street"})
    return found or 0.0


with database.engine.connect() as leader:
    number = int.from_bytes(hashlib.sha256(b"relay").digest()[:6], "big")
    leader.execute(sa.select(sa.func.pg_advisory_lock(number)))
    leader.commit()
    relay = Relay("street", database, EmbeddedPublisher(), may_publish=may_publish)
    relay.start()
    until = clock.monotonic() + 30
    while lag() < 60 and clock.monotonic() < until:
        waiting.pause(0.05)
    print(lag() > 60, HEALTH.report().checks["relay street"])  # noqa: T201 - what the test reads
