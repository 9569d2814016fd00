"""The city's OpenID Connect provider, asked over HTTP: its addresses, keys and tokens.

Waits are short and answers small, whatever the other side does. What it publishes
of itself is kept for an hour; keys are fetched again when a token names one that is
not known, though not more often than every ten seconds, so that nobody can make us
ask for each token that they invent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

import orjson
import requests
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet

from runtime import clock
from runtime.logs import logger
from runtime.settings import is_loopback
from vocabulary.problems import FieldError, Unauthenticated, Unavailable

log = logger(__name__)

_CONNECT_SECONDS, _READ_SECONDS, _WHOLE_SECONDS = 3.0, 5.0, 8.0
_LARGEST_BYTES = 256 * 1024
_KEPT_SECONDS = 3600.0
#: Keys are not fetched more often.
KEYS_AGAIN_SECONDS = 10.0
#: A provider that is away is not asked by everybody who comes.
_AWAY_SECONDS = 3.0
_RETRY_SECONDS = 10
_OK, _WRONG, _BROKEN = 200, 400, 500


@dataclass(frozen=True)
class Client:
    """How the provider knows this gateway."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    #: What people call the provider, such as 南山区统一身份认证.
    name: str
    #: Values of `acr` or `amr` that say that a second factor was asked for.
    assurance: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Addresses:
    """What the provider publishes of itself (OpenID Connect Discovery)."""

    authorization: str
    token: str
    keys: str
    #: Whether the secret travels in the body, because the provider takes no other way.
    secret_in_body: bool


class Provider:
    """One provider; one for the process."""

    def __init__(self, client: Client) -> None:
        self._client = client
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
        """What people call it."""
        return self._client.name

    @property
    def assurance(self) -> frozenset[str]:
        """The words with which it says that it asked for a second factor."""
        return self._client.assurance

    def login_address(self, *, state: str, nonce: str, challenge: str, redirect_uri: str) -> str:
        """Where a browser goes to show who its owner is.

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
            Unauthenticated: the code does not hold.
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
        status, body = self._asked("POST", addresses.token, data=sent, **proof)
        found = _json(body)
        if status == _OK and isinstance(found.get("id_token"), str):
            token: str = found["id_token"]
            return token
        if status == _WRONG and found.get("error") == "invalid_grant":
            zh, en = (
                "授权码无效或已使用，请重新登录。",
                "The code does not hold, or was used; sign in again.",
            )
            raise Unauthenticated(zh, en, fields=(FieldError("code", "wrong", zh, en),))
        raise self._away("token_refused", status=status)

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
        status, body = self._asked("GET", self._found().keys)
        if status != _OK:
            raise self._away("keys_refused", status=status)
        try:
            keys = tuple(KeySet.import_key_set(orjson.loads(body)).keys)
        except (JoseError, ValueError, KeyError, TypeError, AttributeError):
            raise self._away("keys_unreadable", status=status) from None
        self._keys = clock.monotonic(), keys
        return keys

    def _found(self) -> Addresses:
        known = self._addresses
        if known is not None and clock.monotonic() - known[0] <= _KEPT_SECONDS:
            return known[1]
        if clock.monotonic() < self._away_until:
            raise _unavailable()
        status, body = self._asked(
            "GET", f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        )
        addresses = _addresses(_json(body), self.issuer) if status == _OK else None
        if addresses is None:
            raise self._away("discovery_unreadable", status=status)
        self._addresses = clock.monotonic(), addresses
        return addresses

    def _asked(self, method: str, address: str, **options: Any) -> tuple[int, bytes]:
        """Status and body of an answer; never follows it elsewhere."""
        until = clock.monotonic() + _WHOLE_SECONDS
        try:
            with requests.request(
                method,
                address,
                headers={"Accept": "application/json"},
                timeout=(_CONNECT_SECONDS, _READ_SECONDS),
                allow_redirects=False,
                stream=True,
                **options,
            ) as answer:
                body = b""
                for part in answer.iter_content(16 * 1024):
                    body += part
                    if len(body) > _LARGEST_BYTES or clock.monotonic() > until:
                        raise self._away("answer_too_long", status=answer.status_code)
        except requests.RequestException as failure:
            raise self._away(type(failure).__name__, status=0) from None
        if answer.status_code >= _BROKEN:
            raise self._away("broken", status=answer.status_code)
        return answer.status_code, body

    def _away(self, why: str, *, status: int) -> Unavailable:
        log.warning("openid_provider_away", why=why, status=status)
        self._away_until = clock.monotonic() + _AWAY_SECONDS
        return _unavailable()


def is_guarded(address: str) -> bool:
    """Whether nobody on the way can read or change what is said: https, or this machine."""
    try:
        parts = urlsplit(address)
        return (parts.scheme == "https" and bool(parts.hostname)) or is_loopback(address)
    except ValueError:
        return False


def _addresses(said: dict[str, Any], issuer: str) -> Addresses | None:
    found = [said.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    # A document of another issuer would let that one name our people.
    if said.get("issuer") != issuer:
        return None
    if not all(isinstance(address, str) and is_guarded(address) for address in found):
        return None
    authorization, token, keys = (str(address) for address in found)
    ways = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Addresses(authorization, token, keys, "client_secret_basic" not in ways)


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
