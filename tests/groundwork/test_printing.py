from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typst

from groundwork import printing
from groundwork.printing import Template
from tests.groundwork.letters import LETTER
from tests.papers import opened, text_of
from vocabulary.problems import Unavailable

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
    document = LETTER.pdf(_letter())

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
    document = LETTER.pdf(_letter())

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
    document = LETTER.pdf(_letter(**{field: text}, paragraphs=[text]))

    assert text_of(document).count("".join(text.split())) >= 2


@pytest.mark.parametrize("field", ["issuer", "title", "signed_by"])
def test_a_very_long_name_stays_whole(field: str) -> None:
    name = "阿依古丽·" * 60

    document = LETTER.pdf(_letter(**{field: name}))

    assert name in text_of(document)


def test_the_same_facts_give_the_same_document() -> None:
    at = dt.datetime(2013, 5, 4, 1, 30, tzinfo=dt.UTC)

    assert LETTER.pdf(_letter(), made_at=at) == LETTER.pdf(_letter(), made_at=at)


def test_who_waits_too_long_for_the_printer_is_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "_QUEUE_SECONDS", 0.01)

    with printing._Place(), printing._Place(), pytest.raises(Unavailable) as refusal:
        LETTER.pdf(_letter())

    assert refusal.value.retry_after_seconds == 5
    assert LETTER.pdf(_letter()).startswith(b"%PDF")


def test_what_is_kept_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "_KEPT_MOST_BYTES", 20)
    kept = printing._Kept()
    for name in (b"a", b"b", b"a", b"c"):
        kept.get(name)
        kept.keep(name, b"x" * 10)

    assert [kept.get(name) is not None for name in (b"a", b"b", b"c")] == [True, False, True]


def test_a_template_sees_its_own_folder_and_the_page_alone(tmp_path: Path) -> None:
    """Each service has a folder; what lies beside it is nobody's paper."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "seal.typ").write_text("#let seal = [专用章]")
    (folder / "outside.typ").write_text('#read("../secret.txt")')
    (tmp_path / "secret.txt").write_text("口令")
    source = '#import "page.typ": facts, paper\n#import "seal.typ": seal\n#facts.name#seal'
    (folder / "hours.typ").write_text(source)

    assert text_of(Template(folder / "hours.typ").pdf({"name": "王芳"})) == "王芳专用章"
    with pytest.raises(typst.TypstError):
        Template(folder / "outside.typ").pdf({})


_PROGRAM = """
import eventlet
eventlet.monkey_patch()
from tests.groundwork.letters import LETTER

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
assert LETTER.pdf(facts).startswith(b"%PDF")
print(ticks - before)
"""


_READERS = """
import eventlet
eventlet.monkey_patch()
from groundwork import printing
from tests.groundwork.letters import LETTER

printed, compiled = [], printing._compiled
def counting(*told):
    printed.append(told)
    return compiled(*told)

printing._compiled = counting
facts = {"issuer": "街道", "title": "通知", "paragraphs": ["各位居民："],
         "signed_by": "街道", "signed_on": "2013-05-04"}
readers = eventlet.GreenPool(16)
found = set(readers.imap(lambda _: LETTER.public_pdf(facts), range(16)))
other = LETTER.public_pdf(facts | {"title": "公告"})
print(len(found), len(printed), other in found)
"""


def test_a_public_document_is_printed_once_for_all_readers() -> None:
    """Sixteen readers at once had it printed sixteen times, and fourteen got an error."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _READERS], capture_output=True, text=True, check=True
    )
    readings, prints, is_the_same = done.stdout.split()

    # Two are printed at a time, so that two may have begun before the first was there.
    assert (readings, is_the_same) == ("1", "False")
    assert int(prints) <= 3


def test_others_are_answered_while_a_document_is_made() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PROGRAM], capture_output=True, text=True, check=True
    )

    assert int(done.stdout) > 20
