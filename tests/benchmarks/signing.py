"""What signing a request costs the gateway, and checking it a service: `python -m tests.benchmarks.signing`."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable

import click

from bus.signing import Asked, Signatures
from runtime import clock, settings

_TIMES = 2_000
_BODY = json.dumps({"args": [{"text": "灯" * 500}], "kwargs": {}}).encode()


@click.command()
def main() -> None:
    """Print both, for a request of the length of an appeal."""
    signatures = Signatures.of(settings.load({}))
    headers = {"actor": '["chen",[["commissioner","440305007003"]]]', "origin": "{}"}
    asked = Asked("appeals.show_appeal", _BODY, "6d3f4f0e-8f0c-5b53-9f0a-2f6d7a3c9b10", headers)
    signed = dataclasses.replace(asked, headers=signatures.sign(asked, seconds=60))
    click.echo(f"signing  {_microseconds(lambda: signatures.sign(asked, seconds=60)):6.0f} µs")
    click.echo(f"checking {_microseconds(lambda: signatures.vouched(signed)):6.0f} µs")


def _microseconds(call: Callable[[], object]) -> float:
    began = clock.monotonic()
    for _ in range(_TIMES):
        call()
    return (clock.monotonic() - began) / _TIMES * 1e6


if __name__ == "__main__":
    main()
