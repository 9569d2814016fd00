from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults import trial
from tests.faults.scenarios import SCENARIOS, Scenario
from tests.servers.postgres import Postgres
from tests.servers.prepared import Prepared
from tests.servers.rabbitmq import RabbitMQ
from tests.system import System

#: At most; `make faults` takes its time.
_RATE, _SECONDS = 200.0, 6.0


@pytest.fixture(scope="module")
def system(durable_postgres: Postgres, rabbitmq: RabbitMQ, prepared: Prepared) -> Iterator[System]:
    """One system that lives through all the faults, one after the other."""
    with trial.system_for_faults(durable_postgres, rabbitmq, prepared) as started:
        yield started


@pytest.mark.faults
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_every_202_is_one_stored_appeal_counted_once(scenario: Scenario, system: System) -> None:
    """Design §3.13: nothing promised is lost or doubled, whatever dies."""
    result = trial.run(system, scenario, rate=_RATE, seconds=_SECONDS)

    assert result.holds, result
    assert result.dead_letters == scenario.dead_letters
