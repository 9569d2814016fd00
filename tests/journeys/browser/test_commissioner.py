"""A commissioner's whole day on a phone, 390 px wide."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser.desk import Desk, manned
from tests.journeys.browser.windows import NARROW, Window, window
from tests.journeys.running import Running
from tests.servers.waiting import wait_for


@pytest.fixture(scope="module")
def desk(embedded: Running) -> Desk:
    """A workstation with a clerk and a commissioner in office, on the embedded system."""
    return manned(embedded)


def _receptions(desk: Desk) -> list[int]:
    found = desk.answer(f"/receptions?commissioner={desk.commissioner_id}")
    return sorted(one["visitors"] for one in found["items"])


def _receives(page: Page, visitors: int) -> None:
    page.fill("[name=visitors]", str(visitors))
    page.check("[name=community]")
    page.check("[name=channel][value=station_duty]")
    page.click("main button.wide")


def test_a_phone_does_the_whole_day(desk: Desk, chromium: Browser) -> None:
    appeal = desk.given("垃圾桶满了没人清。")
    with window(chromium, desk.running.address, width=NARROW) as opened:
        page = opened.page
        opened.signs_in(desk.commissioner)
        expect(page.locator("h1")).to_have_text("我的待办")
        page.click(f"a[href='/desk/appeals/{appeal}']")
        page.check("details[open] input[value=settle_on_the_spot]")
        page.fill("details[open] [name=note]", "联系保洁，当天清走。")
        page.click("details[open] button.wide")
        expect(page.locator(".told")).to_contain_text("登记办理")
        page.click("summary:has-text('办结')")
        page.check("details[open] input[value=settled]")
        page.click("details[open] button.wide")
        expect(page.locator(".told")).to_contain_text("办结")
        page.click("nav.side >> text=通知")
        menu, here = page.locator("nav.side"), page.locator("nav.side [aria-current]")
        # One line, pushed along to where the page stands in it.
        line, entry = menu.bounding_box(), here.bounding_box()
        assert line is not None
        assert entry is not None
        assert line["height"] < 2 * entry["height"]
        expect(here).to_be_in_viewport(ratio=1)
        page.click("text=全部标为已读")
        expect(page.locator("main .tag.waits")).to_have_count(0)
        assert opened.checks() == []

    assert desk.answer(f"/appeals/{appeal}")["state"] == "closed"


def test_receptions_written_without_a_network_are_sent_once(desk: Desk, chromium: Browser) -> None:
    """The page opens without a network, keeps what is written, and sends each once."""
    with window(chromium, desk.running.address, width=NARROW) as opened:
        page, context = opened.page, opened.page.context
        opened.signs_in(desk.commissioner)
        opened.opens("/desk/duty")
        _until_kept(opened)
        context.set_offline(True)
        page.reload()
        expect(page.locator("h1")).to_have_text("值班接待")
        _receives(page, 7)
        expect(page.locator("[data-away]")).to_be_visible()
        _receives(page, 11)
        expect(page.locator("[data-count]")).to_have_text("2")
        page.reload()
        expect(page.locator("[data-count]")).to_have_text("2")
        assert _receptions(desk) == []

        context.set_offline(False)
        page.evaluate("window.dispatchEvent(new Event('online'))")

        expect(page.locator("[data-waiting]")).to_be_hidden()
        page.reload()
        expect(page.locator("text=11 人次")).to_be_visible()
    assert _receptions(desk) == [7, 11]


def test_what_waits_belongs_to_an_account_and_the_page_goes_with_the_sign_out(
    desk: Desk, chromium: Browser
) -> None:
    with window(chromium, desk.running.address, width=NARROW) as opened:
        page, context = opened.page, opened.page.context
        opened.signs_in(desk.commissioner)
        opened.opens("/desk/duty")
        _until_kept(opened)
        context.set_offline(True)
        _receives(page, 5)
        expect(page.locator("[data-count]")).to_have_text("1")
        context.set_offline(False)
        page.click("form[action='/desk/sign-out'] button")
        expect(page.locator(".told")).to_contain_text("您已退出登录")
        wait_for(lambda: page.evaluate("caches.keys()") == [], 10, "nothing is kept")

        opened.signs_in(desk.clerk)
        opened.opens("/desk/duty")
        expect(page.locator("[data-waiting]")).to_be_hidden()
    # Sent before the sign-out or not yet, but never in the name of the workstation.
    everything = desk.answer("/receptions?limit=200")["items"]
    assert [one for one in everything if one["visitors"] == 5 and not one["commissioner"]] == []


_KEPT_WHILE_SIGNING_OUT = """
    () => {
        const form = document.querySelector("form[action='/desk/sign-out']");
        const until = async (is) => { while (is !== Boolean((await caches.keys()).length)) { await 0; } };
        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            await until(false);
            (await navigator.serviceWorker.ready).active.postMessage("/desk/duty");
            await until(true);
            form.submit();
        });
    }
