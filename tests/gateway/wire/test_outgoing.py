"""What a server of somebody else may do to us: nothing but answer, soon and shortly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gateway.wire import outgoing
from gateway.wire.outgoing import NothingSaid, Reach, Said
from runtime import clock
from tests.servers.hostile import HostileServer


@pytest.fixture(scope="module")
def hostile() -> Iterator[HostileServer]:
    """A server that means no good."""
    with HostileServer() as server:
        yield server


def _asked(address: str, innermost: Reach = Reach.THIS_MACHINE) -> Said:
    return outgoing.ask("GET", address, within_seconds=1, most_bytes=100_000, innermost=innermost)


@pytest.mark.parametrize(
    ("manner", "why"),
    [
        ("slow_head", "answer_too_slow"),
        ("slow_body", "answer_too_slow"),
        ("large", "answer_too_long"),
    ],
)
def test_it_cannot_keep_us_waiting_or_fill_the_memory(
    hostile: HostileServer, manner: str, why: str
) -> None:
    """A byte now and then meets no limit for one read."""
    began = clock.monotonic()

    with pytest.raises(NothingSaid, match=why):
        _asked(hostile.issuer(manner))

    assert clock.monotonic() - began < 3


def test_it_cannot_send_us_elsewhere(hostile: HostileServer) -> None:
    said = _asked(hostile.issuer("redirect"))

    assert (said.status, said.reach) == (302, Reach.THIS_MACHINE)
    assert "/good/" not in hostile.asked


@pytest.mark.parametrize("innermost", [Reach.PUBLIC, Reach.PRIVATE, Reach.LINK_LOCAL])
def test_it_cannot_have_us_ask_who_stands_further_in(
    hostile: HostileServer, innermost: Reach
) -> None:
    """The connection tells, not the name; nothing is said on it."""
    address = hostile.issuer(f"inside-{innermost.name}")

    with pytest.raises(NothingSaid, match="too_far_in"):
        _asked(address, innermost)

    assert not any(f"inside-{innermost.name}" in path for path in hostile.asked)


def test_settings_of_the_environment_lead_nobody_astray(
    hostile: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert _asked(hostile.issuer("good")).status == 200


def test_who_does_not_listen_says_nothing() -> None:
    with pytest.raises(NothingSaid, match="ConnectionError"):
        _asked("http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("address", "reach"),
    [
        ("127.0.0.1", Reach.THIS_MACHINE),
        ("127.9.9.9", Reach.THIS_MACHINE),
        ("0.0.0.0", Reach.THIS_MACHINE),  # noqa: S104 - nobody listens there
        ("::1", Reach.THIS_MACHINE),
        ("::ffff:127.0.0.1", Reach.THIS_MACHINE),
        ("localhost", Reach.THIS_MACHINE),
        ("LOCALHOST.", Reach.THIS_MACHINE),
        ("id.localhost", Reach.THIS_MACHINE),
        ("169.254.169.254", Reach.LINK_LOCAL),
        ("fe80::1%eth0", Reach.LINK_LOCAL),
        ("10.1.2.3", Reach.PRIVATE),
        ("192.168.1.1", Reach.PRIVATE),
        ("100.64.0.1", Reach.PRIVATE),
        ("fd00::1", Reach.PRIVATE),
        ("8.8.8.8", Reach.PUBLIC),
        ("2400:3200::1", Reach.PUBLIC),
        ("id.example.cn", Reach.PUBLIC),
    ],
)
def test_where_a_host_stands(address: str, reach: Reach) -> None:
    assert outgoing.reach_of_host(address) is reach
