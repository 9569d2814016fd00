"""The folder with more fonts for printed documents."""

from __future__ import annotations

from pathlib import Path


class _Current:
    """The folder of this process, set once at its start."""

    folder: Path | None = None


def use(folder: Path | None) -> None:
    """Use the fonts of this folder too for printing from now on, in the whole process."""
    _Current.folder = folder


def folder() -> Path | None:
    """The folder with more fonts of the deployment; None: there is none."""
    return _Current.folder
