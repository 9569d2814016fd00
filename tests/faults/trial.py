"""One scenario under load, and the account afterwards."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from runtime import clock, waiting
from runtime.identifiers import new_id
from tests.faults import volunteering
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
            # Clients insist until they hold a receipt, each appeal under its own key.
            and self.stored == self.promised
        )


def run(system: System, scenario: Scenario, *, rate: float, seconds: float) -> Result:
    """Let the fault happen a third into the load and count what became of every promise."""
    try:
        return _run(system, scenario, rate, seconds)
    except BaseException as failure:
        logs = {process.name: process.logs[-3000:] for process in system.processes()}
        failure.add_note("\n".join(f"--- {name}\n{text}" for name, text in logs.items()))
        raise


def _run(system: System, scenario: Scenario, rate: float, seconds: float) -> Result:
    for service, settings in scenario.settings.items():
        system[service].stop()
        system[service].start(wait=True, **settings)
    earlier, counted_before, dead_before = set(system.registered()), system.counted(), system.dead()
    load = Load(
        [system["gateway"].port],
        rate=rate,
        seconds=seconds,
        connections=_CONNECTIONS,
        insists=True,
        name=f"{new_id()}",
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
    promised = {one.appeal for one in account.promises}
    system.settle(len(earlier) + len(promised))
    wait_for(lambda: system.counted() == len(system.registered()), 60, "register = street")
    wait_for(lambda: volunteering.heard(system) == system.counted(), 60, "volunteers heard of all")
    wait_for(lambda: system.dead() >= dead_before + scenario.dead_letters, 30, "the dead letters")
    stored = set(system.registered())
    for service in scenario.restarted:
        system[service].stop()
        system[service].start()
    return Result(
        scenario=scenario.name,
        promised=len(promised),
        stored=len(stored - earlier),
        # A repeat that was not recognised stands there under an id of its own.
        stored_twice=max(0, len(stored - earlier) - len(promised)),
        lost=len(promised - stored),
        counted=system.counted() - counted_before,
        refused=sum(account.refused.values()),
        dead_letters=system.dead() - dead_before,
        settled_seconds=clock.monotonic() - ended,
    )


def system_for_faults(postgres: Postgres, rabbitmq: RabbitMQ) -> System:
    """A system that faults can be done to: every process behind the proxy, quick to retry."""
    return System(
        postgres,
        rabbitmq,
        settings={"LINLI_RETRY_SECONDS": "0.2,0.5"},
        through_the_proxy=True,
        as_deployed=True,
    )


def _happen(scenario: Scenario, system: System, failures: list[BaseException]) -> None:
    try:
        scenario.happens(system)
    except BaseException as failure:  # noqa: BLE001 - raised again in the trial's own thread
        failures.append(failure)
