"""The process in which one file is read: `python -m gateway.files.media SOURCE TARGET`.

Prints what it found as JSON, or the code of the refusal. It has little memory
and time, can open nothing but the two files, and leaves TARGET on the disk for good.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from gateway.files.media.kinds import HEAD_BYTES, Facts, Unfit, family_of
from runtime.closing_off import close_off

_MEMORY_BYTES = 2 * 1024**3
_CPU_SECONDS = 20
_FILE_BYTES = 256 * 1024**2


def main(source: Path, target: Path) -> None:
    """Read one file, write what may be kept of it, print the facts."""
    close_off()
    _limit()
    said: dict[str, Any]
    try:
        said = {"facts": asdict(_made(source, target))}
    except Unfit as unfit:
        said = {"refused": unfit.code}
    except (MemoryError, RecursionError):
        said = {"refused": "too_demanding"}
    sys.stdout.write(json.dumps(said))


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY_BYTES),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _made(source: Path, target: Path) -> Facts:
    with source.open("rb") as read, target.open("wb") as written:
        family = family_of(read.read(HEAD_BYTES))
        if family is None:
            raise Unfit("not_accepted")
        read.seek(0)
        make = _loaded(family.reader)
        _open_nothing_more()
        facts = make(read, written)
        written.flush()
        # Waiting for the disk here keeps the gateway from waiting for it.
        os.fsync(written.fileno())
    return facts


def _loaded(reader: str) -> Callable[[BinaryIO, BinaryIO], Facts]:
    # Only what this file needs is loaded: a process for each file must start fast.
    if reader == "image":
        from gateway.files.media import images  # noqa: PLC0415

        return images.rewrite
    return partial(_kept, _checking(reader))


def _kept(
    check: Callable[[bytes], tuple[Facts, bytes]], read: BinaryIO, written: BinaryIO
) -> Facts:
    facts, kept = check(read.read())
    written.write(kept)
    return facts


def _checking(reader: str) -> Callable[[bytes], tuple[Facts, bytes]]:
    if reader == "boxes":
        from gateway.files.media import boxes  # noqa: PLC0415

        return boxes.clean
    if reader == "pdf":
        from gateway.files.media import documents  # noqa: PLC0415

        return lambda content: (documents.check(content), content)
    from gateway.files.media import recordings  # noqa: PLC0415

    return lambda content: (recordings.READERS[reader](content), content)


def _open_nothing_more() -> None:
    """If an attacker takes this process over, keep them from files, programs and the network.

    It runs as the gateway's user, who may read the gateway's secrets.
    """
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
