"""Whether somebody notices that all people seem to call from one place."""

from __future__ import annotations

import pytest

from gateway.wire.addresses import proxies
from gateway.wire.unnamed_proxy import UnnamedProxy
from tests.gateway.doubles import Gateway

_PROXY = "172.18.0.1"


def _after(*addresses: str | None, setting: str | None = "0") -> str | None:
    watch = UnnamedProxy(proxies(setting))
    for address in addresses:
        watch.see(address)
    return watch.advice()


def test_a_thousand_requests_from_one_private_address_are_told() -> None:
    assert _after(*[_PROXY] * 999) is None
    told = _after(*[_PROXY] * 1000, "192.0.2.7")

    assert told is not None
    assert _PROXY in told
    assert "LINLI_TRUSTED_PROXIES" in told


@pytest.mark.parametrize(
    "others",
    [["203.0.113.9"], [None], [_PROXY, "172.18.0.2"], ["172.18.0.2", _PROXY]],
)
def test_people_who_come_from_several_places_are_no_proxy(others: list[str | None]) -> None:
    assert _after(*others, *[_PROXY] * 2000) is None


def test_an_address_of_the_internet_is_no_proxy_of_ours() -> None:
    assert _after(*["8.8.8.8"] * 2000) is None


@pytest.mark.parametrize("setting", ["1", "172.16.0.0/12"])
def test_a_proxy_that_is_named_is_not_told(setting: str) -> None:
    assert _after(*[_PROXY] * 2000, setting=setting) is None


def test_requests_are_watched_and_questions_of_health_are_not(gateway: Gateway) -> None:
    def ask(path: str, address: str) -> None:
        gateway.call("GET", path, environ_overrides={"REMOTE_ADDR": address})

    for _ in range(1000):
        ask("/nowhere", _PROXY)
        ask("/healthz", "127.0.0.1")

    assert gateway.dependencies.unnamed_proxy.advice() is not None
