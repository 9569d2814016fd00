"""What happens to a resident's data, from the first word to its erasure."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, commissioner_of, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor, Grant, Role
from vocabulary.tracking import normalised

pytestmark = pytest.mark.both_systems("nothing personal may lie open in either")

_HERE = place_of(__file__)
_STAFF = staff_of(_HERE.community)
_COMMISSIONER = commissioner_of(_HERE.community)
_OFFICER = Actor("street-officer", (Grant(Role.STREET_OFFICER, _HERE.street),))
_NAME, _ADDRESS, _EMAIL = "欧阳静怡", "登良路88号3栋502", "jingyi.ouyang@example.cn"
_WORDS = "三栋楼道灯坏了，请打电话给我。"


def _phone() -> str:
    """A number that no other journey uses."""
    return f"139{int(new_key().replace('-', ''), 16) % 10**8:08}"


def _raised(running: Running, phone: str) -> Json:
    receipt = running.submit(
        contact_name=_NAME,
        contact_phone=phone,
        contact_address=_ADDRESS,
        contact_email=_EMAIL,
        text=f"{_WORDS}{phone}",
    )
    running.stored(receipt)
    return receipt


def _assigned(running: Running, phone: str) -> Json:
    receipt = _raised(running, phone)
    appeal = f"/appeals/{receipt['id']}"
    running.answer("POST", f"{appeal}/acceptance", actor=_STAFF, json={})
    body = {"commissioner": _COMMISSIONER.account}
    running.answer("POST", f"{appeal}/assignment", actor=_STAFF, json=body)
    return receipt


def _closed(running: Running, phone: str) -> Json:
    receipt = _assigned(running, phone)
    appeal = f"/appeals/{receipt['id']}"
    action = {"method": "explain_and_persuade", "note": f"已与{_NAME}通话。"}
    running.answer("POST", f"{appeal}/actions", actor=_COMMISSIONER, json=action)
    closing = {"outcome": "explained", "reason": f"已向{_NAME}（{phone}）说明。"}
    running.answer("POST", f"{appeal}/closing", actor=_COMMISSIONER, json=closing)
    return receipt


def test_a_contact_is_masked_until_somebody_says_why_and_the_person_learns_of_it(
    running: Running,
) -> None:
    """PIPL art. 44, 51; design §5: each disclosure is logged."""
    phone = _phone()
    receipt = _assigned(running, phone)
    appeal = f"/appeals/{receipt['id']}"
    for actor in (_COMMISSIONER, _STAFF, _OFFICER):
        masked = running.answer("GET", appeal, actor=actor)
        assert (masked["contact_name"], masked["contact_phone"]) == (
            "欧阳*",
            f"{phone[:3]}****{phone[-4:]}",
        )
        assert phone not in str(masked)
        assert _ADDRESS not in str(masked)
        assert masked["contact_email"] == "j***@example.cn"
        assert _EMAIL not in str(masked)

    why = {"reason": "call_back", "words": "约时间"}
    key = new_key()
    for _ in range(2):
        seen = running.answer(
            "POST", f"{appeal}/disclosures", actor=_COMMISSIONER, json=why, key=key
        )

    assert (seen["contact_name"], seen["contact_phone"]) == (_NAME, phone)
    assert seen["contact_email"] == _EMAIL
    assert (
        running.call("POST", f"{appeal}/disclosures", actor=_OFFICER, json=why).status_code == 403
    )
    kept, again = running.answer("GET", f"{appeal}/disclosures", actor=_OFFICER)["items"]
    assert (kept["by"], kept["reason"], kept["words"]) == (
        _COMMISSIONER.account,
        "call_back",
        "约时间",
    )
    assert kept["id"] != again["id"]
    public = f"/public/appeals/{receipt['tracking_code']}/disclosures"
    told, _again = running.answer("GET", public)["items"]
    assert (told["role"], told["reason"]) == ("commissioner", "call_back")
    assert str(_COMMISSIONER.account) not in str(told)


def test_staff_find_an_appeal_by_what_the_person_quotes_who_learns_of_it(running: Running) -> None:
    phone = _phone()
    receipt = _raised(running, phone)
    why = {"reason": "asked_by_person"}
    number = running.answer("GET", f"/appeals/{receipt['id']}", actor=_STAFF)["number"]

    for quoted in (phone, f"+86 {phone[:3]} {phone[3:]}", number, receipt["tracking_code"]):
        [found] = running.answer(
            "POST", "/appeals/search", actor=_STAFF, json=why | {"quoted": quoted}
        )["items"]
        assert (found["id"], found["channel"]) == (receipt["id"], "web")
        assert phone not in str(found)

    unknown = why | {"quoted": _phone()}
    assert running.answer("POST", "/appeals/search", actor=_STAFF, json=unknown)["items"] == []
    body = why | {"quoted": phone}
    assert running.call("POST", "/appeals/search", actor=_OFFICER, json=body).status_code == 403
    told = running.answer("GET", f"/public/appeals/{receipt['tracking_code']}/disclosures")
    assert [one["seen"] for one in told["items"]] == [
        ["contact_phone"],
        ["contact_phone"],
        ["number"],
        ["tracking_code"],
    ]


def test_a_person_has_the_own_data_copied_and_erased_and_the_figures_stay(
    running: Running,
) -> None:
    """PIPL art. 45, 47."""
    phone = _phone()
    before = running.counted(_HERE.community)
    receipt = _closed(running, phone)
    counted = running.settled_at(
        _HERE.community, appeals=before["appeals"] + 1, closed=before["closed"] + 1
    )
    own = f"/public/appeals/{receipt['tracking_code']}"
    running.answer("POST", f"{own}/attachments", files={"file": ("灯.png", _picture())})
    wrong = running.call("POST", f"{own}/export", json={"phone": "13700000000"})
    assert wrong.status_code == 403

    copied = running.answer("POST", f"{own}/export", json={"phone": phone})
    erased = running.answer("POST", f"{own}/erasure", json={"phone": f"+86 {phone}"})

    assert (copied["contact_phone"], copied["text"]) == (phone, f"{_WORDS}{phone}")
    assert (copied["contact_email"], copied["wants_notices"]) == (_EMAIL, True)
    assert erased["erased_at"]
    seen = running.answer("GET", f"/appeals/{receipt['id']}", actor=_STAFF)
    assert (seen["text"], seen["contact_name"]) == ("[已应本人要求删除]", None)
    assert (seen["contact_email"], seen["wants_notices"]) == (None, False)
    assert (seen["state"], seen["outcome"]) == ("closed", "explained")
    assert _NAME not in str(seen)
    tracked = running.answer("GET", own)
    assert (tracked["erased_at"], tracked["may_rate"]) == (erased["erased_at"], False)
    assert running.call("POST", f"{own}/export", json={"phone": phone}).status_code == 403
    totals = running.answer("GET", "/public/street/totals", params={"area": _HERE.community})
    assert totals == counted

    def attached() -> list[str]:
        listed = running.answer("GET", f"/appeals/{receipt['id']}/attachments", actor=_STAFF)
        return [one["state"] for one in listed["items"] if one["state"] != "removed"]

    wait_for(lambda: not attached(), 30, "the picture is gone too")


def test_who_left_an_address_only_has_the_same_rights(running: Running) -> None:
    """PIPL art. 45, 47: nobody needs a phone for them."""
    receipt = running.submit(contact_name=_NAME, contact_phone=None, contact_email=_EMAIL)
    running.stored(receipt)
    own = f"/public/appeals/{receipt['tracking_code']}"
    proof = {"email": _EMAIL.upper()}

    nothing = running.call("POST", f"{own}/export", json={})
    wrong = running.call("POST", f"{own}/export", json={"email": "else@example.cn"})
    copied = running.answer("POST", f"{own}/export", json=proof)
    erased = running.answer("POST", f"{own}/erasure", json=proof | {"withdraw": True})

    assert [one["field"] for one in nothing.json()["errors"]] == ["phone", "email"]
    assert (nothing.status_code, wrong.status_code) == (422, 403)
    assert copied["contact_email"] == _EMAIL
    assert erased["erased_at"]
    seen = running.answer("GET", f"/appeals/{receipt['id']}", actor=_STAFF)
    assert (seen["contact_email"], seen["contact_name"]) == (None, None)


def _picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(made, "PNG")
    return made.getvalue()


def test_who_guesses_phones_has_to_wait(running: Running) -> None:
    phone = _phone()
    own = f"/public/appeals/{_closed(running, phone)['tracking_code']}"
    for number in range(3):
        guess = {"phone": f"1370000000{number}"}
        assert running.call("POST", f"{own}/erasure", json=guess).status_code == 403

    blocked = running.call("POST", f"{own}/erasure", json={"phone": phone})

    assert blocked.status_code == 429
    assert 0 < int(blocked.headers["Retry-After"]) <= 60


def test_nothing_personal_lies_open_anywhere(running: Running) -> None:
    """PIPL art. 51: a copied database or broker tells nothing."""
    phone = _phone()
    receipt = _closed(running, phone)
    why = {"reason": "verify", "words": f"核对{_NAME}"}
    path = f"/appeals/{receipt['id']}/disclosures"
    running.answer("POST", path, actor=_COMMISSIONER, json=why, key=new_key())
    consent = {
        "purpose": "contact_by_sms",
        "text_version": "sms-1",
        "community": _HERE.community,
        "phone": phone,
        "how": "paper",
    }
    running.answer("POST", "/consents/records", actor=_STAFF, json=consent, key=new_key())

    code = receipt["tracking_code"]
    codes = (code, normalised(code))
    for place, text in _everything_stored(running):
        for secret in (phone, _NAME, _ADDRESS, _EMAIL, _WORDS, *codes):
            assert secret not in text, f"{secret} lies open in {place}"
    logs = "".join(running.logs())
    assert [secret for secret in (phone, *codes) if secret in logs] == []


def test_the_commands_find_nothing_that_needs_another_key(running: Running) -> None:
    _closed(running, _phone())

    running.linli("encryption", "check")

    assert "nothing to do" in running.linli("encryption", "rotate", "appeals")
    due = running.linli("retention", "run", "--dry-run")
    assert "appeals.contact: 0 past their period" in due


def test_a_commissioner_agrees_to_the_publication_of_a_phone_and_takes_it_back(
    running: Running,
) -> None:
    """R22; PIPL art. 15, 25."""
    consent = {"purpose": "publish_phone", "text_version": "phone-1"}
    given = running.answer("POST", "/consents", actor=_COMMISSIONER, json=consent)
    assert given["holds"]

    withdrawal = f"/consents/{given['id']}/withdrawal"
    withdrawn = running.answer("POST", withdrawal, actor=_COMMISSIONER, json={})

    own = running.answer("GET", "/consents/own", actor=_COMMISSIONER)["items"]
    assert not withdrawn["holds"]
    assert withdrawn in own


def test_a_person_sees_before_sending_what_would_be_hidden(running: Running) -> None:
    shown = running.answer("POST", "/public/texts/preview", json={"text": f"打{_phone()}"})

    assert shown["text"] == "打[手机号已隐藏]"


_TABLES = {
    "appeals": (
        "appeal",
        "audit",
        "history",
        "disclosure",
        "outbox",
        "inbox",
        "dead_letter",
        "answered_request",
    ),
    "gateway": (
        "consent",
        "attachment",
        "audit",
        "outbox",
        "inbox",
        "dead_letter",
        "answered_request",
    ),
    "street": ("appeal_fact", "outbox", "inbox", "dead_letter"),
}


def _everything_stored(running: Running) -> list[tuple[str, str]]:
    found = [
        (f"{database}.{table}", str(running.rows(database, f"SELECT * FROM {table}")))
        for database, tables in _TABLES.items()
        for table in tables
    ]
    folder: Any = running.settings.get("LINLI_DATA_DIR")
    if folder is not None:
        found += [
            (path.name, path.read_bytes().decode(errors="ignore"))
            for path in Path(folder).iterdir()
            if path.is_file()
        ]
    assert found
    return found
