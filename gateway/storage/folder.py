"""A folder of this machine: the default."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from gateway.storage.interface import PIECE_BYTES, Missing, away
from runtime.logs import logger

log = logger(__name__)

_KEY = re.compile(r"[0-9a-f]{32}")


class Folder:
    """Files under a root, spread over 256 folders; each appears whole or not at all."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, key: str, source: Path) -> None:
        """Keep the file."""
        target = self._path(key)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _sync(source)
            _move(source, target)
            for folder in (target.parent, self._root):
                _sync(folder)
        except OSError as trouble:
            log.warning("attachments_folder_fails", error=str(trouble))
            raise away() from trouble

    def read(self, key: str, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` up to before `stop`."""
        try:
            file = self._path(key).open("rb")
        except FileNotFoundError:
            raise Missing(key) from None
        except OSError as trouble:
            raise away() from trouble
        return _pieces(file, start, stop)

    def delete(self, key: str) -> None:
        """Let nothing be under the key."""
        try:
            self._path(key).unlink(missing_ok=True)
        except OSError as trouble:
            raise away() from trouble

    def _path(self, key: str) -> Path:
        # Keys are ours; one that is not must never become a path.
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key")
        return self._root / key[-2:] / key


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as trouble:
        if trouble.errno != errno.EXDEV:
            raise
        beside = target.with_suffix(".part")
        shutil.copyfile(source, beside)
        _sync(beside)
        beside.replace(target)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _pieces(file: BinaryIO, start: int, stop: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while start < stop:
            piece = file.read(min(PIECE_BYTES, stop - start))
            if not piece:
                return
            start += len(piece)
            yield piece
