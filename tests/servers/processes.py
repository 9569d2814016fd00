"""Linli itself, started as its operators start it, or prepared: one process for each service."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import requests

from tests.servers import programs
from tests.servers.prepared import Forked, Prepared
from tests.servers.waiting import HasEnded, wait_for

#: Without any sign of progress, and in all.
_STANDSTILL_SECONDS = 60
_START_SECONDS = 240
_STOP_SECONDS = 40
_ROOT = Path(__file__).parents[2]
_TAIL_CHARACTERS = 4000
_known: weakref.WeakSet[Linli] = weakref.WeakSet()


class Linli:
    """One `linli serve` process."""

    def __init__(
        self,
        *services: str,
        folder: Path,
        settings: Mapping[str, str],
        prepared: Prepared | None = None,
    ) -> None:
        self.services = services
        self.name = "+".join(services) or "everything"
        self.port = programs.free_port()
        serves_http = not services or "gateway" in services
        port_setting = "LINLI_HTTP_PORT" if serves_http else "LINLI_HEALTH_PORT"
        # Where one is set, readiness and figures are told there alone.
        is_apart = serves_http and "LINLI_HEALTH_PORT" in settings
        self._health_port = settings["LINLI_HEALTH_PORT"] if is_apart else self.port
        self._environment = clean_environment() | dict(settings) | {port_setting: str(self.port)}
        self._log_path = folder / f"{self.name}-{self.port}.log"
        self._prepared = prepared
        self._process: subprocess.Popen[bytes] | Forked | None = None
        self._said = ""
        _known.add(self)

    @property
    def address(self) -> str:
        """Where it answers HTTP."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def health_address(self) -> str:
        """Where it tells of its readiness and its figures."""
        return f"http://127.0.0.1:{self._health_port}"

    @property
    def logs(self) -> str:
        """Everything it has written so far."""
        return self._log_path.read_text(errors="replace") if self._log_path.exists() else ""

    def start(self, *, wait: bool = True, **settings: str) -> None:
        """Start it, with more settings for this time only, and wait until it is ready."""
        command, environment = ["serve", *self.services], self._environment | settings
        with self._log_path.open("ab") as log:
            self._process = _started(command, environment, log, log, self._prepared)
        if wait:
            self.wait_ready()

    def wait_ready(self, at_most_seconds: float = _START_SECONDS) -> None:
        """Wait until it says that it can do its work; if it never does, it is ended.

        Raises:
            HasEnded: it ended by itself; says what it logged last.
            TimeoutError: it stands still, or takes too long in all.
        """
        self._wait_until_ok("/readyz", "is ready", at_most_seconds)

    def wait_alive(self) -> None:
        """Wait until it answers at all; without areas it never is ready."""
        self._wait_until_ok("/healthz", "answers", _START_SECONDS)

    def readiness(self) -> dict[str, Any]:
        """What `/readyz` says."""
        answer = requests.get(f"{self.health_address}/readyz", timeout=10)
        found: dict[str, Any] = answer.json()
        return found

    def metrics(self) -> str:
        """What `/metrics` says."""
        return requests.get(f"{self.health_address}/metrics", timeout=10).text

    def stop(self) -> int:
        """Ask it to stop, as a supervisor does; gives the exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Let it stand still, as a hypervisor or a debugger does, with all its connections open."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on where it stood still."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    @contextlib.contextmanager
    def full_disk(self) -> Iterator[None]:
        """Inside, none of its files may grow, as on a disk without room."""
        assert self._process is not None
        process, endless = self._process.pid, resource.RLIM_INFINITY
        # Every file of an installation is larger already.
        resource.prlimit(process, resource.RLIMIT_FSIZE, (4096, endless))
        try:
            yield
        finally:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (endless, endless))

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
        return programs.cpu_seconds(self._process.pid)

    @property
    def memory_mb(self) -> float:
        """What it holds in memory now, shared pages included."""
        assert self._process is not None
        return programs.memory_mb(self._process.pid)

    @property
    def libraries(self) -> set[str]:
        """The files of the compiled libraries that it has loaded."""
        assert self._process is not None
        return programs.libraries(self._process.pid)

    def _wait_until_ok(self, path: str, what: str, at_most_seconds: float) -> None:
        with programs.ended_if_it_fails(self.kill):
            wait_for(
                lambda: self._says_ok(path),
                _STANDSTILL_SECONDS,
                f"{self.name} {what}",
                progress=self._progress,
                at_most_seconds=at_most_seconds,
            )

    def _says_ok(self, path: str) -> bool:
        if not self.is_running:
            raise HasEnded(f"{self.name} ended: {self.logs[-3000:]}")
        answer = requests.get(f"{self.health_address}{path}", timeout=5)
        self._said = answer.text
        if answer.ok:
            return True
        raise RuntimeError(answer.text)

    def _progress(self) -> object:
        assert self._process is not None
        return len(self.logs), _whole_seconds(self._process.pid), self._said

    def _end(self, number: signal.Signals) -> int:
        if self._process is None:
            return 0
        process, self._process = self._process, None
        process.send_signal(number)
        try:
            return process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def last_words() -> list[tuple[str, str]]:
    """Name and end of the log of every process of the tests that are going on."""
    return sorted((known.name, known.logs[-_TAIL_CHARACTERS:]) for known in _known if known.logs)


def clean_environment() -> dict[str, str]:
    """Our environment without any setting of Linli."""
    return {name: value for name, value in os.environ.items() if not name.startswith("LINLI_")}


def linli(
    *arguments: str,
    settings: Mapping[str, str],
    prepared: Prepared | None = None,
    at_most_seconds: float = _START_SECONDS,
) -> subprocess.CompletedProcess[str]:
    """Run one command of `linli` to its end, by what is prepared where it only arranges something.

    Raises:
        TimeoutError: it stands still, or takes too long in all.
    """
    environment = clean_environment() | dict(settings)
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = _started(arguments, environment, output, errors, prepared)
        with programs.ended_if_it_fails(process.kill):
            wait_for(
                lambda: process.poll() is not None,
                _STANDSTILL_SECONDS,
                f"linli {' '.join(arguments)} has ended",
                progress=lambda: _whole_seconds(process.pid),
                at_most_seconds=at_most_seconds,
            )
        said = [_text(stream) for stream in (output, errors)]
    return subprocess.CompletedProcess(arguments, process.wait(), *said)


def _whole_seconds(process: int) -> int:
    """Of processor time; waiting for somebody else takes a little, too."""
    with contextlib.suppress(OSError):
        return int(programs.cpu_seconds(process))
    return -1


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode()


def _started(
    command: Sequence[str],
    environment: Mapping[str, str],
    output: IO[bytes],
    errors: IO[bytes],
    prepared: Prepared | None,
) -> subprocess.Popen[bytes] | Forked:
    # A library to load first, as that which turns the clock, does nothing in one that forks.
    if prepared is not None and "LD_PRELOAD" not in environment:
        return prepared.start(command, environment, output, errors)
    return subprocess.Popen(
        [sys.executable, "-m", "cli", *command],
        cwd=_ROOT,
        env=environment,
        stdout=output,
        stderr=errors,
    )
