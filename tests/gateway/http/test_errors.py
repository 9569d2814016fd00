from __future__ import annotations

import json
from typing import Any

import pytest

from contracts.appeals.intake import ListAppeals, ShowAppeal
from gateway.http.errors import TITLES
from tests.gateway.actors import STAFF
from tests.gateway.answers import APPEAL
from tests.gateway.doubles import Gateway
from vocabulary import problems
from vocabulary.problems import Problem, Unavailable, WrongState

_ACCEPTANCE = f"/api/v1/appeals/{APPEAL}/acceptance"


@pytest.mark.parametrize(
    ("method", "path", "request_", "status", "code"),
    [
        ("GET", "/nowhere", {}, 404, "not_found"),
        ("GET", "/api/v1/appeals/not-a-uuid", {}, 404, "not_found"),
        ("DELETE", "/api/v1/appeals", {}, 405, "method_not_allowed"),
        ("POST", _ACCEPTANCE, {"data": b"{", "content_type": "application/json"}, 400, "malformed"),
        ("POST", _ACCEPTANCE, {"data": b"", "content_type": "application/json"}, 400, "malformed"),
        ("POST", _ACCEPTANCE, {"data": b"a=1"}, 415, "wrong_media_type"),
        (
            "POST",
            _ACCEPTANCE,
            {"data": b"{}", "content_type": "text/plain"},
            415,
            "wrong_media_type",
        ),
        (
            "POST",
            _ACCEPTANCE,
            {"data": b" " * 10_000_000, "content_type": "application/json"},
            413,
            "too_large",
        ),
    ],
)
def test_every_refusal_is_a_problem_document(
    gateway: Gateway, method: str, path: str, request_: dict[str, Any], status: int, code: str
) -> None:
    response = gateway.call(method, path, by=STAFF, **request_)

    assert (status, code) == (response.status_code, response.json["code"])
    assert response.content_type == "application/problem+json"
    assert response.json["type"] == f"urn:linli:problem:{code}"
    assert response.json["status"] == status
    assert response.json["request_id"] == response.headers["X-Request-Id"]
    assert response.json["zh"].keys() == response.json["en"].keys() == {"title", "detail"}


def test_a_wrong_method_is_told_the_right_ones(gateway: Gateway) -> None:
    response = gateway.call("DELETE", "/api/v1/appeals")

    assert {"GET", "POST"} <= set(response.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (None, "zh"),
        ("en", "en"),
        ("en-GB,en;q=0.8", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("fr", "zh"),
        ("*;q=", "zh"),
    ],
)
def test_title_and_detail_follow_the_readers_language(
    gateway: Gateway, wanted: str | None, given: str
) -> None:
    response = gateway.call(
        "GET", "/nowhere", headers={"Accept-Language": wanted} if wanted else {}
    )

    assert response.json["detail"] == response.json[given]["detail"]
    assert response.headers["Content-Language"] == given


def test_a_services_refusal_arrives_whole(gateway: Gateway) -> None:
    gateway.services.answers[ShowAppeal] = WrongState("已办结", "closed already")

    response = gateway.call("GET", f"/api/v1/appeals/{APPEAL}", by=STAFF)

    assert (
        response.status_code,
        response.json["code"],
        response.json["detail"],
    ) == (409, "wrong_state", "已办结")


def test_another_communitys_appeal_is_not_there(gateway: Gateway) -> None:
    """Design §5: the services answer by scope; the gateway does not tell the difference."""
    del gateway.services.answers[ShowAppeal]

    response = gateway.call("GET", f"/api/v1/appeals/{APPEAL}", by=STAFF)

    assert response.status_code == 404


def test_a_service_that_is_away_says_when_to_come_again(gateway: Gateway) -> None:
    gateway.services.answers[ListAppeals] = Unavailable("稍后", "later", retry_after_seconds=7)

    response = gateway.call("GET", "/api/v1/appeals", by=STAFF)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "7")


def test_every_refusal_for_now_says_when_to_come_again(gateway: Gateway) -> None:
    """Also where the Problem itself does not know."""
    gateway.services.answers[ListAppeals] = Unavailable("稍后", "later")

    response = gateway.call("GET", "/api/v1/appeals", by=STAFF)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


@pytest.mark.parametrize("header", ["zh", "en"])
def test_a_cache_keeps_the_languages_apart(gateway: Gateway, header: str) -> None:
    response = gateway.call("GET", "/nowhere", headers={"Accept-Language": header})

    assert response.headers["Vary"] == "Accept-Language"
    assert list(response.json)[3:5] == ["title", "detail"]
    assert response.json["title"] == response.json[header]["title"]


def test_a_bug_shows_nothing_of_its_inside(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(gateway.services, "ask", break_down)

    response = gateway.call("GET", "/api/v1/appeals", by=STAFF)

    assert (response.status_code, response.json["code"]) == (500, "defect")
    assert "hunter2" not in response.text


def test_the_callers_request_id_comes_back(gateway: Gateway) -> None:
    response = gateway.call("GET", "/healthz", headers={"X-Request-Id": "desk-7.42"})

    assert response.headers["X-Request-Id"] == "desk-7.42"


def test_a_request_id_that_could_forge_a_log_line_is_replaced(gateway: Gateway) -> None:
    response = gateway.call("GET", "/healthz", headers={"X-Request-Id": 'a" b'})

    assert '"' not in response.headers["X-Request-Id"]


def test_every_kind_of_problem_has_a_title() -> None:
    codes = {kind.code for kind in vars(problems).values() if _is_problem(kind)} - {"problem"}

    assert codes == set(TITLES)


def test_the_document_is_readable_without_a_decoder_for_escapes(gateway: Gateway) -> None:
    response = gateway.call("GET", "/nowhere")

    assert "没有" in response.get_data(as_text=True)
    assert json.loads(response.data)


def _is_problem(found: Any) -> bool:
    return isinstance(found, type) and issubclass(found, Problem)
