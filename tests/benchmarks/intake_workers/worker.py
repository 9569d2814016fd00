"""One intake worker, a process of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any

from bus.inbox import Body, Inbox
from bus.work import Delivered, Work
from contracts import envelope as envelopes
from contracts import registry
from runtime import clock, encryption, logs
from runtime.database import Database
from services.appeals.intake import operations
from tests.builders import a_submission, delivered
from tests.load import COMMUNITIES

#: Appeals of a transaction.
BATCH = 20
START_SECONDS = 120


def prepare() -> None:
    """What a process needs before it may handle an appeal."""
    logs.configure("warning", "text")
    registry.load_all()
    encryption.use(["an encryption key of a benchmark, long enough"])


def work(url: str, seconds: float, together: Barrier, said: Queue[int]) -> None:
    """One worker; says how many transactions it did."""
    prepare()

    def handle(given: Work, deliveries: Sequence[Delivered[Any]]) -> None:
        operations.take_in(given.session, given.actor, deliveries)

    done = 0
    with contextlib.closing(Database(url)) as database:
        inbox = Inbox(database, "appeals.intake", handle, retry_seconds=())
        together.wait(START_SECONDS)
        until = clock.monotonic() + seconds
        while clock.monotonic() < until:
            inbox.take([_bundle()])
            done += 1
    said.put(done)


def _bundle() -> Body:
    texts = [
        delivered(a_submission(community=COMMUNITIES[place % len(COMMUNITIES)])).envelope.text()
        for place in range(BATCH)
    ]
    return Body(f"[{','.join(texts)}]".encode(), envelopes.BATCH)
