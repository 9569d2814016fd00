"""Things of another community cannot be seen or changed: every route, every role, every trick.

The routes come from the OpenAPI document and who may use them from the table of
permissions, so that a new route is tried as soon as there is one.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

import pytest
import requests
from PIL import Image

from contracts.recruitment.handbooks import HandbookPublished, PublishedPromise
from gateway.app import openapi_document, permissions_by_route
from runtime import clock
from runtime.identifiers import new_id
from tests.journeys.conftest import InOneProcess
from tests.journeys.recruiting import DAY, TODAY, Community
from tests.journeys.running import (
    STREET,
    Json,
    Running,
    commissioner_of,
    staff_of,
)
from tests.papers import text_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.areas import parent_of, street_of
from vocabulary.permissions import TABLE, Action, Scope, may_somewhere

#: The owners' community, the neighbour in the same street, and a street elsewhere.
OWNERS, NEIGHBOUR, ELSEWHERE = "440305007001", "440305007003", "440306001000"
_DOCUMENT: Json = openapi_document()
_OPERATIONS = [
    (method.upper(), path)
    for path, item in _DOCUMENT["paths"].items()
    for method in item
    if method != "parameters"
]
_PERMISSIONS = permissions_by_route()
_CLOSED = [
    (method, path)
    for method, path in _OPERATIONS
    if _PERMISSIONS[method, path] is not Action.ANYONE
]
#: Lists that are asked for with a body: an area in it narrows, as in an address.
_SEARCHES = frozenset(
    {"/api/v1/appeals/search", "/api/v1/applications/search", "/api/v1/volunteers/search"}
)
#: Things without a community: their routes are for every holder of the role, in any place.
_OF_NO_COMMUNITY = {"code", "day", "year"}
_OFFICER = Actor("officer-of-the-street", (Grant(Role.STREET_OFFICER, STREET),))
_COMMITTEE = Actor("secretary", (Grant(Role.PARTY_COMMITTEE, OWNERS),))
_AWARDING = Actor("awarding", (Grant(Role.STREET_PARTY_COMMITTEE, STREET),))
_SUBJECT = "lin.ayi@the-city"
_OBJECTION, _ABILITY = "有人说他常年在外地跑船。", "蛇口船厂退休的老师傅。"
_OF_THE_COMMISSIONER = ("appointment_id", "certificate_id", "commissioner", "objection_id")
_OF_VOLUNTEERS = (
    "registration_id",
    "team_id",
    "membership_id",
    "activity_id",
    "sign_up_id",
    "hours_id",
    "hour_certificate_id",
    "finding_id",
    "group_id",
    "invitation_id",
)
_NOTHING: Json = {"skills": [], "interests": [], "free_times": []}
#: A course is its street's, and a session of it is read in the whole street; who takes part
#: is not, and nobody of another community changes either.
_READ_IN_THE_STREET = {"course_id", "session_id"}
_AREA_PARAMETERS = {"community", "area"}
#: What a forged body names besides, as if it were the stranger's own.
_FORGED_IDS = {"post_id", "commissioner", "volunteer_id", "merit_id", "text_id", "slip_code"}
_ABOVE = {Role.STREET_OFFICER, Role.STREET_PARTY_COMMITTEE, Role.ADMINISTRATOR}
#: Where a rule lets fewer pass than the table: name and code stand whole on what is printed, and a
#: commissioner meets those who were asked into their own team, calls those who agreed, and speaks for
#: themselves.
_NARROWER = {
    ("GET", "/api/v1/certificates/{certificate_id}/document"): _ABOVE,
    ("GET", "/api/v1/hour-certificates/{hour_certificate_id}/document"): _ABOVE,
    ("GET", "/api/v1/honours/{honour_id}/document"): {Role.WORKSTATION_STAFF, Role.PARTY_COMMITTEE},
    ("POST", "/api/v1/volunteers/{registration_id}/meeting"): {Role.COMMISSIONER},
    ("POST", "/api/v1/sharing-meetings/{sharing_meeting_id}/points"): {Role.COMMISSIONER},
    ("POST", "/api/v1/sharing-meetings/{sharing_meeting_id}/points/{point_id}/withdrawal"): {
        Role.COMMISSIONER
    },
    ("POST", "/api/v1/volunteers/{registration_id}/disclosures"): {Role.COMMISSIONER},
    # It is an appeal's; they remove those of trainings, activities and what else they add to.
    ("DELETE", "/api/v1/attachments/{attachment_id}"): {
        Role.SOCIAL_WORKER,
        Role.PARTY_COMMITTEE,
        Role.STREET_OFFICER,
    },
}
#: Where a part of the address means something else than in other routes; see also `things`.
_MEANT = {
    "/areas/": {"code": OWNERS},
    "/regulations/": {"name": "training"},
    "/volunteer-catalogue/": {"kind": "skill", "code": "lifesaver"},
}
#: What belongs to the street, and to none of its communities.
_OF_THE_STREET = (
    "{street}",
    "/courses/{course_id}",
    "{year_end_meeting_id}",
    "{meeting_invitation_id}",
    "{invitee_id}",
    "/areas/",
)
#: What says that a thing is not known, whether it is elsewhere or nowhere.
_UNKNOWN = {"unknown_post"}
#: Reaching everything at a place, or only one's own and one's team's: all that `reach` tells apart.
_WHOLE = {Scope.COMMUNITY, Scope.STREET, Scope.DISTRICT}
_SLIP = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


def _stranger(role: Role, place: str) -> Actor:
    return Actor(f"{role.value}-stranger", (Grant(role, place),))


def _of_each_reach(place: str) -> Iterator[tuple[Actor, str, str]]:
    """For each route a stranger of each reach that it knows, and all roles in turn.

    Far away only who works above communities: who works in the same street would see it first.
    """
    turn = count()
    for method, path in _CLOSED:
        action = _PERMISSIONS[method, path]
        by_reach: dict[bool, list[Actor]] = {}
        for role in Role if place == NEIGHBOUR else _ABOVE:
            if may_somewhere(stranger := _stranger(role, place), action):
                scope = TABLE[action].scopes.get(role)
                by_reach.setdefault(scope in _WHOLE, []).append(stranger)
        for alike in by_reach.values():
            yield alike[next(turn) % len(alike)], method, path


@dataclass(frozen=True)
class Things:
    """What the owners' community has: ids by the name of the path parameter, and tell-tale marks."""

    ids: dict[str, str]
    #: The same for parts of addresses where an id is of another thing.
    meant: dict[str, dict[str, str]]
    marks: tuple[str, ...]


