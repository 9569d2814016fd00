"""What every store of files can do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from vocabulary.problems import Unavailable

PIECE_BYTES = 256 * 1024


class Missing(Exception):  # noqa: N818 - an answer of the store
    """There is nothing under this key."""


class Storage(Protocol):
    """Keeps whole files under keys; what is under a key never changes."""

    def put(self, key: str, source: Path) -> None:
        """Keep the file; afterwards it survives a loss of power. `source` may be gone then.

        Raises:
            Unavailable: the store is away or full; nothing is under the key, or all of it.
        """

    def read(self, key: str, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from `start` up to before `stop`, piece by piece.

        Raises:
            Missing: there is nothing under this key.
            Unavailable: the store is away; before the first piece, if it can be told.
        """

    def delete(self, key: str) -> None:
        """Delete the content under the key, if there is any.

        Raises:
            Unavailable: the store is away.
        """


def away() -> Unavailable:
    """The store does not answer, or has no room."""
    return Unavailable(
        "附件存储暂时不可用，请稍后再试。",
        "The store of attachments is away; try again shortly.",
        retry_after_seconds=10,
    )
