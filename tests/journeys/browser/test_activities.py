"""Residents and volunteers find activities and get places, on a phone without a script."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Browser, Page, expect

from runtime import clock
from tests.journeys.browser.windows import NARROW, window
from tests.journeys.running import Json, Running, staff_of
from tests.servers.waiting import wait_for

_DAY, _HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
_GUEST: Json = {"name": "陈秀英", "phone": "13700137001", "age_group": "adult"}
_VOLUNTEER: Json = {
    "name": "李建华",
    "phone": "13800138007",
    "age_group": "adult",
    "skills": [],
    "interests": [],
    "free_times": ["saturday"],
    "how": "in_person",
}


def _published(running: Running, title: str, places: int) -> Json:
    home = running.home.community
    station, starts_at = staff_of(home), clock.now() + 3 * _DAY
    shift = {"starts_at": starts_at, "ends_at": starts_at + 2 * _HOUR}
    plan: Json = {
        "organiser": "residents_committee",
        "community": home,
        "title": title,
        "plan": "邻里同桌共餐，每家带一道菜。",
        "place": "社区广场",
        "cost_estimate_fen": 0,
        "shifts": [{name: at.isoformat() for name, at in shift.items()} | {"places": places}],
    }

    def planned() -> Json | None:
        """As soon as the service knows the community."""
        answer = running.call("POST", "/activities", actor=station, json=plan)
        found: Json = answer.json()
        return found if answer.ok else None

    made = wait_for(planned, 20, "the community is known") or {}
    for step in ("submission", "approval", "publication"):
        path = f"/activities/{made['id']}/{step}"
        running.answer("POST", path, actor=station, json={})
    return made


def _finds(page: Page, running: Running, title: str) -> None:
    """From the community's first page to the form of the sign-up."""
    page.goto(f"{running.address}/communities/{running.home.community}")
    page.click("text=全部活动，去报名")
    page.click(f"a:has-text('{title}')")
    expect(page.locator("h1")).to_have_text(title)
    page.click("main a.button:has-text('报名')")
    expect(page.locator("h1")).to_have_text("活动报名")


def test_a_resident_finds_an_activity_and_signs_up_as_a_guest(
    running: Running, chromium: Browser
) -> None:
    _published(running, "百家宴", places=20)
    with window(chromium, running.address, width=NARROW, script=False) as opened:
        page = opened.page
        _finds(page, running, "百家宴")
        page.fill("#name", "王小芳")
        page.fill("#phone", "13700137000")
        page.check("input[name=age_group][value=adult]")
        page.fill("#heads", "3")
        page.fill("#group", "荔林合唱队")
        page.click("button.wide >> visible=true")

        expect(page.locator(".told")).to_contain_text("报名成功")
        code = page.locator(".code.big").inner_text().strip()
        signed_up = running.answer("GET", f"/public/sign-ups/{code}")
        page.goto(f"{running.address}/track")
        page.check("input[value=sign-ups]")
        page.fill("#code", code.lower())
        page.click("main button.wide")
        expect(page.locator("main")).to_contain_text("荔林合唱队")

        page.click("text=我的信息")
        page.click("summary:has-text('复制一份我的信息')")
        page.fill("#copy-phone", "13700137000")
        page.click("text=查看副本")
        expect(page.locator("main")).to_contain_text("王小芳")

        page.goto(f"{running.address}/sign-ups/{code}")
        page.click("summary:has-text('取消报名')")
        page.click("button:has-text('取消报名')")
        expect(page.locator(".told")).to_contain_text("已取消报名")
        assert opened.faults == []

    assert (signed_up["state"], signed_up["heads"]) == ("confirmed", 3)
    assert running.answer("GET", f"/public/sign-ups/{code}")["state"] == "withdrawn"


def test_a_volunteer_accepts_a_place_that_became_free_by_code(
    running: Running, chromium: Browser
) -> None:
    home = running.home.community
    activity = _published(running, "邻里书画展", places=1)
    guest = _GUEST | {"shift_id": activity["shifts"][0]["id"]}
    first = running.answer("POST", "/public/sign-ups", json=guest)
    person = _VOLUNTEER | {"community": home}
    code = running.answer("POST", "/volunteers", actor=staff_of(home), json=person)["code"]
    with window(chromium, running.address, width=NARROW, script=False) as opened:
        page = opened.page
        _finds(page, running, "邻里书画展")
        page.click("summary:has-text('我是注册义工')")
        page.fill("#code", code.lower())
        page.click("button.wide >> visible=true")
        expect(page.locator("main")).to_contain_text("您在候补，前面还有 0 份报名")

        running.answer("POST", f"/public/sign-ups/{first['code']}/withdrawal", json={})
        page.goto(f"{running.address}/volunteers/{code}")
        expect(page.locator("main")).to_contain_text("轮到您了")
        page.click("text=我要这个名额")
        expect(page.locator(".told")).to_contain_text("名额是您的了")
        assert opened.faults == []

    [place] = running.answer("GET", f"/public/volunteers/{code}/sign-ups")["items"]
    assert place["state"] == "confirmed"
