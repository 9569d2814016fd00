"""Pictures of an activity: shown to residents while everybody on them agrees."""

from __future__ import annotations

import io

from PIL import Image

from tests.journeys.places import place_of
from tests.journeys.running import Running, staff_of
from tests.journeys.volunteering import a_volunteer, published

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
    activity = str(published(running, _STAFF)["id"])
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

    body = a_volunteer(phone=_PHONE, community=_HERE.community)
    code = running.answer("POST", "/public/volunteers", json=body)["code"]
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
