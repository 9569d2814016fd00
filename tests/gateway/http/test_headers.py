"""The headers of every answer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from gateway.app import create_app
from gateway.http.dependencies import EXTENSION
from gateway.http.headers import BrowserPolicy
from tests.gateway.actors import STAFF
from tests.gateway.answers import APPEAL, answering_gateway
from tests.gateway.doubles import Gateway

_DESK = "https://desk.example.org"
_APPEAL = {"community": "440305007003", "category": "pets", "text": "狗叫"}
_CALLS = [
    ("GET", "/healthz", {}),
    ("GET", "/metrics", {}),
    ("GET", "/openapi.json", {}),
    ("GET", "/docs", {}),
    ("GET", "/nowhere", {}),
    ("HEAD", "/api/v1/public/areas", {}),
    ("OPTIONS", "/api/v1/appeals", {}),
    ("DELETE", "/api/v1/appeals", {}),
    ("GET", "/api/v1/appeals", {}),
    ("POST", "/api/v1/public/appeals", {"json": _APPEAL}),
    ("POST", "/api/v1/public/appeals", {"json": {}}),
]


def _with(browser_policy: BrowserPolicy) -> Gateway:
    gateway = answering_gateway()
    gateway.app = create_app(
        replace(gateway.app.extensions[EXTENSION], browser_policy=browser_policy)
    )
    return gateway


@pytest.fixture
def open_to_a_page() -> Gateway:
    """One page of elsewhere may call."""
    return _with(BrowserPolicy(frozenset({_DESK})))


@pytest.mark.parametrize(("method", "path", "options"), _CALLS)
def test_every_answer_tells_browsers_to_be_careful(
    gateway: Gateway, method: str, path: str, options: dict[str, Any]
) -> None:
    answer = gateway.call(method, path, **options)

    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert len(answer.headers.getlist("Content-Security-Policy")) == 1
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["X-Request-Id"]
    assert "Strict-Transport-Security" not in answer.headers


def test_data_may_run_nothing_in_a_browser(gateway: Gateway) -> None:
    policy = gateway.call("GET", "/healthz").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    ("trusted", "proto", "told"),
    [(True, "https", True), (True, "http", False), (True, None, False), (False, "https", False)],
)
def test_https_is_demanded_only_on_the_word_of_a_trusted_proxy(
    trusted: bool,  # noqa: FBT001 - the case at hand
    proto: str | None,
    told: bool,  # noqa: FBT001 - the case at hand
) -> None:
    gateway = _with(BrowserPolicy(trusts_forwarded_proto=trusted))

    answer = gateway.call("GET", "/healthz", headers={"X-Forwarded-Proto": proto} if proto else {})

    assert ("Strict-Transport-Security" in answer.headers) is told


@pytest.mark.parametrize(("method", "path", "options"), _CALLS)
def test_no_page_of_elsewhere_may_call_by_default(
    gateway: Gateway, method: str, path: str, options: dict[str, Any]
) -> None:
    answer = gateway.call(method, path, headers={"Origin": _DESK}, **options)

    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize(("method", "path", "options"), _CALLS)
def test_a_page_that_the_operator_names_may_call_and_read_the_answer(
    open_to_a_page: Gateway, method: str, path: str, options: dict[str, Any]
) -> None:
    answer = open_to_a_page.call(method, path, headers={"Origin": _DESK}, **options)

    assert answer.headers["Access-Control-Allow-Origin"] == _DESK
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Origin" in answer.headers.getlist("Vary")


@pytest.mark.parametrize(
    "origin",
    [
        "https://desk.example.org.evil.test",
        "https://evil.test",
        "http://desk.example.org",
        "https://desk.example.org:8443",
        "https://DESK.example.org",
        "null",
        "",
    ],
)
def test_every_other_page_may_not(open_to_a_page: Gateway, origin: str) -> None:
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}

    for method in ("GET", "OPTIONS"):
        answer = open_to_a_page.call(method, "/api/v1/public/areas", headers=asked)
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]
        assert "Origin" in answer.headers.getlist("Vary")


def test_a_browser_may_ask_first(open_to_a_page: Gateway) -> None:
    answer = open_to_a_page.call(
        "OPTIONS",
        f"/api/v1/appeals/{APPEAL}/closing",
        headers={"Origin": _DESK, "Access-Control-Request-Method": "POST"},
    )

    assert (answer.status_code, answer.data) == (204, b"")
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    for header in ("Authorization", "Idempotency-Key", "If-Match"):
        assert header in answer.headers["Access-Control-Allow-Headers"]
    assert open_to_a_page.services.asked == []


@pytest.mark.parametrize("path", ["/api/v1/appeals", f"/api/v1/appeals/{APPEAL}/closing"])
def test_anyone_may_ask_which_methods_there_are(gateway: Gateway, path: str) -> None:
    answer = gateway.call("OPTIONS", path)

    assert answer.status_code == 200
    assert {"OPTIONS", "POST"} <= set(answer.headers["Allow"].split(", "))
    assert gateway.services.asked == []


def test_head_says_what_get_would_and_sends_nothing(gateway: Gateway) -> None:
    got, head = (
        gateway.call(method, f"/api/v1/appeals/{APPEAL}", by=STAFF) for method in ("GET", "HEAD")
    )

    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_another_method_is_told_the_right_ones(gateway: Gateway, method: str) -> None:
    answer = gateway.call(method, "/api/v1/appeals")

    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))
    assert answer.json["code"] == "method_not_allowed"


def test_the_documentation_page_takes_everything_from_the_gateway(gateway: Gateway) -> None:
    page = gateway.call("GET", "/docs")

    assert page.content_type.startswith("text/html")
    sources = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert "/docs/swagger-ui-bundle.js" in sources
    assert all(source.startswith("/") for source in sources)
    assert {gateway.call("GET", source).status_code for source in sources} == {200}
    # No script stands in the page itself, and none could run there.
    assert re.findall(r"<script[^>]*>([^<]+)</script>", page.text) == []
    policy = page.headers["Content-Security-Policy"]
    assert re.search(r"script-src 'self';", policy)
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_documentation_page_shows_our_interface_only(gateway: Gateway) -> None:
    """A link with another address in its query must not make the page describe that one."""
    start = gateway.call("GET", "/docs/start.js")

    assert 'url: "/openapi.json"' in start.text
    assert "queryConfigEnabled: false" in start.text
    assert start.content_type.startswith("text/javascript")


@pytest.mark.parametrize("name", ["index.html", "oauth2-redirect.js", "..", "%2e%2e/app.py", "x"])
def test_no_other_file_can_be_had(gateway: Gateway, name: str) -> None:
    assert gateway.call("GET", f"/docs/{name}").status_code == 404
