"""Characters that no font prints: known before, blank where asked for, and never a box."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

from groundwork import printing
from tests.groundwork.letters import LETTER
from tests.papers import text_of
from tests.texts import TEXTS, Refused, Written

_LACKING = "王𮯰𫰠\ue000ꆈཀ"


def test_what_no_font_prints_is_named_in_its_order() -> None:
    assert printing.missing(_LACKING + "𫰠") == ["𮯰", "𫰠", "\ue000", "ꆈ", "ཀ"]
    assert printing.missing("敖建南\u3000José 〔2013〕") == []


def test_a_blank_stands_where_the_brush_writes() -> None:
    assert printing.with_blanks("王𫰠·买") == "王\u3000·买"


@pytest.mark.parametrize("case", TEXTS.values(), ids=TEXTS)
def test_no_document_holds_a_box(case: Written) -> None:
    """Every stored text prints; 〓 says that a character is lacking."""
    text = case.text
    facts = {"issuer": "街道", "title": text, "signed_by": "街道", "signed_on": "2013-05-04"}

    document = LETTER.pdf(facts | {"paragraphs": [text]})

    lacking = case.prose != Refused("not_storable") and printing.missing(text)
    assert ("〓" in text_of(document)) is bool(lacking)
    assert b"/.notdef" not in document


@pytest.mark.parametrize("word", ["Gewissenhaftigkeit" * 8, "https://example.cn/" + "a" * 120])
def test_a_long_word_stays_on_the_page(word: str) -> None:
    facts = {"issuer": "街道", "title": "通知", "signed_by": "街道", "signed_on": "2013-05-04"}

    [page] = LETTER.pages_as_png(facts | {"paragraphs": [word]})

    assert _margin_is_empty(page)


def _margin_is_empty(page: bytes) -> bool:
    """Whether nothing is printed in the right margin."""
    picture = Image.open(io.BytesIO(page)).convert("L")
    width, height = picture.size
    return picture.crop((round(width * 0.9), 0, width, height)).getextrema()[0] == 255


_PROGRAM = """
import sys
from pathlib import Path
from runtime import fonts
from groundwork import printing
from tests.groundwork.letters import LETTER

fonts.use(Path(sys.argv[1]))
assert printing.missing("王𫰠") == []
facts = {"issuer": "街道", "title": "王𫰠", "signed_by": "街道", "signed_on": "2013-05-04",
         "paragraphs": []}
sys.stdout.buffer.write(LETTER.pdf(facts))
"""


def test_a_font_in_the_deployments_folder_prints_what_ours_lack(tmp_path: Path) -> None:
    _a_font(tmp_path / "rare.ttf", "𫰠")

    document = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PROGRAM, str(tmp_path)],
        stdout=subprocess.PIPE,
        check=True,
    ).stdout

    assert "王𫰠" in text_of(document)


def _a_font(path: Path, letter: str) -> None:
    """One glyph, a square."""
    pen = TTGlyphPen(None)
    for move, point in (("moveTo", (0, 0)), ("lineTo", (0, 800)), ("lineTo", (800, 800))):
        getattr(pen, move)(point)
    pen.closePath()
    glyph = pen.glyph()
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder([".notdef", "letter"])
    made.setupCharacterMap({ord(letter): "letter"})
    made.setupGlyf({".notdef": glyph, "letter": glyph})
    made.setupHorizontalMetrics({".notdef": (1000, 0), "letter": (1000, 0)})
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Rare", "styleName": "Regular", "psName": "Rare-Regular"})
    made.setupOS2()
    made.setupPost()
    made.save(path)
