"""A clerk of the workstation at the desk: a day with appeals."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser.desk import Desk, manned
from tests.journeys.browser.windows import window
from tests.journeys.running import Running

_TWENTY = 20


@pytest.fixture(scope="module")
def desk(embedded: Running) -> Desk:
    """A workstation with a clerk and a commissioner in office, on the embedded system."""
    return manned(embedded)


def _does(page: Page, deed: str) -> None:
    """Send the form that is open, and read that it was done."""
    page.click("details[open] button.wide")
    expect(page.locator(".told")).to_contain_text(f"{deed}：已完成")


def test_an_appeal_is_accepted_given_acted_on_and_closed(desk: Desk, chromium: Browser) -> None:
    appeal = desk.received("楼道灯坏了，晚上看不见路。")
    with window(chromium, desk.running.address) as opened:
        page = opened.page
        opened.signs_in(desk.clerk)
        expect(page.locator("h1")).to_have_text("今日待办")
        page.click(f"a[href='/desk/appeals/{appeal}']")
        _does(page, "受理")
        page.check(f"input[name=commissioner][value='{desk.commissioner_id}']")
        _does(page, "交给专员")
        page.check("details[open] input[value=settle_on_the_spot]")
        page.fill("details[open] [name=note]", "当天换了灯。")
        _does(page, "登记办理")
        page.click("summary:has-text('办结')")
        page.check("details[open] input[value=settled]")
        _does(page, "办结，写明结果")
        assert opened.checks() == []

    shown = desk.answer(f"/appeals/{appeal}")
    assert (shown["state"], shown["outcome"]) == ("closed", "settled")
    assert shown["commissioner_name"] == "欧阳建国"


def test_a_clerk_accepts_twenty_appeals_with_the_keyboard(desk: Desk, chromium: Browser) -> None:
    """J to the next one, Enter to open it, Tab to its button, back to the list."""
    appeals = {desk.received(f"第{number}盏路灯不亮。") for number in range(_TWENTY)}
    with window(chromium, desk.running.address) as opened:
        page = opened.page
        opened.signs_in(desk.clerk)
        opened.opens("/desk/appeals?tab=received")
        while page.locator("table[data-keys] tbody tr").count():
            page.keyboard.press("j")
            page.keyboard.press("Enter")
            expect(page.locator("details[open] summary")).to_have_text("受理")
            page.locator("details[open] summary").focus()
            _tab_to_the_button(page)
            page.keyboard.press("Enter")
            expect(page.locator(".told")).to_contain_text("受理：已完成")
            opened.opens("/desk/appeals?tab=received")

    assert {desk.answer(f"/appeals/{one}")["state"] for one in appeals} == {"accepted"}


def _tab_to_the_button(page: Page) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('details[open] button.wide')"):
            return
    raise AssertionError("no way to the button by Tab")


def test_a_double_click_acts_once(desk: Desk, chromium: Browser) -> None:
    appeal = desk.given("电梯停了。")
    with window(chromium, desk.running.address) as opened:
        page = opened.page
        opened.signs_in(desk.clerk)
        opened.opens(f"/desk/appeals/{appeal}")
        page.check("details[open] input[value=settle_on_the_spot]")
        page.fill("details[open] [name=note]", "叫了维保。")
        page.dblclick("details[open] button.wide")
        expect(page.locator(".told")).to_contain_text("登记办理：已完成")

    done = [step["what"] for step in desk.answer(f"/appeals/{appeal}")["history"]]
    assert done.count("action_taken") == 1


def test_two_clerks_on_one_case_do_not_undo_each_other(desk: Desk, chromium: Browser) -> None:
    """The second reads what happened meanwhile, with what they typed still there, and goes on."""
    appeal = desk.given("小广告贴满楼道。")
    with window(chromium, desk.running.address) as opened:
        page = opened.page
        opened.signs_in(desk.clerk)
        opened.opens(f"/desk/appeals/{appeal}")
        page.check("details[open] input[value=settle_on_the_spot]")
        page.fill("details[open] [name=note]", "清了一楼。")
        acted = {"method": "suggest_solution", "note": "建议装公告栏。"}
        desk.do(f"/appeals/{appeal}/actions", acted)
        page.click("details[open] button.wide")

        expect(page.locator(".summary")).to_contain_text("别人改过它")
        expect(page.locator("details[open] [name=note]")).to_have_value("清了一楼。")
        expect(page.locator(".steps")).to_contain_text("建议装公告栏")
        _does(page, "登记办理")


def test_a_session_that_ends_in_a_long_form_loses_nothing(desk: Desk, chromium: Browser) -> None:
    words = "三栋二单元楼道堆满杂物，消防通道走不了人。" * 20
    with window(chromium, desk.running.address) as opened:
        page = opened.page
        opened.signs_in(desk.clerk)
        opened.opens("/desk/appeals/new")
        page.select_option("#category", "fire_safety")
        page.fill("#text", words)
        page.check("input[name=channel][value=phone]")
        page.context.clear_cookies(name="linli_session")
        page.click("main button.wide")

        expect(page.locator("h1")).to_contain_text("请重新登录")
        page.fill("#login", desk.clerk.login)
        page.fill("#password", desk.clerk.password)
        page.click("main button.wide")
        page.click("main button:not(.plain)")
        expect(page.locator("h1")).to_have_text("诉求已登记")
        code = page.locator(".code.big").inner_text()

    stored = desk.running.stored({"tracking_code": code})
    assert desk.answer(f"/appeals/{stored['id']}")["text"] == words
