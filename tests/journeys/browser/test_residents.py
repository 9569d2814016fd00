"""A resident without an account: raise, follow, rate, contest; with a script and without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.browser.town import Town, close
from tests.journeys.browser.windows import NARROW, WIDE, Window, window
from tests.journeys.running import Running
from tests.servers.waiting import wait_for

#: As a link on the page would lead there.
_FOLLOWS = """address => {
    const link = document.createElement("a");
    link.href = address;
    document.body.append(link);
    link.click();
}"""
_TEXT = "三栋楼道里的灭火器过期半年了"


def _fill(page: Page, running: Running) -> None:
    home = running.home.community
    page.goto(f"{running.address}/appeals/new?community={home}")
    page.select_option("#category", "fire_safety")
    page.fill("#text", _TEXT)


def _code(page: Page) -> str:
    expect(page.locator("h1")).to_have_text("诉求已收到")
    return page.locator(".code.big").inner_text().strip()


@pytest.mark.parametrize("script", [True, False])
def test_an_appeal_is_raised_followed_rated_and_taken_up_again(
    running: Running, chromium: Browser, tmp_path: Path, *, script: bool
) -> None:
    picture = tmp_path / "灭火器.png"
    Image.new("RGB", (40, 30), (200, 0, 0)).save(picture)
    with window(chromium, running.address, width=NARROW, script=script) as opened:
        page = opened.page
        _fill(page, running)
        page.set_input_files("#files", picture)
        page.fill("#contact_phone", "13800138000")
        page.click("main button.wide")
        code = _code(page)
        appeal = running.stored({"tracking_code": code})
        close(running, appeal["id"])

        page.goto(f"{running.address}/track")
        page.fill("#code", code.lower())
        page.click("main button.wide")
        expect(page.locator("h1")).to_have_text("诉求进度")
        assert page.locator(".pictures img").count() == 1
        page.check("input[name=score][value='5']")
        page.click("text=提交评价")
        expect(page.locator(".told")).to_contain_text("谢谢您的评价")
        page.click("summary:has-text('问题没有解决')")
        page.fill("[name=reason]", "新的灭火器又不见了。")
        page.click("text=要求重新办理")
        expect(page.locator(".told")).to_contain_text("已重新打开")
        assert opened.faults == []

    assert running.answer("GET", f"/public/appeals/{code}")["state"] == "assigned"


@pytest.mark.timeout(300)
def test_what_was_typed_outlives_a_restart_of_the_gateway(
    embedded: Running, chromium: Browser
) -> None:
    """Sent while nobody answered, a form was lost."""
    with window(chromium, embedded.address) as opened:
        page = opened.page
        _fill(page, embedded)
        with embedded.stopped():
            page.click("main button.wide")
            page.wait_for_url("chrome-error://**")
        page.goto(f"{embedded.address}/appeals/new?community={embedded.home.community}")
        expect(page.locator("#text")).to_have_value(_TEXT)
        page.click("main button.wide")
        code = _code(page)

    assert embedded.stored({"tracking_code": code})["state"] == "received"


def test_a_page_that_waits_for_the_register_looks_again_by_itself(
    town: Town, chromium: Browser
) -> None:
    waiting: list[str] = []

    def as_if_on_its_way(route: Route) -> None:
        answer = route.fetch()
        waiting.append(answer.text().replace('id="appeal"', 'id="appeal" data-soon', 1))
        route.fulfill(response=answer, body=waiting[0])

    with window(chromium, town.running.address) as opened:
        opened.page.route(f"**{town.appeal}", as_if_on_its_way, times=1)
        opened.opens(town.appeal)
        expect(opened.page.locator("#appeal[data-soon]")).to_have_count(0)
        assert ["data-soon" in page for page in waiting] == [True]
        assert opened.faults == []


def test_a_double_click_sends_one_appeal(town: Town, chromium: Browser) -> None:
    with window(chromium, town.running.address) as opened:
        sent: list[str] = []
        opened.page.on(
            "request",
            lambda request: sent.append(request.url) if request.method == "POST" else None,
        )
        _fill(opened.page, town.running)
        opened.page.dblclick("main button.wide")
        _code(opened.page)

    assert len(sent) == 1


def test_what_was_typed_is_there_after_a_reload_but_for_the_phone(
    town: Town, chromium: Browser
) -> None:
    with window(chromium, town.running.address) as opened:
        page = opened.page
        _fill(page, town.running)
        page.fill("#contact_phone", "13800138000")
        page.reload()

        expect(page.locator("#text")).to_have_value(_TEXT)
        expect(page.locator("#contact_phone")).to_have_value("")
        page.click("main button.wide")
        _code(page)
        page.goto(f"{town.running.address}/appeals/new")
        expect(page.locator("#text")).to_have_value("")


def test_a_resident_of_80_needs_no_mouse_at_twice_the_size(town: Town, chromium: Browser) -> None:
    """长者版, by the keyboard alone, in a window that zoom has halved."""
    context = chromium.new_context(viewport={"width": 640, "height": 400}, locale="zh-CN")
    opened = Window(context.new_page(), town.running.address)
    page = opened.page
    opened.opens("/reading?letters=elder&to=/appeals/new")

    _tab_to(page, "community")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "category")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "text")
    page.keyboard.insert_text(_TEXT)
    _tab_to(page, None)
    page.keyboard.press("Enter")

    _code(page)
    assert opened.checks(is_elder=True) == []
    context.close()


def _tab_to(page: Page, name: str | None) -> None:
    """On with Tab until this field, or the button that sends, has the focus."""
    wanted = (
        f"e => e.name === '{name}'"
        if name
        else "e => e.tagName === 'BUTTON' && !!e.closest('main form')"
    )
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"({wanted})(document.activeElement)"):
            return
    raise AssertionError(f"no way to {name} by Tab")


def test_a_questionnaire_asks_what_the_answers_call_for(town: Town, chromium: Browser) -> None:
    """Without a script, to the end."""
    with window(chromium, town.running.address, width=NARROW, script=False) as opened:
        page = opened.page
        opened.opens(town.survey)
        page.check("input[value=yes]")
        page.click("text=下一步")
        page.fill("[name='q.walks']", "2")
        page.click("text=下一步")
        expect(page.locator("h2", has_text="请核对")).to_be_visible()
        page.fill("#household", "3栋501")
        page.click("text=提交问卷")
        expect(page.locator(".told")).to_contain_text("谢谢您的意见")


def test_a_neighbour_applies_changes_and_withdraws(town: Town, chromium: Browser) -> None:
    with window(chromium, town.running.address, script=False) as opened:
        page = opened.page
        opened.opens(f"{town.campaign}/application")
        page.check("input[name=post_id]")
        for name in ("name", "ability", "time_available", "motivation", "address"):
            page.fill(f"[name={name}]", "陈秀英")
        page.fill("[name=phone]", "13900139000")
        page.check("[name=lives_in_community]")
        page.check("[name=is_voluntary]")
        page.click("main button.wide")
        expect(page.locator(".told")).to_contain_text("已收到您的报名")
        code = re.search(r"/applications/([0-9A-Z-]+)", page.url)
        assert code is not None

        page.click("text=修改报名")
        page.fill("[name=address]", "5 栋")
        page.fill("[name=ability]", "会调解")
        page.click("main button.wide")
        expect(page.locator(".told")).to_contain_text("报名已修改")
        page.click("summary:has-text('撤回报名')")
        page.click("button:has-text('撤回报名')")
        expect(page.locator(".told")).to_contain_text("报名已撤回")

    path = f"/public/applications/{code[1]}"
    wait_for(
        lambda: town.running.answer("GET", path)["state"] == "withdrawn", 10, "it is withdrawn"
    )


def test_a_resident_objects_to_a_candidate_and_finds_the_objection_again(
    town: Town, chromium: Browser
) -> None:
    with window(chromium, town.running.address, width=NARROW, script=False) as opened:
        page = opened.page
        opened.opens(town.notice)
        page.fill("[name=text]", "听说他今年常住外地，请核实。")
        page.fill("[name=contact]", "3 栋 501")
        page.click("main button.wide")
        expect(page.locator(".told")).to_contain_text("已收到您的意见")
        code = page.locator(".code.big").inner_text()

        opened.opens("/track")
        page.check("input[type=radio] >> nth=2")
        page.fill("#code", code)
        page.click("main button.wide")
        expect(page.locator("main")).to_contain_text("党委正在核实，还没有答复。")
        expect(page.locator("main")).to_contain_text("还没有人查看过。")
        assert opened.faults == []


def test_a_neighbour_is_recommended_and_asked_first(town: Town, chromium: Browser) -> None:
    """A recommender gets no code: it is the person's own."""
    with window(chromium, town.running.address, width=NARROW, script=False) as opened:
        page = opened.page
        opened.opens(town.campaign)
        page.click("text=推荐邻居")
        page.check("input[name=post_id]")
        page.fill("[name=name]", "吴阿姨")
        page.fill("[name=phone]", "13700137000")
        page.fill("[name=recommendation]", "十多年的楼长，谁家有事都找她。")
        page.check("input[name=recommender][value=resident]")
        page.fill("[name=recommended_by]", "陈秀英")
        page.click("main button.wide")

        expect(page.locator(".told")).to_contain_text("工作站会先征求本人同意")
        assert page.locator(".code").count() == 0
        assert opened.faults == []


