"""`make bench`: appeals accepted in a second, latency, processor time and lag, beside references.

It ends with 1 where an aim is missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
from dataclasses import dataclass
from uuid import UUID

from contracts.gateway.accounts import NewAccount, NewRole
from gateway.people.accounts import operations as accounts
from runtime import clock, encryption
from runtime.identifiers import new_id
from tests.benchmarks import references
from tests.benchmarks.lists import page_of_fifty_ms
from tests.load import COMMUNITIES, Account, Load
from tests.servers.postgres import Postgres
from tests.servers.rabbitmq import RabbitMQ
from tests.system import ENCRYPTION_KEY, System
from vocabulary.actors import Role

_SECONDS = 20.0
_CONNECTIONS = 64
#: One vhost and a database for each service, for each arrangement: gateways and intake workers.
_ARRANGEMENTS = ((1, 1), (2, 2))
#: Accounts at the workstation of each community; each gets a notice of each appeal there.
_PEOPLE = 4
#: Of the fastest rate, for as long.
_STEADY_SHARE = 0.8

_PAGE_MS = 20.0
_BACKLOG_SECONDS = 2.0
#: Of the appeals that PostgreSQL alone stores, one a transaction.
_INTAKE_SHARE = 0.35


@dataclass(frozen=True)
class _Aim:
    """Something measured, and what it should be."""

    what: str
    found: float
    limit: float
    at_most: bool = True

    @property
    def is_missed(self) -> bool:
        return self.found > self.limit if self.at_most else self.found < self.limit

    def __str__(self) -> str:
        verdict = "MISSED" if self.is_missed else "reached"
        sign = "≤" if self.at_most else "≥"
        return f"{self.what:55} {self.found:7.2f}  {sign} {self.limit:5.2f}  {verdict}"


def main() -> None:
    """Measure everything in one run and print it; ends with 1 where an aim is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=_SECONDS)
    seconds = arguments.parse_args().seconds
    encryption.use([ENCRYPTION_KEY])
    print(f"{os.cpu_count()} cores, everything on them, the load too\n", flush=True)
    median, p99 = page_of_fifty_ms()
    print(f"a page of 50, in one process        median {median:.1f} ms   p99 {p99:.1f} ms\n")
    postgres, rabbitmq = Postgres(), RabbitMQ()
    try:
        postgres.start()
        rabbitmq.start()
        one_each = _references(postgres, rabbitmq)
        rates = [_fastest(postgres, rabbitmq, *those, seconds) for those in _ARRANGEMENTS]
        behind = _steady(postgres, rabbitmq, _STEADY_SHARE * rates[0], seconds)
    finally:
        rabbitmq.remove()
        postgres.remove()
    aims = [
        _Aim("a page of 50, median, ms", median, _PAGE_MS),
        _Aim("intake with its notices, of pgbench one a transaction", rates[0] / one_each,
             _INTAKE_SHARE, at_most=False),
        _Aim("behind after a steady load, s", behind, _BACKLOG_SECONDS),
    ]  # fmt: skip
    print("\n" + "\n".join(map(str, aims)))
    raise SystemExit(any(aim.is_missed for aim in aims))


def _references(postgres: Postgres, rabbitmq: RabbitMQ) -> float:
    """Appeals a second that PostgreSQL alone stores, one a transaction."""
    system = System(postgres, rabbitmq, services=())
    one = references.pgbench(postgres, appeals_each=1)
    many = references.pgbench(postgres, appeals_each=100)
    pika = references.pika_confirms(system)
    system.remove()
    print(f"pgbench, an appeal a transaction    {one:9.0f} appeals/s")
    print(f"pgbench, 100 appeals a transaction  {many:9.0f} appeals/s")
    print(f"pika, each message confirmed        {pika:9.0f} messages/s\n", flush=True)
    return one


def _fastest(
    postgres: Postgres, rabbitmq: RabbitMQ, gateways: int, intakes: int, seconds: float
) -> float:
    """Appeals a second, counted until everybody knows of all of them."""
    services = ["gateway"] * gateways + ["appeals-intake"] * intakes + ["appeals", "street"]
    with System(postgres, rabbitmq, services=services, as_deployed=True) as system:
        measured = _load(system, rate=None, seconds=seconds)
        _print(f"{gateways} gateway, {intakes} intake", measured, seconds)
    return measured.settled_rate


