"""The gateway signs the caller of each request; services believe nothing else (decision 29).

A signature holds for one method, one body, one address of the answer and a short time. So a
message that was changed, sent to another method or kept for later is refused, and no service can
make an actor up: the others have the public key alone. What a process asks itself stays inside it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bus.offering import METHODS
from runtime import clock
from runtime.logs import logger
from runtime.settings import LONGEST_DEADLINE_SECONDS, Settings
from vocabulary.problems import Unavailable

log = logger(__name__)

#: How far the clocks of two machines may differ, and how long a signature outlives its deadline.
#: An answer to an idempotency key is kept for longer, so a request sent again in that time is not
#: carried out again. One that is not `repeatable` is, as often as it is sent, and the answer goes to
#: the address that was signed.
CLOCKS_DIFFER_SECONDS = 600.0
_UNTIL = "until"
_SIGNATURE = "signature"
#: The headers that a signature holds for.
_SIGNED = ("actor", "origin", "correlation_id", "idempotency_key", _UNTIL)
#: The headers that are believed without one: they give nobody a right.
_UNSIGNED = ("correlation_id", "idempotency_key")


@dataclass(frozen=True)
class Asked:
    """One request on the broker."""

    #: As `service.method`.
    method: str
    body: bytes
    reply_to: str | None
    headers: Mapping[str, str]

    @property
    def signed(self) -> bytes:
        """What the signature is made of."""
        parts = [self.method, self.reply_to, hashlib.sha256(self.body).hexdigest()]
        return json.dumps([*parts, *map(self.headers.get, _SIGNED)]).encode()


class Signatures:
    """Signs where the key is, and checks everywhere."""

    def __init__(self, public: Ed25519PublicKey, key: Ed25519PrivateKey | None = None) -> None:
        self._public = public
        self._key = key

    @classmethod
    def of(cls, settings: Settings) -> Signatures:
        """With the keys of the settings; one process alone needs none, and makes its own."""
        if settings.signing_key is not None:
            key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(settings.signing_key))
        elif settings.signing_public_key is not None:
            return cls(
                Ed25519PublicKey.from_public_bytes(bytes.fromhex(settings.signing_public_key))
            )
        else:
            key = Ed25519PrivateKey.generate()
        return cls(key.public_key(), key)

    def sign(self, asked: Asked, *, seconds: float) -> dict[str, str]:
        """The headers with a signature, where this process may sign; else as they are."""
        headers = dict(asked.headers)
        if self._key is None:
            return headers
        until = clock.now() + dt.timedelta(seconds=seconds)
        headers[_UNTIL] = until.isoformat()
        signed = Asked(asked.method, asked.body, asked.reply_to, headers).signed
        return headers | {_SIGNATURE: self._key.sign(signed).hex()}

    def vouched(self, asked: Asked) -> dict[str, str]:
        """The headers that can be believed.

        Without a signature it is a resident's, and may only ask for what services tell each other.

        Raises:
            Unavailable: it is not signed, or what was signed is something else or long over.
        """
        if _SIGNATURE not in asked.headers and asked.method.partition(".")[2] in METHODS:
            return {name: asked.headers[name] for name in _UNSIGNED if name in asked.headers}
        if (wrong := self._wrong(asked)) is not None:
            log.error("request_not_believed", method=asked.method, reason=wrong)
            raise Unavailable(
                "服务不能确认这个请求来自网关，请稍后再试；管理员请查看日志。",
                "The service cannot tell that this request is the gateway's; try again shortly. "
                "Administrators: see the log.",
                retry_after_seconds=5,
            )
        return {name: asked.headers[name] for name in _SIGNED if name in asked.headers}

    def _wrong(self, asked: Asked) -> str | None:
        if _SIGNATURE not in asked.headers:
            return "not signed"
        try:
            self._public.verify(bytes.fromhex(asked.headers[_SIGNATURE]), asked.signed)
            until = dt.datetime.fromisoformat(asked.headers[_UNTIL])
        except (InvalidSignature, ValueError, TypeError, KeyError):
            return "another key signed it, or it was changed"
        late = (clock.now() - until).total_seconds()
        if late > CLOCKS_DIFFER_SECONDS:
            return f"it ended {late:.0f} s ago"
        if -late > CLOCKS_DIFFER_SECONDS + LONGEST_DEADLINE_SECONDS:
            return f"it ends in {-late:.0f} s, later than any that is asked for"
        return None


def public_key_of(key: str) -> str:
    """The public half of LINLI_SIGNING_KEY, as services other than the gateway get it."""
    public = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key)).public_key()
    return public.public_bytes_raw().hex()
