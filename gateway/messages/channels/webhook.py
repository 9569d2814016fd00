"""A webhook: an SMS or WeChat gateway of the street takes messages over HTTP.

POST with a JSON body. `Linli-Signature: t=«seconds»,v1=«hex»` is the HMAC-SHA256 of
«seconds», a full stop and the body, with the secret that both sides know. The same
`id`, also in `Idempotency-Key`, is the same message. docs/guides/notices.md shows how to check it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import requests

from contracts.notice_kinds import TRACKING_CODE
from gateway.messages.channels.interface import Letter, Refused, TryLater
from runtime import clock
from runtime.logs import logger

log = logger(__name__)

_CONNECT_SECONDS, _SILENT_SECONDS = 5.0, 10.0
_ANSWER_MOST_BYTES = 4096
_REFERENCE_LONGEST = 100
_PHONE_DIGITS = 11
#: Refusals that are worth another try.
_PASSING = {408, 425, 429}
_GOOD, _BAD_LEAST, _BAD_MOST = range(200, 300), 400, 499


class Webhook:
    """Letters as requests to one address."""

    def __init__(self, url: str, secret: bytes) -> None:
        self._url = url
        self._secret = secret
        self._http = requests.Session()
        # Ignore passwords in ~/.netrc and proxies of the environment.
        self._http.trust_env = False

    def prepare(self) -> None:
        """Nothing; each request connects by itself."""

    def send(self, letter: Letter) -> str | None:
        """Hand one message over."""
        body = _body(letter)
        moment = int(clock.now().timestamp())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Linli",
            "Idempotency-Key": str(letter.id),
            "Linli-Signature": f"t={moment},v1={signature(self._secret, moment, body)}",
        }
        try:
            with self._http.post(
                self._url,
                data=body,
                headers=headers,
                timeout=(_CONNECT_SECONDS, _SILENT_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as answer:
                return _understood(answer, letter)
        except requests.RequestException as trouble:
            code = type(trouble).__name__
            log.warning("webhook_away", error=code)
            raise TryLater(code) from None

    def rest(self) -> None:
        """Let the connection go."""
        self._http.close()


def signature(secret: bytes, moment: int, body: bytes) -> str:
    """The signature that proves that the body is ours and of that second."""
    return hmac.new(secret, f"{moment}.".encode() + body, hashlib.sha256).hexdigest()


def _body(letter: Letter) -> bytes:
    content: dict[str, Any] = {
        "id": str(letter.id),
        "kind": letter.kind,
        "to": {"phone": letter.address},
        "language": letter.language,
        "title": letter.title,
        "text": letter.short if letter.link is None else f"{letter.short} {letter.link}",
        "template": letter.kind,
        "parameters": dict(letter.parameters),
        "link": letter.link,
        "written_at": letter.written_at.isoformat(),
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _understood(answer: requests.Response, letter: Letter) -> str | None:
    code = f"http_{answer.status_code}"
    if answer.status_code in _GOOD:
        return _reference(answer, letter)
    if _BAD_LEAST <= answer.status_code <= _BAD_MOST and answer.status_code not in _PASSING:
        raise Refused(code)
    raise TryLater(code)


def _reference(answer: requests.Response, letter: Letter) -> str | None:
    """`reference` of a JSON answer; the rest of the answer does not matter."""
    try:
        found = json.loads(answer.raw.read(_ANSWER_MOST_BYTES, decode_content=True))
        named = found.get("reference")
    except Exception:  # noqa: BLE001 - the message was taken, its answer is a courtesy
        return None
    is_fit = isinstance(named, str) and named.isascii() and named.isprintable()
    return named[:_REFERENCE_LONGEST] if is_fit and not _tells(named, letter) else None


def _tells(reference: str, letter: Letter) -> bool:
    """Whether it holds the phone, or the code that opens the appeal: administrators see it."""
    bare = _bare(reference)
    # With or without the country before it.
    phone = _bare(letter.address)[-_PHONE_DIGITS:]
    code = _bare(letter.parameters.get(TRACKING_CODE.name, ""))
    return any(secret and secret in bare for secret in (phone, code))


def _bare(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum()).lower()
