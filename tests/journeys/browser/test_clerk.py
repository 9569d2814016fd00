"""A clerk of the workstation at the desk: a day with appeals."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browser.desk import Desk, manned
from tests.journeys.browser.windows import Window, window
from tests.journeys.running import Running


@pytest.fixture(scope="module")
def desk(embedded: Running) -> Desk:
    """A workstation with a clerk and a commissioner in office, on the embedded system."""
    return manned(embedded)


def _sends(opened: Window, name: str) -> None:
    opened.page.click(f"details[open] button.wide:has-text('{name}')")
    expect(opened.page.locator(".told")).to_contain_text("已完成")


def test_an_appeal_is_accepted_given_acted_on_and_closed(desk: Desk, chromium: Browser) -> None:
    appeal = desk.received("楼道灯坏了，晚上看不见路。")
    with window(chromium, desk.running.address) as opened:
        page = opened.page
        opened.signs_in(desk.clerk)
        expect(page.locator("h1")).to_have_text("今日待办")
        page.click(f"a[href='/desk/appeals/{appeal}']")
        _sends(opened, "受理")
        page.select_option(
            "details[open] select[name=commissioner]", desk.commissioner_id
        ) if page.locator("details[open] select[name=commissioner]").count() else page.check(
            f"input[name=commissioner][value='{desk.commissioner_id}']"
        )
        _sends(opened, "交给专员")
        page.check("details[open] input[value=settle_on_the_spot]")
        page.fill("details[open] [name=note]", "当天换了灯。")
        _sends(opened, "登记办理")
        page.click("summary:has-text('办结')")
        page.check("details[open] input[value=settled]")
        _sends(opened, "办结")
        assert opened.checks() == []

    shown = desk.answer(f"/appeals/{appeal}")
    assert (shown["state"], shown["outcome"]) == ("closed", "settled")
    assert shown["commissioner_name"] == "欧阳建国"
