"""`make faults`: every scenario at 200 appeals a second until it is over, as a table."""

from __future__ import annotations

import argparse
import sys
import traceback

from tests.faults import trial
from tests.faults.scenarios import SCENARIOS
from tests.servers.postgres import Postgres
from tests.servers.prepared import Prepared
from tests.servers.rabbitmq import RabbitMQ

_HEAD = f"{'fault':42} {'202':>6} {'stored':>7} {'twice':>6} {'lost':>5} {'counted':>8} {'refused':>8} {'dead':>5} {'settled':>8} {'took':>8}"


def main() -> int:
    """Run the chosen scenarios; the exit code is the number that do not hold."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("words", nargs="*", help="only scenarios whose name holds these words")
    arguments.add_argument("--rate", type=float, default=200.0)
    arguments.add_argument("--seconds", type=float, default=20.0, help="of load, at most")
    chosen = arguments.parse_args()
    postgres, rabbitmq = Postgres(), RabbitMQ()
    broken = 0
    try:
        postgres.start()
        rabbitmq.start()
        print(_HEAD, flush=True)
        with (
            Prepared() as prepared,
            trial.system_for_faults(postgres, rabbitmq, prepared) as system,
        ):
            for scenario in SCENARIOS:
                if not all(word in scenario.name for word in chosen.words):
                    continue
                try:
                    result = trial.run(system, scenario, rate=chosen.rate, seconds=chosen.seconds)
                except Exception as failure:  # noqa: BLE001 - the other scenarios are tried all the same
                    broken += 1
                    print(f"{scenario.name:42} BROKEN: {failure}", flush=True)
                    traceback.print_exception(failure)
                    continue
                is_right = result.holds and result.dead_letters == scenario.dead_letters
                broken += not is_right
                print(_line(result, is_right=is_right), flush=True)
    finally:
        rabbitmq.remove()
        postgres.remove()
    return broken


def _line(found: trial.Result, *, is_right: bool) -> str:
    verdict = "" if is_right else "  BROKEN"
    return (
        f"{found.scenario:42} {found.promised:6} {found.stored:7} {found.stored_twice:6} "
        f"{found.lost:5} {found.counted:8} {found.refused:8} {found.dead_letters:5} "
        f"{found.settled_seconds:6.1f} s {found.took_seconds:6.1f} s{verdict}"
    )


if __name__ == "__main__":
    sys.exit(main())
