from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from gateway.places.reference import Reference
from runtime import clock
from runtime.encryption import keyring
from tests.gateway.actors import COMMISSIONER, STAFF, VOLUNTEER
from tests.gateway.doubles import (
    A_KEY,
    DENGLIANG,
    DINGTAI,
    DISSOLVED,
    SECRET,
    STREET,
    Gateway,
    known,
)
from vocabulary.problems import Unavailable
from vocabulary.tracking import was_given_out

_PUBLIC = "/api/v1/public/appeals"
_RECORDED = "/api/v1/appeals"
_BODY: dict[str, Any] = {
    "community": DENGLIANG,
    "category": "fire_safety",
    "text": "三栋楼道里的灭火器过期半年了，请来看看。",
}


def _submit(gateway: Gateway, **changes: Any) -> Any:
    return gateway.call("POST", _PUBLIC, json=_BODY | changes)


def test_a_resident_gets_a_receipt(gateway: Gateway) -> None:
    response = _submit(gateway, applicant_group="tenant", contact_phone="13800138000")

    [put] = gateway.broker.puts
    assert response.status_code == 202
    assert response.json["id"] == str(put.event.appeal_id)
    assert was_given_out(response.json["tracking_code"], SECRET)
    assert response.headers["Location"] == response.json["status_url"]
    assert response.json["status_url"] == f"{_PUBLIC}/{response.json['tracking_code']}"
    assert response.headers["Cache-Control"] == "no-store"


def test_what_was_submitted_is_what_is_published(gateway: Gateway) -> None:
    _submit(gateway, applicant_group="migrant_worker", contact_name="王芳")

    [put] = gateway.broker.puts
    assert (
        put.event.community,
        put.event.category,
        put.event.applicant_group,
        put.event.submitted_by,
    ) == (DENGLIANG, "fire_safety", "migrant_worker", None)
    assert put.event.received_at == put.event.submitted_at


def test_what_comes_without_an_account_comes_on_the_web_and_cannot_say_otherwise(
    gateway: Gateway,
) -> None:
    _submit(gateway)
    refused = _submit(gateway, channel="phone")

    [put] = gateway.broker.puts
    assert put.event.channel == "web"
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (422, "channel")


@pytest.mark.parametrize(
    "channel", ["phone", "desk", "station_duty", "home_visit", "observation", "platform", None]
)
def test_staff_say_by_which_way_an_appeal_came_in(gateway: Gateway, channel: str | None) -> None:
    """A program of before says nothing, and nothing is made up."""
    said = {} if channel is None else {"channel": channel}

    response = gateway.call("POST", _RECORDED, by=STAFF, json=_BODY | said)

    [put] = gateway.broker.puts
    assert (response.status_code, put.event.channel) == (202, channel)


def test_nobody_chooses_the_web(gateway: Gateway) -> None:
    body = _BODY | {"channel": "web"}

    response = gateway.call("POST", _RECORDED, by=STAFF, json=body)

    assert response.status_code == 422
    assert response.json["errors"][0]["field"] == "channel"
    assert response.json["errors"][0]["code"] == "not_one_of"


def test_what_was_observed_has_no_applicant(gateway: Gateway) -> None:
    """Nor does it count as a resident's."""
    body = _BODY | {
        "channel": "observation",
        "contact_name": "王芳",
        "contact_phone": "13800138000",
    }

    refused = gateway.call("POST", _RECORDED, by=COMMISSIONER, json=body)
    taken = gateway.call(
        "POST", _RECORDED, by=COMMISSIONER, json=_BODY | {"channel": "observation"}
    )

    assert refused.status_code == 422
    assert [(one["field"], one["code"]) for one in refused.json["errors"]] == [
        ("contact_name", "no_applicant"),
        ("contact_phone", "no_applicant"),
    ]
    [put] = gateway.broker.puts
    assert (taken.status_code, put.event.applicant_group) == (202, "other")


def test_what_is_personal_travels_sealed(gateway: Gateway) -> None:
    """The broker keeps messages on its disk, and dead letters show their bodies."""
    response = _submit(
        gateway,
        contact_name="王芳",
        contact_phone="13800138000",
        contact_address="1栋",
        contact_email="fang@example.cn",
    )

    [put] = gateway.broker.puts
    assert (put.event.text, put.event.contact_name, put.event.contact_phone) == (None, None, None)
    assert json.loads(keyring().open(put.event.sealed or "")) == {
        "text": _BODY["text"],
        "contact_name": "王芳",
        "contact_phone": "13800138000",
        "contact_address": "1栋",
        "contact_email": "fang@example.cn",
        "tracking_code": response.json["tracking_code"],
    }
    assert (put.event.contact_email, put.event.tracking_code) == (None, None)


