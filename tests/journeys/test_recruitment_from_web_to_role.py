"""A person who applies on the web without an account becomes a commissioner who can work.

R1, R12, R14.
"""

from __future__ import annotations

from tests.journeys.people import Person, administrator_of_the_street, somebody_made_by
from tests.journeys.places import place_of
from tests.journeys.recruiting import DAY, TODAY, Community, an_application
from tests.journeys.running import Json, Running
from tests.servers.waiting import wait_for

_HERE = place_of(__file__)
_STAGES = ("check", "interview", "opinion", "ranking")


def test_from_the_web_application_to_the_role(running: Running) -> None:
    community = Community(running, _HERE.community)
    post_id = community.post("消防监督社区专员")
    application = _selected(community, post_id)
    community.selected_weeks_ago(application["id"])
    decided_on = TODAY - 3 * DAY
    appointment = community.appointed(post_id, decided_on, application_id=application["id"])
    assert (appointment["state"], appointment["has_account"]) == ("in_office", False)
    # What is assigned to the id meanwhile is not lost.
    open_appeal = community.appeal_of(appointment["commissioner"])
    closed_appeal = community.closed_appeal_of(appointment["commissioner"])
    person = somebody_made_by(administrator_of_the_street(running))
    account = person.answer("GET", "/accounts/me")
    assert account["roles"] == []
    assert person.call("GET", "/appointments").status_code == 403

    named = community.do(
        f"/appointments/{appointment['id']}/account", {"account": account["id"]}, method="PUT"
    )

    assert (named["commissioner"], named["has_account"]) == (account["id"], True)
    assert _roles(person) == []
    person.confirm_office(appointment["id"])
    assert _roles(person) == ["commissioner"]
    [own] = person.answer("GET", "/appointments")["items"]
    assert (own["id"], own["name"]) == (appointment["id"], "陈秀英")
    wait_for(lambda: _has(person, open_appeal), 30, "the open appeal")
    again = community.reopened(closed_appeal)
    assert again["commissioner"] == account["id"]
    copy = person.answer("GET", "/appointments/own/export")
    assert appointment["id"] in str(copy)


def _selected(community: Community, post_id: str) -> Json:
    """The receipt of a selected person who applied on the web."""
    campaign_id = community.campaign(post_id)
    body = an_application(post_id, "陈秀英", "13800138101")
    path = f"/public/campaigns/{campaign_id}/applications"
    receipt = community.running.answer("POST", path, json=body)
    community.do(f"/campaigns/{campaign_id}/closing", {})
    community.do(f"/campaigns/{campaign_id}/screening", {})
    community.scored(receipt["id"], 90, community.committee)
    for stage in _STAGES:
        passed: Json = {
            "stage": stage,
            "passed": True,
            "reason": "通过；居民代表座谈会三十二人认可。",
        }
        if stage == "opinion":
            passed["opinion"] = {"way": "meeting", "asked": 36, "in_favour": 32, "against": 1}
        community.do(f"/applications/{receipt['id']}/stages", passed)
    decision = {"outcome": "selected", "reason": "综合得分第一。"}
    community.do(f"/applications/{receipt['id']}/decision", decision, by=community.committee)
    return receipt


def _roles(person: Person) -> list[str]:
    person.sign_in()
    return [role["role"] for role in person.answer("GET", "/accounts/me")["roles"]]


def _has(person: Person, appeal_id: str) -> bool:
    return person.call("GET", f"/appeals/{appeal_id}").ok
