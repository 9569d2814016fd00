"""A clerk of the workstation, from the first question to residents down to the public notice."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser.windows import Window, window
from tests.journeys.people import BEST, Person, administrator_of_the_street
from tests.journeys.recruiting import DAY, TODAY, know_the_holidays
from tests.journeys.running import Running
from tests.servers.waiting import wait_for

_STAGES = ("check", "interview", "opinion", "ranking")


def _clerk(running: Running) -> Person:
    """Somebody of the workstation, with an account."""
    area = running.home.community
    new = {
        "login": f"clerk.{area[-6:]}",
        "display_name": "站长",
        "area": area,
        "roles": [{"role": "workstation_staff", "area": area}],
    }
    made = administrator_of_the_street(running).answer("POST", "/accounts", new)
    person = Person(running, str(new["login"]), made["initial_password"])
    person.sign_in()
    person.change_password(BEST)
    return person


def _does(page: Page, deed: str, **typed: str) -> None:
    """Fold the form of a deed open, fill it in, send it, and read what was done."""
    folded = page.locator(f"details:has(input[value='{deed}'])")
    if folded.get_attribute("open") is None:
        folded.locator("summary").click()
    for name, value in typed.items():
        field = folded.locator(f"[name='{name.replace('__', '.')}']")
        if field.first.get_attribute("type") == "radio":
            folded.locator(f"[name='{name.replace('__', '.')}'][value='{value}']").check()
        else:
            field.fill(value)
    folded.locator("button.wide").click()
    expect(page.locator(".told")).to_be_visible()


def _fills(page: Page, **typed: str) -> None:
    for name, value in typed.items():
        page.fill(f"main [name='{name}']", value)


def _sends(page: Page) -> None:
    page.click("main form button.wide")
    expect(page.locator(".told")).to_be_visible()


def _ask_residents(opened: Window) -> None:
    """A survey is drafted, opened, answered on paper twice, and closed."""
    page = opened.page
    opened.opens("/desk/surveys/new")
    _fills(page, title="居民需求问卷", intro="用于确定社区专员岗位。")
    page.check("[name=one_answer_per][value=household]")
    _sends(page)
    assert opened.checks() == []
    survey = page.url
    _does(page, "open_survey")
    for household in ("3栋501", "4栋201"):
        page.goto(f"{survey}/paper")
        page.fill("[name=answered_on]", str(TODAY))
        page.fill("[name=household]", household)
        page.check("[value=fire_safety]")
        _sends(page)
    page.goto(survey)
    _does(page, "close_survey")
    page.click("main a:has-text('问卷结果')")
    expect(page.locator("table").first).to_contain_text("消防安全")
    assert opened.checks() == []


def _find_somebody(opened: Window) -> None:
    """The strongest need becomes a post, and a campaign takes an application for it."""
    page = opened.page
    _does(page, "propose_posts", most="1")
    page.click("table.list td a")
    _does(page, "open_post")
    _does(page, "advertise_post")
    assert opened.checks() == []
    opened.opens("/desk/campaigns/new")
    _fills(page, title="社区专员招募", text="热心公益的居民均可报名。")
    # Tomorrow, so that the clock does not open it before the clerk does.
    _fills(page, opens_on=str(TODAY + DAY), closes_on=str(TODAY + DAY))
    page.check("[name=channels][value=notice_board]")
    page.check("[name=posts]")
    _sends(page)
    campaign = page.url
    _does(page, "announce_campaign")
    _does(page, "open_campaign")
    page.click("main a:has-text('登记报名')")
    for name in ("name", "ability", "time_available", "motivation", "address"):
        page.fill(f"main [name={name}]", "陈秀英")
    page.fill("main [name=phone]", "13900139000")
    page.check("[name=how][value=paper]")
    for name in ("is_voluntary", "lives_in_community", "consents_to_notice"):
        page.check(f"main [name={name}]")
    _sends(page)
    application = page.url
    page.goto(campaign)
    _does(page, "close_campaign")
    _does(page, "start_screening")
    expect(page.locator("main")).to_contain_text("进行中")
    assert opened.checks() == []
    page.goto(application)


def _screen(opened: Window) -> None:
    """Points for each criterion, each stage with its reason, and the decision."""
    page = opened.page
    points = {f"points__{at}__points": str(80 + at) for at in range(4)}
    _does(page, "score_application", **points)
    for stage in _STAGES:
        asked = {}
        if stage == "opinion":
            numbers = {"asked": "36", "in_favour": "31", "against": "2"}
            asked = {f"opinion__{name}": value for name, value in numbers.items()}
            asked["opinion__way"] = "meeting"
        _does(page, "decide_stage", passed="true", reason="符合条件。", **asked)
    assert opened.checks() == []
    _does(page, "decide_application", outcome="selected", reason="综合得分第一。")


def test_a_clerk_goes_from_a_survey_to_the_public_notice(
    embedded: Running, chromium: Browser
) -> None:
    know_the_holidays(embedded)
    person = _clerk(embedded)
    with window(chromium, embedded.address) as opened:
        opened.signs_in(person)
        page = opened.page
        _ask_residents(opened)
        _find_somebody(opened)
        _screen(opened)
        page.click("main a:has-text('提名聘任')")
        page.check("[name=kind][value=group_leader]")
        for name in ("ability", "trust", "recognition", "willingness"):
            page.fill(f"main [name={name}]", "多年楼长，居民信任。")
        _sends(page)
        _does(page, "open_notice")
        expect(page.locator("h1 + .tag")).to_have_text("公示中")
        assert opened.checks() == []
        assert opened.faults == []

    path = f"/public/communities/{embedded.home.community}/notices"
    wait_for(lambda: len(embedded.answer("GET", path)["items"]) == 1, 10, "the notice is public")
