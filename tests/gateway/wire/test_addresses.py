"""From where somebody calls: what anybody may write does not count."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.wire.addresses import client_address, network_of, place_of, proxies
from runtime import settings
from runtime.settings import SettingsWrong

_PEER = "10.0.0.9"


def _from(forwarded: str | None, trusted: str | None, peer: str = _PEER) -> str | None:
    environ: dict[str, Any] = {"REMOTE_ADDR": peer}
    if forwarded is not None:
        environ["HTTP_X_FORWARDED_FOR"] = forwarded
    return client_address(environ, proxies(trusted))


@given(some.text(max_size=60))
def test_without_a_trusted_proxy_only_the_connection_counts(forged: str) -> None:
    assert _from(forged, None) == _PEER
    assert _from(forged, "0") == _PEER


@pytest.mark.parametrize(
    ("forwarded", "trusted", "client"),
    [
        ("203.0.113.7", "1", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "1", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7, 10.0.0.8", "2", "203.0.113.7"),
        ("203.0.113.7", "2", _PEER),
        (None, "1", _PEER),
        ("", "1", _PEER),
        ("unknown", "1", _PEER),
        ("203.0.113.7, unknown", "1", _PEER),
        ("203.0.113.7:51234", "1", "203.0.113.7"),
        ("[2001:db8::1]:51234", "1", "2001:db8::1"),
        ("2001:db8::1", "1", "2001:db8::1"),
        ("::ffff:203.0.113.7", "1", "203.0.113.7"),
        ("fe80::1%eth0", "1", "fe80::1"),
        ("203.0.113.7", "10.0.0.0/8", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7, 10.1.1.1", "10.0.0.0/8", "203.0.113.7"),
        ("10.2.2.2, 10.1.1.1", "10.0.0.0/8", "10.2.2.2"),
        ("203.0.113.7", "192.168.0.0/16", _PEER),
        ("203.0.113.7, 192.168.0.1", "10.0.0.9, 192.168.0.0/16", "203.0.113.7"),
    ],
)
def test_what_our_proxies_added_counts(forwarded: str | None, trusted: str, client: str) -> None:
    assert _from(forwarded, trusted) == client


@given(some.text(max_size=60))
def test_a_client_cannot_choose_its_address_behind_one_proxy(forged: str) -> None:
    """The proxy appends what it saw; whatever stands before it was written by the client."""
    assert _from(f"{forged}, 203.0.113.7", "1") == "203.0.113.7"
    assert _from(f"{forged}, 203.0.113.7", "10.0.0.0/8") == "203.0.113.7"


def test_a_server_without_addresses_knows_none() -> None:
    assert client_address({}, proxies("1")) is None


@pytest.mark.parametrize("wrong", ["-1", "10", "proxy", "10.0.0.1/8", "10.0.0.0/8;", "1,"])
def test_a_setting_that_is_neither_number_nor_networks_is_refused(wrong: str) -> None:
    with pytest.raises(SettingsWrong, match="LINLI_TRUSTED_PROXIES"):
        settings.load({"LINLI_TRUSTED_PROXIES": wrong})


@pytest.mark.parametrize("good", ["0", "1", "9", "10.0.0.0/8", "10.0.0.0/8, 2001:db8::/32", "::1"])
def test_a_number_or_networks_are_taken(good: str) -> None:
    found = settings.load({"LINLI_TRUSTED_PROXIES": good}).trusted_proxies

    assert proxies(found) is not None


@pytest.mark.parametrize(
    ("address", "place", "network"),
    [
        ("192.0.2.66", "192.0.2.66", None),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("2001:db8:1:2::99", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("2001:db8:1:ffff::99", "2001:db8:1:ffff::/64", "2001:db8:1::/48"),
        ("", "", None),
        ("unknown", "unknown", None),
    ],
)
def test_an_ipv6_network_counts_as_one_place(address: str, place: str, network: str | None) -> None:
    assert (place_of(address), network_of(address)) == (place, network)
