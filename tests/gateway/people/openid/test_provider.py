"""What a provider may say of itself, and what one does that means no good."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from joserfc.jwk import ECKey, RSAKey

from gateway.people.openid_provider import Client, Provider, addresses_in, keys_in
from gateway.wire.outgoing import Reach, Said
from runtime import clock
from tests.servers.hostile import HostileServer
from vocabulary.problems import Unavailable

_ISSUER = "https://id.example.cn"
_KEY = RSAKey.generate_key(2048, parameters={"kid": "first"})
_CURVE = ECKey.generate_key("P-256", parameters={"kid": "curve"})


@pytest.fixture(scope="module")
def hostile() -> Iterator[HostileServer]:
    """A provider that means no good."""
    with HostileServer() as server:
        yield server


def _provider(hostile: HostileServer, manner: str) -> Provider:
    client = Client(hostile.issuer(manner), "linli", "a secret", "统一身份认证")
    return Provider(client, within_seconds=1)


def _begun(provider: Provider) -> str:
    return provider.login_address(
        state="s", nonce="n", challenge="c", redirect_uri="http://127.0.0.1/back"
    )


@pytest.mark.parametrize("manner", ["slow_head", "slow_body", "large", "redirect", "foreign"])
def test_whatever_it_does_people_are_told_soon_that_it_is_away(
    hostile: HostileServer, manner: str
) -> None:
    provider, began = _provider(hostile, manner), clock.monotonic()

    with pytest.raises(Unavailable):
        _begun(provider)

    assert clock.monotonic() - began < 3


def test_a_decent_one_is_asked_once(hostile: HostileServer) -> None:
    provider = _provider(hostile, "good")

    assert _begun(provider).startswith(f"{hostile.issuer('good')}/authorize?")
    assert _begun(provider)
    assert hostile.asked.count("/good/.well-known/openid-configuration") == 1
    with pytest.raises(Unavailable):
        provider.keys()


def _said(reach: Reach = Reach.PUBLIC, **changed: Any) -> Said:
    document = {
        "issuer": _ISSUER,
        "authorization_endpoint": f"{_ISSUER}/authorize",
        "token_endpoint": f"{_ISSUER}/token",
        "jwks_uri": f"{_ISSUER}/keys",
    } | changed
    return Said(200, json.dumps(document).encode(), reach)


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8080/token",
        "http://localhost/token",
        "https://localhost/token",
        "https://127.0.0.1/token",
        "https://10.0.0.7/token",
        "https://[::ffff:10.0.0.7]/token",
        "https://169.254.169.254/latest",
        "http://id.example.cn/token",
        "https://[",
        "",
        None,
    ],
)
def test_it_names_no_address_that_only_we_can_reach(name: str, address: str | None) -> None:
    """The client's secret would go there."""
    assert addresses_in(_said(Reach.PUBLIC, **{name: address}), _ISSUER) is None


def test_one_in_our_own_network_may_name_others_there() -> None:
    said = _said(Reach.PRIVATE, token_endpoint="https://10.0.0.7/token")

    found = addresses_in(said, _ISSUER)

    assert found is not None
    assert (found.token, found.reach) == ("https://10.0.0.7/token", Reach.PRIVATE)


@pytest.mark.parametrize(
    "unknown",
    [
        {"kty": "SM2", "kid": "x"},
        {"kty": "EC", "crv": "SM2", "x": "AAAA", "y": "AAAA", "kid": "s"},
        {"kty": "OKP", "crv": "X448", "x": "AAAA"},
        {"kty": "RSA", "n": "!", "e": 1},
        {"crv": "P-256"},
        "no key at all",
        None,
    ],
)
def test_a_key_of_an_unknown_kind_spoils_no_other(unknown: Any) -> None:
    """RFC 7517, 5."""
    known = [key.as_dict(private=False) for key in (_KEY, _CURVE)]

    found = keys_in(json.dumps({"keys": [known[0], unknown, known[1]]}).encode())

    assert [key.kid for key in found] == ["first", "curve"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"keys": 7}', b'{"keys": [{"kty": "SM2"}]}'])
def test_a_set_may_hold_no_key_that_is_known(body: bytes) -> None:
    assert keys_in(body) == ()
