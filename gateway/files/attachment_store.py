"""Where attachments arrive, and where they stay: one store for the process.

Made before the settings are known, as the timers of the service need it too;
opened when the gateway begins to serve.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from contracts.appeals.appeal import TrackedAppeal
from gateway.files.media.limits import Limits
from gateway.files.storage.interface import Storage, away
from runtime import clock
from runtime.logs import logger
from vocabulary.problems import Unavailable

log = logger(__name__)

#: Uploads received at once; each may take as much of the disk as the largest file, twice.
AT_ONCE = 64
#: What an upload that broke off with its process has left behind.
_LEFT_BEHIND_SECONDS = 3600.0


class AttachmentStore:
    """The store, the limits, and a place for what is just arriving."""

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

    @contextlib.contextmanager
    def place(self) -> Iterator[Path]:
        """An empty folder for one upload, gone afterwards.

        Raises:
            Unavailable: too many arrive at once, or the disk takes nothing.
        """
        if not self._places.acquire(blocking=False):
            raise Unavailable(
                "同时上传的文件过多，请稍后再试。",
                "Too many files are being sent; try again shortly.",
                retry_after_seconds=10,
            )
        try:
            folder = self._made()
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            self._places.release()

    def sweep_spool(self) -> None:
        """Remove what uploads have left behind that ended with their process."""
        if self._spool is None or not self._spool.exists():
            return
        before = clock.now().timestamp() - _LEFT_BEHIND_SECONDS
        for left in self._spool.iterdir():
            with contextlib.suppress(OSError):
                if left.stat().st_mtime < before:
                    shutil.rmtree(left, ignore_errors=True)

    def _made(self) -> Path:
        if self._spool is None:
            raise away()
        try:
            self._spool.mkdir(parents=True, exist_ok=True)
            return Path(tempfile.mkdtemp(dir=self._spool)).absolute()
        except OSError as trouble:
            log.warning("attachments_spool_fails", error=str(trouble))
            raise away() from trouble
