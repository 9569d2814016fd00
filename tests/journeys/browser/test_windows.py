"""What a window finds wrong with a page, on pages made for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser.windows import Window, window

_PALE = "<p style='color: #bbb'>灰色的字</p>"


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
