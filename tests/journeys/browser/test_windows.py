"""What a window finds wrong with a page, on pages made for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from gateway.console import files
from tests.journeys.browser.paper import Paper
from tests.journeys.browser.walk import Memory, Seen, Walk
from tests.journeys.browser.windows import NARROW, WIDE, Window, window

_PALE = "<p style='color: #bbb'>灰色的字</p>"
_DARK = "background: #333; position: absolute; inset: 0"
_READ = [("zh-CN", ""), ("en", ""), ("zh-CN", "elder"), ("zh-CN", "elder large")]
#: As many columns as the registers of posts and of volunteers have, about as long.
_NAMES = {
    "zh-CN": [
        "岗位名称",
        "岗位编号",
        "招募类别",
        "所在社区",
        "岗位状态",
        "任职开始日期",
        "需要人数",
        "详情",
    ],
    "en": [
        "Name of the post",
        "Number of the post",
        "Category",
        "Community",
        "State of the post",
        "Beginning of the term",
        "People wanted",
        "Details",
    ],
}


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Window]:
    with window(chromium, "") as found:
        yield found


def _audited(opened: Window, main: str, inks: set[str] | None = None) -> list[str]:
    opened.page.set_content(
        f"<!doctype html><html lang=zh><title>页</title><main><h1>页</h1>{main}</main></html>"
    )
    return opened.audited(inks)


def test_contrast_is_looked_at_where_the_ink_or_its_ground_is_new(opened: Window) -> None:
    inks = set[str]()
    assert _audited(opened, "<p>黑字</p>", inks) == []

    wrong = [
        _PALE,
        "<div style='background: #333'><section><p>黑字</p></section></div>",
        "<div style='opacity: .3'><p>黑字</p></div>",
        "<p><input aria-label='名' value='灰' style='color: #bbb'></p>",
        "<p style='color: #888; font-size: 12px'>小字</p>",
    ]
    for part in wrong:
        [found] = _audited(opened, f"<p>黑字</p>{part}", inks)
        assert "axe color-contrast" in found

    assert _audited(opened, "<p>别的黑字</p>", inks) == []


def test_without_a_memory_contrast_is_looked_at_each_time(opened: Window) -> None:
    for _ in range(2):
        [found] = _audited(opened, _PALE)
        assert found == "axe color-contrast: " + _PALE.replace("'", '"')


def test_what_ink_does_not_decide_is_found_on_each_page(opened: Window) -> None:
    inks = set[str]()
    for _ in range(2):
        [found] = _audited(opened, "<p><input value='字'></p>", inks)
        assert found.startswith("axe label: ")


def _walked(opened: Window, memory: Memory, main: str) -> list[str]:
    """What a walk notes of such a page, at both widths."""
    html = f"<!doctype html><html lang=zh><title>页</title><main><h1>页</h1>{main}</main></html>"
    opened.page.set_content(html)
    paper, seen = Paper("", 200, html), Seen("nobody", "/", "", 0, 0, is_new=True)
    assert list(Walk(opened, "nobody", memory).looks(seen, paper)) == [WIDE, NARROW]
    return seen.faults


def test_a_walk_of_everything_finds_the_same_fault_on_each_page(opened: Window) -> None:
    memory = Memory(is_whole=True)
    assert _walked(opened, memory, "<p>黑字</p>") == []
    for _ in range(2):
        found = _walked(opened, memory, "<p>黑字</p><p><input value='字'></p>")
        assert len([one for one in found if one.startswith("axe label: ")]) == 2


def test_a_walk_of_everything_looks_at_contrast_where_ink_or_place_is_new(opened: Window) -> None:
    memory = Memory(is_whole=True)
    assert _walked(opened, memory, "<p>黑字</p><p style='color: #000'>黑字</p>") == []

    # Letters of another colour in a place that is known.
    pale = _walked(opened, memory, "<p>黑字</p><p style='color: #bbb'>灰色的字</p>")
    assert [one.split(":")[0] for one in pale] == ["axe color-contrast"] * 2
    # Known letters, but something dark lies behind them in a place of its own.
    behind = (
        f"<div style='position: relative'><i style='{_DARK}'></i>"
        "<p style='position: relative'>黑字</p></div>"
    )
    assert [one.split(":")[0] for one in _walked(opened, memory, behind)] == [
        "axe color-contrast"
    ] * 2


@pytest.mark.parametrize(("language", "letters"), _READ)
def test_a_register_of_many_columns_fits_however_it_is_read(
    opened: Window, language: str, letters: str
) -> None:
    heads = "".join(f"<th scope=col>{one}</th>" for one in _NAMES[language])
    cells = "".join(f"<td data-label='{one}'>{one}</td>" for one in _NAMES[language])
    register = (
        f"<table class=list><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>"
    )
    assert _misfits(opened, language, letters, register) == []


@pytest.mark.parametrize(("language", "letters"), _READ)
def test_a_finger_meets_a_link_in_a_heading_however_it_is_read(
    opened: Window, language: str, letters: str
) -> None:
    headings = "<h2><a href='/'>专员</a></h2><h3><a href='/'>专员</a></h3>"
    assert _misfits(opened, language, letters, headings) == []


def _misfits(opened: Window, language: str, letters: str, main: str) -> list[str]:
    """What is too wide or too small of this, as our pages look, at both widths."""
    menu = "<nav class=side><a href='/'>菜单</a></nav>"
    opened.page.set_content(
        f"<!doctype html><html lang={language} class='{letters}'><title>页</title>"
        f"<style>{files.content('console.css').decode()}</style>"
        f"<body><div class=frame>{menu}<main>{main}</main></div></body></html>"
    )
    found = []
    for width in (WIDE, NARROW):
        opened.widens(width)
        found += opened.fits(is_elder=bool(letters))
    return found
