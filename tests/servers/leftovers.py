"""What a broken run left behind goes at the next one.

Every folder and process of the tests bears the mark of the run that made it: a process of this
machine. While that one lives, everything of its mark is its own; once it is gone, no other process
will remove it.
"""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import signal
import tempfile
from pathlib import Path

from tests.servers import programs
from tests.servers.waiting import wait_for

_VARIABLE = "TESTS_OF_LINLI"
_PREFIX = "linli-"
_PROCESSES = Path("/proc")
#: Files in memory, on Linux.
_MEMORY = Path("/dev/shm")  # noqa: S108 - folders of our own, with names that nobody knows before
_ROOM_BYTES = 2 * 1024**3


def pytest_configure() -> None:
    """Begin as every run begins."""
    begin()


@functools.cache
def begin() -> dict[str, str]:
    """Remove what is left, and mark what this run starts; gives the variable that does."""
    remove()
    os.environ[_VARIABLE] = mark_of(os.getpid())
    return {_VARIABLE: os.environ[_VARIABLE]}


def new_folder(what: str, *, in_memory: bool = False) -> Path:
    """An empty folder that goes with this run; in memory if there is room, where a disk is slow."""
    mark = begin()[_VARIABLE]
    place = _MEMORY if in_memory and _has_room(_MEMORY) else None
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{what}-{mark}-", dir=place))


def _has_room(place: Path) -> bool:
    return os.access(place, os.W_OK) and shutil.disk_usage(place).free > _ROOM_BYTES


def mark_of(process: int) -> str:
    """Of a run with this process: where its number counts, the number, and since when."""
    return f"{_namespace()}.{process}.{programs.status(process)[19]}"


def remove() -> None:
    """End the processes and delete the folders of runs that are gone."""
    places = (Path(tempfile.gettempdir()), _MEMORY)
    found = [path for place in places for path in place.glob(f"{_PREFIX}*")]
    folders = [path for path in found if _is_left(path)]
    processes = [found for found in _processes() if _belongs_to_nobody(found, folders)]
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    wait_for(
        lambda: not any(programs.is_alive(process) for process in processes),
        what="what a broken run left behind is gone",
    )
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    parts = folder.name.split("-")
    return len(parts) > 3 and is_gone(parts[2])


def _belongs_to_nobody(process: int, folders: list[Path]) -> bool:
    # PostgreSQL writes its titles over its environment, but it works in its folder.
    try:
        works_in = (_PROCESSES / str(process) / "cwd").readlink()
        variables = (_PROCESSES / str(process) / "environ").read_bytes().split(b"\0")
    except OSError:
        return False  # Somebody else's, or gone.
    if any(works_in.is_relative_to(folder) for folder in folders):
        return True
    marks = (one.decode(errors="replace").partition("=") for one in variables)
    return any(is_gone(mark) for name, _, mark in marks if name == _VARIABLE)


def is_gone(mark: str) -> bool:
    """Whether the run of the mark is over; of what is no mark of ours nothing is known."""
    namespace, _, rest = mark.partition(".")
    number = rest.partition(".")[0]
    if namespace != _namespace() or not number.isdecimal():
        return False
    process = int(number)
    return not programs.is_alive(process) or mark_of(process) != mark


def _processes() -> list[int]:
    found = {int(path.name) for path in _PROCESSES.iterdir() if path.name.isdecimal()}
    return sorted(found - {os.getpid()})


def _namespace() -> str:
    """Which numbering of processes ours is: containers may share a folder, but not that."""
    return str((_PROCESSES / "self" / "ns" / "pid").stat().st_ino)
