"""A steady stream of appeals over HTTP, with an exact account of what was promised.

Raw sockets and prepared bytes, because the load shares the machine with what it
measures. A 202 is a promise; every promise is kept with its moment and latency.
"""

from __future__ import annotations

import contextlib
import json
import select
import socket
import threading
from dataclasses import dataclass, field
from itertools import count
from uuid import NAMESPACE_URL, UUID, uuid5

from runtime import clock, waiting

COMMUNITIES = tuple(f"44030500700{place}" for place in range(1, 6))
_CATEGORIES = ("fire_safety", "pets", "labour_dispute", "tenancy_dispute", "public_order")
_ANSWER_SECONDS = 15.0
_RETRY_SECONDS = 0.2
_ACCEPTED = 202


@dataclass(frozen=True)
class Promise:
    """One 202: which appeal, when it was asked for and when answered (monotonic seconds)."""

    appeal: UUID
    tracking_code: str
    asked_at: float
    answered_at: float


@dataclass(frozen=True)
class Answer:
    """One answer: its status, 0 for none; how long it took, and whether it says when to retry."""

    status: int
    seconds: float
    says_when: bool


@dataclass
class Account:
    """What the load saw; `refused` counts answers other than 202 by status, 0 for none."""

    promises: list[Promise] = field(default_factory=list)
    refused: dict[int, int] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    sent: int = 0

    def refuse(self, status: int) -> None:
        """Count an answer that promises nothing."""
        self.refused[status] = self.refused.get(status, 0) + 1

    def latency_ms(self, percentile: float) -> float:
        """Milliseconds from question to 202, at a percentile of 0 to 100."""
        taken = sorted(one.answered_at - one.asked_at for one in self.promises)
        return 1000 * taken[min(len(taken) - 1, int(len(taken) * percentile / 100))]


class Load:
    """Submits appeals at a rate, or as fast as the connections can when the rate is None.

    It ends by itself after its seconds, or earlier when it is told to.

    With `insists`, a submission without a 202 is repeated with the same
    Idempotency-Key until it gets one, as a careful client does.
    """

    def __init__(
        self,
        ports: list[int],
        *,
        rate: float | None,
        seconds: float,
        connections: int,
        insists: bool = False,
        name: str = "load",
    ) -> None:
        self.account = Account()
        self._ports = ports
        self._rate = rate
        self._seconds = seconds
        self._insists = insists
        self._name = name
        self._lock = threading.Lock()
        self._numbers = count()
        self._is_told_to_end = threading.Event()
        self._threads = [
            threading.Thread(
                target=self._submit_all, args=(ports[place % len(ports)],), daemon=True
            )
            for place in range(connections)
        ]
        self._began = 0.0

    def start(self) -> None:
        """Begin."""
        self._began = clock.monotonic()
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Send nothing new; what was begun is brought to its end."""
        self._is_told_to_end.set()

    def finish(self, within_seconds: float = 120.0) -> Account:
        """Wait until everything was sent and answered."""
        until = clock.monotonic() + within_seconds
        for thread in self._threads:
            thread.join(max(0.0, until - clock.monotonic()))
            if thread.is_alive():
                raise TimeoutError("the load did not come to its end")
        return self.account

    def _next(self) -> int | None:
        with self._lock:
            number = next(self._numbers)
        if self._is_told_to_end.is_set():
            return None
        if self._rate is None:
            return number if clock.monotonic() - self._began < self._seconds else None
        due = number / self._rate
        if due >= self._seconds:
            return None
        waiting.pause(max(0.0, self._began + due - clock.monotonic()))
        return number

    def _submit_all(self, port: int) -> None:
        with contextlib.closing(_Connection(port)) as connection:
            self._submit_over(connection)

    def _submit_over(self, connection: _Connection) -> None:
        while (number := self._next()) is not None:
            request = _request(self._name, number)
            self.account.sent += 1
            asked_at = clock.monotonic()
            while True:
                began = clock.monotonic()
                status, body = connection.exchange(request)
                took = clock.monotonic() - began
                self.account.answers.append(Answer(status, took, connection.says_when))
                if status == _ACCEPTED:
                    found = json.loads(body)
                    self.account.promises.append(
                        Promise(
                            UUID(found["id"]), found["tracking_code"], asked_at, clock.monotonic()
                        )
                    )
                    break
                with self._lock:
                    self.account.refuse(status)
                if not self._insists or clock.monotonic() - asked_at > self._seconds + 60:
                    break
                waiting.pause(_RETRY_SECONDS)


class _Connection:
    """One kept-alive connection, opened again when it breaks."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None
        #: Whether the last answer says when to try again.
        self.says_when = False

    def exchange(self, request: bytes) -> tuple[int, bytes]:
        """Status and body of the answer; status 0 when there was none."""
        try:
            opened = self._open()
            opened.sendall(request)
            return self._read(opened)
        except (OSError, ValueError):
            self.close()
            return 0, b""

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
        self._socket = None

    def _open(self) -> socket.socket:
        # A server ends connections that were silent for a while: without a question, what can be
        # read is its end.
        if self._socket is not None and select.select([self._socket], [], [], 0)[0]:
            self.close()
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), _ANSWER_SECONDS)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket

    def _read(self, opened: socket.socket) -> tuple[int, bytes]:
        data = b""
        while b"\r\n\r\n" not in data:
            data += _received(opened)
        head, _, body = data.partition(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        self.says_when = b"\r\nretry-after:" in head.lower()
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        while len(body) < length:
            body += _received(opened)
        return status, body


def _received(opened: socket.socket) -> bytes:
    data = opened.recv(65536)
    if not data:
        raise ConnectionResetError
    return data


def _request(name: str, number: int) -> bytes:
    body = json.dumps(
        {
            "community": COMMUNITIES[number % len(COMMUNITIES)],
            "category": _CATEGORIES[number % len(_CATEGORIES)],
            "text": f"{number % 30 + 1}栋楼道堆放杂物，影响通行，请来看看。（{name} {number}）",
            "contact_name": "陈先生",
            "contact_phone": "13800138000",
        },
        ensure_ascii=False,
    ).encode()
    head = (
        "POST /api/v1/public/appeals HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/json\r\n"
        f"Idempotency-Key: {uuid5(NAMESPACE_URL, f'{name} {number}')}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