# A system of its own: all allowed deeds happen here, and its mail server is away.
@pytest.fixture(scope="module")
def embedded(in_one_process: InOneProcess) -> Iterator[Running]:
    """Everything in one process; mail server and city's account system are away."""
    away = {
        "LINLI_SMTP_URL": "smtp://127.0.0.1:9",
        "LINLI_MAIL_FROM": "linli@example.cn",
        "LINLI_OPENID_ISSUER": "http://127.0.0.1:9",
        "LINLI_OPENID_CLIENT_ID": "linli",
        "LINLI_OPENID_CLIENT_SECRET": "a secret of the client",
        "LINLI_OPENID_NAME": "统一身份认证",
    }
    with in_one_process(**away) as running:
        yield running


@pytest.fixture(scope="module")
def things(embedded: Running) -> Things:
    """One of everything in the owners' community."""
    mark = "楼顶的水箱盖子不见了"
    receipt = embedded.submit(community=OWNERS, text=mark)
    appeal = embedded.stored(receipt)
    staff = staff_of(OWNERS)
    one = f"/appeals/{receipt['id']}"
    embedded.answer("POST", f"{one}/acceptance", actor=staff, json={})
    embedded.bring_into_office(commissioner_of(OWNERS))
    assigned = {"commissioner": commissioner_of(OWNERS).account}
    embedded.answer("POST", f"{one}/assignment", actor=staff, json=assigned)
    attachment = embedded.answer("POST", f"{one}/attachments", actor=staff, files=_picture())
    consent = embedded.answer(
        "POST",
        "/consents",
        actor=Actor("commissioner-of-the-owners", (Grant(Role.COMMISSIONER, OWNERS),)),
        json={"purpose": "publish_phone", "text_version": "publish-phone-2026-11"},
    )
    keeper = Actor("keeper", (Grant(Role.ADMINISTRATOR, OWNERS),))
    account = embedded.answer(
        "POST",
        "/accounts",
        actor=keeper,
        json={
            "display_name": "林阿姨",
            "login": "lin.of.the.owners",
            "area": OWNERS,
            "roles": [{"role": "commissioner", "area": OWNERS}],
        },
    )["account"]
    embedded.bring_into_office(Actor(account["id"], (Grant(Role.COMMISSIONER, OWNERS),)))
    assigned = {"commissioner": account["id"]}
    embedded.answer("POST", f"{one}/assignment", actor=staff, json=assigned)
    identity = embedded.answer(
        "PUT", f"/accounts/{account['id']}/identities", actor=keeper, json={"subject": _SUBJECT}
    )["items"][0]
    delivery = wait_for(
        lambda: embedded.answer("GET", "/notice-deliveries", actor=keeper)["items"],
        20,
        "a message to the commissioner waits",
    )[0]
    ids = {
        "notice_id": delivery["notice_id"],
        "delivery_id": delivery["id"],
        "area": OWNERS,
        "kind": "appeal_assigned",
        "language": "zh",
        "appeal_id": receipt["id"],
        "attachment_id": attachment["id"],
        "consent_id": consent["id"],
        "account": account["id"],
        "role_id": account["roles"][0]["id"],
        "sign_in": account["id"],
        "api_key_id": _an_api_key(embedded, account["id"]),
        "identity_id": identity["id"],
        "code": "fire_safety",
        "day": "2026-02-14",
        "year": "2031",
        "override_id": _an_override(embedded),
        "street": STREET,
        "name": "post_cap",
        "community": OWNERS,
        "template": "fire_safety",
        "table": "volunteers",
        **_recruiting(embedded),
        "survey_id": _a_survey(embedded),
        "part": "ceremony",
        **_a_commissioner(embedded),
    }
    report = _a_report(embedded)
    ids |= {"report_id": report["id"], "quarter": report["quarter"]}
    year = int(report["quarter"][:4])
    ids |= _a_selection(embedded, year)
    ids["complaint_id"] = _a_complaint(embedded)
    ids["honour_id"], objected = _an_honour(embedded, year - 1)
    back = embedded.answer("GET", f"/communities/{OWNERS}/back-entries", actor=_OFFICER)["items"]
    meant = _MEANT | {
        "/selections/{selection_id}/objections/": objected,
        "/back-entries/": {"consent_id": back[0]["id"]},
    }
    ids |= _of_standing(embedded, ids["complaint_id"])
    ids |= _a_meeting(embedded)
    ids["text_id"] = _a_text(embedded, ids["survey_id"])
    ids["promise_id"] = _a_promise(embedded, ids)
    ids["burst_id"] = _a_burst(embedded, report["id"])
    ids |= _volunteering(embedded, ids["post_id"])
    ids |= _a_supported_project(embedded, ids["post_id"])
    wait_for(lambda: appeal["stored"], 10, "the appeal is stored")
    marks = (
        mark,
        receipt["id"],
        attachment["id"],
        consent["id"],
        "lin.of.the.owners",
        delivery["id"],
        delivery["notice_id"],
        ids["campaign_id"],
        ids["application_id"],
        identity["id"],
        _SUBJECT,
        *(ids[name] for name in _OF_THE_COMMISSIONER),
        *(ids[name] for name in _OF_VOLUNTEERS),
        ids["report_id"],
        ids["selection_id"],
        ids["complaint_id"],
        ids["year_end_meeting_id"],
        ids["nomination_id"],
        ids["election_id"],
        ids["review_id"],
        ids["sharing_meeting_id"],
        ids["case_id"],
        _OBJECTION,
        _ABILITY,
    )
    return Things(ids, meant, marks)


