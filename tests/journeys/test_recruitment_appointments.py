"""From the interim holder to the resident, and what the end of a year brings."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pypdf

from tests.journeys.people import administrator_of_the_street, somebody_made_by
from tests.journeys.places import place_of
from tests.journeys.recruiting import DAY, TODAY, Community, know_the_holidays
from tests.journeys.running import Json, Running
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role

_HERE = place_of(__file__)
_ADMINISTRATOR = Actor("administrator-of-journeys", (Grant(Role.ADMINISTRATOR, _HERE.street),))


def test_a_resident_takes_over_from_staff_of_the_workstation(running: Running) -> None:
    """R14, R17: no day without a holder, and what is open moves to the resident."""
    community = Community(running, _HERE.community)
    post_id = community.post("青工服务专员")
    decided = TODAY - 60 * DAY
    interim = community.appointed(post_id, decided, kind="interim", name="陈站")
    assert (interim["state"], interim["began_on"]) == ("in_office", str(decided))
    assert running.answer("GET", f"/posts/{post_id}", actor=community.station)["state"] == (
        "interim_filled"
    )
    appeal_id = community.appeal_of(interim["commissioner"])
    closed = community.closed_appeal_of(interim["commissioner"])

    resident = community.appointed(post_id, TODAY - 3 * DAY)

    ended = community.shown(interim)
    assert resident["began_on"] == ended["ended_on"] == str(TODAY - 3 * DAY)
    assert (ended["end_reason"], ended["successor"]) == ("superseded", resident["commissioner"])
    listed = community.handed_over(interim)
    assert [item["thing_id"] for item in listed["items"]] == [appeal_id]
    appeal = running.answer("GET", f"/appeals/{appeal_id}", actor=community.station)
    assert appeal["commissioner"] == resident["commissioner"]
    again = community.reopened(closed)
    assert (again["state"], again["commissioner"]) == ("assigned", resident["commissioner"])
    confirmation = f"/appointments/{interim['id']}/handover/confirmation"
    community.do(confirmation, {"side": "given"})
    receives = Actor(resident["commissioner"])
    confirmed = community.do(confirmation, {"side": "received"}, by=receives)
    assert confirmed["received_by"] == resident["commissioner"]


def test_a_certificate_is_printed_and_checked_by_anyone(running: Running) -> None:
    community = Community(running, _HERE.community)
    appointment = community.appointed(community.post("消防专员"), TODAY - 3 * DAY)
    path = f"/appointments/{appointment['id']}/certificates"
    [certificate] = running.answer("GET", path, actor=community.station)["items"]

    paper = running.call(
        "GET", f"/certificates/{certificate['id']}/document", actor=community.station
    )
    page = f"/public/certificates/{certificate['number']}"
    checked = running.answer("GET", page, params={"code": certificate["code"]})

    assert paper.headers["Content-Type"] == "application/pdf"
    text = pypdf.PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
    assert certificate["code"] in text
    assert (checked["state"], checked["name"]) == ("valid", "李建华")
    assert running.call("GET", page, params={"code": "0000-0000-0000-0000"}).status_code == 404


def _candidate(community: Community, **more: Any) -> Json:
    """王芳, found by others, in public notice from today on."""
    body = {
        "post_id": community.post("环境卫生专员"),
        "kind": "found_for_need",
        "name": "王芳",
        "phone": "13800138009",
        "found_because": "楼长推荐，本人书面同意。",
        "lives_in_community": True,
        "ability": "多年保洁管理。",
        "trust": "居民推选。",
        "recognition": "党委会议讨论认可。",
        "willingness": "本人自愿。",
    }
    know_the_holidays(community.running)
    appointment = community.do("/appointments", body | more)
    return community.do(f"/appointments/{appointment['id']}/notice", {})


def test_anyone_objects_to_a_candidate_and_the_committee_answers(running: Running) -> None:
    community = Community(running, _HERE.community)
    appointment = _candidate(community)
    path = f"/appointments/{appointment['id']}"
    noticed = running.answer("GET", f"/public/communities/{_HERE.community}/notices")["items"]
    assert appointment["id"] in [one["id"] for one in noticed]
    assert "13800138009" not in str(noticed)
    ours = f"/public/notices/{appointment['id']}/objections"

    objection_body = {"text": "常年不在社区居住。", "contact": "周先生 13900139009"}
    receipt = running.answer("POST", ours, json=objection_body)

    [objection] = community.shown(appointment)["objections"]
    _contacts_are_seen_for_a_reason(community, path, objection, receipt["code"])
    answer = f"{path}/objections/{objection['id']}/answer"
    community.do(answer, {"answer": "经核实常住本社区。"}, by=community.committee, method="PUT")
    followed = running.answer("GET", f"/public/objections/{receipt['code']}")
    assert followed["answer"] == "经核实常住本社区。"
    community.do(f"{path}/withdrawal", {"reason": "本人放弃。"})
    late = running.call("POST", ours, json={"text": "晚了。"})
    assert (late.status_code, late.json()["code"]) == (409, "wrong_state")


def _contacts_are_seen_for_a_reason(
    community: Community, path: str, objection: Json, code: str
) -> None:
    """PIPL art. 51: the committee reaches who objected, both sides the candidate; each look is kept."""
    running, why = community.running, {"reason": "verify", "words": "了解情况"}
    of_objection = f"{path}/objections/{objection['id']}/disclosures"
    seen = community.do(of_objection, why, by=community.committee)
    assert (objection["has_contact"], seen["contact"]) == (True, "周先生 13900139009")
    assert running.call("POST", of_objection, actor=community.station, json=why).status_code == 403
    assert running.answer("GET", path, actor=community.committee)["phone"] == "138****8009"
    assert community.do(f"{path}/disclosures", why)["phone"] == "13800138009"

    officer = Actor("officer-of-journeys", (Grant(Role.STREET_OFFICER, _HERE.street),))
    kept = running.answer("GET", f"{path}/disclosures", actor=officer)["items"]
    assert [(one["objection_id"], one["role"], one["seen"]) for one in kept] == [
        (objection["id"], "party_committee", ["contact"]),
        (None, "workstation_staff", ["name", "phone"]),
    ]
    [told] = running.answer("GET", f"/public/objections/{code}/disclosures")["items"]
    assert told.keys() == {"disclosed_at", "role", "reason", "seen"}


def test_a_candidate_is_named_while_a_signed_consent_holds(running: Running) -> None:
    """PIPL art. 15, 25: recorded by the workstation, and gone at once when it is withdrawn."""
    community = Community(running, _HERE.community)
    appointment = _candidate(community)

    def named(name: str) -> bool:
        found = running.answer("GET", f"/public/communities/{_HERE.community}/notices")["items"]
        return name in [one["name"] for one in found if one["id"] == appointment["id"]]

    assert named("王*")
    consent = community.do(
        "/consents/records",
        {
            "purpose": "name_in_notice",
            "text_version": "notice-1",
            "community": _HERE.community,
            "phone": "13800138009",
            "how": "paper",
            "paper": "工作站档案柜 3-12",
        },
    )
    whose = {"commissioner": appointment["commissioner"]}

    def is_known() -> bool:
        path = f"/consents/{consent['id']}/person"
        return running.call("POST", path, actor=community.station, json=whose).ok

    wait_for(is_known, 20, "recruitment knows the consent")
    assert named("王芳")
    community.do(f"/consents/{consent['id']}/withdrawal", {})
    wait_for(lambda: named("王*"), 20, "the notice masks the name")


def test_a_notice_of_earlier_days_is_refused_without_its_paper(running: Running) -> None:
    community = Community(running, _HERE.community)
    body = {
        "post_id": community.post("消防监督专员"),
        "kind": "group_leader",
        "name": "李建华",
        "found_because": "居民推荐，本人同意。",
        "lives_in_community": True,
        "ability": "退休消防员。",
        "trust": "多年楼长。",
        "recognition": "党委会议讨论认可。",
        "willingness": "本人自愿。",
        "happened_on": "2013-04-12",
    }
    appointment = community.do("/appointments", body)
    notice = f"/appointments/{appointment['id']}/notice"

    refused = running.call(
        "POST", notice, actor=community.station, json={"happened_on": "2013-04-12"}
    )
    on_paper = {"happened_on": "2013-04-12", "paper_reference": "宣传栏，2013年第4号"}
    opened = community.do(notice, on_paper)

    assert refused.status_code == 422
    assert [one["field"] for one in refused.json()["errors"]] == ["paper_reference"]
    assert (opened["on_paper"], opened["paper_reference"]) == (True, "宣传栏，2013年第4号")


def test_a_notice_over_the_spring_festival_ends_after_its_working_days(running: Running) -> None:
    """R12: eight days off in 2013, and the weekend after them worked (调休)."""
    community = Community(running, _HERE.neighbour)
    appointment = community.proposed(community.post("专员"), dt.date(2013, 2, 6))
    # Thursday and Friday, Saturday and Sunday the 16th and 17th, and Monday.
    assert (appointment["notice_from"], appointment["notice_to"]) == ("2013-02-06", "2013-02-18")
    path = f"/appointments/{appointment['id']}"
    late = {"text": "常年不在社区居住。", "happened_on": "2013-02-19"}
    refused = running.call("POST", f"{path}/objections", actor=community.station, json=late)
    assert refused.status_code == 422
    assert [one["field"] for one in refused.json()["errors"]] == ["happened_on"]
    in_time = late | {"happened_on": "2013-02-18"}
    [objection] = community.do(f"{path}/objections", in_time)["objections"]
    answer = {"answer": "经核实常住本社区。", "happened_on": "2013-02-18"}
    path_of_answer = f"{path}/objections/{objection['id']}/answer"
    community.do(path_of_answer, answer, by=community.committee, method="PUT")

    decision = {"approved": True, "reason": "表决通过。", "happened_on": "2013-02-18"}
    early = running.call("POST", f"{path}/decision", actor=community.committee, json=decision)
    assert (early.status_code, early.json()["code"]) == (409, "wrong_state")
    assert "2013-02-18" in early.json()["detail"]

    decided = community.decided(appointment, dt.date(2013, 2, 19))
    assert (decided["state"], decided["term_to"]) == ("pending", "2014-02-18")


def test_a_years_end_with_renewed_expired_resigned_and_removed(running: Running) -> None:
    """R5, R11: paper of 2013 and 2014, written down today."""
    community = Community(running, _HERE.neighbour)
    station, committee = community.station, community.committee
    before = running.answer("GET", "/public/appointments/figures", params={"area": _HERE.neighbour})
    decided = dt.date(2013, 5, 4)
    posts = [community.post("专员") for _ in range(4)]
    renewed, expired, resigned, removed = (community.appointed(one, decided) for one in posts)
    assert {one["state"] for one in (renewed, expired, resigned, removed)} == {"ended"}

    again = {"renews": renewed["id"]}
    early = running.call(
        "POST",
        "/appointments",
        actor=station,
        json={
            "post_id": posts[0],
            "kind": "group_leader",
            "ability": "退休消防员。",
            "trust": "多年楼长。",
            "recognition": "党委会议讨论认可。",
            "willingness": "本人自愿。",
        }
        | again,
    )
    assert (early.status_code, early.json()["code"]) == (409, "wrong_state")
    community.do(
        f"/appointments/{renewed['id']}/evaluation",
        {"grade": "excellent", "text": "全年办结诉求三十二件。", "happened_on": "2014-04-20"},
        by=committee,
        method="PUT",
    )
    second = community.appointed(posts[0], dt.date(2014, 4, 28), **again)
    community.do(
        f"/appointments/{resigned['id']}/ending",
        {"reason": "resigned", "ended_on": "2013-11-01"},
    )
    community.do(
        f"/appointments/{removed['id']}/dismissal",
        {
            "reason": "连续三个月未履职。",
            "heard_on": "2014-02-10",
            "hearing": "本人无异议。",
            "ended_on": "2014-02-17",
        },
        by=committee,
    )

    ends = {
        name: (shown["ended_on"], shown["end_reason"])
        for name, one in {
            "renewed": renewed,
            "second": second,
            "expired": expired,
            "resigned": resigned,
            "removed": removed,
        }.items()
        if (shown := community.shown(one))
    }
    assert ends == {
        "renewed": ("2014-05-04", "term_over"),
        "second": ("2015-05-04", "term_over"),
        "expired": ("2014-05-04", "term_over"),
        "resigned": ("2013-11-01", "resigned"),
        "removed": ("2014-02-17", "dismissed"),
    }
    assert second["began_on"] == "2014-05-04"
    asked = {"area": _HERE.neighbour, "on": "2014-01-15"}
    figures = running.answer("GET", "/public/appointments/figures", params=asked)
    assert figures["cumulative"] == before["cumulative"] + 5
    assert figures["in_office"] == 3
    officer = Actor("officer-of-journeys", (Grant(Role.STREET_OFFICER, _HERE.street),))
    inside = running.answer("GET", "/appointments/figures", actor=officer, params=asked)
    assert inside == figures


def test_who_is_appointed_can_work_and_who_has_left_cannot(running: Running) -> None:
    """The gateway gives the role with the appointment, and takes it with its end."""
    community = Community(running, _HERE.community)
    owner = somebody_made_by(administrator_of_the_street(running))
    person = owner.answer("GET", "/accounts/me")["id"]
    appointment = community.appointed(
        community.post("文体专员"), TODAY - 3 * DAY, commissioner=person
    )
    owner.confirm_office(appointment["id"])

    def roles() -> list[Json]:
        shown = running.answer("GET", f"/accounts/{person}", actor=_ADMINISTRATOR)
        return [one for one in shown["roles"] if one["role"] == "commissioner"]

    wait_for(lambda: len(roles()) == 1, 30, "the gateway gives the role")
    closed = community.closed_appeal_of(person)
    community.do(f"/appointments/{appointment['id']}/ending", {"reason": "moved_away"})
    wait_for(
        lambda: all(one.get("ends_at") for one in roles()), 30, "the gateway takes the role away"
    )
    # There is no successor, so a reopened appeal waits for a new assignment.
    community.handed_over(appointment)
    again = community.reopened(closed)
    assert (again["state"], again["commissioner"]) == ("accepted", None)
