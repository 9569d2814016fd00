"""A right that is missing shows where operators look: the service is not ready.

`tests/deployment` shows that the rights of `linli contracts topology` are enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.journeys.running import an_appeal
from tests.servers.fixtures import NewSystem
from tests.servers.processes import Linli
from tests.servers.waiting import wait_for
from tests.system import System

_USER, _PASSWORD = "somebody", "secret"
_ALL = ".*"
_OWN_ANSWERS = r"^rpc\.reply-"

Restart = Callable[..., Linli]


@pytest.fixture(scope="module")
def system(new_system: NewSystem) -> Iterator[System]:
    """Everything that publishes, asks and listens; all queues stand."""
    with new_system(services=("gateway", "appeals-intake", "street")) as started:
        yield started


@pytest.fixture
def restarted_with(system: System) -> Iterator[Restart]:
    """Starts a service again as a user who may write to and read from what these say."""
    broker = system.rabbitmq
    with_less: list[Linli] = []

    def restart(service: str, *, write: str, read: str) -> Linli:
        broker.add_user(_USER, _PASSWORD)
        vhost = urlsplit(system.amqp_uri).path.removeprefix("/")
        broker.allow(_USER, vhost, _OWN_ANSWERS, write, read)
        uri = system.amqp_uri.replace("guest:guest", f"{_USER}:{_PASSWORD}")
        process = system[service]
        process.stop()
        process.start(wait=False, LINLI_AMQP_URI=uri, LINLI_AMQP_DECLARE="false")
        with_less.append(process)
        return process

    yield restart
    for process in with_less:
        process.kill()
        process.start()
    broker.delete_user(_USER)


def test_a_service_that_may_not_read_its_queue_is_not_ready(restarted_with: Restart) -> None:
    """Design §3.10: a wrong permission must show there."""
    street = restarted_with("street", write=_ALL, read="^(dead|rpc-|nameko-rpc)")

    assert "not connected" in _complaint(street, "consumer street")


def test_a_gateway_that_may_not_receive_answers_is_not_ready(restarted_with: Restart) -> None:
    gateway = restarted_with("gateway", write=r"^amq\.default$", read=_ALL)

    assert "not connected" in _complaint(gateway, "consumer gateway")


def test_a_register_that_may_not_publish_is_not_ready_and_loses_nothing(
    system: System, restarted_with: Restart
) -> None:
    intake = restarted_with("appeals-intake", write="^nameko-rpc$", read=_ALL)
    address = f"{system['gateway'].address}/api/v1/public/appeals"
    requests.post(address, json=an_appeal(), timeout=10).raise_for_status()
    wait_for(system.registered, 30, "the appeal is stored")
    # As if the seconds had passed after which readiness complains.
    system.execute("appeals", "UPDATE outbox SET created_at = created_at - interval '1 minute'")

    complaint = _complaint(intake, "relay appeals")
    intake.kill()
    intake.start()

    assert "has waited" in complaint
    wait_for(system.counted, 30, "what was held back is published")


def _complaint(process: Linli, check: str) -> str:
    """What `/readyz` says about a check once it is no longer well."""

    def found() -> str | None:
        answer = requests.get(f"{process.address}/readyz", timeout=10)
        body: dict[str, Any] = answer.json()
        finding = str(body["checks"].get(check, "ok"))
        return finding if not answer.ok and finding != "ok" else None

    return wait_for(found, 60, f"{process.name} complains of {check}") or ""
