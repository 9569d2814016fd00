"""Hours of service over the wire: a day too long, corrected after the certificate, sent, erased."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, new_key, staff_of
from tests.journeys.volunteering import published, registered
from tests.servers.waiting import wait_for

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
_NUMBER = "4403051234567"


def _do(running: Running, path: str, body: Json) -> Json:
    return running.answer("POST", path, json=body, actor=_STAFF, key=new_key())


def _served(running: Running, shift: str, person: Json) -> Json:
    """Signed up, checked in and attested."""
    own = f"/public/volunteers/{person['code']}"
    place = running.answer("POST", f"{own}/sign-ups", json={"shift_id": shift})
    path = f"/sign-ups/{place['id']}/attendance"
    _check_30_hours_are_refused(running, path, {"presence": "present"})
    _do(running, path, {"presence": "present"})
    [hours] = running.answer("GET", f"{own}/hours")["items"]
    return _do(running, f"/hours/{hours['id']}/attestation", {})


def _check_30_hours_are_refused(running: Running, path: str, body: Json) -> None:
    refusal = running.call("POST", path, actor=_STAFF, json=body | {"minutes": 30 * 60})
    assert refusal.status_code == 422, refusal.text
    assert [one["field"] for one in refusal.json()["errors"]] == ["minutes"]


def _count(running: Running, person: Json) -> None:
    """A week goes by: attested hours were shown for long enough."""
    running.rows(
        "volunteers",
        "UPDATE hours SET state = 'counted' WHERE community = '"
        f"{_HERE.community}' AND state = 'attested' RETURNING id",
    )
    own = running.answer("GET", f"/public/volunteers/{person['code']}/hours")
    assert own["counted_minutes"] == 120


def _checked(running: Running, certificate: Json) -> Json:
    path = f"/public/hour-certificates/{certificate['number']}"
    return running.answer("GET", path, params={"code": certificate["code"]})


def _sent(running: Running, table: str) -> list[dict[str, Any]]:
    """The rows of the table for the national system."""
    asked = {"table": table, "community": _HERE.community}
    answer = running.call("GET", "/national-tables/export", params=asked, actor=_STAFF)
    assert answer.ok, answer.text
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def _agree(running: Running, person: Json, phone: str) -> None:
    """The person agrees to data for the national record, and tells the number there."""
    consent = _do(
        running,
        "/consents/records",
        {
            "purpose": "national_volunteer_record",
            "text_version": "national-1",
            "phone": phone,
            "community": _HERE.community,
            "how": "paper",
        },
    )
    details = {"national_number": _NUMBER, "national_consent_id": consent["id"]}
    path = f"/volunteers/{person['id']}/details"

    def is_known() -> bool:
        return bool(running.call("POST", path, actor=_STAFF, json=details, key=new_key()).ok)

    wait_for(is_known, 30, "the consent is known where volunteers are written down")


def test_hours_are_corrected_after_the_certificate_and_stay_when_the_person_is_erased(
    running: Running,
) -> None:
    """Two people have one phone; what is corrected, sent or erased of one leaves the other."""
    phone = "13800138000"
    one, other = (
        registered(running, _STAFF, name=name, phone=phone) for name in ("陈秀英", "王明")
    )
    area = {"area": _HERE.community}
    [double] = running.answer("GET", "/volunteers/doubles", params=area, actor=_STAFF)["items"]
    two = {"kept_registration_id": one["id"], "other_registration_id": other["id"]}
    _do(running, "/volunteers/doubles/keeping-apart", two | {"reason": "夫妻共用一部手机。"})
    left = running.answer("GET", "/volunteers/doubles", params=area, actor=_STAFF)["items"]
    assert (double["is_same_name"], left) == (False, [])

    [shift] = published(running, _STAFF)["shifts"]
    hours, others = (_served(running, shift["id"], person) for person in (one, other))
    for person in (one, other):
        _count(running, person)
    path = f"/volunteers/{one['id']}/hour-certificates"
    before = _do(running, path, {"in_charge": "李建华"})
    correction = f"/hours/{hours['id']}/correction"
    _check_30_hours_are_refused(running, correction, {"reason": "登记有误。"})
    _do(running, correction, {"minutes": 90, "reason": "签退时间有误。"})
    after = _do(running, path, {"in_charge": "李建华"})
    old, new = _checked(running, before), _checked(running, after)
    assert (old["state"], old["minutes"], old["replaced_by"]) == ("replaced", 120, after["number"])
    assert (new["state"], new["minutes"], new["replaces"]) == ("standing", 90, [before["number"]])

    assert _sent(running, "hours") == []
    _agree(running, one, phone)
    [row] = _sent(running, "hours")
    assert (row["志愿者编号"], row["服务时间（小时）"]) == (_NUMBER, "1.50")
    own = f"/public/volunteers/{one['code']}"
    copy = running.answer("POST", f"{own}/export", json={"phone": phone})
    assert [use["purpose"] for use in copy["disclosures"]] == ["national_record"]

    running.answer("POST", f"{own}/erasure", json={"phone": phone})
    totals = running.answer("GET", "/hours/totals", params=area | {"by": "person"}, actor=_STAFF)
    minutes = {item["volunteer_id"]: item["counted_minutes"] for item in totals["items"]}
    assert (totals["counted_minutes"], minutes[one["volunteer_id"]]) == (210, 90)
    assert _checked(running, after)["name"] is None
    assert _sent(running, "hours") == _sent(running, "volunteers") == []
    still = running.answer("GET", f"/public/volunteers/{other['code']}/hours")
    assert [item["id"] for item in still["items"]] == [others["id"]]