@pytest.mark.parametrize(("said", "notify"), [({}, True), ({"notify": False}, False)])
def test_messages_are_wanted_unless_the_person_says_no(
    gateway: Gateway, said: dict[str, bool], *, notify: bool
) -> None:
    _submit(gateway, contact_phone="13800138000", **said)

    [put] = gateway.broker.puts
    assert put.event.notify is notify


def test_the_correlation_id_goes_along(gateway: Gateway) -> None:
    gateway.call("POST", _PUBLIC, json=_BODY, headers={"X-Request-Id": "desk-7"})

    assert gateway.broker.puts[0].correlation_id == "desk-7"


def test_no_identity_is_looked_at_where_anyone_may_call(gateway: Gateway) -> None:
    gateway.call("POST", _PUBLIC, json=_BODY, by=STAFF)
    gateway.call("POST", _PUBLIC, json=_BODY, headers={"Authorization": "Bearer forged"})

    assert [put.role for put in gateway.broker.puts] == ["resident", "resident"]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"community": "440305007099"}, "community", "unknown_community"),
        ({"community": STREET}, "community", "not_a_community"),
        ({"community": DISSOLVED}, "community", "not_in_force"),
        ({"category": "quarrels"}, "category", "unknown_category"),
        ({"category": "queues"}, "category", "inactive_category"),
        ({"category": 5}, "category", "not_a_text"),
        ({"text": " "}, "text", "blank"),
        ({"text": None}, "text", "null"),
        ({"received_at": "2013-05-04T09:30:00+08:00"}, "received_at", "unknown_field"),
        ({"submitted_by": "me"}, "submitted_by", "unknown_field"),
    ],
)
def test_what_does_not_fit_is_refused_by_the_name_of_its_field(
    gateway: Gateway, changes: dict[str, Any], field: str, code: str
) -> None:
    response = _submit(gateway, **changes)

    [error] = response.json["errors"]
    assert (422, field, code) == (response.status_code, error["field"], error["code"])
    assert error["zh"]
    assert error["en"].isascii()
    assert gateway.broker.puts == []


def test_everything_that_is_wrong_is_told_at_once(gateway: Gateway) -> None:
    response = _submit(gateway, community="440305007099", category="quarrels")

    assert [error["field"] for error in response.json["errors"]] == ["community", "category"]


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        (b'{"community": ', "application/json", 400),
        (b"\xff\xfe{}", "application/json", 400),
        (b'{"text": "\\ud800"}', "application/json", 422),
        (b"[" * 5000, "application/json", 400),
        (b"community=440305007003", "application/x-www-form-urlencoded", 415),
        (b"x" * 65_537, "application/json", 413),
        (b"x" * 10_000_000, "application/json", 413),
    ],
)
def test_rubbish_is_refused_and_nothing_is_published(
    gateway: Gateway, data: bytes, content_type: str, status: int
) -> None:
    response = gateway.call("POST", _PUBLIC, data=data, content_type=content_type)

    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert gateway.broker.puts == []


def test_json_may_name_its_charset(gateway: Gateway) -> None:
    response = gateway.call(
        "POST",
        _PUBLIC,
        data='{"community":"440305007003","category":"pets","text":"狗叫"}'.encode(),
        content_type="Application/JSON; charset=utf-8",
    )

    assert response.status_code == 202


