"""A folder of this machine: the default. Files lie sealed in it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from gateway.files.storage import sealing
from gateway.files.storage.interface import Missing, away
from runtime import disk
from runtime.encryption import Unsealable
from runtime.identifiers import new_id
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
            _write(key, source, target)
            for folder in (target.parent, self._root):
                disk.sync(folder)
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
        return _pieces(key, file, start, stop)

    def delete(self, key: str) -> None:
        """Delete the content under the key."""
        try:
            with self._alone():
                self._path(key).unlink(missing_ok=True)
        except OSError as trouble:
            raise away() from trouble

    def count(self) -> tuple[int, int]:
        """Count the files sealed by the newest key, and the others."""
        found = [_is_current(path) for path in self._files()]
        return found.count(True), found.count(False)

    def reseal(self) -> int:
        """Reseal files that an older key or no key sealed; returns how many.

        Files that no key here opens stay as they are.
        """
        done = 0
        for path in self._files():
            # Files erased meanwhile must not come back.
            with self._alone(), contextlib.suppress(Unsealable):
                if path.exists() and not _is_current(path):
                    _write(path.name, path, path)
                    done += 1
        return done

    def _files(self) -> Iterator[Path]:
        return (path for path in sorted(self._root.glob("??/*")) if _KEY.fullmatch(path.name))

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """No other process changes the files here meanwhile."""
        self._root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._root, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _path(self, key: str) -> Path:
        # Keys are ours; one that is not must never become a path.
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key")
        return self._root / key[-2:] / key


def _write(key: str, source: Path, target: Path) -> None:
    """Whole or not at all."""
    # Two may write the same at once, as a request is repeated while its first is on its way.
    beside = target.with_name(f"{key}.{new_id().hex}")
    try:
        with source.open("rb") as content, beside.open("wb") as sealed:
            sealing.seal(key, sealing.pieces(key, content), sealed)
        disk.sync(beside)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _is_current(path: Path) -> bool:
    with path.open("rb") as file:
        return sealing.is_current(file)


def _pieces(key: str, file: BinaryIO, start: int, stop: int) -> Iterator[bytes]:
    with file:
        try:
            yield from sealing.pieces(key, file, start, stop)
        except Unsealable:
            log.exception("attachment_unsealable", key=key)
            raise away() from None
