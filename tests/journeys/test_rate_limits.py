"""A caller over the limit waits at every gateway; people with an account work on meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from runtime import clock, waiting
from tests.journeys.conftest import InOneProcess
from tests.journeys.running import (
    DENGLIANG,
    Running,
    an_appeal,
    staff_of,
)
from tests.servers.fixtures import NewSystem
from tests.servers.waiting import wait_for
from tests.system import SECRET

pytestmark = pytest.mark.both_systems("one gateway counts for itself, several agree")

#: Windows so long that no journey meets the end of one but by design, and one short one.
_LIMITS = "intake=8/3600,address=24/3600,account=16/3600,failed=6/5"
_STAFF, _OTHERS = staff_of(DENGLIANG), staff_of("440305007002")


# Systems of their own, with narrow limits.
@pytest.fixture(scope="module")
def embedded(in_one_process: InOneProcess) -> Iterator[list[Running]]:
    """Everything in one process: one gateway."""
    with in_one_process(LINLI_RATE_LIMITS=_LIMITS) as running:
        yield [running]


@pytest.fixture(scope="module")
def deployed(request: pytest.FixtureRequest) -> Iterator[list[Running]]:
    """Two gateways of one system."""
    new_system: NewSystem = request.getfixturevalue("new_system")
    services = ("gateway", "gateway", "appeals-intake", "appeals", "street")
    settings = {"LINLI_RATE_LIMITS": _LIMITS, "LINLI_TRUSTED_PROXIES": "1"}
    with new_system(services=services, settings=settings) as system:
        yield [
            Running(process.address, SECRET, system.settings, system.rows, list)
            for process in system.processes("gateway")
        ]


@pytest.fixture(params=["embedded", "deployed"])
def gateways(request: pytest.FixtureRequest) -> list[Running]:
    """The gateways of a system with narrow limits."""
    found: list[Running] = request.getfixturevalue(request.param)
    return found


def _submitted(gateways: list[Running], times: int, **options: Any) -> list[requests.Response]:
    """Appeals without an account, in turn at each gateway, slowly enough for them to talk."""
    found = []
    for place in range(times):
        here = gateways[place % len(gateways)]
        found.append(here.call("POST", "/public/appeals", json=an_appeal(), **options))
        waiting.pause(0.15 * (len(gateways) - 1))
    return found


def _window_has_room(seconds: int, length: int = 3600) -> None:
    """Wait past the end of a window that is about to end."""
    wait_for(
        lambda: clock.now().timestamp() % length < length - seconds, seconds + 5, "a fresh window"
    )


def test_who_alternates_between_gateways_is_refused_and_an_account_is_not_hurt(
    gateways: list[Running],
) -> None:
    """Eight appeals an hour from one address, and what comes in a second beyond."""
    _window_has_room(60)
    answers = _submitted(gateways, 28)

    statuses = [answer.status_code for answer in answers]
    assert set(statuses) == {202, 429}
    assert 8 <= statuses.count(202) <= 8 + 10 * (len(gateways) - 1)
    # Both refuse from then on.
    assert statuses[-10:] == [429] * 10
    refused = answers[-1]
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert int(refused.headers["Retry-After"]) == refused.json()["retry_after_seconds"] > 0
    for gateway in gateways:
        receipt = gateway.call("POST", "/appeals", json=an_appeal(), actor=_OTHERS)
        # Not this community's, but counted as the account's and looked at.
        assert receipt.status_code == 403
        assert gateway.call("GET", "/appeals", actor=_OTHERS).status_code == 200
    counted = requests.get(f"{gateways[-1].address}/metrics", timeout=10).text
    assert 'linli_rate_limited_total{kind="intake"}' in counted


def test_an_account_has_its_limit_at_all_gateways_together(gateways: list[Running]) -> None:
    _window_has_room(60)
    statuses = []
    for place in range(41):
        here = gateways[place % len(gateways)]
        statuses.append(here.call("GET", "/appeals", actor=_STAFF).status_code)
        waiting.pause(0.1 * (len(gateways) - 1))

    assert 16 <= statuses.count(200) <= 16 + 15 * (len(gateways) - 1)
    assert statuses[-10:] == [429] * 10


def test_guessing_is_slowed_down_and_ends_when_told(gateways: list[Running]) -> None:
    _window_has_room(2, 5)
    path, headers = "/appeals", {"Authorization": "Bearer linli_made-up"}
    here = gateways[0]
    guesses = [here.call("GET", path, headers=headers) for _ in range(12)]

    assert [answer.status_code for answer in guesses[:6]] == [401] * 6
    refused = guesses[-1]
    assert refused.status_code == 429
    waiting.pause(int(refused.headers["Retry-After"]))
    assert here.call("GET", path, headers=headers).status_code == 401


def test_clients_behind_the_proxy_are_counted_apart(deployed: list[Running]) -> None:
    """A whole street comes through one proxy."""
    _window_has_room(60)
    flooding, neighbour = ({"X-Forwarded-For": f"2001:db8:{net}::1"} for net in (7, 8))

    flood = _submitted(deployed, 28, headers=flooding)

    assert flood[-1].status_code == 429
    assert _submitted(deployed, 1, headers=neighbour)[0].status_code == 202


def test_the_table_between_gateways_names_nobody(deployed: list[Running]) -> None:
    rows = wait_for(
        lambda: deployed[0].rows("gateway", "SELECT * FROM rate_count"), 10, "they have talked"
    )

    assert rows
    assert "127.0.0.1" not in str(rows)
    assert _STAFF.account is not None
    assert _STAFF.account not in str(rows)


def test_supervisors_are_never_refused(gateways: list[Running]) -> None:
    for _ in range(24):
        gateways[0].call("GET", "/public/categories")
    refused = gateways[0].call("GET", "/public/categories")

    assert refused.status_code == 429
    for path in ("/healthz", "/readyz", "/metrics"):
        assert requests.get(f"{gateways[0].address}{path}", timeout=10).status_code == 200
