"""One scenario under load, and the account afterwards."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass

from runtime import clock, waiting
from tests.faults.scenarios import Scenario
from tests.load import Load
from tests.servers.postgres import Postgres
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for
from tests.system import System

_CONNECTIONS = 16


@dataclass(frozen=True)
class Result:
    """The account of one trial."""

    scenario: str
    promised: int
    stored: int
    stored_twice: int
    lost: int
    counted: int
    refused: int
    dead_letters: int
    settled_seconds: float

    @property
    def holds(self) -> bool:
        """Every 202 is exactly one stored appeal, counted once by the street."""
        return (
            self.promised > 0
            and self.lost == self.stored_twice == 0
            and self.stored == self.counted
            and self.stored >= self.promised
        )


def run(
    scenario: Scenario, postgres: Postgres, rabbitmq: RabbitMQ, *, rate: float, seconds: float
) -> Result:
    """Let the fault happen a third into the load and count what became of every promise."""
    system = System(postgres, rabbitmq)
    try:
        return _run(system, scenario, rate, seconds)
    except BaseException as failure:
        logs = {process.name: process.logs[-3000:] for process in system.processes()}
        failure.add_note("\n".join(f"--- {name}\n{text}" for name, text in logs.items()))
        raise
    finally:
        system.remove()


def _run(system: System, scenario: Scenario, rate: float, seconds: float) -> Result:
    system.run("migrate")
    system.run("areas", "import", "sample/areas.csv")
    for process in system.processes():
        (service,) = process.services
        proxied = system.behind_the_proxy if service in scenario.behind_the_proxy else {}
        process.start(wait=False, **proxied, **scenario.settings.get(service, {}))
    for process in system.processes():
        process.wait_ready()
    load = Load(
        [system["gateway"].port],
        rate=rate,
        seconds=seconds,
        connections=_CONNECTIONS,
        insists=True,
        name=scenario.name.encode("ascii", "replace").decode().replace(" ", "-"),
    )
    load.start()
    waiting.pause(seconds / 3)
    failures: list[BaseException] = []
    fault = threading.Thread(target=_happen, args=(scenario, system, failures))
    fault.start()
    account = load.finish(seconds + 150)
    fault.join(120)
    if failures:
        raise failures[0]
    ended = clock.monotonic()
    promised = Counter(one.appeal for one in account.promises)
    system.settle(len(promised))
    wait_for(lambda: system.counted() == len(system.registered()), 60, "register = street")
    wait_for(lambda: system.dead() >= scenario.dead_letters, 30, "the dead letters are there")
    stored = Counter(system.registered())
    return Result(
        scenario=scenario.name,
        promised=len(promised),
        stored=len(stored),
        stored_twice=sum(times > 1 for times in stored.values()),
        lost=len(promised.keys() - stored.keys()),
        counted=system.counted(),
        refused=sum(account.refused.values()),
        dead_letters=system.dead(),
        settled_seconds=clock.monotonic() - ended,
    )


def _happen(scenario: Scenario, system: System, failures: list[BaseException]) -> None:
    try:
        scenario.happens(system)
    except BaseException as failure:  # noqa: BLE001 - raised again in the trial's own thread
        failures.append(failure)
