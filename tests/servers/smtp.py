"""A throw-away mail server: aiosmtpd, in a process of its own, that keeps what it takes."""

from __future__ import annotations

import email.policy
import json
import subprocess
import sys
from collections.abc import Sequence
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Self

from tests.servers import programs
from tests.servers.waiting import wait_for

_ROOT = Path(__file__).parents[2]


class MailServer:
    """Listens on a free port that stays its own; may be ended and started again."""

    def __init__(self, folder: Path, *options: str) -> None:
        """`options`: those of `tests.servers.smtp_process`, as `--starttls`."""
        self.port = programs.free_port()
        self._folder = folder
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listen."""
        self._folder.mkdir(exist_ok=True)
        arguments = [str(self.port), str(self._folder), *self._options]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.servers.smtp_process", *arguments], cwd=_ROOT
        )
        with programs.ended_if_it_fails(self.stop):
            wait_for(lambda: programs.listens(self.port), 30, "the mail server listens")

    def stop(self) -> None:
        """Be away."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    @property
    def mails(self) -> Sequence[EmailMessage]:
        """Every mail that was taken, oldest first."""
        parser = BytesParser(policy=email.policy.default)
        return [parser.parsebytes(path.read_bytes()) for path in sorted(self._folder.glob("*.eml"))]

    def mails_to(self, address: str) -> Sequence[EmailMessage]:
        """Those to one address."""
        return [mail for mail in self.mails if mail["To"] == address]

    @property
    def signed_in(self) -> Sequence[str]:
        """The users who signed in, and the kind of connection."""
        path = self._folder / "sign-ins.json"
        found: list[str] = json.loads(path.read_text()) if path.exists() else []
        return found
