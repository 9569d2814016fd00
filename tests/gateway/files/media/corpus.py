"""Files of every kind that the door must judge, made here: what each is, and what becomes of it.

One table for the reader of files, the route and whatever takes files later.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.gateway.files.media import files
from tests.gateway.files.media.files import box


@dataclass(frozen=True)
class Sent:
    """A file, and the code with which it is refused; None: it is kept."""

    content: bytes
    refused: str | None = None


def _opened(**action: Any) -> bytes:
    return files.a_pdf(catalogue={"/OpenAction": {f"/{key}": one for key, one in action.items()}})


def _marked(**annotation: Any) -> bytes:
    told = {f"/{key}": one for key, one in annotation.items()}
    return files.a_pdf(page={"/Annots": [{"/Type": "/Annot", **told}]})


def _brand(*brands: bytes) -> bytes:
    return box(b"ftyp", brands[0], bytes(4), *brands) + box(b"meta", bytes(200))


def _film_of_tracks(count: int) -> bytes:
    """Tracks of metadata of sixteen bytes each: every one had the whole film walked again."""
    track = box(b"trak", box(b"mdia"))
    return box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", b"x") + box(b"moov", track * count)


def _film_of_samples(chunks: int) -> bytes:
    """Chunks that all lie upon each other, as long as the film."""
    tables = (
        box(b"stsz", bytes(4), struct.pack(">II", 1 << 20, 1)),
        box(b"stsc", bytes(4), struct.pack(">IIII", 1, 1, 1, 1)),
        box(b"stco", bytes(4), struct.pack(">I", chunks), bytes(4 * chunks)),
    )
    moov = box(b"moov", files.track(b"vide"), files.track(b"meta", *tables))
    return box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", bytes(1 << 20)) + moov


_UNC = "\\\\198.51.100.7\\share\\x"

CORPUS: Mapping[str, Sent] = {
    "jpeg": Sent(files.a_picture()),
    "heic": Sent(files.a_picture("HEIF")),
    "film": Sent(files.a_film()),
    "sound": Sent(files.a_wav()),
    "pdf": Sent(files.a_pdf()),
    "pdf opens at a page": Sent(_opened(S="/GoTo", D="first")),
    "pdf with a link": Sent(
        _marked(Subtype="/Link", A={"/S": "/URI", "/URI": "https://example.cn"})
    ),
    "pdf with a filled form": Sent(
        files.a_pdf(catalogue={"/AcroForm": {"/Fields": [], "/DA": "x"}})
    ),
    "pdf opens a program": Sent(_opened(S="/Launch", F="calc.exe"), "acts"),
    "pdf opens a thread elsewhere": Sent(_opened(S="/Thread", F=_UNC, D="x"), "acts"),
    "pdf opens a file elsewhere": Sent(_opened(S="/GoTo", F=_UNC, D="x"), "acts"),
    "pdf opens a film": Sent(_opened(S="/Movie", T="x"), "acts"),
    "pdf prints itself": Sent(_opened(S="/Named", N="/Print"), "acts"),
    "pdf opens an address of a file": Sent(_opened(S="/URI", URI="file://198.51.100.7/x"), "acts"),
    "pdf acts after a link": Sent(
        _marked(Subtype="/Link", A={"/S": "/GoTo", "/D": "x", "/Next": [{"/S": "/Hide"}]}), "acts"
    ),
    "pdf acts when a page is seen": Sent(
        files.a_pdf(page={"/AA": {"/O": {"/S": "/GoTo", "/D": "x"}}}), "acts"
    ),
    "pdf with a film": Sent(_marked(Subtype="/Movie", Movie={"/F": _UNC}), "acts"),
    "pdf with a program at a mark": Sent(
        _marked(Subtype="/FileAttachment", FS={"/F": "evil.exe", "/EF": {"/F": "MZ"}}), "acts"
    ),
    "pdf with something new": Sent(files.a_pdf(catalogue={"/NextThing": {"/S": "/x"}}), "acts"),
    "pdf with more names": Sent(files.a_pdf(catalogue={"/Names": {"/Renditions": {}}}), "acts"),
    "avif": Sent(_brand(b"avif", b"mif1", b"miaf"), "not_accepted"),
    "avif as mif1": Sent(_brand(b"mif1", b"avif", b"miaf"), "not_accepted"),
    "avif that moves": Sent(_brand(b"avis", b"msf1"), "not_accepted"),
    "film of twelve thousand tracks": Sent(_film_of_tracks(12_000), "too_demanding"),
    "film of overlapping samples": Sent(_film_of_samples(500_000), "too_demanding"),
    "film of boxes": Sent(
        box(b"ftyp", b"isom", bytes(4)) + box(b"moov", box(b"free") * 60_000), "too_demanding"
    ),
    "html": Sent(b"<!DOCTYPE html><script>alert(1)</script>" + b" " * 100, "not_accepted"),
}
