"""The city's OpenID Connect provider, asked over HTTP: its addresses, keys and tokens.

Waits are short and answers small, whatever the other side does. Its published document is kept for
an hour. Keys are fetched again when a token names an unknown one, at most every ten seconds, so
that invented tokens cannot make us ask each time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

import orjson
from cryptography.exceptions import UnsupportedAlgorithm
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet

from gateway.wire import outgoing
from gateway.wire.outgoing import NothingSaid, Reach, Said, reach_of_host
from runtime import clock
from runtime.logs import logger
from vocabulary.loopback import is_loopback
from vocabulary.problems import FieldError, Unauthenticated, Unavailable

log = logger(__name__)

_WHOLE_SECONDS = 8.0
_LARGEST_BYTES = 256 * 1024
_KEPT_SECONDS = 3600.0
#: Keys are not fetched more often.
KEYS_AGAIN_SECONDS = 10.0
#: A provider that is away is not asked again for every sign-in.
_AWAY_SECONDS = 3.0
_RETRY_SECONDS = 10
_OK, _WRONG, _BROKEN = 200, 400, 500
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Client:
    """How the provider knows this gateway."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    #: The public name of the provider, such as 南山区统一身份认证.
    name: str
    #: Values of `acr` or `amr` that say that a second factor was asked for.
    assurance: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Addresses:
    """The provider's published document (OpenID Connect Discovery)."""

    authorization: str
    token: str
    keys: str
    #: Whether the secret travels in the body, because the provider takes no other way.
    secret_in_body: bool
    #: Where the provider itself stands; what it names may not stand further in, or it could
    #: have us ask, and show our secret to, machines that only we can reach.
    reach: Reach


