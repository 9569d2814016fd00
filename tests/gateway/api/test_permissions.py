from __future__ import annotations

import pytest

from gateway.identity.rules import ROLES, Permission
from tests.gateway.answers import APPEAL
from tests.gateway.doubles import Gateway
from tests.gateway.people import VOLUNTEER, holding
from vocabulary.actors import Role

_ROUTES = [
    ("POST", "/api/v1/appeals", Permission.RECORD),
    ("POST", "/api/v1/receptions", Permission.RECORD),
    ("GET", "/api/v1/appeals", Permission.READ),
    ("GET", f"/api/v1/appeals/{APPEAL}", Permission.READ),
    ("GET", "/api/v1/receptions", Permission.READ),
    ("POST", f"/api/v1/appeals/{APPEAL}/acceptance", Permission.DECIDE),
    ("POST", f"/api/v1/appeals/{APPEAL}/refusal", Permission.DECIDE),
    ("POST", f"/api/v1/appeals/{APPEAL}/assignment", Permission.DECIDE),
    ("POST", f"/api/v1/appeals/{APPEAL}/reopening", Permission.DECIDE),
    ("POST", f"/api/v1/appeals/{APPEAL}/actions", Permission.ACT),
    ("POST", f"/api/v1/appeals/{APPEAL}/closing", Permission.ACT),
    ("POST", f"/api/v1/appeals/{APPEAL}/rating", Permission.RATE),
    ("POST", f"/api/v1/appeals/{APPEAL}/attachments", Permission.ACT),
    ("GET", f"/api/v1/appeals/{APPEAL}/attachments", Permission.READ),
    ("GET", f"/api/v1/attachments/{APPEAL}", Permission.READ),
    ("DELETE", f"/api/v1/attachments/{APPEAL}", Permission.ACT),
    ("GET", "/api/v1/categories", Permission.READ_FIGURES),
    ("GET", "/api/v1/categories/pets", Permission.READ_FIGURES),
    ("GET", "/api/v1/street/totals", Permission.READ_FIGURES),
    ("POST", f"/api/v1/appeals/{APPEAL}/disclosures", Permission.DISCLOSE),
    ("GET", f"/api/v1/appeals/{APPEAL}/disclosures", Permission.OVERSEE_DISCLOSURES),
    ("POST", f"/api/v1/appeals/{APPEAL}/erasure", Permission.ERASE),
    ("POST", "/api/v1/consents", Permission.OWN),
    ("GET", "/api/v1/consents/own", Permission.OWN),
    ("GET", "/api/v1/consents", Permission.RECORD_CONSENTS),
    ("POST", "/api/v1/consents/records", Permission.RECORD_CONSENTS),
    ("POST", "/api/v1/consents/search", Permission.RECORD_CONSENTS),
    ("POST", f"/api/v1/consents/{APPEAL}/withdrawal", Permission.OWN),
    ("PUT", "/api/v1/categories/pets", Permission.MANAGE_CATEGORIES),
    ("GET", "/api/v1/events", Permission.READ_LOG),
    ("GET", "/api/v1/audit", Permission.READ_AUDIT),
    ("GET", "/api/v1/accounts", Permission.MANAGE_ACCOUNTS),
    ("GET", f"/api/v1/accounts/{APPEAL}", Permission.MANAGE_ACCOUNTS),
    ("POST", f"/api/v1/accounts/{APPEAL}/initial-password", Permission.MANAGE_ACCOUNTS),
]


_ADDRESSES = [(method, path) for method, path, _ in _ROUTES]


@pytest.mark.parametrize(("method", "path"), _ADDRESSES)
def test_a_closed_route_asks_for_a_token(gateway: Gateway, method: str, path: str) -> None:
    response = gateway.call(method, path)

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="linli"'
    assert gateway.services.asked == []


@pytest.mark.parametrize(("method", "path"), _ADDRESSES)
def test_a_closed_route_refuses_a_forged_token(gateway: Gateway, method: str, path: str) -> None:
    response = gateway.call(method, path, headers={"Authorization": "Bearer forged"})

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="linli", error="invalid_token"'
    assert gateway.services.asked == []


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("method", "path", "permission"), _ROUTES)
def test_a_closed_route_lets_exactly_its_roles_pass(
    gateway: Gateway, method: str, path: str, permission: Permission, role: Role
) -> None:
    response = gateway.call(method, path, by=holding(role))

    assert (response.status_code == 403) == (role not in ROLES[permission])


def test_every_route_says_who_may_call_it(gateway: Gateway) -> None:
    without = [
        endpoint
        for endpoint, view in gateway.app.view_functions.items()
        if not hasattr(view, "permission")
    ]

    assert without == []


def test_a_route_that_does_not_say_it_is_closed(gateway: Gateway) -> None:
    gateway.app.add_url_rule("/forgotten", view_func=lambda: "open")

    assert gateway.call("GET", "/forgotten").status_code == 500


def test_who_is_refused_learns_before_the_body_is_read(gateway: Gateway) -> None:
    response = gateway.call("PUT", "/api/v1/categories/pets", by=VOLUNTEER, data=b"{rubbish")

    assert (response.status_code, response.json["code"]) == (403, "forbidden")