class TestARepeatedSubmission:
    def test_is_the_same_appeal(self, gateway: Gateway) -> None:
        first, second = (self._submit(gateway, A_KEY) for _ in range(2))

        one, other = gateway.broker.puts
        assert first.json == second.json
        assert one.event_id == other.event_id

    def test_is_the_same_appeal_at_another_gateway(self, gateway: Gateway) -> None:
        elsewhere = Gateway()

        assert self._submit(gateway, A_KEY).json == self._submit(elsewhere, A_KEY).json

    def test_is_the_same_however_its_json_is_written(self, gateway: Gateway) -> None:
        turned = dict(reversed(_BODY.items()))

        first = gateway.call("POST", _PUBLIC, json=_BODY, headers={"Idempotency-Key": A_KEY})
        second = gateway.call("POST", _PUBLIC, json=turned, headers={"Idempotency-Key": A_KEY})

        assert first.json == second.json

    def test_with_another_body_is_refused(self, gateway: Gateway) -> None:
        self._submit(gateway, A_KEY)

        response = self._submit(gateway, A_KEY, text="另一件事")

        assert (response.status_code, response.json["code"]) == (422, "idempotency_key_reused")
        assert len(gateway.broker.puts) == 1

    def test_by_somebody_else_is_another_appeal(self, gateway: Gateway) -> None:
        headers = {"Idempotency-Key": A_KEY}

        mine = gateway.call("POST", _RECORDED, json=_BODY, by=STAFF, headers=headers)
        yours = gateway.call("POST", _RECORDED, json=_BODY, by=COMMISSIONER, headers=headers)
        public = gateway.call("POST", _PUBLIC, json=_BODY, headers=headers)

        assert len({mine.json["id"], yours.json["id"], public.json["id"]}) == 3

    def test_without_a_key_is_another_appeal(self, gateway: Gateway) -> None:
        assert _submit(gateway).json["id"] != _submit(gateway).json["id"]

    @pytest.mark.parametrize("key", ["", "k" * 201, "a key", "钥匙".encode().decode("latin1")])
    def test_needs_a_key_that_can_be_one(self, gateway: Gateway, key: str) -> None:
        response = self._submit(gateway, key)

        assert (
            response.status_code,
            response.json["errors"][0]["field"],
        ) == (422, "Idempotency-Key")

    def test_needs_a_key_that_nobody_else_takes(self, gateway: Gateway) -> None:
        response = self._submit(gateway, "1")

        [error] = response.json["errors"]
        assert (response.status_code, error["code"]) == (422, "key_not_uuid")
        assert "uuidgen" in error["en"]
        assert "uuidgen" in error["zh"]

    def _submit(self, gateway: Gateway, key: str, **changes: Any) -> Any:
        return gateway.call("POST", _PUBLIC, json=_BODY | changes, headers={"Idempotency-Key": key})


class TestARecordedAppeal:
    def test_may_come_from_paper_of_an_earlier_day(self, gateway: Gateway) -> None:
        response = self._record(gateway, received_at="2013-05-04T09:30:00+08:00")

        [put] = gateway.broker.puts
        assert response.status_code == 202
        assert put.event.received_at == dt.datetime(2013, 5, 4, 1, 30, tzinfo=dt.UTC)
        assert put.event.submitted_by == STAFF.account

    @pytest.mark.parametrize(
        ("received_at", "code"),
        [
            ("9999-12-31T23:59:59-12:00", "out_of_range"),
            ("2199-12-31T23:59:59+00:00", "in_the_future"),
            ("0001-01-01T00:00:00+14:00", "out_of_range"),
            ("2013-05-04T09:30:00", "offset_missing"),
        ],
    )
    def test_needs_a_time_that_can_be(self, gateway: Gateway, received_at: str, code: str) -> None:
        response = self._record(gateway, received_at=received_at)

        assert (422, code) == (response.status_code, response.json["errors"][0]["code"])

    def test_may_not_come_from_tomorrow(self, gateway: Gateway) -> None:
        tomorrow = (clock.now() + dt.timedelta(days=1)).isoformat()

        response = self._record(gateway, received_at=tomorrow)

        assert response.json["errors"][0]["code"] == "in_the_future"

    def test_needs_a_token(self, gateway: Gateway) -> None:
        assert gateway.call("POST", _RECORDED, json=_BODY).status_code == 401

    def test_needs_a_role(self, gateway: Gateway) -> None:
        response = gateway.call("POST", _RECORDED, json=_BODY, by=VOLUNTEER)

        assert response.status_code == 403

    def test_of_another_community_is_refused(self, gateway: Gateway) -> None:
        """Design §5: the tenant comes from identity, never from a parameter."""
        response = self._record(gateway, community=DINGTAI)

        assert (response.status_code, response.json["errors"][0]["field"]) == (403, "community")
        assert gateway.broker.puts == []

    def _record(self, gateway: Gateway, **changes: Any) -> Any:
        return gateway.call("POST", _RECORDED, json=_BODY | changes, by=STAFF)


def test_a_broker_that_is_away_means_come_again(gateway: Gateway) -> None:
    gateway.broker.away = Unavailable("稍后", "later", retry_after_seconds=5)

    response = _submit(gateway)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


@pytest.mark.parametrize("reference", [Reference(), Reference(type(known())({}, {}))])
def test_nothing_is_taken_before_it_can_be_checked(reference: Reference) -> None:
    gateway = Gateway(reference=reference)

    response = _submit(gateway)

    assert (response.status_code, response.json["code"]) == (503, "unavailable")
    assert reference.trouble()


def test_appeals_are_taken_while_every_service_is_away() -> None:
    """Design §4: intake needs nobody but the broker."""
    gateway = Gateway()

    assert _submit(gateway).status_code == 202


def test_a_bug_in_intake_shows_nothing_of_its_inside(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(gateway.broker, "put", break_down)

    response = _submit(gateway)

    assert (response.status_code, response.json["code"]) == (500, "defect")
    assert "hunter2" not in response.text
