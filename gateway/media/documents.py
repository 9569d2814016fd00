"""PDF: kept as it came, if it is whole and holds nothing that acts."""

from __future__ import annotations

import io
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from gateway.media.kinds import PDF, Facts, Unfit

#: Keys and actions behind which programs, other files or other addresses hide.
FORBIDDEN = frozenset(
    {
        "/JS",
        "/JavaScript",
        "/Launch",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/RichMedia",
        "/Rendition",
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
        "/XFA",
    }
)
#: Objects looked at; a document with more is not one that a resident scanned.
OBJECTS_MOST = 200_000
_END_WITHIN = 1024


def check(content: bytes) -> Facts:
    """What there is to know about a harmless document.

    Raises:
        Unfit: cut off, broken, encrypted, without pages, or with something that acts.
    """
    # After the end anything could follow: a second file for a second reader.
    if b"%%EOF" not in content[-_END_WITHIN:]:
        raise Unfit("unreadable")
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        _check_open(reader)
        _check_objects(reader)
    except (Unfit, MemoryError):
        raise
    except Exception as broken:
        # Whatever the parser raises over a broken file means that it is broken.
        raise Unfit("unreadable") from broken
    return Facts(PDF, "application/pdf")


def _check_open(reader: pypdf.PdfReader) -> None:
    if reader.is_encrypted:
        raise Unfit("encrypted")
    if not reader.pages:
        raise Unfit("unreadable")


def _check_objects(reader: pypdf.PdfReader) -> None:
    """Walk everything that a viewer could reach, without decoding any page."""
    waiting: list[Any] = [reader.trailer]
    seen: set[tuple[int, int]] = set()
    looked_at = 0
    while waiting:
        looked_at += 1
        if looked_at > OBJECTS_MOST:
            raise Unfit("too_demanding")
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            number = (found.idnum, found.generation)
            if number not in seen:
                seen.add(number)
                waiting.append(found.get_object())
        elif isinstance(found, DictionaryObject):
            if not FORBIDDEN.isdisjoint(found):
                raise Unfit("acts")
            waiting.extend(found.raw_get(key) for key in found)
        elif isinstance(found, ArrayObject):
            waiting.extend(list.__iter__(found))
        elif isinstance(found, NameObject) and found in FORBIDDEN:
            raise Unfit("acts")
