"""A folder in which a gateway under test keeps files."""

from __future__ import annotations

from pathlib import Path

from contracts.appeals.appeal import TrackedAppeal
from contracts.appeals.words import State
from gateway.files.attachment_store import AttachmentStore
from gateway.files.media.limits import limits
from gateway.files.storage.folder import Folder
from runtime.settings import load
from tests.gateway.doubles import DENGLIANG


def keep_files(store: AttachmentStore, folder: Path) -> None:
    """Let the store keep files there; every code is that of an appeal on its way."""
    store.open(
        storage=Folder(folder / "kept"),
        limits=limits(load({})),
        spool=folder / "spool",
        track=lambda code: TrackedAppeal(
            stored=False,
            tracking_code=code,
            state=State.RECEIVED,
            possible=[],
            community=DENGLIANG,
        ),
    )
