from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

import pytest

from runtime.identifiers import new_id
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


class _Receipts(BaseHTTPRequestHandler):
    """Takes every appeal."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        receipt = json.dumps({"id": str(new_id()), "tracking_code": "code"}).encode()
        self.send_response(202)
        self.send_header("Content-Length", str(len(receipt)))
        self.end_headers()
        self.wfile.write(receipt)

    def log_message(self, *_: object) -> None:
        """Nothing is written down."""


@dataclass
class _Standing:
    """A system of nobody's, that says with which settings its only service was started."""

    port: int
    started: list[dict[str, str]] = field(default_factory=list)

    def __getitem__(self, _: str) -> _Standing:
        return self

    def start(self, *, wait: bool = True, **settings: str) -> None:  # noqa: ARG002
        self.started.append(settings)

    def stop(self) -> None:
        pass

    def registered(self) -> list[object]:
        return []

    processes = registered

    def counted(self) -> int:
        return 0

    dead = counted


def test_a_scenario_that_failed_leaves_no_setting_and_no_load_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`make faults` goes on with the next one on the same system."""

    def fails(_: System) -> None:
        raise AssertionError("the fault did not happen")

    monkeypatch.setattr(trial, "_BEFORE_SECONDS", 0.05)
    turned = Scenario("fails", fails, settings={"street": {"A": "1"}}, restarted=("street",))
    with ThreadingHTTPServer(("127.0.0.1", 0), _Receipts) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        before = set(threading.enumerate())
        system = _Standing(server.server_port)

        with pytest.raises(AssertionError, match="did not happen"):
            trial.run(cast("System", system), turned, rate=40.0, seconds=5.0)

        left = [one.name for one in set(threading.enumerate()) - before if "submit" in one.name]
        server.shutdown()
    assert system.started == [{"A": "1"}, {}]
    assert left == []