def _an_api_key(running: Running, account: str) -> str:
    """One that a program of theirs has; only its owner makes one, with the password."""
    key = new_id()
    running.rows(
        "gateway",
        "INSERT INTO api_key (id, account_id, name, scopes, areas, created_at, expires_at) VALUES "
        f"('{key.hex}', '{UUID(account).hex}', '12345', '[]', '[]', '{TODAY} 00:00:00.000000', "
        f"'{TODAY + 90 * DAY} 00:00:00.000000')",
    )
    return str(key)


def _a_promise(running: Running, ids: dict[str, str]) -> str:
    """One of their commissioner's, from a handbook that is out."""
    promise = PublishedPromise(
        promise_id=new_id(),
        appointment_id=UUID(ids["appointment_id"]),
        commissioner=UUID(ids["commissioner"]),
        category="fire_safety",
        text="隐患当日上报。",
        target=None,
        unit=None,
        period=None,
    )
    handbook = HandbookPublished(
        handbook_id=new_id(),
        community=OWNERS,
        number=1,
        published_on=TODAY,
        promises=[promise],
        version=1,
    )
    running.tells("recruitment", handbook)
    query = f"SELECT 1 FROM promise_fact WHERE promise_id = '{promise.promise_id.hex}'"
    wait_for(lambda: running.rows("incentives", query), 20, "the promise is known")
    return str(promise.promise_id)


def _a_burst(running: Running, report_id: str) -> str:
    """Ratings that were set aside, of more sheets than a test would send."""
    burst = new_id()
    running.rows(
        "incentives",
        "INSERT INTO rating_burst (id, report_id, community, began_at, sheets, version) VALUES "
        f"('{burst.hex}', '{UUID(report_id).hex}', '{OWNERS}', '{TODAY - DAY} 00:00:00.000000', "
        "60, 1)",
    )
    return str(burst)


def _a_report(running: Running) -> Json:
    """The draft that the clock made of the last quarter."""
    staff = staff_of(OWNERS)
    drafts = wait_for(
        lambda: running.answer("GET", "/work-reports", actor=staff)["items"], 30, "a draft is made"
    )
    report: Json = drafts[0]
    return report


def _a_selection(running: Running, year: int) -> dict[str, str]:
    """An open selection with a slip."""
    one = _an_open_selection(running, year, "ballot")
    slips = {"households": 1}
    running.answer("POST", f"{one}/slips", json=slips, actor=staff_of(OWNERS))
    sheet = running.call("GET", f"{one}/slips/1/document", actor=staff_of(OWNERS))
    return {
        "selection_id": one.rpartition("/")[2],
        "batch": "1",
        "slip_code": _SLIP.findall(text_of(sheet.content))[0],
    }


def _an_honour(running: Running, year: int) -> tuple[str, dict[str, str]]:
    """One to which somebody objects, and the ids of the objection."""
    one = _an_open_selection(running, year, "committee")

    def do(step: str, actor: Actor, body: Json, method: str = "POST") -> Json:
        found: Json = running.answer(method, f"{one}/{step}", json=body, actor=actor)
        return found

    candidates = running.answer("GET", one, actor=_COMMITTEE)["candidates"]
    points = [{"appointment_id": each["appointment_id"], "points": 80} for each in candidates]
    do("opinion", _COMMITTEE, {"points": points, "abstains": []}, "PUT")
    [best, *_] = do("count", _COMMITTEE, {})["places"]
    do("nomination", _COMMITTEE, {"nominees": [best["appointment_id"]], "passed_over": []}, "PUT")
    do("notice", staff_of(OWNERS), {})
    # It hangs for days.
    found = f"id = '{UUID(one.rpartition('/')[2]).hex}'"
    running.rows("incentives", f"UPDATE selection SET notice_to = '{TODAY - DAY}' WHERE {found}")
    do("check", _OFFICER, {})
    do("award", _AWARDING, {})
    do("objections", staff_of(OWNERS), {"text": "材料里的数字不对。", "happened_on": str(TODAY)})
    [objection] = running.answer("GET", f"{one}/objections", actor=_OFFICER)["items"]
    [honour] = running.answer("GET", "/honours", actor=_OFFICER)["items"]
    return honour["id"], {
        "selection_id": one.rpartition("/")[2],
        "objection_id": objection["id"],
    }


