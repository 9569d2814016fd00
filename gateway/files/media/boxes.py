"""MP4, M4A, QuickTime and 3GP: boxes in boxes (ISO/IEC 14496-12), place blanked out.

Phones write where a film was taken into `udta` and `meta` boxes. These become
`free` boxes of the same length, filled with zeros: nothing else moves, so no
table of offsets has to change. The boxes are walked once, and whatever a file says
of its own size is limited: a small one may name a thousand tracks and samples.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gateway.files.media.kinds import AUDIO, VIDEO, Facts, Unfit

_QUICKTIME = {b"qt  "}
_3GP = (b"3gp", b"3g2")
_HOLD_BOXES = {b"moov", b"trak", b"mdia", b"moof", b"traf", b"mvex", b"minf", b"stbl"}
_TELL_TOO_MUCH = {b"udta", b"meta", b"uuid"}
#: In all. A film of an hour in pieces of a second has some thirty thousand.
_BOXES_MOST = 50_000
_TRACKS_MOST = 32
_DEPTH_MOST = 8
#: Samples or chunks of one track of metadata: a place ten times a second for a day.
_ROWS_MOST = 1_000_000


@dataclass(frozen=True)
class _Box:
    kind: bytes
    #: Where the box, its content and what follows begin.
    start: int
    content: int
    end: int
    #: Where the outermost track begins that it lies in.
    track: int | None = None


def clean(content: bytes) -> tuple[Facts, bytes]:
    """What there is to know about a recording, and the recording without its place.

    Raises:
        Unfit: cut off, broken, or without a track that can be played.
    """
    try:
        return _cleaned(content)
    except (struct.error, KeyError) as broken:
        raise Unfit("unreadable") from broken


def _cleaned(content: bytes) -> tuple[Facts, bytes]:
    boxes = list(_walk(content, _Box(b"", 0, 0, len(content)), itertools.count(1)))
    kinds = {box.kind for box in boxes}
    if not {b"ftyp", b"moov"} <= kinds or not kinds & {b"mdat", b"moof"}:
        raise Unfit("unreadable")
    handlers = [content[box.content + 8 : box.content + 12] for box in boxes if box.kind == b"hdlr"]
    made = bytearray(content)
    _blank_places(content, made, boxes)
    return _facts(content, boxes, handlers), bytes(made)


def _facts(content: bytes, boxes: list[_Box], handlers: list[bytes]) -> Facts:
    seconds = next((_seconds(content, box) for box in boxes if box.kind == b"mvhd"), None)
    brand = content[8:12]
    if b"vide" in handlers:
        if brand in _QUICKTIME:
            return Facts(VIDEO, "video/quicktime", seconds=seconds)
        is_3gp = brand.startswith(_3GP)
        return Facts(VIDEO, "video/3gpp" if is_3gp else "video/mp4", seconds=seconds)
    if b"soun" in handlers:
        return Facts(AUDIO, "audio/mp4", seconds=seconds)
    raise Unfit("unreadable")


def _walk(content: bytes, outer: _Box, count: Iterator[int], depth: int = 0) -> Iterator[_Box]:
    start = outer.content
    while start < outer.end:
        box = _box_at(content, start, outer)
        if next(count) > _BOXES_MOST or depth > _DEPTH_MOST:
            raise Unfit("too_demanding")
        yield box
        if box.kind in _HOLD_BOXES:
            yield from _walk(content, box, count, depth + 1)
        start = box.end


def _box_at(content: bytes, start: int, outer: _Box) -> _Box:
    end = outer.end
    if end - start < 8:  # noqa: PLR2004 - length and kind of a box
        raise Unfit("unreadable")
    length, kind = struct.unpack_from(">I4s", content, start)
    begins = start + 8
    if length == 1 and end - start >= 16:  # noqa: PLR2004 - with the long form of its length
        (length,) = struct.unpack_from(">Q", content, begins)
        begins += 8
    elif length == 0:
        length = end - start
    if length < begins - start or start + length > end:
        raise Unfit("unreadable")
    track = start if kind == b"trak" and outer.track is None else outer.track
    return _Box(kind, start, begins, start + length, track)


def _seconds(content: bytes, box: _Box) -> int | None:
    is_long = content[box.content : box.content + 1] == b"\x01"
    form, offset = (">IQ", 20) if is_long else (">II", 12)
    if box.end - box.content < offset + struct.calcsize(form):
        raise Unfit("unreadable")
    scale, length = struct.unpack_from(form, content, box.content + offset)
    return -(-length // scale) if scale and length else None


def _tracks(boxes: Iterable[_Box]) -> list[list[_Box]]:
    """Each track as its own box, then what lies in it."""
    found: dict[int, list[_Box]] = {}
    for box in boxes:
        if box.track is not None:
            found.setdefault(box.track, []).append(box)
    if len(found) > _TRACKS_MOST:
        raise Unfit("too_demanding")
    return list(found.values())


def _is_metadata(content: bytes, handler: _Box) -> bool:
    return content[handler.content + 8 : handler.content + 12] == b"meta"


def _blank_places(content: bytes, made: bytearray, boxes: list[_Box]) -> None:
    """Also tracks of timed metadata, in which some cameras write the place again and again."""
    for track in _tracks(boxes):
        if any(box.kind == b"hdlr" and _is_metadata(content, box) for box in track):
            _blank_samples(content, made, track)
            _blank(made, track[0])
    for box in boxes:
        if box.kind in _TELL_TOO_MUCH:
            _blank(made, box)


def _blank_samples(content: bytes, made: bytearray, track: list[_Box]) -> None:
    left = len(content)
    for start, end in _samples(content, track):
        length = max(0, min(end, len(made)) - start)
        left -= length
        if left < 0:
            # Together longer than the file: they lie upon each other, a thousand times over.
            raise Unfit("too_demanding")
        made[start : start + length] = bytes(length)


def _blank(made: bytearray, box: _Box) -> None:
    made[box.start + 4 : box.start + 8] = b"free"
    made[box.content : box.end] = bytes(box.end - box.content)


def _samples(content: bytes, track: list[_Box]) -> Iterator[tuple[int, int]]:
    """Where the samples of a track lie: from the sample and chunk tables (8.7)."""
    tables = {box.kind: content[box.content + 4 : box.end] for box in track}
    if not {b"stsz", b"stsc"} <= set(tables):
        return
    offsets = _column(tables[b"stco"], "I") if b"stco" in tables else _column(tables[b"co64"], "Q")
    lengths = _lengths(tables[b"stsz"], _held(tables[b"stsc"], len(offsets)))
    for offset, length in zip(offsets, lengths, strict=False):
        yield offset, offset + length


def _held(table: bytes, chunks: int) -> Iterator[int]:
    """How many samples each chunk holds; a run goes on until the next one begins."""
    runs = list(struct.iter_unpack(">III", _rows(table, 12)))
    for (first, held, _), (following, _, _) in itertools.pairwise([*runs, (chunks + 1, 0, 0)]):
        yield from itertools.repeat(held, min(max(0, following - first), chunks))


def _lengths(table: bytes, held: Iterator[int]) -> Iterator[int]:
    """The bytes of each chunk, by the sizes of its samples."""
    same, _ = struct.unpack_from(">II", table)
    if same:
        yield from (same * one for one in held)
    else:
        sizes = iter(_column(table[4:], "I"))
        yield from (sum(itertools.islice(sizes, one)) for one in held)


def _column(table: bytes, form: str) -> list[int]:
    width = struct.calcsize(f">{form}")
    return [value for (value,) in struct.iter_unpack(f">{form}", _rows(table, width))]


def _rows(table: bytes, width: int) -> bytes:
    (count,) = struct.unpack_from(">I", table)
    if count > _ROWS_MOST:
        raise Unfit("too_demanding")
    rows = table[4 : 4 + count * width]
    return rows[: len(rows) // width * width]
