"""A commissioner checks people in on a phone, 390 px wide, without a network."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Browser, Page, expect

from runtime import clock
from tests.journeys.browser.desk import Desk, manned_by_appointment
from tests.journeys.browser.windows import NARROW, window
from tests.journeys.running import Json, Running, staff_of
from tests.servers.waiting import wait_for

_PEOPLE = ("陈秀英", "王芳", "李建国")


@pytest.fixture(scope="module")
def desk(embedded: Running) -> Desk:
    """A workstation, and a commissioner whom every register knows."""
    return manned_by_appointment(embedded)


@pytest.fixture(scope="module")
def activity(desk: Desk) -> str:
    """An activity of the commissioner's team that begins soon, with three volunteers."""
    running, station = desk.running, staff_of(desk.running.home.community)
    [post] = desk.answer("/posts")["items"]

    def founded() -> Json | None:
        body = {"post_id": post["id"], "name": "文体团队"}
        found = running.call("POST", "/teams", json=body, actor=station)
        made: Json | None = found.json() if found.ok else None
        return made

    team = wait_for(founded, 30, "the post is known")
    assert team is not None
    starts_at = clock.now() + dt.timedelta(minutes=30)
    shift = {
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + dt.timedelta(hours=2)).isoformat(),
        "places": 9,
    }
    plan = {
        "team_id": team["id"],
        "title": "楼道巡查",
        "plan": "分组巡查。",
        "place": "社区广场",
        "cost_estimate_fen": 0,
        "shifts": [shift],
    }
    one = str(desk.do("/activities", plan)["id"])
    for step in ("submission", "approval", "publication"):
        desk.do(f"/activities/{one}/{step}", {})
    shift_id = desk.answer(f"/activities/{one}")["shifts"][0]["id"]
    for number, name in enumerate(_PEOPLE):
        person = {
            "community": running.home.community,
            "name": name,
            "phone": f"1390013900{number}",
            "age_group": "adult",
            "skills": [],
            "interests": [],
            "free_times": [],
        }
        code = running.answer("POST", "/public/volunteers", json=person)["code"]
        path = f"/public/volunteers/{code}/sign-ups"
        running.answer("POST", path, json={"shift_id": shift_id})
    return one


def test_a_minor_at_the_door_comes_with_the_guardians_word(
    desk: Desk, activity: str, chromium: Browser
) -> None:
    minor = {
        "community": desk.running.home.community,
        "name": "小明",
        "phone": "13900139009",
        "age_group": "aged_14_to_17",
        "minor_until_year": clock.now().year + 2,
        "guardian_name": "明妈妈",
        "guardian_phone": "13900139010",
        "skills": [],
        "interests": [],
        "free_times": [],
    }
    code = desk.running.answer("POST", "/public/volunteers", json=minor)["code"]
    [registered] = desk.running.answer("GET", f"/public/volunteers/{code}")["registrations"]
    with window(chromium, desk.running.address, width=NARROW) as opened:
        page = opened.page
        opened.signs_in(desk.commissioner)
        opened.opens(f"/desk/activities/{activity}/check-in")
        page.fill("[name=number]", registered["number"])
        page.check("[name=guardian_agrees]")
        page.click("text=登记到场")

        wait_for(lambda: _unannounced(desk, activity) == 1, 10, "the minor is there")
        expect(page.locator("[name=guardian_agrees]")).not_to_be_checked()


def _there(desk: Desk, activity: str) -> dict[int, str | None]:
    """How those who signed up were there, by their number in the list."""
    found = desk.answer(f"/sign-ups?activity_id={activity}")["items"]
    return {one["turn"]: one["presence"] for one in found if not one["came_unannounced"]}


def _unannounced(desk: Desk, activity: str) -> int:
    found = desk.answer(f"/sign-ups?activity_id={activity}")["items"]
    return sum(one["came_unannounced"] for one in found)


def _minutes(desk: Desk, activity: str) -> list[int]:
    return [one["minutes"] for one in desk.answer(f"/hours?activity_id={activity}")["items"]]


def _presses(page: Page, turn: int, presence: str) -> None:
    page.click(f"[data-turn='{turn}'] [data-presence='{presence}']")


def test_who_came_is_written_down_without_a_network_and_arrives_once(
    desk: Desk, activity: str, chromium: Browser
) -> None:
    """Somebody else's word in between is told, and decided by the person who holds the phone."""
    here, before = f"/desk/activities/{activity}/check-in", _minutes(desk, activity)
    with window(chromium, desk.running.address, width=NARROW) as opened:
        page, context = opened.page, opened.page.context
        opened.signs_in(desk.commissioner)
        opened.opens(here)
        kept = (
            "path => navigator.serviceWorker.ready.then(async () => {"
            "for (;;) { if (await caches.match(path)) return true;"
            "await new Promise((on) => setTimeout(on, 50)); } })"
        )
        assert page.evaluate(kept, here)
        assert opened.checks() == []
        context.set_offline(True)
        page.reload()
        expect(page.locator("h1")).to_contain_text("楼道巡查")
        expect(page.locator("[data-turn='1']")).to_contain_text("陈*")
        _presses(page, 1, "present")
        expect(page.locator("[data-away]")).to_be_visible()
        _presses(page, 2, "absent")
        _presses(page, 2, "excused")
        _presses(page, 3, "present")
        expect(page.locator("[data-count]")).to_have_text("3")
        page.reload()
        expect(page.locator("[data-count]")).to_have_text("3")
        assert _there(desk, activity) == {1: None, 2: None, 3: None}
        sign_ups = desk.answer(f"/sign-ups?activity_id={activity}")["items"]
        [third] = [one["id"] for one in sign_ups if one["turn"] == 3]
        desk.do(f"/sign-ups/{third}/attendance", {"presence": "absent"})

        context.set_offline(False)
        page.evaluate("window.dispatchEvent(new Event('online'))")

        expect(page.locator("[data-anyway]")).to_be_visible()
        expect(page.locator("[data-count]")).to_have_text("1")
        assert _there(desk, activity) == {1: "present", 2: "excused", 3: "absent"}
        page.click("[data-anyway]")
        expect(page.locator("[data-waiting]")).to_be_hidden()
        page.reload()
        expect(page.locator("[data-turn='3'] [aria-pressed=true]")).to_contain_text("到场")
    assert _there(desk, activity) == {1: "present", 2: "excused", 3: "present"}
    assert _minutes(desk, activity) == [*before, 120, 120]
