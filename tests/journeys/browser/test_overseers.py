"""A street officer's Monday, and an administrator's first day in a new street."""

from __future__ import annotations

import datetime as dt
import re

from playwright.sync_api import Browser, FilePayload, Page, expect

from runtime.identifiers import new_id
from tests.journeys.browser.windows import Window, does, fills_in, window
from tests.journeys.people import (
    administrator_above,
    administrator_of_the_street,
    holder_made_by,
)
from tests.journeys.recruiting import TODAY
from tests.journeys.running import Running, an_appeal, commissioner_of, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Role

_HEADING = "code,name_zh,name_en,valid_from"


def _sends(opened: Window, **typed: str) -> None:
    """The only form of a page's own."""
    form = opened.page.locator("main form[method=post]").last
    fills_in(form, typed)
    form.locator("button.wide").click()


def test_a_street_officers_monday(running: Running, chromium: Browser) -> None:
    """Issue 19: overview, a community, an override, a regulation, the briefing."""
    street, community = running.home.street, running.home.community
    officer = holder_made_by(administrator_of_the_street(running), Role.STREET_OFFICER, street)
    _fall_behind(running)

    with window(chromium, running.address) as opened:
        page = opened.page
        opened.signs_in(officer)
        opened.opens("/desk/overview")
        late = page.locator(f"main td a[href*='tab=overdue&area={community}']")
        expect(late).to_have_text("1")
        page.locator(f"main td a[href*='area={community}']").first.click()
        expect(page).to_have_url(re.compile(f"area={community}"))
        expect(page.locator("main [data-print]")).to_be_visible()
        assert _printed(page), "the briefing of this community"

        opened.opens(f"/desk/post-caps/{community}")
        until = str(TODAY + dt.timedelta(days=30))
        does(page, "override_post_cap", extra="1", reason="人口多，经研究增设。", to=until)
        assert opened.checks() == []
        does(page, "end_post_override", reason="不再需要。")

        opened.opens(f"/desk/regulations/{street}/training")
        does(page, "draft_regulation", text="1. 上岗前培训八小时。")
        expect(page.locator(".changes .added")).to_contain_text("八小时")
        assert opened.checks() == []
        does(page, "publish_regulation", reason="经街道办公会议研究通过。")
        opened.opens(f"/streets/{street}/regulations/training")
        expect(page.locator("main")).to_contain_text("上岗前培训八小时")
        opened.opens("/desk/disclosures")
        assert opened.checks() == []
    assert opened.faults == []


def _fall_behind(running: Running) -> None:
    """An appeal of an earlier month that nobody settled; nobody else's is overdue there."""
    home = running.home.community
    station, commissioner = staff_of(home), commissioner_of(home)
    running.bring_into_office(commissioner)
    raised = {"channel": "phone", "received_at": "2013-05-06T09:00:00+08:00"}
    body = an_appeal(community=home) | raised
    found = running.answer("POST", "/appeals", actor=station, json=body)
    one, then = f"/appeals/{found['id']}", {"happened_at": "2013-05-07T09:00:00+08:00"}
    wait_for(lambda: running.call("GET", one, actor=station).ok, 20, "the appeal is stored")
    running.answer("POST", f"{one}/acceptance", actor=station, json=then)
    given = {"commissioner": commissioner.account, "due_on": "2013-05-17"} | then
    running.answer("POST", f"{one}/assignment", actor=station, json=given)


def _printed(page: Page) -> bool:
    """Whether charts and their tables come on paper, without what is to be clicked."""
    page.emulate_media(media="print")
    is_whole = page.locator("main svg.columns-drawn").first.is_visible()
    is_clean = not page.locator("main form.filters").is_visible()
    page.emulate_media(media="screen")
    return is_whole and is_clean and page.locator("main table").count() > 1


def test_an_administrators_first_day_in_a_new_street(running: Running, chromium: Browser) -> None:
    """Issue 19: areas with two errors, accounts, a lost app, holidays, words, the audit."""
    # Other journeys on this system know the holidays of the next year already.
    street, year = running.home.street, TODAY.year + 2
    keeper = administrator_above(running)
    lost = holder_made_by(keeper, Role.STREET_OFFICER, street)
    account = lost.answer("GET", "/accounts/me")["id"]
    code = f"{street[:9]}{991}"
    good = f"{_HEADING}\n{code},新设社区,New Community,{TODAY}\n"
    bad = f"{_HEADING}\n12,新设社区,New Community,{TODAY}\n{code},,New Community,{TODAY}\n"

    with window(chromium, running.address) as opened:
        page = opened.page
        opened.signs_in(keeper)
        opened.opens("/desk/administration/areas")
        _chooses(page, bad)
        expect(page.locator(".summary li")).to_have_count(2)
        _chooses(page, good)
        expect(page.locator("main table")).to_contain_text("新设社区")
        _chooses(page, good)
        expect(page.locator(".told")).to_contain_text("已导入")

        opened.opens(f"/desk/accounts/new?inside={street}&area={code}")
        login = f"clerk.{new_id().hex[-12:]}"
        role = {"roles.0.role": "workstation_staff", "roles.0.area": code}
        _sends(opened, login=login, display_name="刘明", **role)
        expect(page.locator("main")).to_contain_text("账号开好了")
        opened.opens(f"/desk/accounts/{account}")
        does(page, "give_role", role="administrator", area=street)
        does(page, "remove_second_factor")
        assert opened.checks() == []

        # It stays out of use, as others on this system count the categories in use.
        opened.opens("/desk/categories/new")
        named = {"code": f"new_{new_id().hex[-12:]}", "name_zh": "电梯故障", "name_en": "Lifts"}
        page.locator("main [name=active][type=checkbox]").uncheck()
        _sends(opened, **named)
        expect(page.locator(".told")).to_contain_text("已保存")
        expect(page.locator("main")).to_contain_text("电梯故障")

        for day, name in (("01-01", "元旦"), ("05-01", "劳动节"), ("10-01", "国庆节")):
            opened.opens(f"/desk/holidays/days?day={year}-{day}&is_workday=false")
            _sends(opened, name=name, source="国务院办公厅通知")
            expect(page.locator(".told")).to_be_visible()
        does(page, "declare_holiday_year", is_complete="true", source="国务院办公厅通知")

        opened.opens(f"/desk/notice-templates/{street}/appeal_assigned/zh")
        page.fill("[name=title]", "请三天内办理诉求{number}")
        page.click("button[value=preview]")
        expect(page.locator(".card.notice")).to_contain_text("请三天内办理诉求〔")
        page.click("button[value=save]")
        expect(page.locator(".told")).to_contain_text("已保存")
        opened.opens("/desk/audit")
        expect(page.locator("main")).to_contain_text("解除第二因素")
        page.click("main a:has-text('昨天')")
        assert opened.checks() == []
    assert [one for one in opened.faults if "422" not in one] == []


def _chooses(page: Page, table: str) -> None:
    """Pick the file and send it."""
    file: FilePayload = {"name": "areas.csv", "mimeType": "text/csv", "buffer": table.encode()}
    page.set_input_files("main input[type=file]", file)
    page.click("main form button.wide")
