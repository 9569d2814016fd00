"""Linli itself, started as its operators start it: one process for each service."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

from tests.servers import programs
from tests.servers.waiting import wait_for

_START_SECONDS = 60
_STOP_SECONDS = 40
_ROOT = Path(__file__).parents[2]
_TAIL_CHARACTERS = 4000
_known: weakref.WeakSet[Linli] = weakref.WeakSet()


class Linli:
    """One `linli serve` process."""

    def __init__(self, *services: str, folder: Path, settings: Mapping[str, str]) -> None:
        self.services = services
        self.name = "+".join(services) or "everything"
        self.port = programs.free_port()
        serves_http = not services or "gateway" in services
        port_setting = "LINLI_HTTP_PORT" if serves_http else "LINLI_HEALTH_PORT"
        self._environment = clean_environment() | dict(settings) | {port_setting: str(self.port)}
        self._log_path = folder / f"{self.name}-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None
        _known.add(self)

    @property
    def address(self) -> str:
        """Where it answers HTTP."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def logs(self) -> str:
        """Everything it has written so far."""
        return self._log_path.read_text(errors="replace") if self._log_path.exists() else ""

    def start(self, *, wait: bool = True, **settings: str) -> None:
        """Start it, with more settings for this time only, and wait until it is ready."""
        with self._log_path.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "cli", "serve", *self.services],
                cwd=_ROOT,
                env=self._environment | settings,
                stdout=log,
                stderr=log,
            )
        if wait:
            self.wait_ready()

    def wait_ready(self, within_seconds: float = _START_SECONDS) -> None:
        """Wait until it says that it can do its work."""
        wait_for(self._is_ready, within_seconds, f"{self.name} is ready")

    def readiness(self) -> dict[str, Any]:
        """What `/readyz` says."""
        answer = requests.get(f"{self.address}/readyz", timeout=10)
        found: dict[str, Any] = answer.json()
        return found

    def metrics(self) -> str:
        """What `/metrics` says."""
        return requests.get(f"{self.address}/metrics", timeout=10).text

    def stop(self) -> int:
        """Ask it to stop, as a supervisor does; gives the exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def wait_dead(self, within_seconds: float = 60) -> None:
        """Wait until it has died by itself."""
        process = self._process
        assert process is not None
        wait_for(lambda: process.poll() is not None, within_seconds, f"{self.name} is dead")
        self._process = None

    @property
    def is_running(self) -> bool:
        """Whether it was started and lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        assert self._process is not None
        parts = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")

    def _is_ready(self) -> bool:
        if not self.is_running:
            raise RuntimeError(f"{self.name} ended: {self.logs[-3000:]}")
        if requests.get(f"{self.address}/readyz", timeout=5).ok:
            return True
        raise RuntimeError(str(self.readiness()))

    def _end(self, number: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(number)
        code = self._process.wait(_STOP_SECONDS)
        self._process = None
        return code


def last_words() -> list[tuple[str, str]]:
    """Name and end of the log of every process of the tests that are going on."""
    return sorted((known.name, known.logs[-_TAIL_CHARACTERS:]) for known in _known if known.logs)


def clean_environment() -> dict[str, str]:
    """Our environment without any setting of Linli."""
    return {name: value for name, value in os.environ.items() if not name.startswith("LINLI_")}


def linli(*arguments: str, settings: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run one command of `linli` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        cwd=_ROOT,
        env=clean_environment() | dict(settings),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