def _an_open_selection(running: Running, year: int, criterion: str) -> str:
    """Its address."""
    terms = {
        "year": year,
        "title": "年度优秀社区专员",
        "criteria": [{"criterion": criterion, "weight": 100}],
        "honours": 1,
        "least_days": 0,
    }
    drafted = f"/communities/{OWNERS}/selections"
    found = running.answer("POST", drafted, json=terms, actor=_OFFICER)
    one = f"/selections/{found['id']}"
    running.answer("POST", f"{one}/opening", json={}, actor=_OFFICER)
    return one


def _a_complaint(running: Running) -> str:
    """What a resident complains of, about one of the owners' commissioners."""
    staff = staff_of(OWNERS)
    cards = wait_for(
        lambda: running.answer("GET", f"/communities/{OWNERS}/scorecards", actor=staff)["items"],
        30,
        "somebody has a card",
    )
    about = (cards or [])[0]["appointment_id"]
    body = {"text": "约好的巡查没有来。", "contact": "13900139000"}
    running.answer("POST", f"/public/commissioners/{about}/complaints", json=body)
    found = running.answer("GET", "/complaints", actor=staff)["items"]
    return str(found[0]["id"])


def _of_standing(running: Running, complaint_id: str) -> dict[str, str]:
    """A meeting with a guest, a nomination, an election, and a review with an activist."""

    def do(path: str, body: Json, method: str = "POST") -> Json:
        found: Json = running.answer(method, path, json=body, actor=_OFFICER)
        return found

    guest = {"name": "刘建国", "contact": "13900139000"}
    plan = {"subject": "年终总结大会", "held_on": str(TODAY), "venue": "街道礼堂"}
    meeting = do(f"/streets/{STREET}/year-end-meetings", plan)["id"]
    shown = do(f"/year-end-meetings/{meeting}/invitations", {"invitees": [guest]})
    [invited] = shown["invitations"]
    complaint = running.answer("GET", f"/complaints/{complaint_id}", actor=staff_of(OWNERS))
    nomination = {
        "nominated_for": "peoples_congress",
        "nominated_on": str(TODAY),
        "nominated_by": "选民小组",
        "source": "公告",
    }
    about = f"/commissioners/{complaint['appointment_id']}/nominations"
    result = {"held_on": str(TODAY), "seats": 9, "commissioners": 2, "source": "公告"}
    terms = {
        "area": OWNERS,
        "project": "慢行系统改造",
        "content": "拓宽人行道。",
        "owner": "城建科",
        "criteria": ["方便出行"],
        "closes_on": str(TODAY + dt.timedelta(days=7)),
        "answer_due_on": str(TODAY + dt.timedelta(days=30)),
    }
    review = do("/project-reviews", terms)["id"]
    [code] = do(f"/project-reviews/{review}/reviewers", {"invitees": [guest]})["items"]
    return {
        "year_end_meeting_id": meeting,
        "meeting_invitation_id": invited["id"],
        "invitee_id": invited["invitee_id"],
        "nomination_id": do(about, nomination)["id"],
        "election_id": do(f"/communities/{OWNERS}/committee-elections", result)["id"],
        "review_id": review,
        "reviewer_id": code["reviewer_id"],
        "review_code": code["code"],
    }


def _a_meeting(running: Running) -> dict[str, str]:
    """A meeting that waits for its minutes and answers an earlier one, and a case told there."""

    def do(path: str, body: Json, *, method: str = "POST") -> Json:
        return running.answer(method, path, json=body, actor=_COMMITTEE)

    def entered(days_ago: int) -> str:
        plan = {
            "theme": "楼道消防",
            "held_at": f"{TODAY - days_ago * DAY}T14:00:00+08:00",
            "place": "二楼",
            "entered_because": "系统启用前已召开。",
        }
        return str(do(f"/communities/{OWNERS}/held-sharing-meetings", plan)["id"])

    first = entered(2)
    do(f"/sharing-meetings/{first}/attendance", {"present": []}, method="PUT")
    agreed = {"text": "每周三联合巡查。", "doer": "专员"}
    [agreement] = do(f"/sharing-meetings/{first}/agreements", agreed)["agreements"]
    one = f"/sharing-meetings/{entered(1)}"
    seats = wait_for(
        lambda: running.answer("GET", one, actor=_COMMITTEE)["seats"], 30, "who was in office"
    )
    [speaker, *_] = seats or []
    point = {"kind": "worked", "title": "飞线充电清零", "appointment_id": speaker["appointment_id"]}
    [told] = do(f"{one}/points", point)["points"]
    do(f"{one}/attendance", {"present": []}, method="PUT")
    words = {"title": "清零", "situation": "充电。", "doing": "先装桩。", "lesson": "先给出路。"}
    case = do(f"{one}/points/{told['id']}/case", {"category": "fire_safety"} | words)
    return {
        "sharing_meeting_id": one.rpartition("/")[2],
        "point_id": told["id"],
        "agreement_id": agreement["id"],
        "case_id": case["id"],
    }


