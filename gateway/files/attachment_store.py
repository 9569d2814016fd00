"""Where attachments arrive, and where they stay: one store for the process.

Made before the settings are known, as the timers of the service need it too;
opened when the gateway begins to serve.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from contracts.appeals.appeal import TrackedAppeal
from gateway.files.media.limits import Limits
from gateway.files.storage.interface import Storage, away
from runtime.logs import logger
from vocabulary.problems import Unavailable

log = logger(__name__)

#: Uploads received at once; each may take as much of the disk as the largest file, twice.
AT_ONCE = 64


class AttachmentStore:
    """The store, the limits, and a place for arriving files."""

    storage: Storage
    limits: Limits
    track: Callable[[str], TrackedAppeal]
    #: The virus scanner as host:port, if there is one.
    scanner: str | None

    def __init__(self) -> None:
        self._spool: Path | None = None
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def open(
        self,
        *,
        storage: Storage,
        limits: Limits,
        spool: Path,
        track: Callable[[str], TrackedAppeal],
        scanner: str | None = None,
    ) -> None:
        """Work with these from now on; `track` tells the appeal of a tracking code."""
        self.storage, self.limits, self.track = storage, limits, track
        self.scanner = scanner
        self._spool = spool
        self.sweep_spool()

    @contextlib.contextmanager
    def place(self) -> Iterator[Path]:
        """An empty folder for one upload, gone afterwards.

        Raises:
            Unavailable: too many arrive at once, or the disk is full.
        """
        if not self._places.acquire(blocking=False):
            raise Unavailable(
                "同时上传的文件过多，请稍后再试。",
                "Too many files are being sent; try again shortly.",
                retry_after_seconds=10,
            )
        try:
            folder, held = self._made()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(held)
        finally:
            self._places.release()

    def sweep_spool(self) -> None:
        """Remove the remains of uploads that ended with their process.

        Other gateways receive here too: folders that they hold stay.
        """
        if self._spool is None or not self._spool.is_dir():
            return
        for left in self._spool.iterdir():
            held = _held(left)
            if held is not None:
                shutil.rmtree(left, ignore_errors=True)
                os.close(held)

    def _made(self) -> tuple[Path, int]:
        """A folder, and what holds it."""
        if self._spool is None:
            raise away()
        try:
            self._spool.mkdir(parents=True, exist_ok=True)
            while True:
                folder = Path(tempfile.mkdtemp(dir=self._spool)).absolute()
                held = _held(folder)
                if held is not None and folder.exists():
                    return folder, held
                # Another sweep came between the two.
                if held is not None:
                    os.close(held)
        except OSError as trouble:
            log.warning("attachments_spool_fails", error=str(trouble))
            raise away() from trouble


def _held(folder: Path) -> int | None:
    """Holds a folder until the descriptor is closed or its process ends; None: another holds it.

    Raises:
        OSError: the store does not support locks.
    """
    try:
        found = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(found)
        return None
    except OSError:
        os.close(found)
        raise
    return found
