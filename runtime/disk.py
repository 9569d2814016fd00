"""Whether a disk still has room, and that it holds what was written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

#: Below that a disk is as good as full.
FEWEST_BYTES = 32 * 1024 * 1024


def trouble(folder: Path, least: int = FEWEST_BYTES) -> str | None:
    """What is wrong with the folder's disk; None while it has so many bytes left."""
    # A folder is made at its first file.
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    free = shutil.disk_usage(there).free
    return None if free >= least else f"the disk of {folder} is full: {free // 2**20} MB are free"


def sync(path: Path) -> None:
    """Return once a file, or the names in a folder, would survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
