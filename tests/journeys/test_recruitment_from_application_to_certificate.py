"""Five apply for one post; one of them is in office in the end, with a certificate. R1, R2, R10 to R14, R46."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdf
import pytest

from tests.journeys.places import place_of
from tests.journeys.recruiting import DAY, TODAY, Community, an_application
from tests.journeys.running import Json, Running
from vocabulary.actors import Actor, Grant, Role

_HERE = place_of(__file__)
_ASSESSORS = [
    Actor(f"committee-{number}", (Grant(Role.PARTY_COMMITTEE, _HERE.community),))
    for number in (1, 2, 3)
]
_OFFICER = Actor("street-officer", (Grant(Role.STREET_OFFICER, _HERE.street),))
_STAGES = ("check", "interview", "opinion", "ranking")
#: The public notice takes working days that no test waits for, so from the proposal on
#: everything stands on paper of these days.
_PROPOSED, _DECIDED = TODAY - 24 * DAY, TODAY - 3 * DAY


@dataclass(frozen=True)
class Applicants:
    """The receipts of the five."""

    web: Json
    web_without_reserve: Json
    paper: Json
    phone_without_reserve: Json
    recommended: Json


@pytest.fixture
def community(running: Running) -> Community:
    return Community(running, _HERE.community)


def test_five_apply_and_one_gets_the_certificate(running: Running, community: Community) -> None:
    post_id = community.post("消防监督社区专员")
    campaign_id = community.campaign(post_id, closes_on=TODAY + 7 * DAY)
    five = _five(community, campaign_id, post_id)
    community.do(f"/campaigns/{campaign_id}/closing", {})
    community.do(f"/campaigns/{campaign_id}/screening", {})

    _compare(community, campaign_id, five)
    _screen(community, five)
    _appoint(community, post_id, five.recommended)

    own = running.answer("GET", f"/public/applications/{five.recommended['code']}")
    assert own["state"] == "appointed"
    post = running.answer("GET", f"/posts/{post_id}", actor=community.station)
    assert post["state"] == "filled"
    _reserve(community, campaign_id, five)


def _five(community: Community, campaign_id: str, post_id: str) -> Applicants:
    """Two on the web, one on paper, one by phone, and one who was recommended and agreed."""
    running = community.running
    web = f"/public/campaigns/{campaign_id}/applications"
    clerk = f"/campaigns/{campaign_id}/applications"

    def body(name: str, place: int, **changes: object) -> Json:
        return an_application(post_id, name, f"1380013810{place}", **changes)

    return Applicants(
        web=running.answer("POST", web, json=body("陈秀英", 1)),
        web_without_reserve=running.answer("POST", web, json=body("王芳", 2, reserve_months=0)),
        paper=community.do(clerk, body("李建国", 3, how="paper", reserve_months=24)),
        phone_without_reserve=community.do(
            clerk, body("孙强", 4, how="by_phone", reserve_months=0)
        ),
        recommended=community.recommended(campaign_id, body("赵敏", 5)),
    )


def _compare(community: Community, campaign_id: str, five: Applicants) -> None:
    """R2: only by points; a relative abstains, and their points do not count."""
    points = {
        five.recommended["id"]: 92,
        five.web["id"]: 84,
        five.web_without_reserve["id"]: 76,
        five.paper["id"]: 68,
        five.phone_without_reserve["id"]: 60,
    }
    relative, *others = _ASSESSORS
    abstention = f"/applications/{five.recommended['id']}/abstention"
    community.do(abstention, {"reason": "与报名人是亲属。"}, by=relative)
    for application_id, given in points.items():
        for assessor, more in zip(_ASSESSORS, (-3, 0, 3), strict=True):
            if (application_id, assessor) != (five.recommended["id"], relative):
                community.scored(application_id, given + more, assessor)
    for_kin = {"points": [{"criterion": "ability", "points": 100}]}
    refused = community.running.call(
        "PUT", f"/applications/{five.recommended['id']}/scores", actor=relative, json=for_kin
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")

    path = f"/campaigns/{campaign_id}/screening"
    cards = community.running.answer("GET", path, actor=_OFFICER)["items"]

    ranked = {card["application"]["id"]: (card["rank"], card["total"]) for card in cards}
    assert ranked == {
        one: (rank, given + (1.5 if one == five.recommended["id"] else 0))
        for rank, (one, given) in enumerate(points.items(), start=1)
    }
    assert [card["assessors"] for card in cards] == [len(others), 3, 3, 3, 3]
    assert cards[0]["application"]["name"] == "赵*"
    assert cards[0]["abstentions"][0]["assessor"] == relative.account


def _screen(community: Community, five: Applicants) -> None:
    """Papers, interview, the residents' opinion; then the committee selects one."""
    committee = _ASSESSORS[1]

    def stage(application: Json, name: str, reason: str, *, passed: bool = True) -> None:
        body: Json = {"stage": name, "passed": passed, "reason": reason}
        if name == "opinion":
            body["opinion"] = {"way": "meeting", "asked": 36, "in_favour": 31, "against": 2}
        community.do(f"/applications/{application['id']}/stages", body)

    def decide(application: Json, outcome: str, reason: str) -> None:
        body = {"outcome": outcome, "reason": reason}
        community.do(f"/applications/{application['id']}/decision", body, by=committee)

    stage(five.phone_without_reserve, "check", "不在本社区居住。", passed=False)
    stage(five.paper, "check", "材料齐全。")
    stage(five.paper, "interview", "时间难以保证。", passed=False)
    selection = f"/applications/{five.recommended['id']}/decision"
    selected = {"outcome": "selected", "reason": "居民认可，综合得分第一。"}
    for name in _STAGES:
        # A selection comes only after the residents were asked.
        early = community.running.call("POST", selection, actor=committee, json=selected)
        assert (early.status_code, early.json()["code"]) == (409, "wrong_state")
        stage(five.recommended, name, f"{name}通过；居民代表座谈会三十二人认可。")
    decide(five.recommended, **selected)
    decide(five.web, "not_selected", "名额有限，列入后备。")
    decide(five.web_without_reserve, "not_selected", "名额有限。")

    told = {
        application["id"]: (own["state"], own["steps"][-1]["note"])
        for application in (five.recommended, five.web, five.web_without_reserve)
        if (own := community.running.answer("GET", f"/public/applications/{application['code']}"))
    }
    assert told == {
        five.recommended["id"]: ("selected", "居民认可，综合得分第一。"),
        five.web["id"]: ("unsuccessful", "名额有限，列入后备。"),
        five.web_without_reserve["id"]: ("unsuccessful", "名额有限。"),
    }


