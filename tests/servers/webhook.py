"""The receiver of the examples, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

from tests.servers import programs
from tests.servers.waiting import wait_for

_EXAMPLE = Path(__file__).parents[2] / "examples" / "notice_receiver.py"
SECRET = "a secret between Linli and a gateway of text messages"


class WebhookReceiver:
    """Listens on a free port and keeps what it takes."""

    def __init__(self, folder: Path, *, oldest_seconds: float = 300) -> None:
        """`oldest_seconds`: more for a test that turns the clock."""
        self.port = programs.free_port()
        self._oldest = str(oldest_seconds)
        self._path = folder / "messages.jsonl"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it takes messages."""
        return f"http://127.0.0.1:{self.port}/linli"

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, str(_EXAMPLE), str(self.port), str(self._path), self._oldest],
            env=os.environ | {"LINLI_NOTICE_WEBHOOK_SECRET": SECRET},
        )
        with programs.ended_if_it_fails(self.__exit__):
            wait_for(lambda: programs.listens(self.port), 30, "the receiver listens")
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Every message that was taken, oldest first."""
        lines = self._path.read_text().splitlines() if self._path.exists() else []
        return [json.loads(line) for line in lines]

    def messages_to(self, phone: str) -> list[dict[str, Any]]:
        """Those to one phone."""
        return [message for message in self.messages if message["to"]["phone"] == phone]
