from __future__ import annotations

from typing import Any

import pytest
from nameko.containers import ServiceContainer

from bus.client import ServiceClient
from bus.entrypoints import Service
from bus.startup import Prepared, before_serving
from gateway.service import GatewayService

_BUS = {"AMQP_URI": "memory://", "AMQP_SSL": None, "HEARTBEAT": 0}


class _Waking(Service):
    name = "waking"
    database_name = "gateway"
    client = ServiceClient()
    seen: list[Any] = []  # noqa: RUF012 - of one test run

    @before_serving
    def look(self, process: Any, client: ServiceClient) -> None:
        self.seen.append((process, client))


def test_what_must_be_ready_is_made_while_the_service_is_set_up() -> None:
    """Nothing is started before: no event and no timer comes earlier."""
    container = ServiceContainer(_Waking, _BUS | {"process": "the process"})
    [prepared] = [one for one in container.entrypoints if isinstance(one, Prepared)]

    prepared.setup()

    [(process, client)] = _Waking.seen
    assert process == "the process"
    assert client in container.dependencies


def test_the_gateway_opens_its_dispatch_so() -> None:
    container = ServiceContainer(GatewayService, _BUS)

    names = [one.method_name for one in container.entrypoints if isinstance(one, Prepared)]

    assert names == ["open_dispatch"]


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    _Waking.seen.clear()
