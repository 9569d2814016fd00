from __future__ import annotations

import contextlib
import datetime as dt
import json
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from gateway.people.identity import operations as identity
from tests.journeys.places import place_of
from tests.journeys.running import Running, an_appeal, commissioner_of, new_key, staff_of

pytestmark = pytest.mark.both_systems("what one system refuses the other must not let pass")

_HERE = place_of(__file__)
_APPEALS = "/public/appeals"


def _stored(running: Running) -> tuple[int, int]:
    return (
        running.rows("appeals", "SELECT count(*) FROM appeal")[0][0],
        running.rows("appeals", "SELECT count(*) FROM outbox")[0][0],
    )


@pytest.fixture(scope="module")
def _still() -> set[str]:
    """The systems in which nothing is under way."""
    return set()


@pytest.fixture
def _nothing_is_under_way(running: Running, _still: set[str]) -> None:
    """What earlier journeys sent has arrived, so that rows can be counted."""
    if running.address not in _still:
        running.stored(running.submit())
        _still.add(running.address)


@pytest.mark.usefixtures("_nothing_is_under_way")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("community", "440305007099", id="unknown-community"),
        pytest.param("community", "440305007000", id="a-street-is-no-community"),
        pytest.param("community", "荔林", id="a-name-is-no-code"),
        pytest.param("community", None, id="no-community"),
        pytest.param("category", "ufo", id="unknown-category"),
        pytest.param("text", "", id="empty-text"),
        pytest.param("text", "  \n ", id="blank-text"),
        pytest.param("text", 17, id="number-for-text"),
        pytest.param("text", "长" * 4001, id="too-long-text"),
        pytest.param("applicant_group", "king", id="unknown-group"),
        pytest.param("contact_phone", "call me", id="no-phone"),
        pytest.param("contact_email", "王芳@", id="no-e-mail-address"),
        pytest.param("notify", "perhaps", id="no-yes-or-no"),
        pytest.param("tracking_code", "AAAA", id="unknown-field"),
        pytest.param("received_at", "2013-05-04T09:30:00+08:00", id="only-staff-backdate"),
    ],
)
def test_a_wrong_field_is_named_in_both_languages_and_nothing_is_stored(
    running: Running, field: str, value: object
) -> None:
    body = an_appeal(**{"community": _HERE.community, field: value})
    before = _stored(running)

    refused = running.call("POST", _APPEALS, json=body)

    assert refused.status_code == 422
    assert refused.headers["Content-Type"] == "application/problem+json"
    errors = refused.json()["errors"]
    assert {error["field"] for error in errors} == {field}
    assert all(error["zh"] and error["en"] for error in errors)
    assert before == _stored(running)


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b'{"community":', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[]", "application/json", 422),
        (b"", "application/json", 400),
        (b"community=1", "application/x-www-form-urlencoded", 415),
    ],
    ids=["cut-off", "bytes", "list", "nothing", "form"],
)
def test_a_body_that_is_no_appeal_is_a_problem_document(
    running: Running, content: bytes, content_type: str, status: int
) -> None:
    refused = running.call("POST", _APPEALS, data=content, headers={"Content-Type": content_type})

    assert refused.status_code == status
    assert refused.json()["status"] == status


def test_ten_megabytes_are_refused_at_once(running: Running) -> None:
    began = time.perf_counter()

    refused = running.call(
        "POST", _APPEALS, data=b" " * 10_000_000, headers={"Content-Type": "application/json"}
    )

    assert refused.status_code == 413
    assert time.perf_counter() - began < 5


def test_a_key_used_for_another_appeal_is_refused(running: Running) -> None:
    key = new_key()
    running.submit(key=key)
    another = an_appeal(community=_HERE.community, text="别的事。")

    refused = running.call("POST", _APPEALS, json=another, key=key)

    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")


def test_two_keys_are_refused(running: Running) -> None:
    """Which of them would a proxy go by?"""
    gateway = urlsplit(running.address)
    body = json.dumps(an_appeal(community=_HERE.community)).encode()
    with contextlib.closing(HTTPConnection(str(gateway.hostname), gateway.port)) as connection:
        connection.putrequest("POST", f"/api/v1{_APPEALS}")
        for name, value in (
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(body))),
            *(("Idempotency-Key", new_key()) for _ in range(2)),
        ):
            connection.putheader(name, value)
        connection.endheaders(body)
        refused = connection.getresponse()

        [error] = json.load(refused)["errors"]
        assert (refused.status, error["code"]) == (422, "malformed_key")


@pytest.mark.parametrize("path", ["/appeals", "/receptions"])
def test_without_a_token_nothing_internal_is_shown(running: Running, path: str) -> None:
    refused = running.call("GET", path)

    assert refused.status_code == 401
    assert "WWW-Authenticate" in refused.headers


def test_a_forged_or_expired_token_opens_nothing(running: Running) -> None:
    forged = identity.issue(b"x" * 40, staff_of(_HERE.community), lifetime=dt.timedelta(hours=1))
    expired = identity.issue(
        running.secret.encode(), staff_of(_HERE.community), lifetime=dt.timedelta(seconds=-60)
    )

    for token in (forged, expired, "nonsense", ""):
        refused = running.call("GET", "/appeals", headers={"Authorization": f"Bearer {token}"})
        assert refused.status_code == 401, token


def test_another_communitys_appeal_is_not_there(running: Running) -> None:
    """Design §5: the tenant comes from identity only."""
    receipt = running.submit(community=_HERE.community)
    running.stored(receipt)
    stranger = staff_of(_HERE.neighbour)

    for method, path, body in (
        ("GET", "", None),
        ("POST", "/acceptance", {}),
        ("POST", "/closing", {"outcome": "settled"}),
    ):
        refused = running.call(method, f"/appeals/{receipt['id']}{path}", actor=stranger, json=body)
        assert refused.status_code == 404
    listed = running.answer(
        "GET", "/appeals", actor=stranger, params={"area": _HERE.community, "limit": 200}
    )
    assert listed["items"] == []


def test_a_commissioner_may_see_but_not_accept(running: Running) -> None:
    receipt = running.submit(community=_HERE.community)
    running.stored(receipt)
    commissioner = commissioner_of(_HERE.community)

    seen = running.call("GET", f"/appeals/{receipt['id']}", actor=commissioner)
    refused = running.call(
        "POST", f"/appeals/{receipt['id']}/acceptance", actor=commissioner, json={}
    )

    assert (seen.status_code, refused.status_code) == (200, 403)


def test_a_step_out_of_turn_is_refused_and_says_what_comes_first(running: Running) -> None:
    receipt = running.submit(community=_HERE.community)
    running.stored(receipt)

    refused = running.call(
        "POST",
        f"/appeals/{receipt['id']}/closing",
        actor=staff_of(_HERE.community),
        json={"outcome": "settled"},
    )

    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")


def test_a_mistyped_tracking_code_is_called_a_typing_error(running: Running) -> None:
    code = running.submit()["tracking_code"]
    mistyped = ("A" if code[0] != "A" else "B") + code[1:]

    refused = running.call("GET", f"/public/appeals/{mistyped}")

    assert refused.status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("DELETE", "/appeals", 405), ("GET", "/appeals?limit=0", 422)],
    ids=["address", "verb", "parameter"],
)
def test_every_refusal_is_a_problem_document(
    running: Running, method: str, path: str, status: int
) -> None:
    refused = running.call(method, path, actor=staff_of(_HERE.community))

    assert refused.status_code == status
    assert refused.headers["Content-Type"] == "application/problem+json"
