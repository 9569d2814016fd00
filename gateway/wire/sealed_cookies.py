"""Data that a browser keeps for us but cannot read or change.

Sealed under a key of its own, made from the deployment's secret: what lies sealed
in a database, where people can have their own words sealed, never opens as a cookie.
"""

from __future__ import annotations

import base64
import binascii
import functools
import secrets
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

T = TypeVar("T")

_NONCE_BYTES = 12
_LONGEST = 4000


def seal(secret: bytes, purpose: str, content: Mapping[str, Any]) -> str:
    """The content, for this purpose only; another text each time."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = _key(secret).encrypt(nonce, orjson.dumps(dict(content)), purpose.encode())
    return base64.urlsafe_b64encode(nonce + sealed).decode().rstrip("=")


def opened(secret: bytes, purpose: str, cookie: str | None, shape: Callable[..., T]) -> T | None:
    """The content sealed for this purpose; None: empty, sealed for another, or of another shape."""
    if not cookie or len(cookie) > _LONGEST:
        return None
    try:
        raw = base64.b64decode(cookie.encode("ascii") + b"==="[: -len(cookie) % 4], altchars=b"-_")
        plain = _key(secret).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], purpose.encode())
    except (InvalidTag, ValueError, UnicodeError, binascii.Error):
        return None
    try:
        return shape(**orjson.loads(plain))
    except TypeError:
        # Sealed by another release, whose fields were others.
        return None


@functools.lru_cache(maxsize=4)
def _key(secret: bytes) -> AESGCM:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"linli sealed cookie")
    return AESGCM(derived.derive(secret))