def test_the_own_data_is_erased_with_the_proof_alone(town: Town, chromium: Browser) -> None:
    with window(chromium, town.running.address, width=NARROW, script=False) as opened:
        page = opened.page
        _fill(page, town.running)
        page.fill("#contact_phone", "13800138000")
        page.click("main button.wide")
        code = _code(page)
        town.running.stored({"tracking_code": code})

        opened.opens(f"/appeals/{code}/data")
        for phone, said in (("13900139000", ".summary"), ("13800138000", ".told")):
            if not page.locator("#erase-phone").is_visible():
                page.click("summary:has-text('删除我的信息')")
            page.fill("#erase-phone", phone)
            page.check("#erase-withdraw")
            page.click("text=永久删除")
            expect(page.locator(said)).to_be_visible()
        expect(page.locator(".told")).to_contain_text("个人信息已删除")
        assert opened.faults == []

    assert town.running.answer("GET", f"/public/appeals/{code}")["erased_at"] is not None


_STRANGE = (
    "🔥𠮷家\u202eبرق\u202c <script>alert(1)</script> <b onclick=x>粗</b> &amp; {{ 7*7 }} ' \" "
)

#: Marks that turn the direction of what comes after them are kept nowhere.
_SHOWN = re.sub("[\u202a-\u202e]", "", _STRANGE).strip()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_whatever_people_write_is_shown_as_their_words(
    town: Town, chromium: Browser, width: int
) -> None:
    """Emoji, 𠮷, writing from right to left, and HTML; and a text that is too long stays whole."""
    long = (_STRANGE * 300)[:10_000]
    with window(chromium, town.running.address, width=width) as opened:
        page = opened.page
        page.on("dialog", lambda dialog: opened.faults.append(f"dialog: {dialog.message}"))
        _fill(page, town.running)
        # As a browser that knows no longest length: typed by hand it would stop before.
        page.evaluate("text => { document.getElementById('text').value = text; }", long)
        page.click("main button.wide")
        expect(page.locator(".summary")).to_be_visible()
        expect(page.locator("#text")).to_have_value(long)
        assert opened.checks() == []

        opened.opens(town.strange(_STRANGE))
        for path in (page.url.removeprefix(town.running.address), town.community):
            opened.opens(path)
            assert _SHOWN in page.locator("main").inner_text()
            assert page.locator("main script, main b").count() == 0
            assert opened.checks() == []


