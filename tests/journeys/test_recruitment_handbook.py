"""A commissioner comes into office by the handbook, and is named as long as they agree (R14, R22)."""

from __future__ import annotations

import datetime as dt
import io

import pypdf

from runtime.identifiers import new_id
from tests.journeys.places import place_of
from tests.journeys.recruiting import Community
from tests.journeys.running import Json, Running, administrator_of, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.periods import SHANGHAI

_HERE = place_of(__file__)
_ADMINISTRATOR = administrator_of(_HERE.street)
_STAFF = staff_of(_HERE.community)
_COMMITTEE = Actor("committee", (Grant(Role.PARTY_COMMITTEE, _HERE.community),))
_OFFICER = Actor("officer", (Grant(Role.STREET_OFFICER, _HERE.street),))
_NAME, _PHONE = "欧阳海燕", "13900139000"
_PUBLIC = f"/public/handbooks/{_HERE.community}"


def _today() -> dt.date:
    return dt.datetime.now(SHANGHAI).date()  # noqa: TID251 - the day on which the servers really run


def _ago(days: int) -> str:
    return (_today() - dt.timedelta(days=days)).isoformat()


def _send(
    running: Running, path: str, body: Json, *, actor: Actor = _STAFF, method: str = "POST"
) -> Json:
    return running.answer(method, path, actor=actor, json=body, key=new_key())


def _pending(running: Running) -> tuple[str, Actor]:
    """Somebody whom the committee approved, with ceremony and certificate; id and person."""
    post_id = Community(running, _HERE.community).post("消防安全社区专员")
    proposal = {
        "post_id": post_id,
        "kind": "group_leader",
        "name": _NAME,
        "phone": _PHONE,
        "found_because": "居民推荐，本人书面同意。",
        "lives_in_community": True,
        "ability": "退休消防员。",
        "trust": "多年楼长。",
        "recognition": "党委会议认可。",
        "willingness": "本人自愿。",
        "happened_on": _ago(60),
    }
    proposed = _send(running, "/appointments", proposal)
    appointment_id: str = proposed["id"]
    one = f"/appointments/{appointment_id}"
    on_paper = {"happened_on": _ago(60), "paper_reference": "社区宣传栏公示第1号"}
    _send(running, f"{one}/notice", on_paper)
    decision = {"approved": True, "reason": "表决通过。", "happened_on": _ago(20)}
    _send(running, f"{one}/decision", decision, actor=_COMMITTEE)
    _send(running, f"{one}/parts/ceremony", {"happened_on": _ago(15)}, method="PUT")
    _send(running, f"{one}/certificates", {"issued_on": _ago(15)})
    return appointment_id, Actor(
        proposed["commissioner"], (Grant(Role.COMMISSIONER, _HERE.community),)
    )


def _state(running: Running, appointment_id: str) -> str:
    shown = running.answer("GET", f"/appointments/{appointment_id}", actor=_STAFF)
    state: str = shown["state"]
    return state


def _agree(running: Running, person: Actor, purpose: str) -> str:
    body = {"purpose": purpose, "text_version": "handbook-1"}
    consent_id: str = _send(running, "/consents", body, actor=person)["id"]
    return consent_id


