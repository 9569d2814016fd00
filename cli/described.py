"""What each service has on the broker, described once in a file.

A process must know the queues of all services, and to load their code for it would take longer
than all else at its start. `linli contracts described` writes the file; a test compares it.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from bus import topology
from cli.hosted import SERVICES, service_class
from contracts import registry

FILE = Path(__file__).with_suffix(".json")


def from_code() -> topology.Topology:
    """The topology as the code of all services has it; loads them all."""
    registry.load_all()
    sources = {event.SOURCE for event in registry.EVENTS.values()}
    return topology.of([service_class(name) for name in sorted(SERVICES)], sources)


def text() -> str:
    """The file as it must be."""
    return json.dumps(dataclasses.asdict(from_code()), indent=1) + "\n"


def read() -> topology.Topology:
    """The topology as the file has it."""
    return topology.Topology.read(json.loads(FILE.read_text()))