"""


def test_what_is_kept_while_the_session_ends_is_forgotten(desk: Desk, chromium: Browser) -> None:
    with window(chromium, desk.running.address, width=NARROW) as opened:
        opened.signs_in(desk.commissioner)
        opened.opens("/desk/duty")
        _until_kept(opened)
        opened.page.evaluate(_KEPT_WHILE_SIGNING_OUT)

        opened.page.click("form[action='/desk/sign-out'] button")

        expect(opened.page.locator(".told")).to_contain_text("您已退出登录")
        wait_for(lambda: opened.page.evaluate("caches.keys()") == [], 10, "nothing is kept")


_KEPT_BY_THE_VERSION_BEFORE = """
    async () => {
        const session = await (await fetch("/api/v1/sessions/current")).json();
        const asked = indexedDB.open("linli-duty", 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore("receptions", { keyPath: "key" });
        await new Promise((resolve) => { asked.onsuccess = resolve; });
        const store = asked.result.transaction("receptions", "readwrite").objectStore("receptions");
        const body = %s;
        const put = store.put({ key: crypto.randomUUID(), account: session.account, body: body });
        await new Promise((resolve) => { put.onsuccess = resolve; });
        asked.result.close();
    }
"""


def test_what_the_version_before_kept_on_the_phone_is_sent(desk: Desk, chromium: Browser) -> None:
    body = {
        "community": desk.running.home.community,
        "channel": "station_duty",
        "visitors": 29,
        "held_at": "2026-01-05T09:00:00+08:00",
    }
    with window(chromium, desk.running.address, width=NARROW) as opened:
        opened.signs_in(desk.commissioner)
        opened.page.evaluate(_KEPT_BY_THE_VERSION_BEFORE % json.dumps(body))

        opened.opens("/desk/duty")

        wait_for(lambda: 29 in _receptions(desk), 10, "the reception is there")


def test_a_refused_reception_stays_with_its_reason(desk: Desk, chromium: Browser) -> None:
    """It can be corrected and is sent then, or dropped."""
    with window(chromium, desk.running.address, width=NARROW) as opened:
        page = opened.page
        opened.signs_in(desk.commissioner)
        opened.opens("/desk/duty")
        page.fill("[name=held_at]", "2199-01-01T09:00")
        _receives(page, 23)
        expect(page.locator("[data-why]")).to_be_visible()
        page.click("text=改正")
        expect(page.locator("[name=visitors]")).to_have_value("23")
        page.fill("[name=held_at]", "2026-01-05T09:00")
        _receives(page, 23)
        expect(page.locator("[data-sent]")).to_be_visible()
        expect(page.locator("[data-waiting]")).to_be_hidden()


def _until_kept(opened: Window) -> None:
    """Until the worker has the page: what a phone needs a moment for."""
    kept = (
        "navigator.serviceWorker.ready.then(async () => {"
        "for (;;) { if (await caches.match('/desk/duty')) return true;"
        "await new Promise((on) => setTimeout(on, 50)); } })"
    )
    assert opened.page.evaluate(kept)