def _volunteering(running: Running, post_id: str) -> dict[str, str]:
    """A volunteer with everything that one can have, and a group with its papers."""

    def do(path: str, body: Json) -> str:
        return str(running.answer("POST", path, json=body, actor=staff_of(OWNERS))["id"])

    def founded() -> Json | None:
        body = {"post_id": post_id, "name": "消防团队"}
        found = running.call("POST", "/teams", json=body, actor=staff_of(OWNERS))
        made: Json | None = found.json() if found.ok else None
        return made

    person = {"name": "陈秀英", "phone": "13800138003", "how": "paper", "age_group": "adult"}
    registration_id = do("/volunteers", person | {"community": OWNERS} | _NOTHING)
    do(f"/volunteers/{registration_id}/meeting", {})
    found = running.answer("GET", f"/volunteers/{registration_id}", actor=staff_of(OWNERS))
    volunteer = {"volunteer_id": found["volunteer_id"]}
    team_id = str((wait_for(founded, 30, "the post is known") or {})["id"])
    starts_at = clock.now() + dt.timedelta(minutes=30)
    shift = {
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + dt.timedelta(hours=2)).isoformat(),
        "places": 9,
    }
    plan = {
        "community": OWNERS,
        "organiser": "workstation",
        "title": "楼道巡查",
        "plan": "分组巡查。",
        "place": "社区广场",
        "cost_estimate_fen": 0,
        "checklist": ["灭火器"],
        "shifts": [shift],
    }
    activity_id = do("/activities", plan)
    for step in ("submission", "approval", "publication"):
        do(f"/activities/{activity_id}/{step}", {})
    shown = running.answer("GET", f"/activities/{activity_id}", actor=staff_of(OWNERS))
    sign_up_id = do("/sign-ups", volunteer | {"shift_id": shown["shifts"][0]["id"]})
    do(f"/sign-ups/{sign_up_id}/attendance", {"presence": "present"})
    [hours] = running.answer("GET", "/hours", actor=staff_of(OWNERS))["items"]
    # They count after a week of showing.
    running.rows("volunteers", f"UPDATE hours SET state = 'counted', counts_from = '{TODAY}'")
    certificates = f"/volunteers/{registration_id}/hour-certificates"
    words = {"item": "灭火器", "address": "3 栋", "words": "已过期。"}
    group = {
        "community": OWNERS,
        "name": "荔林合唱队",
        "kind": "interest_group",
        "category": "culture_and_sports",
        "founded_on": "2013-05-06",
    }
    group_id = do("/groups", group)
    paper = {"title": "章程", "kind": "rules", "adopted_on": "2013-06-01", "text": "一、准时。"}
    meeting = {"held_on": "2013-06-01", "subject": "章程", "people": 9, "result": "通过。"}
    contest = {"title": "歌咏", "level": "district", "held_on": "2013-06-02", "award": "took_part"}
    leader = {"name": "林阿姨", "role": "leader", "since": "2013-05-06"}
    do(f"/groups/{group_id}/people", leader)
    [named] = running.answer("GET", f"/groups/{group_id}", actor=staff_of(OWNERS))["people"]
    path, honour = f"/volunteers/{registration_id}/merits", {"kind": "honour", "title": "优秀义工"}
    given = honour | {"given_by": "街道党工委", "given_on": str(TODAY)}
    [merit] = running.answer("POST", path, json=given, actor=staff_of(OWNERS))["items"]
    link = running.answer(
        "POST", f"/teams/{team_id}/invitations", json={"label": "公告栏"}, actor=staff_of(OWNERS)
    )
    return {
        "invitation": link["code"],
        "invitation_id": link["id"],
        "registration_id": registration_id,
        **volunteer,
        "merit_id": merit["id"],
        "team_id": team_id,
        "membership_id": do(f"/teams/{team_id}/memberships", volunteer),
        "activity_id": activity_id,
        "sign_up_id": sign_up_id,
        "hours_id": hours["id"],
        "hour_certificate_id": do(certificates, {"in_charge": "李建华"}),
        "finding_id": do(f"/activities/{activity_id}/findings", words),
        "group_id": group_id,
        "document_id": do(f"/groups/{group_id}/documents", paper),
        "meeting_id": do(f"/groups/{group_id}/meetings", meeting),
        "contest_id": do(f"/groups/{group_id}/contests", contest),
        "person_id": named["id"],
    }


