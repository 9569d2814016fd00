"""Clocks of two machines that differ: requests are answered all the same, and operators are told."""

from __future__ import annotations

import pytest
import requests

from bus import embedded
from bus.embedded import EmbeddedPublisher
from bus.messages import Outgoing
from runtime import clock
from tests.servers.postgres import Postgres
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for
from tests.system import System
from tests.turned_clock import turned_to


@pytest.mark.thorough("needs faketime, and a system of its own")
def test_requests_are_answered_between_machines_whose_clocks_differ(
    postgres: Postgres, rabbitmq: RabbitMQ
) -> None:
    """Requests bore the moment until when; ten seconds apart, each was refused, and nobody knew why."""
    with System(postgres, rabbitmq, services=("gateway", "appeals")) as system:
        gateway = system["gateway"]
        gateway.stop()
        gateway.start(wait=True, **turned_to("25 seconds ago"))

        answer = requests.get(
            f"{gateway.address}/api/v1/appeals",
            headers={"Authorization": f"Bearer {system.token()}"},
            timeout=30,
        )
        assert answer.status_code == 200, answer.text
        wait_for(lambda: "clock gateway" in gateway.readiness()["advice"], 20, "the advice")
        assert "25 s behind its database's" in gateway.readiness()["advice"]["clock gateway"]
        assert 'linli_clock_offset_seconds{database="gateway"} -2' in gateway.metrics()
        assert "clock appeals" not in system["appeals"].readiness()["advice"]


def test_on_one_machine_a_request_that_waited_too_long_is_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    embedded.install(None)
    publisher = EmbeddedPublisher()
    publisher.start()
    channel = publisher._channel
    channel.queue_declare("asked", passive=False)
    for expires_ms in (1_000, 60_000, None):
        publisher.send(
            Outgoing("", "asked", f"{expires_ms}".encode(), "text/plain", expires_ms=expires_ms)
        )

    later = clock.monotonic() + 10
    monkeypatch.setattr(clock, "monotonic", lambda: later)

    assert [channel.basic_get("asked").body, channel.basic_get("asked").body] == [
        b"60000",
        b"None",
    ]
    assert channel.basic_get("asked") is None
    publisher.stop()
