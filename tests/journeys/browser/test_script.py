"""What the pages' script does, on a page of the test's own: no system runs behind it."""

from __future__ import annotations

from playwright.sync_api import Browser, Route, expect

from gateway.console import files
from tests.journeys.browser.windows import window

_ADDRESS = "http://pages.test/findings"
_PAGE = """<!doctype html><html lang="zh"><body>{told}
<p id="one"{one}>{one_says}</p><p id="other"{other}>{other_says}</p>
<form method="post" data-once><textarea name="words"></textarea><button>登记</button></form>
<script src="/console.js"></script></body></html>"""


def test_what_waits_changes_in_place_and_nothing_else_of_the_page(chromium: Browser) -> None:
    """A refusal, what is told once and what is being typed would be gone with the page."""
    looks: list[str] = []

    def answers(route: Route) -> None:
        if route.request.url.endswith(".js"):
            script = files.content("console.js")
            return route.fulfill(body=script, content_type="text/javascript; charset=utf-8")
        posted = route.request.method == "POST"
        looks.append(route.request.method)
        # The first look finds one of them there, the second one the other.
        since = 0 if "POST" not in looks else len(looks) - 1 - looks.index("POST")
        page = _PAGE.format(
            told="<p class='told'>没有登记：请填写地址。</p>" if posted else "",
            one="" if since >= 1 else " data-soon",
            one_says="诉求 1" if since >= 1 else "正在登记为诉求",
            other="" if since >= 2 else " data-soon",
            other_says="诉求 2" if since >= 2 else "正在登记为诉求",
        )
        return route.fulfill(body=page, content_type="text/html; charset=utf-8")

    with window(chromium, _ADDRESS) as opened:
        page = opened.page
        page.route("http://pages.test/**", answers)
        page.goto(f"{_ADDRESS}#one")
        page.click("button")
        expect(page.locator(".told")).to_be_visible()
        page.fill("textarea", "楼道里的灯坏了")
        page.evaluate("document.activeElement.blur()")

        expect(page.locator("#one")).to_have_text("诉求 1")
        expect(page.locator("#other")).to_have_text("诉求 2")

        expect(page.locator("[data-soon]")).to_have_count(0)
        expect(page.locator(".told")).to_be_visible()
        expect(page.locator("textarea")).to_have_value("楼道里的灯坏了")
        assert opened.faults == []