def _a_supported_project(running: Running, post_id: str) -> Json:
    """One that runs, with a receipt; its writer decides nothing about it."""
    writer = Actor("writer", (Grant(Role.WORKSTATION_STAFF, OWNERS),))
    why = {"reason": "惠及面广，费用合理。"}

    def do(path: str, body: Json, actor: Actor) -> Json:
        return running.answer("POST", f"/fund{path}", actor=actor, json=body)

    money = {"year": TODAY.year, "source": "street_budget", "amount_fen": 5_000_000}
    budget = do("/budgets", money | {"community": OWNERS, "paper": "南街财 3 号"}, _OFFICER)
    plan = {
        "post_id": post_id,
        "title": "楼道消防宣传",
        "purpose": "入户讲解，张贴海报。",
        "for_whom": "老旧小区的老人",
        "starts_on": str(TODAY),
        "ends_on": str(TODAY),
        "costs": [{"what": "海报", "amount_fen": 300_000}],
    }
    project = do("/projects", plan, writer)["id"]
    for step, body, actor in (
        ("submission", {}, writer),
        ("check", {}, staff_of(OWNERS)),
        ("deliberation", why | {"abstained": 0}, _COMMITTEE),
        ("approval", why, _OFFICER),
        ("start", {}, staff_of(OWNERS)),
    ):
        do(f"/projects/{project}/{step}", body, actor)
    bought = {"reference": "F-1", "spent_on": str(TODAY), "what": "海报", "amount_fen": 150_000}
    receipt = do(f"/projects/{project}/receipts", bought, writer)
    path = f"/fund/budgets/{budget['id']}/statement"
    [booked, *_] = running.answer("GET", path, actor=_OFFICER)["items"]
    return {
        "budget_id": budget["id"],
        "project_id": project,
        "receipt_id": receipt["id"],
        "booking_id": booked["id"],
    }


def _a_survey(running: Running) -> str:
    """An open one of the owners."""
    draft = {
        "community": OWNERS,
        "title": "需求问卷",
        "intro": "用于设岗。",
        "one_answer_per": "household",
        "questions": [{"key": "wish", "type": "text", "text": "您有什么建议？"}],
    }
    made = running.answer("POST", "/surveys", actor=staff_of(OWNERS), json=draft)
    running.answer("POST", f"/surveys/{made['id']}/opening", actor=staff_of(OWNERS), json={})
    return str(made["id"])


def _a_text(running: Running, survey_id: str) -> str:
    """What a household wrote into it."""
    sheet = {"household": "3栋501", "answers": [{"question": "wish", "text": "多装路灯。"}]}
    running.answer("POST", f"/public/surveys/{survey_id}/answers", json=sheet)
    [text] = running.answer("GET", f"/surveys/{survey_id}/texts", actor=staff_of(OWNERS))["items"]
    return str(text["id"])


def _recruiting(running: Running) -> dict[str, str]:
    """A post of the owners, a campaign for it, and an application, which is being screened."""
    owners = Community(running, OWNERS)
    post_id = owners.post("消防监督社区专员")
    campaign_id = owners.campaign(post_id)
    person = {
        "post_id": post_id,
        "name": "陈秀英",
        "phone": "13800138000",
        "address": "3 栋",
        "ability": "会调解",
        "time_available": "周末",
        "motivation": "为邻里做点事",
        "is_voluntary": True,
        "lives_in_community": True,
    }
    received = running.answer("POST", f"/public/campaigns/{campaign_id}/applications", json=person)
    for step in ("closing", "screening"):
        owners.do(f"/campaigns/{campaign_id}/{step}", {})
    return {"post_id": post_id, "campaign_id": campaign_id, "application_id": received["id"]}


def _an_override(running: Running) -> str:
    """One that the street granted to the community of the owners."""
    wanted = {"extra": 1, "reason": "人口超过三万", "to": str(TODAY + 30 * DAY)}
    path = f"/communities/{OWNERS}/post-cap/overrides"
    cap = running.answer("POST", path, actor=_OFFICER, json=wanted)
    return str(cap["overrides"][0]["id"])


def _a_commissioner(running: Running) -> dict[str, str]:
    """Somebody in office whom somebody objected to, with a certificate and a course."""
    owners = Community(running, OWNERS)
    proposed = owners.proposed(owners.post("文体专员"), TODAY - 60 * DAY, ability=_ABILITY)
    objection_id = owners.objected(proposed, _OBJECTION)
    decided_on = TODAY - 30 * DAY
    appointment = owners.with_four_parts(owners.decided(proposed, decided_on), decided_on)
    path = f"/appointments/{appointment['id']}/certificates"
    [certificate] = running.answer("GET", path, actor=owners.station)["items"]
    lesson = {"title": "个人信息保护", "content": "哪些信息可以收集。", "hours": 2}
    course = owners.do(f"/streets/{STREET}/courses", lesson, by=_OFFICER)
    held = {
        "area": OWNERS,
        "starts_at": f"{TODAY - DAY}T09:30:00+08:00",
        "place": "二楼",
        "seats": 9,
    }
    session = owners.do(f"/courses/{course['id']}/sessions", held)
    commissioner = appointment["commissioner"]
    seat = {"commissioner": commissioner, "community": OWNERS}
    owners.do(f"/training-sessions/{session['id']}/seats", seat)
    return {
        "appointment_id": appointment["id"],
        "certificate_id": certificate["id"],
        "commissioner": commissioner,
        "objection_id": objection_id,
        "course_id": course["id"],
        "session_id": session["id"],
    }


