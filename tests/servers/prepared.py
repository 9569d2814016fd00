"""Processes of `linli` that need not import anything: they fork from one that has.

To import all services takes seconds of processor time, and a run of the tests starts
dozens of processes. Everything else is as in one that an operator starts: arguments,
environment, output, signals, exit code; but a hash of a password takes no time, as journeys make
hundreds of them. What shows the start itself does not begin here (`tests/cli`, `tests/deployment`,
the demo), and neither does what measures.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from cli.loading import without_looking_for_garbage

_ROOT = Path(__file__).parents[2]
_REQUEST_BYTES = 100_000
#: Before eventlet replaces it.
_wait_for_process = os.waitpid


class Forked:
    """A process that was forked; of `subprocess.Popen`, what the tests use."""

    def __init__(self, told: int) -> None:
        self._told = os.fdopen(told, "rb", buffering=0)
        self._code: int | None = None
        self.pid = int(self._told.readline())

    def poll(self) -> int | None:
        """The exit code, once it has ended."""
        return self._code_within(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, when it has ended.

        Raises:
            subprocess.TimeoutExpired: it has not, after so many seconds.
        """
        code = self._code_within(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
        return code

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it as a power cut does."""
        self.send_signal(signal.SIGKILL)

    def _code_within(self, seconds: float | None) -> int | None:
        if self._code is None and select.select([self._told], [], [], seconds)[0]:
            self._code = int(self._told.readline())
            self._told.close()
        return self._code


class Prepared:
    """A process that has imported all services, from which others fork."""

    def __init__(self) -> None:
        self._asking, asked = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with asked:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(asked.fileno())],
                cwd=_ROOT,
                pass_fds=[asked.fileno()],
                stdin=subprocess.DEVNULL,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._asking.close()
        self._process.wait(60)

    def start(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        output: IO[bytes],
        errors: IO[bytes],
    ) -> Forked:
        """`linli` with these arguments and this environment alone."""
        told, tells = os.pipe()
        text = json.dumps([list(arguments), dict(environment)]).encode()
        try:
            socket.send_fds(self._asking, [text], [output.fileno(), errors.fileno(), tells])
        finally:
            os.close(tells)
        return Forked(told)


def main() -> None:
    """Import everything, and fork for each request until nobody can ask any more."""
    asked = socket.socket(fileno=int(sys.argv[1]))
    linli = _imported()
    # It is stopped by its tests alone.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        text, [*descriptors], _flags, _address = socket.recv_fds(asked, _REQUEST_BYTES, 3)
        _take_the_ended()
        if not text:
            return
        if os.fork() == 0:
            asked.close()
            arguments, environment = json.loads(text)
            _become(linli, arguments, environment, *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _take_the_ended() -> None:
    """So that their processor time counts as that of the tests."""
    with contextlib.suppress(ChildProcessError):
        while _wait_for_process(-1, os.WNOHANG)[0]:
            pass


def _imported() -> Any:
    """In the order of `linli serve`, which replaces what eventlet makes green."""
    with without_looking_for_garbage():
        cli = importlib.import_module("cli")
        importlib.import_module("cli.serve")
        hosted = importlib.import_module("cli.hosted")
        for name in hosted.SERVICES:
            hosted.service_class(name)
        importlib.import_module("bus.runner")
        importlib.import_module("contracts.registry").load_all()
    _hash_quickly()
    # Those that fork share it, as long as none looks through it.
    gc.freeze()
    return cli.main


def _hash_quickly() -> None:
    hashing = importlib.import_module("gateway.people.hashing")
    quick = importlib.import_module("tests.passwords")
    vars(hashing).update(HASHER=quick.QUICK, NOBODYS=quick.QUICK_NOBODYS)


def _become(
    linli: Any,
    arguments: list[str],
    environment: dict[str, str],
    output: int,
    errors: int,
    tells: int,
) -> None:
    """Run `linli` in a process of its own, and tell of it: its number, then its exit code."""
    process = os.fork()
    if process == 0:
        os.close(tells)
        # One that several shared would wake each of them for the sockets of all.
        importlib.import_module("eventlet.hubs").use_hub()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.dup2(output, sys.stdout.fileno())
        os.dup2(errors, sys.stderr.fileno())
        os.environ.clear()
        os.environ.update(environment)
        linli(arguments, prog_name="linli")
    os.write(tells, f"{process}\n".encode())
    _, status = _wait_for_process(process, 0)
    os.write(tells, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


if __name__ == "__main__":
    main()
