"""Files at rest (PIPL art. 51): sealed piece by piece, so that a part is read without the rest.

    mark, then piece after piece: `PIECE_BYTES` of content, sealed for its key and number

A file without the mark is older, and is read as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from gateway.files.storage.interface import PIECE_BYTES
from runtime.encryption import SEALING_BYTES, keyring

#: No kind of file that is kept begins so.
MARK = b"\x00linli sealed 1\n"
_SEALED_BYTES = PIECE_BYTES + SEALING_BYTES


def seal(key: str, source: Iterator[bytes], target: BinaryIO) -> None:
    """Write the pieces of a file, each of `PIECE_BYTES` but the last."""
    target.write(MARK)
    target.writelines(
        keyring().seal_piece(piece, _place(key, number)) for number, piece in enumerate(source)
    )


def pieces(key: str, file: BinaryIO, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """The content from `start` up to before `stop`, whether it lies there sealed or not.

    Raises:
        Unsealable: sealed with a key that is not here, or changed since.
    """
    is_sealed = file.read(len(MARK)) == MARK
    first = start // PIECE_BYTES
    file.seek(len(MARK) + first * _SEALED_BYTES if is_sealed else first * PIECE_BYTES)
    number = first
    while stop is None or number * PIECE_BYTES < stop:
        piece = file.read(_SEALED_BYTES if is_sealed else PIECE_BYTES)
        if not piece:
            return
        if is_sealed:
            piece = keyring().open_piece(piece, _place(key, number))
        begins = number * PIECE_BYTES
        yield piece[max(0, start - begins) : None if stop is None else stop - begins]
        number += 1


def is_current(file: BinaryIO) -> bool:
    """Whether the newest key sealed the file."""
    return file.read(len(MARK)) == MARK and keyring().is_current_piece(file.read(SEALING_BYTES))


def _place(key: str, number: int) -> bytes:
    return f"{key}:{number}".encode()