def test_every_route_stands_in_the_table_of_permissions() -> None:
    assert set(_OPERATIONS) <= set(_PERMISSIONS)
    assert {_PERMISSIONS[found] for found in _CLOSED} <= TABLE.keys()


def test_every_id_in_an_address_has_something_to_point_at(things: Things) -> None:
    """A route with a new kind of id fails here until the test knows one of another community."""
    names = {
        parameter["name"]
        for _, path in _CLOSED
        for parameter in _DOCUMENT["paths"][path].get("parameters", ())
    }

    assert names <= things.ids.keys()


def test_who_belongs_there_does_see_it(embedded: Running, things: Things) -> None:
    """Without this, an empty system would pass."""
    seen = [
        embedded.call("GET", path, actor=actor).text
        for path, actor in (
            ("/appeals", staff_of(OWNERS)),
            (f"/attachments/{things.ids['attachment_id']}", staff_of(OWNERS)),
            ("/consents", staff_of(OWNERS)),
            ("/accounts", Actor("keeper", (Grant(Role.ADMINISTRATOR, OWNERS),))),
            ("/appointments", staff_of(OWNERS)),
            (f"/appointments/{things.ids['appointment_id']}", staff_of(OWNERS)),
            (f"/training-sessions/{things.ids['session_id']}", staff_of(OWNERS)),
            (f"/certificates/{things.ids['certificate_id']}/document", staff_of(OWNERS)),
        )
    ]

    assert things.marks[0] in seen[0]
    assert things.marks[3] in seen[2]
    assert things.marks[4] in seen[3]
    assert things.ids["appointment_id"] in seen[4]
    assert _OBJECTION in seen[5]
    assert _ABILITY in seen[5]
    assert things.ids["commissioner"] in seen[6]
    assert seen[7].startswith("%PDF")


@pytest.mark.parametrize("place", [NEIGHBOUR, ELSEWHERE])
def test_a_stranger_gets_nothing_of_it(embedded: Running, things: Things, place: str) -> None:
    """Requirement 5.18 and 5.19: list, detail, change, search, statistics and files alike."""
    leaks = [
        f"{stranger.account}: {leak}"
        for stranger, method, path in _of_each_reach(place)
        for leak in _tried(embedded, things, method, path, stranger)
    ]

    assert leaks == []


@pytest.mark.thorough("four times as many requests: roles of one reach differ in few rules")
@pytest.mark.parametrize("place", [NEIGHBOUR, ELSEWHERE])
@pytest.mark.parametrize("role", list(Role))
def test_a_stranger_gets_nothing_of_it_in_any_role(
    embedded: Running, things: Things, role: Role, place: str
) -> None:
    stranger = _stranger(role, place)
    leaks = [
        leak
        for method, path in _CLOSED
        if may_somewhere(stranger, _PERMISSIONS[method, path])
        for leak in _tried(embedded, things, method, path, stranger)
    ]

    assert leaks == []


@pytest.mark.thorough(
    "1,800 requests; `tests/gateway/api/test_permissions.py` asks the gateway alone"
)
@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_may_do_nowhere_is_refused(
    embedded: Running, things: Things, role: Role
) -> None:
    """Once: its place matters as little as what is asked."""
    stranger = _stranger(role, NEIGHBOUR)
    leaks = []
    for method, path in _CLOSED:
        if not may_somewhere(stranger, _PERMISSIONS[method, path]):
            found = _called(embedded, things, method, path, stranger, {})
            leaks += _leaks(found, things, method, path, stranger)

    assert leaks == []


@pytest.fixture(scope="module")
def answered(embedded: Running, things: Things) -> dict[Role, dict[tuple[str, str], int]]:
    """What each role was answered that belongs there, by route: the status."""
    found: dict[Role, dict[tuple[str, str], int]] = {role: {} for role in Role}
    # What takes the thing or one's own part in it away comes last, for everybody.
    keys_end = ("locking", "initial-password", "second-factor-removal")
    people_go = ("leaving", "merger", "dissolution", "closing", "erasure")
    last = ("withdrawal", "abstention", *keys_end, *people_go)

    def order(at: tuple[str, str]) -> tuple[int, bool]:
        ends = [at[1].endswith(word) for word in last]
        return ends.index(True) if any(ends) else -1, at[0] == "DELETE"

    for route in sorted(_CLOSED, key=order):
        method, path = route
        for role in Role:
            scope = TABLE[_PERMISSIONS[route]].scopes.get(role)
            if scope not in {Scope.COMMUNITY, Scope.STREET} or role in _NARROWER.get(route, ()):
                continue
            place = STREET if any(part in path for part in _OF_THE_STREET) else OWNERS
            # One list for all streets: a whole district's administrator keeps it.
            if path.startswith("/api/v1/holidays"):
                place = parent_of(STREET) or STREET
            # The person who applied for support abstains from all that is decided about it.
            checks = "-who-checks" if _PERMISSIONS[route] == Action.FUND_CHECK else ""
            member = Actor(f"{role.value}-of-the-owners{checks}", (Grant(role, place),))
            answer = _called(embedded, things, method, path, member, {})
            found[role][route] = answer.status_code
    return found


