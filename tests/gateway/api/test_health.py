from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

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


@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
def test_only_operators_hear_of_the_inside_where_a_health_port_is_set(path: str) -> None:
    gateway = Gateway(has_health_port=True)

    assert gateway.call("GET", path).status_code == 404
    assert gateway.call("GET", "/healthz").status_code == 200


def test_series_grow_with_routes_and_not_with_what_is_answered(gateway: Gateway) -> None:
    """A histogram for each status of each route made twelve thousand series in an hour."""
    path = "/api/v1/public/appeals/0000-0000-0000-0000"
    gateway.call("GET", path)
    before = _series(gateway, "linli_http_seconds")

    gateway.call("POST", path)
    for number in range(20):
        gateway.call("GET", f"/nowhere/{number}")
        gateway.call("GET", path, headers={"Accept": f"text/{number}"})

    grown = _series(gateway, "linli_http_seconds") - before
    assert {dict(labels)["route"] for _, labels in grown} <= {"none"}
    assert len(grown) <= 10


def _series(gateway: Gateway, name: str) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    families = text_string_to_metric_families(gateway.call("GET", "/metrics").text)
    return {
        (sample.name, tuple(sample.labels.items()))
        for family in families
        for sample in family.samples
        if sample.name.startswith(name) and dict(sample.labels)["route"] != "/metrics"
    }
