"""PDF: kept as it came, if it is whole and holds only what paper could show.

What may stand in it is listed, as far as it can act: the catalogue, its names, pages, forms,
annotations and actions. A list of allowed things is used, because viewers know more ways to start a
program or call another computer than any list of forbidden things has.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import Any

import pypdf
import pypdf.filters
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from gateway.files.media.kinds import PDF, Facts, Unfit

# pypdf loads them when a document calls for them, and by then no file can be opened any more.
for _codec in ("ascii", "charmap", "gbk", "latin-1", "utf-16", "utf-16-be", "utf-16-le"):
    codecs.lookup(_codec)

#: Of the document as a whole (ISO 32000-1, table 28), with what seals and signatures add.
_OF_CATALOGUE = frozenset(
    [
        "/Type",
        "/Version",
        "/Extensions",
        "/Pages",
        "/PageLabels",
        "/Names",
        "/Dests",
        "/ViewerPreferences",
        "/PageLayout",
        "/PageMode",
        "/Outlines",
        "/OpenAction",
        "/URI",
        "/Metadata",
        "/StructTreeRoot",
        "/MarkInfo",
        "/Lang",
        "/SpiderInfo",
        "/OutputIntents",
        "/PieceInfo",
        "/OCProperties",
        "/AcroForm",
        "/Perms",
        "/Legal",
        "/Threads",
        "/DSS",
    ]
)
_OF_NAMES = frozenset({"/Dests", "/AP", "/Pages", "/IDS"})
#: Of a page (table 30): all but what acts when it is opened.
_OF_PAGE = frozenset(
    [
        "/Type",
        "/Parent",
        "/Kids",
        "/Count",
        "/LastModified",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/BoxColorInfo",
        "/Contents",
        "/Rotate",
        "/Group",
        "/Thumb",
        "/B",
        "/Annots",
        "/Metadata",
        "/PieceInfo",
        "/StructParents",
        "/ID",
        "/PZ",
        "/SeparationInfo",
        "/Tabs",
        "/TemplateInstantiated",
        "/UserUnit",
        "/VP",
    ]
)
_OF_FORM = frozenset(["/Fields", "/NeedAppearances", "/SigFlags", "/DR", "/DA", "/Q"])
#: Marks on the paper (table 169): no sounds, films, screens or files.
_ANNOTATIONS = frozenset(
    [
        "/Text",
        "/Link",
        "/FreeText",
        "/Line",
        "/Square",
        "/Circle",
        "/Polygon",
        "/PolyLine",
        "/Highlight",
        "/Underline",
        "/Squiggly",
        "/StrikeOut",
        "/Stamp",
        "/Caret",
        "/Ink",
        "/Popup",
        "/Widget",
        "/Watermark",
    ]
)
#: Going to a page of the same document, and to an address that is seen before it is opened.
_GO_TO, _ADDRESS = "/GoTo", "/URI"
_ADDRESSES = ("http://", "https://", "mailto:", "tel:")
#: What leads to an action, from wherever it stands.
_LEADS = ("/A", "/PA", "/OpenAction", "/Next")
#: Nowhere, also where no list above looks: they say the same in any place.
_NOWHERE = frozenset(
    {
        "/AA",
        "/JS",
        "/JavaScript",
        "/Launch",
        "/EF",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/Filespec",
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
        _check_catalogue(reader)
        _check_objects(reader)
    except (Unfit, MemoryError):
        raise
    except Exception as broken:
        # Any exception of the parser means that the file is broken.
        raise Unfit("unreadable") from broken
    return Facts(PDF, "application/pdf")


def _check_open(reader: pypdf.PdfReader) -> None:
    if reader.is_encrypted:
        raise Unfit("encrypted")
    if not reader.pages:
        raise Unfit("unreadable")


def _check_catalogue(reader: pypdf.PdfReader) -> None:
    catalogue = reader.root_object
    _check_keys(catalogue, _OF_CATALOGUE)
    for key, allowed in (("/Names", _OF_NAMES), ("/AcroForm", _OF_FORM)):
        _check_keys(catalogue.get(key), allowed)
    for page in reader.pages:
        _check_keys(page, _OF_PAGE)
        for annotation in _several(page.get("/Annots")):
            if isinstance(annotation, DictionaryObject):
                _check_word(annotation.get("/Subtype"), _ANNOTATIONS)


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
            _check_dictionary(found)
            waiting.extend(found.raw_get(key) for key in found)
        elif isinstance(found, ArrayObject):
            waiting.extend(list.__iter__(found))
        elif isinstance(found, NameObject) and found in _NOWHERE:
            raise Unfit("acts")


def _check_dictionary(found: DictionaryObject) -> None:
    if not _NOWHERE.isdisjoint(found):
        raise Unfit("acts")
    # The content of a stream may lie in another file, and a drawing in another document.
    if isinstance(found, StreamObject) and not {"/F", "/Ref", "/OPI"}.isdisjoint(found):
        raise Unfit("acts")
    if found.get("/Type") == "/Annot":
        _check_word(found.get("/Subtype"), _ANNOTATIONS)
    if found.get("/Type") == "/Action":
        _check_action(found)
    for lead in _LEADS:
        for action in _several(found.get(lead)):
            if isinstance(action, DictionaryObject) and "/S" in action:
                _check_action(action)


def _check_action(action: DictionaryObject) -> None:
    kind = action.get("/S")
    if kind == _GO_TO and "/F" not in action:
        return
    if kind == _ADDRESS and str(action.get("/URI")).lower().startswith(_ADDRESSES):
        return
    raise Unfit("acts")


def _check_keys(found: Any, allowed: frozenset[str]) -> None:
    if isinstance(found, DictionaryObject) and not allowed.issuperset(found):
        raise Unfit("acts")


def _check_word(word: Any, allowed: frozenset[str]) -> None:
    if word not in allowed:
        raise Unfit("acts")


def _several(found: Any) -> Iterator[Any]:
    """One thing, or each of an array, as they are and not as references to them."""
    found = found.get_object() if isinstance(found, IndirectObject) else found
    if isinstance(found, ArrayObject):
        yield from found
    elif found is not None:
        yield found
