"""A project is reviewed by code on a phone without a script, and closed and answered at the desk."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Browser, expect

from runtime import clock
from tests.journeys.browser.desk import Desk
from tests.journeys.browser.windows import NARROW, WIDE, Window, window
from tests.journeys.running import Json
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import day_of


def _is_sound(opened: Window) -> None:
    """Nothing is wrong with the page, at a desk and on a phone."""
    for width in (WIDE, NARROW):
        opened.widens(width)
        assert opened.checks() == []


def _an_open_review(office: Desk) -> tuple[str, list[str]]:
    """Its address, and the codes of five activists."""
    running, today = office.running, day_of(clock.now())
    officer = Actor("reviewing", (Grant(Role.STREET_OFFICER, running.home.street),))

    def do(path: str, body: Json) -> Json:
        return running.answer("POST", path, actor=officer, json=body)

    terms = {
        "area": running.home.community,
        "project": "荔林路慢行系统改造",
        "content": "拓宽人行道，增设过街设施。",
        "owner": "街道城建科",
        "criteria": ["方便居民出行", "施工影响"],
        "closes_on": str(today + dt.timedelta(days=7)),
        "answer_due_on": str(today + dt.timedelta(days=30)),
    }
    one = f"/project-reviews/{do('/project-reviews', terms)['id']}"
    people = [{"name": name} for name in ("刘建国", "周美兰", "陈志强", "黄丽华", "吴海燕")]
    codes = [each["code"] for each in do(f"{one}/reviewers", {"invitees": people})["items"]]
    do(f"{one}/opening", {})
    return one, codes


def test_a_reviewer_rates_on_a_phone_and_the_office_answers(
    office: Desk, chromium: Browser
) -> None:
    running = office.running
    one, codes = _an_open_review(office)

    with window(chromium, running.address, width=NARROW, script=False) as opened:
        page = opened.page
        opened.opens("/review")
        page.fill("#code", codes[0].lower())
        page.click("button:has-text('下一步')")
        expect(page.locator("main")).to_contain_text("没有人知道是谁写的")
        page.click("button:has-text('开始评价')")
        # Nobody goes on without an answer.
        page.click("button:has-text('下一步')")
        expect(page.locator(".summary")).to_contain_text("还没有打分")
        page.check("input[value='5']")
        page.click("button:has-text('下一步')")
        page.check("input[value='1']")
        page.click("button:has-text('下一步')")
        page.fill("#words", "工期偏长。")
        page.click("button:has-text('下一步')")
        expect(page.locator("main")).to_contain_text("5 分")
        page.click("button:has-text('交出评价')")
        expect(page.locator(".told")).to_contain_text("已收到")
        opened.opens(f"/review?code={codes[0]}")
        expect(page.locator("main")).to_contain_text("您已于")
        opened.opens("/review?code=7K3M-9QX2-B4TD-1V8H")
        expect(page.locator(".summary")).to_contain_text("评价码")

    with window(chromium, running.address, width=NARROW) as opened:
        opened.opens(f"/review?code={codes[1]}")
        _is_sound(opened)
        opened.page.click("button:has-text('开始评价')")
        _is_sound(opened)

    for code in codes[1:]:
        sheet = f"/public/review-sheets/{code}/ratings"
        running.answer("POST", sheet, json={"scores": [4, 2]})
    desk = f"/desk{one}"
    with window(chromium, running.address, width=WIDE) as opened:
        page = opened.page
        opened.signs_in(office.holder(Role.STREET_OFFICER))
        opened.opens(desk)
        _is_sound(opened)
        opened.widens(WIDE)
        page.click("summary:has-text('结束评价')")
        page.click("details[open] button:has-text('结束评价')")
        expect(page.locator("main")).to_contain_text("工期偏长。")
        _is_sound(opened)
        opened.widens(WIDE)
        page.click("summary:has-text('登记责任单位答复')")
        page.fill("details[open] textarea[name='answer']", "工期压缩为六个月。")
        page.click("details[open] button:has-text('登记责任单位答复')")
        for path in (
            desk,
            "/desk/project-reviews",
            "/desk/project-reviews/new",
            "/desk/year-end-meetings",
            "/desk/year-end-meetings/new",
            "/desk/nominations",
            "/desk/nominations/new",
            "/desk/committee-elections",
            "/desk/committee-elections/new",
        ):
            opened.opens(path)
            _is_sound(opened)

    with window(chromium, running.address, width=NARROW) as opened:
        opened.opens(f"/communities/{running.home.community}/project-reviews")
        _is_sound(opened)
        opened.page.click("a:has-text('荔林路慢行系统改造')")
        expect(opened.page.locator("main")).to_contain_text("工期压缩为六个月。")
        _is_sound(opened)
