"""Personal data at rest (PIPL art. 51): sealed before it reaches a database, AES-256-GCM.

The deployment's keys come from the environment, the newest first. The newest seals; every one
opens, so that a change of keys needs no standstill. Values to search for (a phone number, an e-mail
address) are also stored as a fingerprint, which only the holder of a key can compute.

A key may belong to one ring (密钥环) and names it: `appeals:«64 hexadecimal digits»` seals what lies
in the database of appeals, `gateway-to-appeals:…` what the gateway tells to appeals. A key without
a name belongs to every ring. So a service can be given the keys of its own rings alone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vocabulary import erasure

_FORM = b"\x01"
_NAME_BYTES = 4
_NONCE_BYTES = 12
_TAG_BYTES = 16
#: The extra length of a sealed piece.
SEALING_BYTES = len(_FORM) + _NAME_BYTES + _NONCE_BYTES + _TAG_BYTES
FINGERPRINT_LENGTH = 43
_UNSEALABLE = "sealed with a key that is not here, or changed since"
#: The number of first characters that show which key sealed a text.
KEY_MARK_LENGTH = 6
_NAMED = re.compile(r"([a-z]+(?:-to-[a-z]+)?):[0-9a-f]{64}")
_TO = "-to-"


class WrongRing(ValueError):  # noqa: N818 - says what is wrong
    """The keys that were given are not those of this ring."""


class Unsealable(ValueError):  # noqa: N818 - says what the text is
    """The text was sealed with a key that is not here, or was changed since."""


class _Key:
    def __init__(self, given: str) -> None:
        self._seals = AESGCM(_derived(given, b"linli seal"))
        self._prints = _derived(given, b"linli fingerprint")
        self.name = _derived(given, b"linli key name")[:_NAME_BYTES]

    def seal(self, content: bytes, place: bytes = b"") -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        head = _FORM + self.name
        return head + nonce + self._seals.encrypt(nonce, content, head + place)

    def open(self, head: bytes, rest: bytes, place: bytes = b"") -> bytes:
        nonce, sealed = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
        return self._seals.decrypt(nonce, sealed, head + place)

    def fingerprint(self, text: str) -> str:
        made = hmac.digest(self._prints, text.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(made).decode().rstrip("=")


class Keyring:
    """The keys of one ring, and the way to the other rings given with it."""

    def __init__(self, keys: Sequence[str], ring: str = "") -> None:
        """`keys`: the newest first, each a text with at least 256 bits of chance in it.

        `ring`: which of them are used, beside those without a name.
        """
        self._ring, self._given = ring, tuple(keys)
        self._kept = [_Key(key) for key in _of(keys, ring)]
        self._by_name = {key.name: key for key in self._kept}
        self._others: dict[str, Keyring] = {}

    def of(self, ring: str) -> Keyring:
        """The ring of a database, or of what is told to somebody."""
        if ring not in self._others:
            self._others[ring] = Keyring(self._given, ring)
        return self._others[ring]

    def to(self, reader: str) -> Keyring:
        """What a service seals for another one that reads it, and what opens it there."""
        return self.of(f"{_TO}{reader}")

    @property
    def _keys(self) -> list[_Key]:
        if not self._kept:
            raise WrongRing(f"LINLI_ENCRYPTION_KEYS holds no key of the ring {self._ring!r}")
        return self._kept

    def seal(self, text: str) -> str:
        """The sealed text, which only a holder of the newest key can read; different each time."""
        return base64.urlsafe_b64encode(self._keys[0].seal(text.encode())).decode()

    def open(self, sealed: str) -> str:
        """The content of a sealed text.

        Raises:
            Unsealable: not with one of these keys, or it was changed.
        """
        try:
            raw = base64.b64decode(sealed.encode("ascii"), altchars=b"-_", validate=True)
            return self.open_piece(raw).decode()
        except (UnicodeError, binascii.Error, ValueError):
            raise Unsealable(_UNSEALABLE) from None

    def seal_piece(self, content: bytes, place: bytes = b"") -> bytes:
        """A piece of a file, `SEALING_BYTES` longer; it opens at the same place only."""
        return self._keys[0].seal(content, place)

    def open_piece(self, sealed: bytes, place: bytes = b"") -> bytes:
        """The content of a piece sealed for this place.

        Raises:
            Unsealable: not with one of these keys, not for this place, or it was changed.
        """
        head, rest = sealed[: 1 + _NAME_BYTES], sealed[1 + _NAME_BYTES :]
        try:
            return self._by_name[head[1:]].open(head, rest, place)
        except (KeyError, ValueError, InvalidTag):
            raise Unsealable(_UNSEALABLE) from None

    def is_current_piece(self, sealed: bytes) -> bool:
        """Whether the newest key sealed data with this beginning."""
        return sealed.startswith(_FORM + self._keys[0].name)

    def is_current(self, sealed: str) -> bool:
        """Whether the newest key sealed it; if not, a rotation has work to do."""
        return sealed.startswith(self.current_mark)

    @property
    def current_mark(self) -> str:
        """The beginning of everything sealed by the newest key."""
        return _mark(self._keys[0].name)

    @property
    def marks(self) -> tuple[str, ...]:
        """The same of every key, the newest first."""
        return tuple(_mark(key.name) for key in self._keys)

    @property
    def current_marks(self) -> frozenset[str]:
        """The same of the newest key of each service that seals for this ring's reader."""
        writers = {name for key in _of(self._given, self._ring) if (name := _name_of(key))}
        return frozenset(self.of(name).current_mark for name in writers or {self._ring})

    def fingerprint(self, text: str) -> str:
        """The mark by which the text is found again, under the newest key."""
        return self._keys[0].fingerprint(text)

    def fingerprints(self, text: str) -> tuple[str, ...]:
        """The marks under all keys: what a look-up must ask for while keys change."""
        return tuple(key.fingerprint(text) for key in self._keys)


