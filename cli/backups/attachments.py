"""The attachments of a backup: as they lie in the folder, sealed, in one archive."""

from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from gateway.files.storage import sealing
from gateway.files.storage.chosen import storage
from gateway.files.storage.interface import PIECE_BYTES, Missing
from runtime.settings import Settings

FILE = "attachments.tar"
#: Files that belong to a thing; what is just arriving is sent again by its sender.
KEPT = "SELECT storage_key FROM attachment WHERE state = 'kept' ORDER BY storage_key"


def save(settings: Settings, keys: Sequence[str], file: Path) -> list[str]:
    """Copy the files under these keys; returns those that are no longer there."""
    store, gone, beside = storage(settings), list[str](), file.with_suffix(".one")
    with tarfile.open(file, "w") as archive:
        for key in keys:
            try:
                with beside.open("wb") as target:
                    # Sealed for its key, so that the copy is worth nothing without the keys.
                    sealing.seal(key, _pieces(store.read(key, 0, _WHOLE)), target)
            except Missing:
                gone.append(key)
            else:
                archive.add(beside, key, filter=_bare)
    beside.unlink(missing_ok=True)
    return gone


def put_back(settings: Settings, file: Path) -> int:
    """Put the files into the store; how many."""
    store, count = storage(settings), 0
    with tarfile.open(file, "r:") as archive, tempfile.TemporaryDirectory() as scratch:
        for entry in archive:
            sealed = archive.extractfile(entry)
            if sealed is not None:
                plain = Path(scratch) / "one"
                with plain.open("wb") as target:
                    target.writelines(sealing.pieces(entry.name, cast("BinaryIO", sealed)))
                store.put(entry.name, plain)
                count += 1
    return count


def _pieces(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same in pieces of the size that is sealed, whatever a store sends at once."""
    held = b""
    for chunk in chunks:
        held += chunk
        while len(held) >= PIECE_BYTES:
            yield held[:PIECE_BYTES]
            held = held[PIECE_BYTES:]
    if held:
        yield held


def _bare(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry


#: More than any file has.
_WHOLE = 2**40
