"""A window of the browser, and what is wrong with the page in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Response,
    ViewportSize,
    expect,
)

from tests.journeys.browser.paper import Paper
from tests.journeys.people import Person

WIDE, NARROW = 1440, 390
HEIGHTS = {WIDE: 900, NARROW: 844}
_LANGUAGE = "zh-CN"
_AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_CONTRAST = "color-contrast"
_TARGET, _ELDER_TARGET = 24, 44

#: Which rules the page breaks, each with the first element that does; and its inks: all pairs of
#: letters and ground, which alone decide contrast. That takes three quarters of an audit, so
#: it is looked at where the ink is none of the `known` ones.
_VIOLATIONS = """async ([tags, known]) => {
    const grounds = new Map(), inks = new Map();
    const ground = one => {
        if (!one) return '';
        if (!grounds.has(one)) {
            const {backgroundColor, backgroundImage, opacity, filter} = getComputedStyle(one);
            const own = [backgroundColor, backgroundImage, opacity, filter].join();
            const isClear = own === 'rgba(0, 0, 0, 0),none,1,none';
            grounds.set(one, ground(one.parentElement) + (isClear ? '' : `/${own}`));
        }
        return grounds.get(one);
    };
    for (const one of document.body.querySelectorAll('*')) {
        const hasWords = Array.from(one.childNodes).some(
            part => part.nodeType === Node.TEXT_NODE && part.data.trim());
        if (!(hasWords || one.matches('input, select, textarea')) || !one.checkVisibility()) continue;
        const {color, fontSize, fontWeight, textShadow} = getComputedStyle(one);
        const ink = [color, fontSize, fontWeight, textShadow, ground(one)].join();
        inks.set(ink, [...(inks.get(ink) || []), one]);
    }
    const other = {runOnly: tags, resultTypes: ['violations'], rules: {'color-contrast': {enabled: false}}};
    const contrast = {runOnly: ['color-contrast'], resultTypes: ['violations']};
    const isNew = Array.from(inks).filter(([ink]) => !known.includes(ink)).flatMap(([, ones]) => ones);
    const found = [await axe.run(other)];
    if (isNew.length) found.push(await axe.run({include: isNew}, contrast));
    return [found.flatMap(one => one.violations).map(one => [one.id, one.nodes[0].html.slice(0, 200)]),
        Array.from(inks.keys())];
}"""
#: Width and room of the page; what a person points at, apart from links inside of a sentence,
#: where it is smaller than `least`.
_FITS = """least => [document.documentElement.scrollWidth, document.documentElement.clientWidth,
Array.from(document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary'
)).filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest('.skip')
    && !(one.tagName === 'A' && one.closest('p, li, dd, td') && getComputedStyle(one).display === 'inline'))
.map(one => [one, (one.closest('label.choice') || one).getBoundingClientRect()])
.filter(([one, box]) => box.width && box.height && Math.min(box.width, box.height) < least - 0.5)
.map(([one, box]) => [Math.min(box.width, box.height), one.outerHTML.slice(0, 120)])]"""


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

    def line(self) -> requests.Session:
        """A way to the gateway beside the browser, as the same reader."""
        made = requests.Session()
        made.trust_env = False
        made.headers.update({"Accept": "text/html", "Accept-Language": _LANGUAGE})
        for cookie in self.page.context.cookies():
            made.cookies.set(cookie["name"], cookie["value"])
        return made

    def widens(self, width: int) -> None:
        """Give the window this width, as a person turns from a desk to a phone."""
        size = ViewportSize(width=width, height=HEIGHTS[width])
        if self.page.viewport_size != size:
            self.page.set_viewport_size(size)

    def checks(self, *, is_elder: bool = False, is_chinese: bool = True) -> list[str]:
        """What is wrong with the page that is shown."""
        paper = Paper(self.page.url, 200, self.page.content())
        return [
            *self.faults,
            *paper.faults(is_chinese=is_chinese),
            *self.fits(is_elder=is_elder),
            *self.audited(),
        ]

    def fits(self, *, is_elder: bool) -> list[str]:
        """What is too wide, or too small for a finger."""
        least = _ELDER_TARGET if is_elder else _TARGET
        width, room, small = self.page.evaluate(_FITS, least)
        wide = [f"wider than the window: {width} > {room}"] if width > room else []
        return [*wide, *(f"a target of {size:.0f} px: {html}" for size, html in small)]

    def audited(self, inks: set[str] | None = None, *, anew: bool = False) -> list[str]:
        """What axe finds, and whether anything is left on paper.

        `inks`: those of which axe has seen the contrast; those of this page are added where none is
        wrong. It looks at them again where the page is audited `anew`.
        """
        if not self.page.evaluate("!!window.axe"):
            self.page.evaluate(AXE_SCRIPT)
        broken, here = self.page.evaluate(_VIOLATIONS, [_AXE, [] if anew else sorted(inks or ())])
        found = [f"axe {name}: {html}" for name, html in broken]
        if inks is not None and all(name != _CONTRAST for name, _html in broken):
            inks.update(here)
        self.page.emulate_media(media="print")
        if not self.page.locator("main").inner_text().strip():
            found.append("nothing is printed")
        self.page.emulate_media(media="screen")
        return found


@contextmanager
def window(
    chromium: Browser, address: str, *, width: int = WIDE, script: bool = True
) -> Iterator[Window]:
    """A window with nothing in it yet."""
    context = chromium.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        locale=_LANGUAGE,
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


def does(page: Page, deed: str, **typed: str) -> None:
    """Fill in the form of a deed, send it, and read that it was done."""
    folded = page.locator(f"details:has(input[name='_deed'][value^='{deed}'])").first
    if folded.get_attribute("open") is None:
        folded.locator("summary").click()
    fills_in(folded, typed)
    folded.locator("button.wide").click()
    expect(page.locator(".told")).to_be_visible()


def fills_in(form: Locator, typed: Mapping[str, str]) -> None:
    """Answer these questions of a form, however each is asked."""
    for name, value in typed.items():
        field = form.locator(f"[name='{name}']:not([type=hidden])").first
        match field.get_attribute("type"), field.evaluate("one => one.tagName"):
            case "radio", _:
                form.locator(f"[name='{name}'][value='{value}']").check()
            case "checkbox", _:
                field.check()
            case _, "SELECT":
                field.select_option(value)
            case _:
                field.fill(value)
