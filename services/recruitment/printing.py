"""Documents on paper (打印): facts and a template in, a PDF for A4 out.

Templates are the `.typ` files in `templates`. The facts reach them as JSON, which
Typst reads as data: nothing in a name or a text is ever markup or a command. A
template sees its own folder only; there is no network and no other font than the
two that `pylopdf-fonts-zh-cn` brings, so a document looks the same everywhere.

    from services.recruitment import printing

    printing.pdf("certificate", {"number": "…", "name": "…"})

In a template:

    #import "page.typ": facts, paper
    #show: paper.with(title: facts.title)
    #facts.name
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import orjson
import pylopdf_fonts_zh_cn as fonts
import typst

from bus.native import in_native_thread

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"

_TEMPLATES = Path(__file__).parent / "templates"


def pdf(template: str, facts: Mapping[str, Any], *, made_at: dt.datetime | None = None) -> bytes:
    """The document of a template, named without its ending; other threads go on meanwhile.

    `facts` may hold what JSON holds, days, moments and ids. The same facts with the
    same `made_at`, which stands in the file's properties only, give the same bytes.
    """
    return _compiled(template, facts, made_at, "pdf")[0]


def pages_as_png(template: str, facts: Mapping[str, Any]) -> list[bytes]:
    """Each page as a picture, for whoever looks at a template."""
    return _compiled(template, facts, None, "png")


def _compiled(
    template: str, facts: Mapping[str, Any], made_at: dt.datetime | None, form: str
) -> list[bytes]:
    source = _TEMPLATES / f"{template}.typ"
    data = orjson.dumps(facts).decode()
    loaded = _fonts()
    made: bytes | list[bytes] = in_native_thread(
        lambda: typst.compile(
            source,
            root=_TEMPLATES,
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
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[fonts.sans_path().parent],
    )
