"""Takes notices of Linli over HTTP, as an SMS or WeChat gateway does. Standard library only.

    LINLI_NOTICE_WEBHOOK_SECRET=… python3 notice_receiver.py 9000 messages.jsonl [OLDEST_SECONDS]

Here every message becomes a line of a file. Write your own `hand_over` instead.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

#: An older request is one that somebody has recorded and sends again.
OLDEST_SECONDS = 300
LARGEST_BYTES = 64 * 1024


def is_from_linli(
    secret: bytes, header: str, body: bytes, *, now: float, oldest: float = OLDEST_SECONDS
) -> bool:
    """Whether the signature `t=«seconds»,v1=«hex»` is Linli's, and of the last minutes."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    moment = parts.get("t", "")
    if not (moment.isascii() and moment.isdigit()) or abs(now - int(moment)) > oldest:
        return False
    expected = hmac.new(secret, moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    # Never with ==: the time that it takes would tell how much of it was right.
    return hmac.compare_digest(expected, parts.get("v1", ""))


class Receiver(BaseHTTPRequestHandler):
    """One request."""

    secret = b""
    target = Path("messages.jsonl")
    oldest: float = OLDEST_SECONDS
    seen: set[str] = set()  # noqa: RUF012 - a real gateway keeps them in its database

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST_BYTES:
            self.answer(413)
            return
        body = self.rfile.read(length)
        signed = self.headers.get("Linli-Signature") or ""
        now = time.time()  # noqa: TID251 - stands alone
        if not is_from_linli(self.secret, signed, body, now=now, oldest=self.oldest):
            self.answer(401)
            return
        message = json.loads(body)
        # The same id again is the same message: it was taken, and Linli did not hear of it.
        if message["id"] not in self.seen:
            self.hand_over(message)
            self.seen.add(message["id"])
        self.answer(200, {"reference": "sms-" + message["id"][-12:]})

    def hand_over(self, message: dict[str, object]) -> None:
        """Give it to the network: `to.phone`, and `text`, or `template` with `parameters`."""
        with self.target.open("a") as file:
            file.write(json.dumps(message, ensure_ascii=False) + "\n")

    def answer(self, status: int, content: dict[str, str] | None = None) -> None:
        """Any 2xx: taken. 408, 425, 429, 5xx: try again later. Other 4xx: never."""
        body = json.dumps(content or {}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: a phone number stands in no log."""


def main() -> None:
    """Serve until somebody ends it."""
    Receiver.secret = os.environ["LINLI_NOTICE_WEBHOOK_SECRET"].encode()
    Receiver.target = Path(sys.argv[2])
    Receiver.oldest = float(sys.argv[3]) if sys.argv[3:] else OLDEST_SECONDS
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()


if __name__ == "__main__":
    main()
