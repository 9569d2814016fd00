"""A window of the browser, and what is wrong with the page in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from tests.journeys.people import Person

WIDE, NARROW = 1440, 390
HEIGHTS = {WIDE: 900, NARROW: 844}
_AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
_HTML_LARGEST_BYTES = 60_000
_TARGET, _ELDER_TARGET = 24, 44

#: A code that nobody reads: `in_notice`, `appeals.State`.
_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
#: English in a Chinese page, but for names that everybody knows by these letters.
_LETTERS = re.compile(r"[A-Za-z]{3,}")
_NAMES = frozenset({"English", "PDF", "QR", "API"})

#: What a person points at, apart from links inside of a sentence.
_TARGETS = """() => Array.from(document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary'
)).filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest('.skip')
    && !(one.tagName === 'A' && one.closest('p, li, dd, td') && getComputedStyle(one).display === 'inline'))
.map(one => [one, (one.closest('label.choice') || one).getBoundingClientRect()])
.filter(([one, box]) => box.width && box.height)
.map(([one, box]) => [Math.min(box.width, box.height), one.outerHTML.slice(0, 120)])"""


@dataclass
class Window:
    """One window, and everything that went wrong in it so far."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def opens(self, path: str) -> Response:
        """A page of ours."""
        answer = self.page.goto(f"{self.address}{path}")
        assert answer is not None
        return answer

    def signs_in(self, person: Person) -> None:
        """By the page for it."""
        self.opens("/sign-in")
        self.page.fill("#login", person.login)
        self.page.fill("#password", person.password)
        # The code of this half minute may be used up by a sign-in just before.
        if code := person.recovery_codes.pop() if person.recovery_codes else person.proof["code"]:
            self.page.fill("#code", code)
        self.page.click("main button.wide")
        self.page.wait_for_url("**/desk**")

    def checks(
        self, *, is_elder: bool = False, is_chinese: bool = True, axe: bool = True
    ) -> list[str]:
        """What is wrong with the page that is shown."""
        return [
            *self.faults,
            *self._form(is_elder=is_elder),
            *self._words(is_chinese=is_chinese),
            *(self._axe() if axe else ()),
        ]

    def _form(self, *, is_elder: bool) -> Iterator[str]:
        width, room = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        if width > room:
            yield f"wider than the window: {width} > {room}"
        if self.page.locator("h1").count() != 1:
            yield f"{self.page.locator('h1').count()} headings of the first rank"
        if not self.page.title().split(" · ")[0].strip():
            yield "no title"
        least = _ELDER_TARGET if is_elder else _TARGET
        for size, html in self.page.evaluate(_TARGETS):
            if size < least - 0.5:
                yield f"a target of {size:.0f} px: {html}"
        size = len(self.page.content().encode())
        if size > _HTML_LARGEST_BYTES:
            yield f"{size} bytes of HTML"

    def _words(self, *, is_chinese: bool) -> Iterator[str]:
        text = self.page.locator("body").inner_text()
        if codes := sorted(set(_CODE.findall(text))):
            yield f"codes in words: {codes}"
        # What people wrote or a person typed stands in whatever language it was written.
        said = self.page.evaluate(
            "() => { const body = document.body.cloneNode(true);"
            "body.querySelectorAll('[data-given], input, textarea, code, .code').forEach(one => one.remove());"
            "return body.innerText; }"
        )
        if is_chinese and (found := set(_LETTERS.findall(said)) - _NAMES):
            yield f"letters in a Chinese page: {sorted(found)}"
        self.page.emulate_media(media="print")
        if not self.page.locator("main").inner_text().strip():
            yield "nothing is printed"
        self.page.emulate_media(media="screen")

    def _axe(self) -> Iterator[str]:
        for wrong in Axe().run(self.page, options=_AXE).response["violations"]:
            yield f"axe {wrong['id']}: {wrong['nodes'][0]['html'][:200]}"


@contextmanager
def window(
    chromium: Browser, address: str, *, width: int = WIDE, script: bool = True
) -> Iterator[Window]:
    """A window with nothing in it yet."""
    context = chromium.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        locale="zh-CN",
        java_script_enabled=script,
    )
    opened = Window(context.new_page(), address)
    opened.page.on("pageerror", lambda error: opened.faults.append(f"script: {error}"))
    opened.page.on("console", lambda message: _note(opened, message))
    try:
        yield opened
    finally:
        context.close()


def _note(opened: Window, message: ConsoleMessage) -> None:
    # A refused form logs its status, which is what the page says in words.
    if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
        opened.faults.append(f"console: {message.text}")
