from __future__ import annotations

import pytest

from runtime.health import HEALTH
from tests.gateway.doubles import Gateway


def test_a_living_process_says_so(gateway: Gateway) -> None:
    assert gateway.call("GET", "/healthz").json == {"status": "ok"}


@pytest.mark.parametrize(("found", "status"), [(None, 200), ("away", 503)])
def test_readiness_lists_what_was_found(gateway: Gateway, found: str | None, status: int) -> None:
    HEALTH.watch("test", lambda: found)
    try:
        response = gateway.call("GET", "/readyz")
    finally:
        HEALTH.forget("test")

    assert response.status_code == status
    assert response.json["ready"] == (status == 200)
    assert response.json["checks"]["test"] == found or "ok"


def test_requests_are_counted_by_rule_never_by_tracking_code(gateway: Gateway) -> None:
    gateway.call("GET", "/api/v1/public/appeals/0000-0000-0000-0000")

    text = gateway.call("GET", "/metrics").text
    assert 'route="/api/v1/public/appeals/<tracking_code>"' in text
    assert "0000-0000" not in text
