"""The folder with more fonts for printed documents."""

from __future__ import annotations

from pathlib import Path


class _Current:
    """The folder of this process, set once at its start."""

    folder: Path | None = None


def use(folder: Path | None) -> None:
    """Print with the fonts of this folder too from now on, in the whole process."""
    _Current.folder = folder


def folder() -> Path | None:
    """Where the deployment has more fonts; None: nowhere."""
    return _Current.folder