class Provider:
    """One provider; one for the process."""

    def __init__(self, client: Client, within_seconds: float = _WHOLE_SECONDS) -> None:
        self._client = client
        self._within_seconds = within_seconds
        self._addresses: tuple[float, Addresses] | None = None
        self._keys: tuple[float, tuple[Key, ...]] | None = None
        self._away_until = 0.0

    @property
    def issuer(self) -> str:
        """The provider's name."""
        return self._client.issuer

    @property
    def client_id(self) -> str:
        """Our name there."""
        return self._client.client_id

    @property
    def name(self) -> str:
        """Its public name."""
        return self._client.name

    @property
    def assurance(self) -> frozenset[str]:
        """The words with which it says that it asked for a second factor."""
        return self._client.assurance

    def login_address(self, *, state: str, nonce: str, challenge: str, redirect_uri: str) -> str:
        """The address where a browser proves its owner's identity.

        Raises:
            Unavailable: the provider is away.
        """
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            "scope": "openid",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        if self.assurance:
            asked["acr_values"] = " ".join(sorted(self.assurance))
        address = self._found().authorization
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    def token_of(self, code: str, verifier: str, redirect_uri: str) -> str:
        """The ID token for a code.

        Raises:
            Unauthenticated: the code is not valid.
            Unavailable: the provider is away, or does not take us for its client.
        """
        addresses = self._found()
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        proof: dict[str, Any] = {}
        if addresses.secret_in_body:
            sent |= {"client_id": self.client_id, "client_secret": self._client.client_secret}
        else:
            # RFC 6749, 2.3.1: both are written as in a form before they are joined.
            proof["auth"] = (quote_plus(self.client_id), quote_plus(self._client.client_secret))
        said = self._asked("POST", addresses.token, addresses.reach, data=sent, **proof)
        found = _json(said.body)
        if said.status == _OK and isinstance(found.get("id_token"), str):
            token: str = found["id_token"]
            return token
        if said.status == _WRONG and found.get("error") == "invalid_grant":
            zh, en = (
                "授权码无效或已使用，请重新登录。",
                "The code is not valid or was used; sign in again.",
            )
            raise Unauthenticated(zh, en, fields=(FieldError("code", "wrong", zh, en),))
        raise self._away("token_refused", status=said.status)

    def keys(self) -> tuple[Key, ...]:
        """The keys with which the provider signs, as known here.

        Raises:
            Unavailable: none is known, and the provider is away.
        """
        if self._keys is None or clock.monotonic() - self._keys[0] > _KEPT_SECONDS:
            return self._fetched_keys()
        return self._keys[1]

    def newer_keys(self) -> tuple[Key, ...]:
        """The same, fetched again unless that was done a moment ago.

        Raises:
            Unavailable: the provider is away.
        """
        if self._keys is not None and clock.monotonic() - self._keys[0] < KEYS_AGAIN_SECONDS:
            return self._keys[1]
        return self._fetched_keys()

    def _fetched_keys(self) -> tuple[Key, ...]:
        addresses = self._found()
        said = self._asked("GET", addresses.keys, addresses.reach)
        if said.status != _OK:
            raise self._away("keys_refused", status=said.status)
        keys = keys_in(said.body)
        if not keys:
            raise self._away("keys_unreadable", status=said.status)
        self._keys = clock.monotonic(), keys
        return keys

    def _found(self) -> Addresses:
        known = self._addresses
        if known is not None and clock.monotonic() - known[0] <= _KEPT_SECONDS:
            return known[1]
        if clock.monotonic() < self._away_until:
            raise _unavailable()
        said = self._asked("GET", f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        addresses = addresses_in(said, self.issuer) if said.status == _OK else None
        if addresses is None:
            raise self._away("discovery_unreadable", status=said.status)
        self._addresses = clock.monotonic(), addresses
        return addresses

    def _asked(
        self, method: str, address: str, innermost: Reach = Reach.THIS_MACHINE, **options: Any
    ) -> Said:
        try:
            said = outgoing.ask(
                method,
                address,
                within_seconds=self._within_seconds,
                most_bytes=_LARGEST_BYTES,
                innermost=innermost,
                **options,
            )
        except NothingSaid as failure:
            raise self._away(str(failure), status=0) from None
        if said.status >= _BROKEN:
            raise self._away("broken", status=said.status)
        return said

    def _away(self, why: str, *, status: int) -> Unavailable:
        log.warning("openid_provider_away", why=why, status=status)
        self._away_until = clock.monotonic() + _AWAY_SECONDS
        return _unavailable()


def is_guarded(address: str) -> bool:
    """Whether the connection is safe from reading and changing: https, or this machine."""
    try:
        parts = urlsplit(address)
        return (parts.scheme == "https" and bool(parts.hostname)) or is_loopback(address)
    except ValueError:
        return False


def addresses_in(said: Said, issuer: str) -> Addresses | None:
    """The provider's own document; None if it cannot be trusted."""
    document = _json(said.body)
    found = [document.get(name) for name in _ENDPOINTS]
    # A document of another issuer would let that one name our people.
    if document.get("issuer") != issuer:
        return None
    if not all(isinstance(address, str) and is_guarded(address) for address in found):
        return None
    named = [str(address) for address in found]
    if any(reach_of_host(urlsplit(address).hostname or "") > said.reach for address in named):
        return None
    authorization, token, keys = named
    ways = document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Addresses(authorization, token, keys, "client_secret_basic" not in ways, said.reach)


def keys_in(body: bytes) -> tuple[Key, ...]:
    """The keys of a published set that are known here.

    RFC 7517, 5: a member of an unknown kind, such as SM2, is passed over and spoils none.
    """
    members = _json(body).get("keys")
    found: list[Key] = []
    for member in members if isinstance(members, list) else []:
        try:
            found += KeySet.import_key_set({"keys": [member]}).keys
        except (JoseError, UnsupportedAlgorithm, ValueError, KeyError, TypeError, AttributeError):
            continue
    return tuple(found)


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _unavailable() -> Unavailable:
    return Unavailable(
        "统一身份认证暂时不可用，请稍后再试，或用密码登录。",
        "The city's account system is away; try again shortly, or sign in with your password.",
        retry_after_seconds=_RETRY_SECONDS,
    )
