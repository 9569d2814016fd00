"""How much processor time each service takes until it is ready, started as in a deployment.

`python -m tests.benchmarks.starting`, one after the other, so that none slows another down.
"""

from __future__ import annotations

import sys

from cli.hosted import SERVICES
from runtime import clock
from tests.servers.postgres import Postgres
from tests.servers.rabbitmq import RabbitMQ
from tests.system import System

_AIM_SECONDS = 4.0


def main() -> int:
    """Print a line for each; ends with the number that miss the aim."""
    postgres, rabbitmq = Postgres(), RabbitMQ()
    missed = 0
    try:
        postgres.start()
        rabbitmq.start()
        with System(postgres, rabbitmq, services=(), as_deployed=True) as system:
            print(f"{'service':16} {'CPU':>7} {'elapsed':>9}", flush=True)
            for service in SERVICES:
                process = system.add(service)
                began = clock.monotonic()
                process.start()
                spent, elapsed = process.cpu_seconds, clock.monotonic() - began
                missed += spent > _AIM_SECONDS
                print(f"{service:16} {spent:5.2f} s {elapsed:7.2f} s", flush=True)
                process.stop()
    finally:
        rabbitmq.remove()
        postgres.remove()
    return missed


if __name__ == "__main__":
    sys.exit(main())
