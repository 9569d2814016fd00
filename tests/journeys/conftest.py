"""The two set-ups on which every journey runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.journeys.running import Running, everything_in_one_process
from tests.system import SECRET, System


@pytest.fixture(scope="module")
def deployed(request: pytest.FixtureRequest) -> Iterator[Running]:
    """Each service a process, on PostgreSQL and RabbitMQ."""
    postgres, rabbitmq = (request.getfixturevalue(name) for name in ("postgres", "rabbitmq"))
    with System(postgres, rabbitmq) as system:
        yield Running(
            system["gateway"].address,
            SECRET,
            system.settings,
            system.rows,
            lambda: [process.logs for process in system.processes()],
        )


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Everything in one process, as at a first look."""
    with everything_in_one_process(tmp_path_factory.mktemp("embedded")) as running:
        yield running


@pytest.fixture(params=["embedded", "deployed"])
def running(request: pytest.FixtureRequest) -> Running:
    """A running system; a journey that uses it is made on both."""
    found: Running = request.getfixturevalue(request.param)
    return found
