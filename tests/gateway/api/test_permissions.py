from __future__ import annotations

import dataclasses
import itertools
import re
from dataclasses import replace
from typing import Any

from contracts.registry import Answer, Request
from gateway.app import openapi_document
from gateway.files.attached_things import KINDS
from tests.gateway.actors import VOLUNTEER, holding
from tests.gateway.answers import APPEAL, answering_gateway
from tests.gateway.cases.case import an_answer
from tests.gateway.doubles import Gateway
from tests.gateway.walking import walking
from vocabulary.actors import Role
from vocabulary.permissions import TABLE, Action, needs_district, roles_for

_COMMUNITY, _ABOVE_STREETS = "440305007003", "440305000000"
_ELSEWHERE = "440306001000"
_PARAMETER = re.compile(r"{[a-z_]+}")


def _routes() -> list[tuple[str, str, Action]]:
    """Every closed route of the interface, with an id for each parameter, and what it asks for."""
    return [
        (method.upper(), _PARAMETER.sub(str(APPEAL), path), Action(operation["x-permission"]))
        for path, item in openapi_document()["paths"].items()
        for method, operation in item.items()
        if method != "parameters" and operation["x-permission"] != Action.ANYONE
    ]


_ROUTES = _routes()


def test_a_closed_route_asks_for_a_token() -> None:
    with walking() as step:
        for method, path, _ in _ROUTES:
            with step(method, path):
                gateway = answering_gateway()
                response = gateway.call(method, path)

                assert response.status_code == 401
                assert response.headers["WWW-Authenticate"] == 'Bearer realm="linli"'
                assert gateway.services.asked == []


def test_a_closed_route_refuses_a_forged_token() -> None:
    proof = 'Bearer realm="linli", error="invalid_token"'
    with walking() as step:
        for method, path, _ in _ROUTES:
            with step(method, path):
                gateway = answering_gateway()
                response = gateway.call(method, path, headers={"Authorization": "Bearer forged"})

                assert response.status_code == 401
                assert response.headers["WWW-Authenticate"] == proof
                assert gateway.services.asked == []


def _passing(action: Action) -> set[Role]:
    return set(Role) if TABLE[action].every_account else set(roles_for(action))


def _of(role: Role) -> dict[type[Request[Any]], Answer]:
    """Things that files are attached to, where the role is held, and the caller's own."""
    own = {"community": _COMMUNITY, "area": _COMMUNITY, "commissioner": holding(role).account}
    things: dict[type[Request[Any]], Answer] = {}
    for kind in KINDS.values():
        shown: Any = an_answer(kind.asks.ANSWER)
        known = {field.name for field in dataclasses.fields(shown)}
        things[kind.asks] = replace(shown, **{name: own[name] for name in own.keys() & known})
    return things


def test_a_closed_route_lets_exactly_its_roles_pass() -> None:
    with walking() as step:
        for (method, path, action), role in itertools.product(_ROUTES, Role):
            with step(method, path, role.value):
                held_at = _ABOVE_STREETS if needs_district(action) else _COMMUNITY
                gateway = answering_gateway()
                gateway.services.answers.update(_of(role))
                response = gateway.call(method, path, by=holding(role, held_at))

                assert (response.status_code == 403) == (role not in _passing(action))


def test_a_role_that_may_not_is_refused_elsewhere_too_whatever_it_asks() -> None:
    with walking() as step:
        for (method, path, action), role in itertools.product(_ROUTES, Role):
            if role not in _passing(action):
                with step(method, path, role.value):
                    gateway = answering_gateway()
                    asked = {"community": _COMMUNITY, "area": _COMMUNITY}
                    response = gateway.call(
                        method, path, by=holding(role, _ELSEWHERE), query_string=asked
                    )

                    assert response.status_code == 403
                    assert gateway.services.asked == []


def test_every_route_says_who_may_call_it(gateway: Gateway) -> None:
    without = [
        endpoint
        for endpoint, view in gateway.app.view_functions.items()
        if not hasattr(view, "permission")
    ]

    assert without == []


def test_a_route_that_does_not_say_it_is_closed(gateway: Gateway) -> None:
    path = "/api/v1/public/categories"
    endpoint = next(rule.endpoint for rule in gateway.app.url_map.iter_rules() if rule.rule == path)
    assert gateway.call("GET", path).status_code == 200
    gateway.app.view_functions[endpoint] = lambda: "open"

    assert gateway.call("GET", path).status_code == 500


def test_who_is_refused_learns_before_the_body_is_read(gateway: Gateway) -> None:
    response = gateway.call("PUT", "/api/v1/categories/pets", by=VOLUNTEER, data=b"{rubbish")

    assert (response.status_code, response.json["code"]) == (403, "forbidden")
