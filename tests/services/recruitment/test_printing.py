from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import Any

import pytest

from services.recruitment import printing
from tests.services.recruitment.papers import opened, text_of

_A4_POINTS = (595, 842)
_PARAGRAPH = (
    "经社区居民推荐、资格审查、面谈和公示，聘任张美兰同志为荔林社区环境卫生专员，聘期一年。"
)


def _letter(**changed: Any) -> dict[str, Any]:
    usual = {
        "issuer": "深圳市南山区南山街道办事处",
        "number": "南山街聘〔2013〕1号",
        "title": "关于聘任社区专员的通知",
        "addressee": "荔林社区综合党委",
        "paragraphs": [_PARAGRAPH],
        "signed_by": "南山街道办事处",
        "signed_on": dt.date(2013, 5, 4),
    }
    return usual | changed


def test_a_document_is_chinese_on_a4_and_can_be_searched() -> None:
    document = printing.pdf("letter", _letter())

    read = opened(document)
    box = read.pages[0].mediabox
    assert (round(box.width), round(box.height)) == _A4_POINTS
    assert read.metadata is not None
    assert read.metadata.title == "关于聘任社区专员的通知"
    text = text_of(document)
    for part in ("深圳市南山区南山街道办事处", "〔2013〕1号", _PARAGRAPH, "2013年5月4日"):
        assert part in text


def test_its_letters_travel_with_it() -> None:
    """A printer without Chinese fonts prints it all the same."""
    document = printing.pdf("letter", _letter())

    fonts = opened(document).pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]  # a dictionary there, always
    names = {font["/BaseFont"].partition("+")[2].partition("-")[0] for font in fonts}
    assert {"NotoSerifSC", "NotoSansSC"} <= names


_HOSTILE = [
    '#import "page.typ": *',
    '#panic("no")',
    '#read("/etc/passwd")',
    '"; #read("page.typ"); "',
    "] } ) #[ #{ #(",
    "$x^2$ *bold* _it_ `raw` @ref <label> = heading",
    r"\ \u{41} // comment /* open",
    '{"title": "other"}',
]


@pytest.mark.parametrize("text", _HOSTILE)
@pytest.mark.parametrize("field", ["issuer", "number", "title", "addressee", "signed_by"])
def test_a_text_is_never_more_than_a_text(field: str, text: str) -> None:
    document = printing.pdf("letter", _letter(**{field: text}, paragraphs=[text]))

    assert text_of(document).count("".join(text.split())) >= 2


@pytest.mark.parametrize("field", ["issuer", "title", "signed_by"])
def test_a_very_long_name_stays_whole(field: str) -> None:
    name = "阿依古丽·" * 60

    document = printing.pdf("letter", _letter(**{field: name}))

    assert name in text_of(document)


def test_the_same_facts_give_the_same_document() -> None:
    at = dt.datetime(2013, 5, 4, 1, 30, tzinfo=dt.UTC)

    assert printing.pdf("letter", _letter(), made_at=at) == printing.pdf(
        "letter", _letter(), made_at=at
    )


_PROGRAM = """
import eventlet
eventlet.monkey_patch()
from services.recruitment import printing

ticks = 0
def tick():
    global ticks
    while True:
        ticks += 1
        eventlet.sleep(0.001)

eventlet.spawn(tick)
eventlet.sleep(0)
facts = {"issuer": "街道", "title": "通知", "paragraphs": ["各位居民：" * 40] * 400,
         "signed_by": "街道", "signed_on": "2013-05-04"}
before = ticks
assert printing.pdf("letter", facts).startswith(b"%PDF")
print(ticks - before)
"""


def test_others_are_answered_while_a_document_is_made() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PROGRAM], capture_output=True, text=True, check=True
    )

    assert int(done.stdout) > 20
