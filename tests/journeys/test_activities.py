"""Activities over the wire: 百家宴 with more people than places, and an inspection that finds things."""

from __future__ import annotations

import datetime as dt

from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, staff_of
from tests.journeys.volunteering import published
from tests.servers.waiting import wait_for

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
_HOUR = dt.timedelta(hours=1)


def _shift(running: Running, activity: Json) -> tuple[int, int, int]:
    [shift] = running.answer("GET", f"/activities/{activity['id']}", actor=_STAFF)["shifts"]
    return shift["confirmed"], shift["offered"], shift["waiting"]


def test_140_people_wish_to_come_to_a_banquet_with_120_places(running: Running) -> None:
    """Ten give back; the first ten in line are asked, and nobody else."""
    banquet = published(
        running,
        _STAFF,
        organiser="residents_committee",
        title="百家宴",
        starts_in=100 * _HOUR,
        places=120,
    )
    [shift] = banquet["shifts"]
    guest = {"shift_id": shift["id"], "name": "陈秀英", "age_group": "adult"}

    made = [
        running.answer("POST", "/public/sign-ups", json=guest | {"phone": f"137{number:08d}"})
        for number in range(140)
    ]
    child = running.call(
        "POST",
        "/public/sign-ups",
        json=guest | {"phone": "13900000000", "age_group": "under_14"},
    )
    full = _shift(running, banquet)
    for one in made[:10]:
        running.answer("POST", f"/public/sign-ups/{one['code']}/withdrawal", json={})
    line = [running.answer("GET", f"/public/sign-ups/{one['code']}") for one in made[120:]]
    accepted = [
        running.answer("POST", f"/public/sign-ups/{one['code']}/acceptance", json={})["state"]
        for one in made[120:130]
    ]

    assert {one["sign_up"]["state"] for one in made[:120]} == {"confirmed"}
    assert [one["sign_up"]["ahead"] for one in made[120:]] == list(range(20))
    assert (child.status_code, child.json()["errors"][0]["field"]) == (422, "guardian_name")
    assert full == (120, 0, 20)
    assert [one["state"] for one in line] == ["offered"] * 10 + ["waiting"] * 10
    assert accepted == ["confirmed"] * 10
    assert _shift(running, banquet) == (120, 0, 10)


def test_three_findings_of_an_inspection_become_appeals(running: Running) -> None:
    """R61: in the finding's words, without an applicant, once; the finding learns the number."""
    lines = ["楼道灭火器", "阁楼", "水电账单"]
    inspection = published(running, _STAFF, title="消防巡查", checklist=lines)
    found = [
        running.answer(
            "POST",
            f"/activities/{inspection['id']}/findings",
            actor=_STAFF,
            json={"item": line, "address": "3 栋 2 单元", "words": f"{line}有隐患。"},
        )
        for line in lines
    ]

    for one in [*found, found[0]]:
        path = f"/findings/{one['id']}/appeal"
        running.answer("POST", path, actor=_STAFF, json={"category": "fire_safety"})

    def numbered() -> list[Json] | None:
        path = f"/findings?activity_id={inspection['id']}"
        items = running.answer("GET", path, actor=_STAFF)["items"]
        return items if all(one.get("appeal_number") for one in items) else None

    known = wait_for(numbered, 30, "every finding has the number of its appeal") or []
    appeals = [running.answer("GET", f"/appeals/{one['appeal_id']}", actor=_STAFF) for one in known]
    listed = running.answer("GET", "/appeals?channel=observation", actor=_STAFF)["items"]

    assert {one["state"] for one in known} == {"passed_on"}
    assert {one["number"] for one in appeals} == {one["appeal_number"] for one in known}
    assert {one["channel"] for one in appeals} == {"observation"}
    assert sorted(one["text"] for one in appeals) == sorted(
        f"3 栋 2 单元：{line}。{line}有隐患。" for line in lines
    )
    assert len(listed) == 3