def test_a_tracking_code_is_told_to_no_other_site_and_stands_in_no_log(
    town: Town, chromium: Browser
) -> None:
    """A person who reads the address of such a page can read what it shows."""
    kept = (town.appeal, f"{town.appeal}/receipt", town.application, town.objection)
    sent: list[tuple[str, str]] = []
    with window(chromium, town.running.address) as opened:
        opened.page.on(
            "request", lambda one: sent.append((one.url, one.headers.get("referer", "")))
        )
        elsewhere = town.running.address.replace("127.0.0.1", "localhost")
        for path in (*kept, town.certificate):
            opened.opens(path)
            with opened.page.expect_navigation():
                opened.page.evaluate(_FOLLOWS, f"{town.running.address}/track")
            opened.opens(path)
            with opened.page.expect_navigation():
                opened.page.evaluate(_FOLLOWS, f"{elsewhere}/track")

    told = {referer for url, referer in sent if url.startswith(elsewhere)}
    at_home = {referer for url, referer in sent if url == f"{town.running.address}/track"}
    codes = [path.split("/")[2] for path in kept] + [town.certificate.rpartition("=")[2]]
    assert told <= {"", f"{elsewhere}/track"}
    assert len(at_home) == len(kept) + 1
    logged = "\n".join(town.running.logs())
    assert [code for code in codes if code in logged] == []
