"""What people do at the pages of their own account, and what is left when they go."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser.desk import Desk, manned
from tests.journeys.browser.windows import window
from tests.journeys.conftest import Shared
from tests.journeys.people import administrator_of_the_street, somebody_made_by
from tests.journeys.places import place_of
from tests.journeys.recruiting import DAY, TODAY, Community
from tests.journeys.running import Running
from tests.servers.openid_provider import PASSWORD
from tests.servers.waiting import wait_for

_CALLBACK = "/api/v1/sessions/openid/callback"
_STEPS_MOST = 6


@pytest.fixture(scope="module")
def embedded(shared_embedded: Shared) -> Iterator[Running]:
    """Everything in one process; the city's account system listens while this file runs."""
    running = dataclasses.replace(shared_embedded.running, home=place_of(__file__))
    shared_embedded.provider.serve(running.address + _CALLBACK)
    try:
        yield running
    finally:
        shared_embedded.provider.remove()


@pytest.fixture(scope="module")
def desk(embedded: Running) -> Desk:
    """A workstation with a clerk and a commissioner in office."""
    return manned(embedded)


def test_a_notice_is_marked_as_read_and_leads_to_its_appeal(desk: Desk, chromium: Browser) -> None:
    appeals = [desk.given(text) for text in ("垃圾桶满了没人清。", "楼道的灯坏了。")]
    wait_for(lambda: _unread(desk) == [*reversed(appeals)], 30, "both notices are there")
    with window(chromium, desk.running.address) as opened:
        page = opened.page
        opened.signs_in(desk.commissioner)
        opened.opens("/desk/notices")
        before = page.locator(".notices li").count()

        page.locator(".notices li").first.get_by_role("button", name="去办理").click()

        page.wait_for_url(f"**/desk/appeals/{appeals[1]}")
        expect(page.locator(".told")).to_contain_text("通知已标为已读")
        opened.opens("/desk/notices")
        expect(page.locator(".tabs [aria-current]")).to_have_text(f"未读{before - 1}")
        expect(page.locator(".notices li")).to_have_count(before - 1)

    assert _unread(desk) == appeals[:1]


def _unread(desk: Desk) -> list[str]:
    found = desk.commissioner.answer("GET", "/notices?unread=true")["items"]
    # The office for which they were named is told too.
    return [str(one["subject_id"]) for one in found if one["subject_kind"] == "appeal"]


def test_an_office_counts_once_its_person_has_confirmed_it(
    embedded: Running, chromium: Browser
) -> None:
    person = somebody_made_by(administrator_of_the_street(embedded))
    account = str(person.answer("GET", "/accounts/me")["id"])
    here = Community(embedded, embedded.home.community)
    here.appointed(here.post("文体专员"), TODAY - 60 * DAY, commissioner=account)
    wait_for(
        lambda: person.answer("GET", "/accounts/me/offices")["items"], 30, "the office is there"
    )
    with window(chromium, embedded.address) as opened:
        page = opened.page
        opened.signs_in(person)
        assert page.locator("nav.side >> text=我的待办").count() == 0
        opened.opens("/desk/account/offices")

        page.click("text=确认任职")
        page.fill("#current_password", person.password)
        page.click("main button.wide")

        expect(page.locator(".told")).to_contain_text("任职已确认")
        expect(page.locator("main .tag.done")).to_have_text("已确认")
        opened.opens("/desk")
        expect(page.locator("h1")).to_have_text("我的待办")


def test_an_identity_of_the_city_is_linked_and_taken_off(
    embedded: Running, shared_embedded: Shared, chromium: Browser
) -> None:
    person = somebody_made_by(administrator_of_the_street(embedded))
    with window(chromium, embedded.address) as opened:
        page = opened.page
        opened.signs_in(person)
        opened.opens("/desk/account/identities")

        page.click("summary:has-text('绑定')")
        page.fill("#current_password", person.password)
        page.click("main form:has(#current_password) button.wide")
        page.click("text=前往登录")
        # Until the browser has left, its address still looks like the way back.
        page.wait_for_url(lambda url: not url.startswith(embedded.address))
        _signs_in_there(page, shared_embedded.provider.newcomer(), embedded.address)

        expect(page.locator("main li strong")).to_have_count(1)
        page.click("text=解除绑定")
        expect(page.locator(".told")).to_contain_text("绑定已解除")
        expect(page.locator("main li strong")).to_have_count(0)


def _signs_in_there(page: Page, person: str, back: str) -> None:
    """Fill in the forms of the city's account system until it leads back."""
    for _ in range(_STEPS_MOST):
        if page.url.startswith(back):
            return
        for name, text in (("login", person), ("password", PASSWORD)):
            if (field := page.locator(f"input[name={name}]:visible")).count():
                field.fill(text)
        accepts = page.locator("button[name=answer][value=accept]")
        onward = accepts if accepts.count() else page.locator("form button[type=submit]")
        with page.expect_navigation():
            onward.first.click()
    raise AssertionError(f"no way back from {page.url}")


def test_going_back_after_the_sign_out_shows_nothing(desk: Desk, chromium: Browser) -> None:
    appeal = desk.received("垃圾桶满了没人清。")
    with window(chromium, desk.running.address) as opened:
        page = opened.page
        opened.signs_in(desk.clerk)
        opened.opens(f"/desk/appeals/{appeal}")
        expect(page.locator("main")).to_contain_text("垃圾桶")
        page.click("text=退出")
        page.wait_for_load_state()

        page.go_back()

        expect(page.locator("#password")).to_be_visible()
        expect(page.locator("body")).not_to_contain_text("垃圾桶")
