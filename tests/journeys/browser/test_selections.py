"""A year-end selection on pages: a vote without a script, opinions, count, nomination, notice."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from runtime import clock
from tests.journeys.browser.desk import Desk
from tests.journeys.browser.windows import NARROW, WIDE, Window, window
from tests.journeys.running import Json, Running, staff_of
from tests.papers import text_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import day_of

_CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
_TERMS: Json = {
    "title": "年度优秀社区专员",
    "criteria": [
        {"criterion": "ballot", "weight": 60},
        {"criterion": "committee", "weight": 40},
    ],
    "honours": 1,
    "least_days": 0,
    "least_cases": 1,
}


def _an_open_selection(running: Running) -> tuple[str, list[str]]:
    """Its address among the routes, and the codes of two slips."""
    home = running.home
    officer = Actor("selecting", (Grant(Role.STREET_OFFICER, home.street),))
    path = f"/communities/{home.community}/selections"
    terms = _TERMS | {"year": day_of(clock.now()).year}

    def drafted() -> Json | None:
        """As soon as the commissioner is known to be in office."""
        answer = running.call("POST", path, actor=officer, json=terms)
        made: Json | None = answer.json() if answer.ok else None
        return made

    found = wait_for(drafted, 30, "the commissioner is known") or {}
    one, staff = f"/selections/{found['id']}", staff_of(home.community)
    running.answer("POST", f"{one}/opening", actor=officer, json={})
    running.answer("POST", f"{one}/slips", actor=staff, json={"households": 2})
    sheet = running.call("GET", f"{one}/slips/1/document", actor=staff)
    return one, sorted(set(_CODE.findall(text_of(sheet.content))))


def _is_sound(opened: Window) -> None:
    """Nothing is wrong with the page, at a desk and on a phone."""
    for width in (WIDE, NARROW):
        opened.widens(width)
        assert opened.checks() == []
    opened.widens(WIDE)


def test_from_the_slip_to_the_public_notice(office: Desk, chromium: Browser) -> None:
    running = office.running
    one, codes = _an_open_selection(running)
    assert len(codes) == 2

    with window(chromium, running.address, width=NARROW, script=False) as opened:
        page = opened.page
        opened.opens("/vote")
        page.fill("#code", codes[0].lower())
        page.click("button:has-text('下一步')")
        page.click("button:has-text('下一步')")
        expect(page.locator(".summary")).to_contain_text("至少选一人")
        page.check("input[name=chosen] >> nth=0")
        page.click("button:has-text('下一步')")
        page.click("button:has-text('投票')")
        expect(page.locator("h1")).to_have_text("已投票")
        opened.opens(f"/vote?code={codes[0]}")
        expect(page.locator(".summary")).to_contain_text("已经用过")

    desk = f"/desk{one}"
    with window(chromium, running.address, width=WIDE) as opened:
        page = opened.page
        opened.signs_in(office.holder(Role.PARTY_COMMITTEE))
        opened.opens(f"{desk}/opinion")
        _is_sound(opened)
        for points in page.locator("input[name^='p.']").all():
            points.fill("88")
        page.click("button:has-text('提交打分')")
        expect(page.locator(".told")).to_contain_text("别人看不到")
        _is_sound(opened)
        page.click("summary:has-text('计分')")
        page.click("details[open] button:has-text('计分')")
        expect(page.locator("main")).to_contain_text("第 1 名")
        _is_sound(opened)
        page.fill("input[name='w.ballot']", "100")
        page.fill("input[name='w.committee']", "")
        page.click("button:has-text('试算')")
        expect(page.locator("#trial table")).to_contain_text("不变")
        _is_sound(opened)
        page.click("a:has-text('提名')")
        _is_sound(opened)
        page.click("button:has-text('提名')")
        expect(page.locator(".told")).to_contain_text("请工作站公示")

    office.do(f"{one}/notice", {})
    community = running.home.community
    with window(chromium, running.address, width=NARROW, script=False) as opened:
        page = opened.page
        opened.opens(f"/communities/{community}/selections")
        page.click("a:has-text('提出异议')")
        page.fill("#text", "公示中的事迹与事实不符。")
        page.click("button:has-text('提交异议')")
        expect(page.locator("main")).to_contain_text("街道办正在核实")

    with window(chromium, running.address, width=WIDE) as opened:
        opened.signs_in(office.holder(Role.STREET_OFFICER))
        opened.opens(desk)
        _is_sound(opened)
        expect(opened.page.locator("main")).to_contain_text("公示中的事迹与事实不符。")
        opened.opens("/desk/selections")
        _is_sound(opened)
        opened.opens("/desk/selections/new")
        _is_sound(opened)
        opened.opens("/desk/honours")
        _is_sound(opened)