def _steady(postgres: Postgres, rabbitmq: RabbitMQ, rate: float, seconds: float) -> float:
    """Seconds after the load until nothing waited any more."""
    with System(postgres, rabbitmq, as_deployed=True) as system:
        measured = _load(system, rate=rate, seconds=seconds)
        _print(f"steady {rate:.0f}/s", measured, seconds)
        lags = _lags(system, measured.account)
        print(
            f"    lag from 202 to the street's total: median {_at(lags, 50):.0f} ms, "
            f"p99 {_at(lags, 99):.0f} ms, longest {lags[-1]:.0f} ms",
            flush=True,
        )
    return measured.behind_seconds


@dataclass(frozen=True)
class _Measured:
    """What a load brought about."""

    account: Account
    #: Processor seconds and memory of each service, several processes of one together.
    cpu_seconds: dict[str, float]
    memory_mb: dict[str, float]
    load_seconds: float
    #: From the last 202 until register, street and workstations knew of every appeal.
    behind_seconds: float

    @property
    def settled_rate(self) -> float:
        """Appeals a second until then."""
        return len(self.account.promises) / (self.load_seconds + self.behind_seconds)


def _give_people(system: System) -> None:
    """Accounts at every workstation, who get notices."""
    with system.database("gateway") as database, database.writing() as session:
        for community in COMMUNITIES:
            role = NewRole(role=Role.WORKSTATION_STAFF, area=community)
            for number in range(_PEOPLE):
                login = f"station.{community}.{number}"
                new = NewAccount(login=login, display_name="某某某", area=community, roles=[role])
                accounts.insert(session, new_id(), new, by=None)


def _load(system: System, *, rate: float | None, seconds: float) -> _Measured:
    _give_people(system)
    ports = [process.port for process in system.processes("gateway")]
    warm = _run(ports, rate=100.0, seconds=2.0, name="warm")
    system.settle(len(warm.promises))
    before = {process.port: process.cpu_seconds for process in system.processes()}
    began = clock.monotonic()
    account = _run(ports, rate=rate, seconds=seconds, name="bench")
    ended = clock.monotonic()
    memory = _of_each_service(system, {one.port: one.memory_mb for one in system.processes()})
    system.settle(len(warm.promises) + len(account.promises), within_seconds=300)
    settled = clock.monotonic()
    spent = {one.port: one.cpu_seconds - before[one.port] for one in system.processes()}
    return _Measured(
        account, _of_each_service(system, spent), memory, ended - began, settled - ended
    )


def _of_each_service(system: System, each: dict[int, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for process in system.processes():
        found[process.name] = found.get(process.name, 0.0) + each[process.port]
    return found


def _run(ports: list[int], *, rate: float | None, seconds: float, name: str) -> Account:
    load = Load(ports, rate=rate, seconds=seconds, connections=_CONNECTIONS, name=name)
    load.start()
    return load.finish()


def _print(title: str, measured: _Measured, seconds: float) -> None:
    account = measured.account
    count = len(account.promises)
    print(
        f"{title:24} {count / seconds:7.0f} accepted/s   median {account.latency_ms(50):6.1f} ms   "
        f"p99 {account.latency_ms(99):6.1f} ms   not accepted {sum(account.refused.values())}"
    )
    cpu = {name: 1000 * spent / count for name, spent in measured.cpu_seconds.items()}
    print(f"    behind for {measured.behind_seconds:.1f} s, with it {measured.settled_rate:.0f}/s")
    print(f"    CPU-ms an appeal: {_listed(cpu, 2)}   together {sum(cpu.values()):.2f}")
    print(f"    MB: {_listed(measured.memory_mb, 0)}", flush=True)


def _listed(each: dict[str, float], digits: int) -> str:
    return "   ".join(f"{name} {value:.{digits}f}" for name, value in each.items())


def _lags(system: System, account: Account) -> list[float]:
    """Milliseconds from the 202 to the street's transaction, ascending."""
    to_wall = clock.now().timestamp() - clock.monotonic()
    answered = {one.appeal: one.answered_at + to_wall for one in account.promises}
    events: dict[UUID, UUID] = {
        UUID(event): UUID(appeal)
        for event, appeal in system.rows("appeals", "SELECT id, aggregate FROM outbox")
        if len(appeal) == 36
    }
    counted: list[tuple[str, dt.datetime]] = system.rows(
        "street", "SELECT event_id, received_at FROM inbox"
    )
    return sorted(
        1000 * (at.timestamp() - answered[events[UUID(event)]])
        for event, at in counted
        if events.get(UUID(event)) in answered
    )


def _at(ascending: list[float], percentile: float) -> float:
    return ascending[min(len(ascending) - 1, int(len(ascending) * percentile / 100))]


if __name__ == "__main__":
    main()
