"""Every POST about appeals that takes an Idempotency-Key, sent twice.

The audit names the request of each change: one that did nothing stands nowhere in it.
The gateway's own are sent twice in tests/gateway/api/test_repeated_requests.py.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from PIL import Image

from tests.gateway.keyed import keyed_posts
from tests.journeys.places import place_of
from tests.journeys.running import Json, Running, an_appeal, commissioner_of, new_key, staff_of
from tests.servers.waiting import wait_for
from vocabulary.actors import Actor

_HERE = place_of(__file__)
_STAFF, _COMMISSIONER = staff_of(_HERE.community), commissioner_of(_HERE.community)
_PHONE = "13800138000"


@dataclass
class Sent:
    """One request, ready to be sent twice."""

    path: str
    body: Json = field(default_factory=dict)
    actor: Actor | None = _STAFF
    file: bytes | None = None


class Scene:
    """An appeal, as far as a step needs it."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.receipt = running.submit()
        running.stored(self.receipt)
        self.appeal = f"/appeals/{self.receipt['id']}"
        self.public = f"/public/appeals/{self.receipt['tracking_code']}"

    def accepted(self) -> Scene:
        self.running.answer("POST", f"{self.appeal}/acceptance", actor=_STAFF, json={})
        return self

    def assigned(self) -> Scene:
        self.accepted()
        body = {"commissioner": _COMMISSIONER.account}
        self.running.answer("POST", f"{self.appeal}/assignment", actor=_STAFF, json=body)
        return self

    def closed(self) -> Scene:
        self.assigned()
        action = {"method": "settle_on_the_spot", "note": "已换"}
        self.running.answer("POST", f"{self.appeal}/actions", actor=_COMMISSIONER, json=action)
        closing = {"outcome": "settled"}
        self.running.answer("POST", f"{self.appeal}/closing", actor=_COMMISSIONER, json=closing)
        return self

    def step(self, what: str, actor: Actor = _STAFF, **body: Any) -> Sent:
        return Sent(f"{self.appeal}/{what}", body, actor)

    def residents(self, what: str, **body: Any) -> Sent:
        return Sent(f"{self.public}/{what}", body, None)


def _picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(made, "PNG")
    return made.getvalue()


def _closing(scene: Scene) -> Sent:
    scene.assigned()
    action = {"method": "settle_on_the_spot", "note": "已换"}
    scene.running.answer("POST", f"{scene.appeal}/actions", actor=_COMMISSIONER, json=action)
    return scene.step("closing", _COMMISSIONER, outcome="settled")


_ACTION = {"method": "explain_and_persuade", "note": "上门看过"}
_RECEPTION = {
    "community": _HERE.community,
    "visitors": 7,
    "channel": "station_duty",
    "held_at": "2013-05-04T09:30:00+08:00",
}
_APPEAL, _CODE = "/appeals/{appeal_id}", "/public/appeals/{tracking_code}"
_SCENES: Mapping[str, Callable[[Scene], Sent]] = {
    "/appeals": lambda _: Sent("/appeals", an_appeal(community=_HERE.community)),
    "/public/appeals": lambda _: Sent(
        "/public/appeals", an_appeal(community=_HERE.community), None
    ),
    "/receptions": lambda _: Sent("/receptions", _RECEPTION),
    f"{_APPEAL}/acceptance": lambda scene: scene.step("acceptance"),
    f"{_APPEAL}/refusal": lambda scene: scene.step("refusal", reason="属于商业纠纷"),
    f"{_APPEAL}/assignment": lambda scene: scene.accepted().step(
        "assignment", commissioner=_COMMISSIONER.account
    ),
    f"{_APPEAL}/actions": lambda scene: scene.assigned().step("actions", _COMMISSIONER, **_ACTION),
    f"{_APPEAL}/closing": _closing,
    f"{_APPEAL}/reopening": lambda scene: scene.closed().step("reopening", reason="又坏了"),
    f"{_APPEAL}/rating": lambda scene: scene.closed().step("rating", score=5),
    f"{_APPEAL}/erasure": lambda scene: scene.closed().step("erasure", asked="in_person"),
    f"{_APPEAL}/attachments": lambda scene: Sent(f"{scene.appeal}/attachments", file=_picture()),
    f"{_CODE}/reopening": lambda scene: scene.closed().residents("reopening", reason="没修好"),
    f"{_CODE}/rating": lambda scene: scene.closed().residents("rating", score=5),
    f"{_CODE}/erasure": lambda scene: scene.closed().residents("erasure", phone=_PHONE),
    f"{_CODE}/attachments": lambda scene: Sent(
        f"{scene.public}/attachments", actor=None, file=_picture()
    ),
}


def test_every_route_about_appeals_that_takes_a_key_is_tried_here() -> None:
    assert {f"/api/v1{path}" for path in _SCENES} == keyed_posts(of_the_register=True)


@pytest.mark.parametrize("path", sorted(_SCENES))
def test_a_repeated_request_does_nothing_twice(running: Running, path: str) -> None:
    sent, key = _SCENES[path](Scene(running)), new_key()

    first, again = new_key(), new_key()
    answers = [_send(running, sent, key, name) for name in (first, again)]

    assert answers[0].ok, answers[0].text
    wait_for(lambda: _changes(running, first), 20, "the first is in the audit")
    # What is erased proves nobody's any more, and is erased no second time.
    refusals = {403, 409} if path.endswith("erasure") else set()
    assert answers[1].status_code in {answers[0].status_code} | refusals, answers[1].text
    if answers[1].ok:
        assert answers[1].json() == answers[0].json()
    # A later appeal goes the same way: once it is there, a second one would be too.
    running.stored(running.submit())
    assert _changes(running, again) == 0


def _send(running: Running, sent: Sent, key: str, name: str) -> requests.Response:
    sending: Json = {"json": sent.body}
    if sent.file is not None:
        sending = {"files": {"file": ("灯.png", sent.file)}}
    headers = {"X-Request-Id": name}
    return running.call("POST", sent.path, actor=sent.actor, key=key, headers=headers, **sending)


def _changes(running: Running, name: str) -> int:
    """How many changes the audits of all services tell of one request."""
    asked = f"SELECT count(*) FROM audit WHERE correlation_id = '{name}'"
    return sum(int(running.rows(database, asked)[0][0]) for database in ("appeals", "gateway"))