def _shown(running: Running, name: str | None, phone: str | None) -> None:
    """The handbook shows this name and this phone, and so does its booklet."""

    def found() -> bool:
        [item] = running.answer("GET", _PUBLIC)["items"]
        return (item["name"], item["phone"]) == (name, phone)

    wait_for(found, 20, f"the handbook shows {name} and {phone}")
    answer = running.call("GET", f"{_PUBLIC}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    paper = "".join("".join(page.extract_text().split()) for page in pages)
    assert "每月巡查楼道消防设施两次" in paper
    assert (_NAME in paper) is (name is not None)
    assert (_PHONE in paper) is (phone is not None)


def test_a_handbook_brings_somebody_into_office_and_names_them_while_they_agree(
    running: Running,
) -> None:
    appointment_id, person = _pending(running)
    ours = f"/communities/{_HERE.community}/handbook"
    station = {"name": "登良社区联络站", "address": "登良路1号", "hours": "工作日"}
    promise = {"text": "每月巡查楼道消防设施两次", "target": 2, "unit": "次", "period": "month"}

    _send(running, f"{ours}/station", station, method="PUT")
    channel = {"receiver": "街道办监督电话", "phone": "0755-26000001"}
    _send(running, f"{ours}/channel", channel, method="PUT")
    assert _state(running, appointment_id) == "pending"
    entry = f"/appointments/{appointment_id}/handbook-entry"
    _send(running, entry, {"promises": [promise]}, method="PUT")
    assert _state(running, appointment_id) == "in_office"
    _send(running, f"{ours}/editions", {})

    _shown(running, None, None)
    name = _agree(running, person, "publish_name")
    phone = _agree(running, person, "publish_phone")
    _shown(running, _NAME, _PHONE)
    _send(running, f"/consents/{phone}/withdrawal", {}, actor=person)
    _shown(running, _NAME, None)
    _send(running, f"/consents/{name}/withdrawal", {}, actor=person)
    _shown(running, None, None)


def test_a_street_writes_its_measures_and_anyone_reads_them(running: Running) -> None:
    """R18 to R21."""
    public = f"/public/streets/{_HERE.street}/regulations"
    ours = f"/streets/{_HERE.street}/regulations/training"
    known = wait_for(lambda: running.call("GET", public).ok, 20, "recruitment knows the street")
    assert known
    assert len(running.answer("GET", public)["items"]) == 18
    draft = {
        "title_zh": "南山街道专员培训制度",
        "title_en": "Training",
        "summary_en": "What is learnt.",
        "text": "1. 聘期 {{term_months}} 个月，每年至少培训一次。",
    }

    _send(running, f"{ours}/draft", draft, actor=_OFFICER, method="PUT")
    _send(running, f"{ours}/publication", {"reason": "街道办公会议"}, actor=_OFFICER)

    shown = running.answer("GET", f"{public}/training")
    assert (shown["number"], shown["text"]) == (1, "1. 聘期 12 个月，每年至少培训一次。")
    compared = running.answer(
        "GET", f"{public}/training/difference", params={"from_number": 0, "to_number": 1}
    )
    assert {line["change"] for line in compared["lines"]} == {"removed", "added"}
    answer = running.call("GET", f"{public}.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    refused = running.call("PUT", f"{ours}/draft", actor=_STAFF, json=draft)
    assert refused.status_code == 403


def test_a_commissioner_learns(running: Running) -> None:
    """R18: course, session, seat, result, record, table."""
    person = Actor(str(new_id()), (Grant(Role.COMMISSIONER, _HERE.community),))
    wait_for(
        lambda: running.call("GET", f"/public/streets/{_HERE.street}/regulations").ok,
        20,
        "recruitment knows the street",
    )
    course = _send(
        running,
        f"/streets/{_HERE.street}/courses",
        {
            "title": f"个人信息保护{new_id().hex[-6:]}",
            "content": "哪些信息可以收集。",
            "hours": 2,
            "is_required": True,
            "required_for": ["fire_safety"],
        },
        actor=_ADMINISTRATOR,
    )
    session = _send(
        running,
        f"/courses/{course['id']}/sessions",
        {
            "area": _HERE.community,
            "starts_at": f"{_ago(1)}T09:30:00+08:00",
            "place": "社区工作站",
            "seats": 1,
        },
    )
    one = f"/training-sessions/{session['id']}"
    seat = {"commissioner": person.account, "community": _HERE.community}

    _send(running, f"{one}/seats", seat, actor=person)
    line = {"commissioner": person.account, "attended": True, "result": "passed"}
    _send(running, f"{one}/results", {"lines": [line]})

    record = running.answer(
        "GET",
        f"/training-records/{person.account}",
        actor=person,
        params={"category": "fire_safety"},
    )
    required = {found["title"]: found["passed_on"] for found in record["required"]}
    assert (record["hours"], required[course["title"]]) == (2, _ago(1))
    table = running.call("GET", f"/streets/{_HERE.street}/training-sessions/export", actor=_STAFF)
    assert (table.status_code, table.content[:2]) == (200, b"PK")
