"""More comes in than can be worked off: what waits longer is refused at once, nothing grows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from runtime import waiting
from tests.faults import trial
from tests.load import Load
from tests.servers.postgres import Postgres
from tests.servers.prepared import Prepared
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for
from tests.system import System

_MEASURED_SECONDS, _SECONDS = 10.0, 120.0
_TIMES = 1.5
#: As many as one address may have, nearly: the more there are, the longer each waits.
_CONNECTIONS = 190
_LONGEST_SECONDS = 2.0
_DRAINED_SECONDS = 60.0
_FLAT = 1.1


@pytest.fixture
def system(durable_postgres: Postgres, rabbitmq: RabbitMQ, prepared: Prepared) -> Iterator[System]:
    """Every service one process, as deployed."""
    with trial.system_for_faults(durable_postgres, rabbitmq, prepared) as started:
        yield started


def _run(system: System, rate: float | None, seconds: float, name: str) -> Load:
    connections = 16 if rate is None else _CONNECTIONS
    port = system["gateway"].port
    load = Load([port], rate=rate, seconds=seconds, connections=connections, name=name)
    load.start()
    return load


@pytest.mark.timeout(900)
@pytest.mark.thorough("two minutes of load, and the drain")
def test_half_as_much_again_as_can_be_done_is_answered_soon_and_drained(
    system: System, record_property: Callable[[str, object], None]
) -> None:
    """Each answer is 202, or 429 or 503 with the time to wait; every 202 is stored and counted."""
    measured = _run(system, None, _MEASURED_SECONDS, "measured").finish()
    system.settle(len(measured.promises))
    rate = _TIMES * len(measured.promises) / _MEASURED_SECONDS

    load = _run(system, rate, _SECONDS, "overload")
    waiting.pause(_SECONDS / 2)
    midway = {process.name: process.memory_mb for process in system.processes()}
    account = load.finish(_SECONDS + 60)
    grown = {
        process.name: process.memory_mb / midway[process.name] for process in system.processes()
    }

    statuses = Counter(one.status for one in account.answers)
    slowest = sorted(one.seconds for one in account.answers)
    p99 = slowest[len(slowest) * 99 // 100]
    said = f"{rate:.0f}/s asked, {statuses}, p99 {1000 * p99:.0f} ms, memory {grown}"
    record_property("overload", said)
    assert set(statuses) <= {202, 429, 503}, said
    assert all(one.says_when for one in account.answers if one.status != 202)
    assert p99 < _LONGEST_SECONDS, said
    assert max(grown.values()) < _FLAT, said
    promised = {one.appeal for one in (*measured.promises, *account.promises)}
    wait_for(lambda: system.counted() >= len(promised), _DRAINED_SECONDS, "all is worked off")
    stored = system.registered()
    assert (len(stored), set(stored), system.counted()) == (len(promised), promised, len(promised))
