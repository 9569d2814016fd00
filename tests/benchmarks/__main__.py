"""`make bench`: appeals accepted in a second, latency, processor time and lag, beside references."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from uuid import UUID

from runtime import clock
from tests.benchmarks import references
from tests.load import Account, Load
from tests.servers.postgres import Postgres
from tests.servers.rabbitmq import RabbitMQ
from tests.system import System

_SECONDS = 20.0
_CONNECTIONS = 64
_STEADY_RATE = 500.0
#: One vhost and three databases for each arrangement: gateways and intake workers.
_ARRANGEMENTS = ((1, 1), (2, 2))


def main() -> None:
    """Measure everything in one run and print it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=_SECONDS)
    seconds = arguments.parse_args().seconds
    postgres, rabbitmq = Postgres(), RabbitMQ()
    try:
        postgres.start()
        rabbitmq.start()
        print(f"{os.cpu_count()} cores, everything on them, the load too\n", flush=True)
        _references(postgres, rabbitmq)
        for gateways, intakes in _ARRANGEMENTS:
            _fastest(postgres, rabbitmq, gateways, intakes, seconds)
        _steady(postgres, rabbitmq, seconds)
    finally:
        rabbitmq.remove()
        postgres.remove()


def _references(postgres: Postgres, rabbitmq: RabbitMQ) -> None:
    system = System(postgres, rabbitmq, services=())
    one = references.pgbench(postgres, appeals_each=1)
    many = references.pgbench(postgres, appeals_each=100)
    pika = references.pika_confirms(system)
    system.remove()
    print(f"pgbench, an appeal a transaction    {one:9.0f} appeals/s")
    print(f"pgbench, 100 appeals a transaction  {many:9.0f} appeals/s")
    print(f"pika, each message confirmed        {pika:9.0f} messages/s\n", flush=True)


def _fastest(
    postgres: Postgres, rabbitmq: RabbitMQ, gateways: int, intakes: int, seconds: float
) -> None:
    services = ["gateway"] * gateways + ["appeals-intake"] * intakes + ["appeals", "street"]
    with System(postgres, rabbitmq, services=services) as system:
        account, cpu = _load(system, rate=None, seconds=seconds)
        system.settle(len(account.promises))
        title = f"{gateways} gateway, {intakes} intake"
        _print(title, account, cpu, seconds)


def _steady(postgres: Postgres, rabbitmq: RabbitMQ, seconds: float) -> None:
    with System(postgres, rabbitmq) as system:
        account, cpu = _load(system, rate=_STEADY_RATE, seconds=seconds)
        system.settle(len(account.promises))
        _print(f"steady {_STEADY_RATE:.0f}/s", account, cpu, seconds)
        lags = _lags(system, account)
        print(
            f"    lag from 202 to the street's total: median {_at(lags, 50):.0f} ms, "
            f"p99 {_at(lags, 99):.0f} ms, longest {lags[-1]:.0f} ms"
        )


def _load(
    system: System, *, rate: float | None, seconds: float
) -> tuple[Account, dict[str, float]]:
    ports = [process.port for process in system.processes("gateway")]
    _run(ports, rate=200.0, seconds=2.0, name="warm")
    before = {
        process.name + str(process.port): process.cpu_seconds for process in system.processes()
    }
    account = _run(ports, rate=rate, seconds=seconds, name="bench")
    used: dict[str, float] = {}
    for process in system.processes():
        spent = process.cpu_seconds - before[process.name + str(process.port)]
        used[process.name] = used.get(process.name, 0.0) + spent
    return account, used


def _run(ports: list[int], *, rate: float | None, seconds: float, name: str) -> Account:
    load = Load(ports, rate=rate, seconds=seconds, connections=_CONNECTIONS, name=name)
    load.start()
    return load.finish()


def _print(title: str, account: Account, cpu: dict[str, float], seconds: float) -> None:
    count = len(account.promises)
    print(
        f"{title:24} {count / seconds:7.0f} accepted/s   median {account.latency_ms(50):6.1f} ms   "
        f"p99 {account.latency_ms(99):6.1f} ms   not accepted {sum(account.refused.values())}"
    )
    each = "   ".join(f"{name} {1000 * spent / count:.2f}" for name, spent in cpu.items())
    print(f"    CPU-ms an appeal: {each}", flush=True)


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
