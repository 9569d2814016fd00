"""A deployment whose services all had one key gives each its own, by the steps of the documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.settings import DATABASES
from tests.deployment.composed import ROOT, Deployment, as_people_meet_it, started
from tests.journeys.running import Json
from tests.servers.rabbitmq import RabbitMQ

pytestmark = [
    pytest.mark.thorough("it starts a deployment, and three of its services three times more"),
    pytest.mark.timeout(900),
]

_KEYS = "LINLI_ENCRYPTION_KEYS"
#: Those that an appeal goes through before it is read.
_OF_AN_APPEAL = ("appeals-intake", "gateway", "appeals")
_OLD, _NEW = "the key that every service has had so far", "by-service:" + "5e" * 32


@pytest.fixture
def deployment(rabbitmq: RabbitMQ, tmp_path: Path) -> Iterator[Deployment]:
    """One from before services had keys of their own."""
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    (secrets / _KEYS).write_text(f"{_OLD}\n")
    with started(rabbitmq, tmp_path) as made:
        yield made


def _steps() -> list[str]:
    text = (ROOT / "docs" / "operations" / "running.md").read_text()
    found = re.findall(r"^\| \d \| `(.+?)`", text, re.MULTILINE)
    return [keys.replace("OLD", _OLD).replace("by-service:NEW", _NEW) for keys in found]


def test_every_appeal_is_read_at_each_step(deployment: Deployment) -> None:
    running = as_people_meet_it(deployment)
    receipts = list[Json]()

    def goes_on() -> None:
        receipts.append(running.submit())
        for receipt in receipts:
            running.stored(receipt)

    goes_on()
    for step in _steps():
        if step == _steps()[-1]:
            rotated = deployment.carry_out("docker compose run --rm migrate encryption rotate")
            assert "appeals.appeal: " in rotated
            # Ends with another status, and so fails here, while anything is left.
            deployment.carry_out("docker compose run --rm migrate encryption check")
        deployment.give_keys(step)
        # Some already have the new file, others not yet.
        for service in _OF_AN_APPEAL:
            deployment[service].stop()
            deployment[service].start()
            goes_on()
    verified = deployment.carry_out("docker compose run --rm migrate audit verify")
    assert verified.count(": holds") == len(DATABASES)
