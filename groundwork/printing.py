"""Documents on paper (打印): facts and a template in, a PDF for A4 out.

A service keeps its templates as `.typ` files in a folder of their own, and names each once:

    CERTIFICATE = printing.Template.beside(__file__, "certificate")

    CERTIFICATE.pdf({"number": "…", "name": "…"})

The facts reach them as JSON, which Typst reads as data: nothing in a name or a text is ever
markup or a command. A template sees its own folder and `page.typ`, the page that all have in
common; there is no network and no other font than the two that `pylopdf-fonts-zh-cn` brings,
so a document looks the same everywhere, and those of the deployment's own folder, for rare
characters that the two lack. What no font has is never a box: `missing` tells of it before,
and 〓 stands there.

In a template:

    #import "page.typ": facts, paper
    #show: paper.with(title: facts.title)
    #facts.name
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import io
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import orjson
import pylopdf_fonts_zh_cn as chinese
import segno
import typst
from fontTools.ttLib import TTFont

from bus.native import in_native_thread
from runtime import clock, fonts
from vocabulary import texts
from vocabulary.periods import day_of
from vocabulary.problems import Unavailable

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"

#: What printers set for a character that they lack, and a blank as wide as a character.
_GETA, _BLANK = "〓", "\u3000"
#: Blanks and joiners need no glyph.
_UNSEEN = re.compile(f"[{texts.BLANKS}{texts.UNSEEN}]")
_PRIVATE = (range(0xE000, 0xF900), range(0xF0000, 0x110000))
#: The page that all documents stand on, as templates import it.
_PAGE = Path(__file__).with_name("page.typ")
#: A print takes a processor for up to a second, and there are other things to do.
_AT_ONCE = threading.BoundedSemaphore(2)
_QUEUE_SECONDS = 5.0
#: Some hundred handbooks.
_KEPT_MOST_BYTES = 32 * 1024**2


@dataclass(frozen=True)
class Template:
    """One kind of document; `source` is its `.typ` file, in a folder with templates alone."""

    source: Path

    @classmethod
    def beside(cls, module: str, name: str) -> Template:
        """The template of this name, without its ending, in the folder of a module."""
        return cls(Path(module).with_name(f"{name}.typ"))

    def pdf(self, facts: Mapping[str, Any], *, made_at: dt.datetime | None = None) -> bytes:
        """The document; other threads go on meanwhile.

        `facts` may hold what JSON holds, days, moments and ids. The same facts with the
        same `made_at`, which stands in the file's properties only, give the same bytes.

        Raises:
            Unavailable: too many wait to be printed.
        """
        with _Place():
            return _compiled(self.source, facts, made_at, "pdf")[0]

    def public_pdf(self, facts: Mapping[str, Any]) -> bytes:
        """The document for readers without an account: printed once and kept.

        Raises:
            Unavailable: too many wait to be printed.
        """
        source = str(self.source).encode()
        name = hashlib.sha256(b"%b\n%b" % (source, orjson.dumps(dict(facts)))).digest()
        if (found := _KEPT.get(name)) is not None:
            return found
        with _Place():
            # Meanwhile the one before in the queue may have printed it.
            if (found := _KEPT.get(name)) is not None:
                return found
            # The day and no more, so that every process that prints it gives the same bytes.
            today = dt.datetime.combine(day_of(clock.now()), dt.time.min, dt.UTC)
            made = _compiled(self.source, facts, today, "pdf")[0]
            _KEPT.keep(name, made)
            return made

    def pages_as_png(self, facts: Mapping[str, Any]) -> list[bytes]:
        """Each page as a picture, to look at a template."""
        return _compiled(self.source, facts, None, "png")


class _Place:
    """One of the places at the printer."""

    def __enter__(self) -> None:
        if not _AT_ONCE.acquire(timeout=_QUEUE_SECONDS):
            raise Unavailable(
                "正在生成的文件过多，请稍后再试。",
                "Too many documents are being printed; try again shortly.",
                retry_after_seconds=5,
            )

    def __exit__(self, *_: object) -> None:
        _AT_ONCE.release()


class _Kept:
    """Documents as they were printed, the least read forgotten first."""

    def __init__(self) -> None:
        self._documents: OrderedDict[bytes, bytes] = OrderedDict()

    def get(self, name: bytes) -> bytes | None:
        if name in self._documents:
            self._documents.move_to_end(name)
        return self._documents.get(name)

    def keep(self, name: bytes, document: bytes) -> None:
        self._documents[name] = document
        while sum(map(len, self._documents.values())) > _KEPT_MOST_BYTES:
            self._documents.popitem(last=False)


_KEPT = _Kept()


def qr(text: str) -> str:
    """A QR code as SVG: sharp at any size."""
    made = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        made, kind="svg", scale=4, border=0, xmldecl=False, omitsize=False
    )
    return made.getvalue().decode()


def missing(text: str) -> list[str]:
    """The characters that no font here prints, in their order."""
    covered = _covered()
    seen = _UNSEEN.sub("", text)
    return [letter for letter in dict.fromkeys(seen) if ord(letter) not in covered]


def with_blanks(text: str) -> str:
    """A blank of its width for each character that no font prints, for the brush."""
    return cast("str", _replaced(text, _BLANK))


def _replaced(told: Any, mark: str) -> Any:
    match told:
        case str():
            return told.translate(dict.fromkeys(map(ord, missing(told)), mark))
        case dict():
            return {name: _replaced(value, mark) for name, value in told.items()}
        case list():
            return [_replaced(value, mark) for value in told]
        case _:
            return told


def _compiled(
    source: Path, facts: Mapping[str, Any], made_at: dt.datetime | None, form: str
) -> list[bytes]:
    # Typed loosely: the library wants files and root of one type, and takes them of two.
    files: Any = {"main": source.read_bytes(), _PAGE.name: _PAGE.read_bytes()}
    data = orjson.dumps(_replaced(texts.cleaned(dict(facts)), _GETA)).decode()
    loaded = _fonts()
    made: bytes | list[bytes] = in_native_thread(
        lambda: typst.compile(
            files,
            root=source.parent,
            font_paths=loaded,
            ignore_system_fonts=True,
            format=cast("Any", form),  # the library's own list of words
            sys_inputs={"facts": data},
            timestamp=made_at,
        )
    )
    return made if isinstance(made, list) else [made]


@functools.cache
def _fonts() -> typst.Fonts:
    # Only read once: the two files are 16 MB.
    more = fonts.folder()
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[chinese.sans_path().parent, *([more] if more else [])],
    )


@functools.cache
def _covered() -> frozenset[int]:
    """The codes of all characters that a font has a glyph for."""
    loaded = _fonts().fonts()
    found: frozenset[int] = in_native_thread(lambda: frozenset().union(*map(_of_font, loaded)))
    return found


def _of_font(font: typst.FontInfo) -> set[int]:
    with TTFont(font.path, fontNumber=font.index, lazy=True) as opened:
        codes = set(opened.getBestCmap() or ())
    # What stands in a private area is each font's own, and seldom what the writer meant.
    return codes.difference(*_PRIVATE)