def _appoint(community: Community, post_id: str, application: Json) -> None:
    """Notice, one objection and its answer, the committee, four parts, and the certificate."""
    community.selected_weeks_ago(application["id"])
    proposed = community.proposed(post_id, _PROPOSED, application_id=application["id"])
    assert (proposed["application_id"], proposed["shows_name"]) == (application["id"], True)
    path = f"/appointments/{proposed['id']}"
    happened = {"happened_on": proposed["notice_from"]}
    objected = community.do(f"{path}/objections", {"text": "常年不在社区居住。"} | happened)
    # The objector is answered first.
    decision = {"approved": True, "reason": "表决通过。", "happened_on": str(_DECIDED)}
    early = community.running.call(
        "POST", f"{path}/decision", actor=community.committee, json=decision
    )
    assert (early.status_code, early.json()["code"]) == (409, "wrong_state")
    answer = f"{path}/objections/{objected['objections'][0]['id']}/answer"
    community.do(
        answer, {"answer": "经核实常住本社区。"} | happened, by=community.committee, method="PUT"
    )
    decided = community.decided(proposed, _DECIDED)
    assert decided["state"] == "pending"

    in_office = community.with_four_parts(decided, _DECIDED)

    assert (in_office["state"], in_office["began_on"]) == ("in_office", str(_DECIDED))
    assert all(in_office["parts"].values())
    _check_certificate(community, in_office)


def _check_certificate(community: Community, appointment: Json) -> None:
    running = community.running
    path = f"/appointments/{appointment['id']}/certificates"
    [certificate] = running.answer("GET", path, actor=community.station)["items"]

    document = f"/certificates/{certificate['id']}/document"
    paper = running.call("GET", document, actor=community.committee)
    page = f"/public/certificates/{certificate['number']}"
    checked = running.answer("GET", page, params={"code": certificate["code"]})

    assert paper.headers["Content-Type"] == "application/pdf"
    text = pypdf.PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
    assert certificate["code"] in text
    assert (checked["state"], checked["name"]) == ("valid", "赵敏")
    # The street oversees; it prints nothing that carries name and code.
    assert running.call("GET", document, actor=_OFFICER).status_code == 403


def _reserve(community: Community, campaign_id: str, five: Applicants) -> None:
    """R46: the unsuccessful stand on the list if they agreed, and nobody else."""
    running, station = community.running, community.station

    def on_the_list() -> dict[str, str]:
        listed = running.answer("GET", f"/reserves?area={_HERE.community}", actor=station)["items"]
        return {one["id"]: one["name"] for one in listed if one["campaign_id"] == campaign_id}

    assert on_the_list() == {five.web["id"]: "陈*", five.paper["id"]: "李*"}
    wish = f"/public/applications/{five.web['code']}/reserve"
    running.answer("POST", wish, json={"reserve_months": 0})
    assert on_the_list() == {five.paper["id"]: "李*"}
