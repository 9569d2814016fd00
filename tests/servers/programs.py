"""Finding and starting the programs of servers, as a user that they accept."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path

#: Below the ports that systems give to outgoing connections; another run begins elsewhere.
_PORTS = cycle(range(10_000 + os.getpid() % 200 * 100, 32_000))


class ServerMissing(RuntimeError):  # noqa: N818 - says what is wrong
    """A server is not installed; never a reason to skip a test."""


def find(program: str, *places: str) -> str:
    """The path of a program.

    Raises:
        ServerMissing: with the command that installs it.
    """
    for place in places:
        for found in sorted(Path("/").glob(f"{place.lstrip('/')}/{program}"), reverse=True):
            return str(found)
    in_path = shutil.which(program)
    if in_path:
        return in_path
    raise ServerMissing(f"{program} is not installed; run .ci/install-servers")


def browser() -> str:
    """The path of Chromium; its form without windows where it is here, which takes half the time.

    Raises:
        ServerMissing: with the command that installs it.
    """
    with contextlib.suppress(ServerMissing):
        return find("chromium-headless-shell", "/usr/lib/chromium")
    return find("chromium")


def as_user(user: str, command: Sequence[str]) -> list[str]:
    """The command, run as this user when we are root; servers refuse to run as root."""
    if os.geteuid() != 0:
        return list(command)
    entry = pwd.getpwnam(user)
    ids = [f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
    return ["setpriv", *ids, "--", *command]


def own(path: Path, user: str) -> None:
    """Give a folder to the user a server runs as."""
    if os.geteuid() == 0:
        entry = pwd.getpwnam(user)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def free_port() -> int:
    """A port that nobody listens on now, and that no outgoing connection is given either."""
    while True:
        port = next(_PORTS)
        with socket.socket() as opened:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                opened.bind(("127.0.0.1", port))
                return port


def listens(port: int) -> bool:
    """Whether somebody takes connections on the port."""
    with socket.socket() as opened:
        opened.settimeout(1)
        return opened.connect_ex(("127.0.0.1", port)) == 0


def children(process: int) -> list[int]:
    """The processes that this one started and that still run."""
    text = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in text.split()]


def is_alive(process: int) -> bool:
    """Whether it still runs; one that only waits to be collected does not."""
    try:
        return status(process)[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def cpu_seconds(process: int) -> float:
    """Processor time that it used so far."""
    used = status(process)[11:13]
    return sum(int(ticks) for ticks in used) / os.sysconf("SC_CLK_TCK")


def libraries(process: int) -> set[str]:
    """The files of the compiled libraries that a process has loaded."""
    lines = Path(f"/proc/{process}/maps").read_text().splitlines()
    return {line.split()[-1] for line in lines if ".so" in line}


def memory_mb(process: int) -> float:
    """What it holds in memory now, shared pages included."""
    pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextlib.contextmanager
def ended_if_it_fails(end: Callable[[], object]) -> Iterator[None]:
    """Where a start fails, end what it started: left running, it would disturb later tests."""
    try:
        yield
    except BaseException:
        end()
        raise


def status(process: int) -> list[str]:
    """What the kernel says of it, beginning with its state: proc_pid_stat(5) from the third on."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
