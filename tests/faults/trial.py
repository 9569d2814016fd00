"""One scenario under load, and the account afterwards."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from runtime import clock, waiting
from runtime.identifiers import new_id
from tests.faults import volunteering
from tests.faults.scenarios import Scenario
from tests.load import Account, Load
from tests.servers.postgres import Postgres
from tests.servers.prepared import Prepared
from tests.servers.rabbitmq import RabbitMQ
from tests.servers.waiting import wait_for
from tests.system import System

_CONNECTIONS = 16
#: Of the load, before the fault and after it: there is work in flight, and it goes on.
_BEFORE_SECONDS = _AFTER_SECONDS = 2.0


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
    took_seconds: float

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
    """Let the fault happen in the midst of a load and count what became of every promise.

    The load goes on until the fault is over and a little longer, for so many seconds at most.
    """
    try:
        with _prepared(system, scenario):
            return _run(system, scenario, rate, seconds)
    except BaseException as failure:
        logs = {process.name: process.logs[-3000:] for process in system.processes()}
        failure.add_note("\n".join(f"--- {name}\n{text}" for name, text in logs.items()))
        raise


@contextlib.contextmanager
def _prepared(system: System, scenario: Scenario) -> Iterator[None]:
    """Services with the settings of the scenario; without them again, however it ended."""
    try:
        for service, settings in scenario.settings.items():
            system[service].stop()
            system[service].start(wait=True, **settings)
        wait_for(lambda: scenario.begins_when(system), 60, f"{scenario.name} can begin")
        yield
    finally:
        for service in scenario.restarted:
            system[service].stop()
            system[service].start()


def _run(system: System, scenario: Scenario, rate: float, seconds: float) -> Result:
    began = clock.monotonic()
    earlier, counted_before, dead_before = set(system.registered()), system.counted(), system.dead()
    account = _loaded(system, scenario, rate, seconds)
    ended = clock.monotonic()
    promised = {one.appeal for one in account.promises}
    system.settle(len(earlier) + len(promised))
    wait_for(lambda: system.counted() == system.stored(), 60, "register = street")
    wait_for(lambda: volunteering.heard(system) == system.counted(), 60, "volunteers heard of all")
    wait_for(lambda: system.dead() >= dead_before + scenario.dead_letters, 30, "the dead letters")
    settled = clock.monotonic()
    stored = set(system.registered())
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
        settled_seconds=settled - ended,
        took_seconds=clock.monotonic() - began,
    )


def _loaded(system: System, scenario: Scenario, rate: float, seconds: float) -> Account:
    """What the load saw of the fault."""
    load = Load(
        [system["gateway"].port],
        rate=rate,
        seconds=seconds,
        connections=_CONNECTIONS,
        insists=True,
        name=f"{new_id()}",
    )
    load.start()
    waiting.pause(_BEFORE_SECONDS)
    with ThreadPoolExecutor(1) as beside:
        fault = beside.submit(scenario.happens, system)
        try:
            fault.result(seconds)
            waiting.pause(_AFTER_SECONDS)
        except TimeoutError:
            if fault.done():
                raise
        finally:
            load.end()
            # What it still sent would be counted with the next scenario.
            account = load.finish(seconds + 150)
        fault.result(120)
    return account


def system_for_faults(postgres: Postgres, rabbitmq: RabbitMQ, prepared: Prepared) -> System:
    """A system that faults can be done to: every process behind the proxy, quick to retry."""
    return System(
        postgres,
        rabbitmq,
        settings={"LINLI_RETRY_SECONDS": "0.2,0.5"},
        through_the_proxy=True,
        as_deployed=True,
        prepared=prepared,
    )