@pytest.mark.parametrize("role", list(Role))
def test_who_may_by_the_table_is_not_refused(
    answered: dict[Role, dict[tuple[str, str], int]], role: Role
) -> None:
    """What is asked of a thing there may still be impossible now; it is never forbidden."""
    refused = [route for route, status in answered[role].items() if status in {401, 403}]

    assert refused == []


def test_every_id_in_an_address_is_one_of_the_owners_things(
    answered: dict[Role, dict[tuple[str, str], int]],
) -> None:
    """One that points to nothing is refused to everybody, and tries nothing on a stranger."""
    asked = {route for of_role in answered.values() for route in of_role if "{" in route[1]}
    there = {
        route for of_role in answered.values() for route, status in of_role.items() if status != 404
    }

    assert asked - there == set()


def test_the_comparison_notices_a_leak(things: Things) -> None:
    answer = requests.Response()
    answer.status_code = 200
    answer._content = json.dumps({"items": [{"id": things.ids["appeal_id"]}]}).encode()
    stranger = Actor("stranger", (Grant(Role.WORKSTATION_STAFF, NEIGHBOUR),))

    assert _leaks(answer, things, "GET", "/api/v1/appeals", stranger)
    assert _leaks(answer, things, "GET", "/api/v1/appeals/{appeal_id}", stranger)
    assert _leaks(answer, things, "GET", "/api/v1/audit", stranger)


def _tried(running: Running, things: Things, method: str, path: str, stranger: Actor) -> list[str]:
    """What a stranger gets by a route, as it is and narrowed to the owners' area."""
    narrowed = [{name: OWNERS} for name in sorted(_area_filters(method, path))]
    return [
        leak
        for query in ({}, *narrowed)
        for leak in _leaks(
            _called(running, things, method, path, stranger, query), things, method, path, stranger
        )
    ]


def _leaks(
    found: requests.Response, things: Things, method: str, path: str, stranger: Actor
) -> list[str]:
    name = f"{method} {path} {found.status_code}"
    if not may_somewhere(stranger, _PERMISSIONS[method, path]):
        return [] if found.status_code == 403 else [f"{name}: not for this role"]
    wrong = [f"{name}: shows {mark}" for mark in things.marks if found.ok and mark in found.text]
    pointed = {parameter["name"] for parameter in _DOCUMENT["paths"][path].get("parameters", ())}
    pointed -= set() if "/areas/" in path else _OF_NO_COMMUNITY
    # A street's own things are also for those who work in one of its communities.
    if street_of(stranger.grants[0].area) == STREET:
        pointed -= {"street", "name", "table"}
        pointed -= _READ_IN_THE_STREET if method == "GET" else set()
    is_change = method != "GET" and path not in _SEARCHES
    is_forged = is_change and (_AREA_PARAMETERS | _FORGED_IDS) & _example(method, path).keys()
    is_elsewhere = bool(pointed or is_forged)
    is_refused = found.status_code in {403, 404} or _names_the_unknown(found)
    if found.status_code >= 500 or (is_elsewhere and not is_refused):
        wrong.append(f"{name}: {found.text[:200]}")
    return wrong


def _names_the_unknown(found: requests.Response) -> bool:
    errors = found.json().get("errors", ()) if found.status_code == 422 else ()
    return bool({error["code"] for error in errors} & _UNKNOWN)


def _area_filters(method: str, path: str) -> set[str]:
    parameters = _DOCUMENT["paths"][path][method.lower()].get("parameters", ())
    return {found["name"] for found in parameters if found["in"] == "query"} & _AREA_PARAMETERS


def _called(
    running: Running, things: Things, method: str, path: str, actor: Actor, query: Json
) -> requests.Response:
    address = path.removeprefix("/api/v1")
    meant = next((found for part, found in things.meant.items() if part in path), {})
    for name, value in (things.ids | meant).items():
        address = address.replace(f"{{{name}}}", value)
    needed = {
        found["name"]: found.get("example") or found["schema"].get("enum", ["wish"])[0]
        for found in _DOCUMENT["paths"][path][method.lower()].get("parameters", ())
        if found["in"] == "query" and found.get("required")
    }
    return running.call(
        method, address, actor=actor, params=needed | query, **_body(things, method, path)
    )


def _body(things: Things, method: str, path: str) -> dict[str, Any]:
    described = _DOCUMENT["paths"][path][method.lower()].get("requestBody")
    if described is None:
        return {}
    if "application/json" not in described["content"]:
        return {"files": _picture()}
    return {"json": _forged(things, _example(method, path))}


def _forged(things: Things, value: Any) -> Any:
    """The same, of the owners' community and their things."""
    theirs = dict.fromkeys(_AREA_PARAMETERS, OWNERS) | {
        name: things.ids[name] for name in _FORGED_IDS
    }
    match value:
        case dict():
            return {name: theirs.get(name) or _forged(things, one) for name, one in value.items()}
        case list():
            return [_forged(things, one) for one in value]
    return value


def _example(method: str, path: str) -> Json:
    described = _DOCUMENT["paths"][path][method.lower()].get("requestBody", {"content": {}})
    found: Json = described["content"].get("application/json", {}).get("example") or {}
    return found


def _picture() -> dict[str, Any]:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(made, "PNG")
    return {"file": ("photo.png", made.getvalue())}
