"""Pictures of an activity: shown to residents while everybody on them agrees."""

from __future__ import annotations

import datetime as dt
import io

from PIL import Image

from runtime import clock
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, staff_of

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
_PHONE = "13800138000"


def test_a_picture_disappears_when_the_consent_is_withdrawn_and_no_claimed_phone_touches_it(
    running: Running,
) -> None:
    """Consent to photographs withdrawn (PIPL art. 15).

    Anybody can register with another person's phone: erasing that registration once withdrew the
    consents of the phone in every community and erased the pictures for good.
    """
    activity = _published(running)
    pictures = f"/public/activities/{activity}/pictures"
    first, second = _picture(running, activity), _picture(running, activity)
    theirs, others = _agreed(running, _PHONE), _agreed(running, "13900139000")
    _show(running, first, others)
    _show(running, second, theirs)
    seen = [one["id"] for one in running.answer("GET", pictures)["items"]]
    fetched = running.call("GET", f"/public/pictures/{first}")
    assert (seen, fetched.status_code, fetched.headers["Content-Type"]) == (
        [first, second],
        200,
        "image/png",
    )

    running.answer("POST", f"/consents/{others}/withdrawal", actor=_STAFF, json={})
    assert [one["id"] for one in running.answer("GET", pictures)["items"]] == [second]
    assert running.call("GET", f"/public/pictures/{first}").status_code == 404

    code = running.answer("POST", "/public/volunteers", json=_a_volunteer())["code"]
    erasure, proof = f"/public/volunteers/{code}/erasure", {"phone": "13700137000"}
    assert running.call("POST", erasure, json=proof).status_code == 403
    running.answer("POST", erasure, json={"phone": _PHONE})
    files = running.answer("GET", f"/activities/{activity}/attachments", actor=_STAFF)["items"]
    assert {one["id"]: one["state"] for one in files} == {first: "kept", second: "kept"}
    assert [one["id"] for one in running.answer("GET", pictures)["items"]] == [second]


def _show(running: Running, picture: str, consent: str) -> None:
    path = f"/attachments/{picture}/publication"
    running.answer("PUT", path, actor=_STAFF, json={"consent_ids": [consent]})


def _agreed(running: Running, phone: str) -> str:
    body = {
        "purpose": "publish_photo",
        "text_version": "photo-1",
        "community": _HERE.community,
        "phone": phone,
        "how": "paper",
    }
    return str(running.answer("POST", "/consents/records", actor=_STAFF, json=body)["id"])


def _picture(running: Running, activity: str) -> str:
    made = io.BytesIO()
    # Transparent, so that it stays a PNG when it is drawn anew.
    Image.new("RGBA", (8, 8), (255, 0, 0, 100)).save(made, "PNG")
    files = {"file": ("宴.png", made.getvalue())}
    path = f"/activities/{activity}/attachments"
    return str(running.answer("POST", path, actor=_STAFF, files=files)["id"])


def _published(running: Running) -> str:
    starts_at = clock.now() + dt.timedelta(hours=3)
    shift = {
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + dt.timedelta(hours=2)).isoformat(),
        "places": 120,
    }
    plan = {
        "organiser": "workstation",
        "community": _HERE.community,
        "title": "百家宴",
        "plan": "邻里同坐一桌。",
        "place": "社区广场",
        "cost_estimate_fen": 0,
        "shifts": [shift],
    }
    activity = str(running.answer("POST", "/activities", json=plan, actor=_STAFF)["id"])
    for step in ("submission", "approval", "publication"):
        running.answer("POST", f"/activities/{activity}/{step}", actor=_STAFF, json={})
    return activity


def _a_volunteer() -> Json:
    return {
        "name": "陈秀英",
        "phone": _PHONE,
        "age_group": "adult",
        "skills": [],
        "interests": [],
        "free_times": [],
        "community": _HERE.community,
    }