class _Current:
    """The keyring of this process, set once at its start."""

    keyring: Keyring | None = None


def use(keys: Sequence[str], *databases: str) -> Keyring:
    """Seal and open with these keys from now on, in the whole process.

    `databases`: those that it opens; they decide which ring is the process's own.

    Raises:
        WrongRing: there is no key of theirs; or they have keys of their own each, and a process has
            one ring.
    """
    rings = {_of(keys, name) for name in databases}
    if () in rings:
        raise WrongRing(f"no key of {', '.join(databases)} is among them")
    if len(rings) > 1:
        raise WrongRing(f"{', '.join(databases)} have keys of their own: serve each by itself")
    _Current.keyring = Keyring(keys, next(iter(databases), ""))
    return _Current.keyring


def marks_of(keys: Sequence[str]) -> tuple[str, ...]:
    """The beginnings of everything that one of these keys seals, of whichever ring it is."""
    return tuple(_mark(_Key(key).name) for key in keys)


def keyring() -> Keyring:
    """The keys of this process.

    Raises:
        RuntimeError: a bug: no keys were set at the start.
    """
    if _Current.keyring is None:
        raise RuntimeError("runtime.encryption.use was not called at the start")
    return _Current.keyring


class Sealed(sa.types.TypeDecorator[str]):
    """A text that lies sealed in the database and is plain in Python."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> Any:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Seal it."""
        return None if value is None else keyring().seal(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Open it."""
        return None if value is None else keyring().open(value)


class Erasable(Sealed):
    """The same for a text that may be erased; the words in its place are no secret.

    So the database can distinguish an erasure from any other change (see history).
    """

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> Any:
        """Seal it, unless it is a mark of erasure."""
        return value if value in erasure.MARKS else super().process_bind_param(value, dialect)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:
        """Open it, unless it is a mark of erasure."""
        return value if value in erasure.MARKS else super().process_result_value(value, dialect)


def _of(keys: Sequence[str], ring: str) -> tuple[str, ...]:
    """Those of these keys that belong to a ring."""
    return tuple(key for key in keys if _fits(_name_of(key), ring))


def _fits(name: str | None, ring: str) -> bool:
    return name in {None, ring} or (ring.startswith(_TO) and str(name).endswith(ring))


def _name_of(key: str) -> str | None:
    found = _NAMED.fullmatch(key)
    return found and found[1]


def _mark(name: bytes) -> str:
    return base64.urlsafe_b64encode(_FORM + name).decode()[:KEY_MARK_LENGTH]


def _derived(key: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(key.encode())
