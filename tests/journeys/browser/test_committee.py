"""A meeting of a party committee: candidates, an objection, an abstention, a dismissal."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser.windows import does, window
from tests.journeys.people import administrator_of_the_street, holder_made_by
from tests.journeys.recruiting import DAY, TODAY, Community, an_application, know_the_holidays
from tests.journeys.running import Json, Running
from vocabulary.actors import Role

_CANDIDATES = 5

pytestmark = pytest.mark.timeout(600)


def _screened(here: Community) -> str:
    """An application whose screening has begun; gives its id."""
    post = here.post("文体专员")
    campaign = here.campaign(post)
    body = an_application(post, "陈秀英", "13900139000")
    path = f"/public/campaigns/{campaign}/applications"
    application = here.running.answer("POST", path, json=body)
    here.do(f"/campaigns/{campaign}/closing", {})
    here.do(f"/campaigns/{campaign}/screening", {}, by=here.committee)
    return str(application["id"])


def test_a_meeting_decides_answers_abstains_and_dismisses_and_the_agenda_is_empty(
    running: Running, chromium: Browser
) -> None:
    know_the_holidays(running)
    here = Community(running, running.home.community)
    here.may_have_many_posts()
    noticed = [
        here.proposed(here.post(f"调解专员{at}"), TODAY - 30 * DAY) for at in range(_CANDIDATES)
    ]
    objected = {"text": "请核实居住情况。", "happened_on": str(TODAY - 29 * DAY)}
    here.do(f"/appointments/{noticed[0]['id']}/objections", objected)
    office = here.appointed(here.post("环境专员"), TODAY - 60 * DAY)
    application = _screened(here)
    person = holder_made_by(administrator_of_the_street(running), Role.PARTY_COMMITTEE, here.code)

    with window(chromium, running.address) as opened:
        page = opened.page
        opened.signs_in(person)
        opened.opens("/desk/committee")
        assert opened.checks() == []
        page.locator("a:has-text('异议待答复')").first.click()
        does(page, "answer_objection", answer="经核实，常住本社区。")
        for one in noticed:
            opened.opens("/desk/committee")
            page.locator(f"a[href$='{one['id']}']").click()
            does(page, "decide_appointment", approved="true", reason="党委会议表决通过。")
            expect(page).to_have_url(f"{running.address}/desk/committee")
        assert not _is_listed(page, noticed)
        opened.opens(f"/desk/applications/{application}")
        does(page, "abstain_from_application", reason="是我的亲属。")
        opened.opens(f"/desk/committee/{office['id']}")
        assert opened.checks() == []
        does(
            page,
            "dismiss_commissioner",
            reason="连续三个月未履职。",
            heard_on=str(TODAY),
            hearing="本人承认并无异议。",
        )

    assert {here.shown(one)["state"] for one in noticed} == {"pending"}
    ended = here.shown(office)
    assert (ended["state"], ended["end_reason"]) == ("ended", "dismissed")


def _is_listed(page: Page, noticed: list[Json]) -> bool:
    return any(page.locator(f"a[href$='{one['id']}']").count() for one in noticed)
