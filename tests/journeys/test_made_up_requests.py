"""Requests that nobody would think of, made from the OpenAPI document by schemathesis.

Whatever comes in, in whatever role: no answer is an error of ours, and each is one that
the document foresees, with its form and headers.
"""

from __future__ import annotations

import copy
import itertools
import os
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gateway.app import openapi_document
from tests.journeys.running import (
    ADMINISTRATOR,
    DENGLIANG,
    STREET,
    Running,
    commissioner_of,
    everything_in_one_process,
    staff_of,
)
from vocabulary.actors import Actor, Grant, Role

#: Cases an operation; HYPOTHESIS_PROFILE=thorough tries more, and others each time.
_IS_THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
_CASES = 200 if _IS_THOROUGH else 25
_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
#: Whose 503 is right, while the provider is away; its form is compared all the same.
_ASK_THE_PROVIDER = {
    "/api/v1/sessions/openid",
    "/api/v1/sessions/openid/callback",
    "/api/v1/accounts/me/identities",
}
_CALLERS: list[Actor | None] = [
    staff_of(DENGLIANG),
    None,
    ADMINISTRATOR,
    commissioner_of(DENGLIANG),
    Actor("street-officer", (Grant(Role.STREET_OFFICER, STREET),)),
    Actor("volunteer", (Grant(Role.VOLUNTEER, DENGLIANG),)),
]

_DOCUMENT = openapi_document()
#: Of its own: what is made up there is written into the examples it came from.
_SCHEMA = schemathesis.openapi.from_dict(copy.deepcopy(_DOCUMENT))
_OPERATIONS = [
    (method, path)
    for path, item in _DOCUMENT["paths"].items()
    for method in item
    if method != "parameters"
]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A system that may take its time: a loaded machine is not what is tried here.

    The city's account system is away, so that what needs it is tried too.
    """
    given = {
        "LINLI_RPC_DEADLINE_SECONDS": "60",
        "LINLI_OPENID_ISSUER": "http://127.0.0.1:9",
        "LINLI_OPENID_CLIENT_ID": "linli",
        "LINLI_OPENID_CLIENT_SECRET": "a secret of the client",
        "LINLI_OPENID_NAME": "统一身份认证",
    }
    with everything_in_one_process(tmp_path_factory.mktemp("made-up"), **given) as found:
        yield found


@pytest.fixture(scope="module")
def connection() -> Iterator[requests.Session]:
    """One connection for all, which the gateway keeps open."""
    with requests.Session() as session:
        yield session


@pytest.fixture(scope="module")
def known(running: Running) -> dict[str, str]:
    """What leads somewhere, by the name of a parameter or field; others are made up too."""
    receipt = running.submit()
    running.stored(receipt)
    return {
        "appeal_id": receipt["id"],
        "tracking_code": receipt["tracking_code"],
        "code": "fire_safety",
        "category": "fire_safety",
        "community": DENGLIANG,
        "area": DENGLIANG,
        "kind": "appeal_assigned",
        "language": "zh",
        "street": STREET,
    }


@pytest.fixture(scope="module")
def tokens(running: Running) -> list[str | None]:
    """A token for each caller; one has none."""
    return [None if caller is None else running.token(caller) for caller in _CALLERS]


@pytest.mark.parametrize(("method", "path"), _OPERATIONS)
def test_no_request_meets_an_answer_that_is_not_foreseen(
    running: Running,
    known: dict[str, str],
    tokens: list[str | None],
    connection: requests.Session,
    method: str,
    path: str,
) -> None:
    operation = _SCHEMA[path][method.upper()]
    cases = some.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )
    in_turn = itertools.cycle(tokens)

    @settings(
        max_examples=_CASES,
        derandomize=not _IS_THOROUGH,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases, some.booleans())
    def call(case: Any, leads_somewhere: bool) -> None:  # noqa: FBT001 - hypothesis gives it
        token = next(in_turn)
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        if leads_somewhere:
            _lead(case.path_parameters, known)
            _lead(case.body, known)
        answer = case.call(base_url=running.address, headers=headers, session=connection)
        may_be_away = (
            path in _ASK_THE_PROVIDER and answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        )
        case.validate_response(answer, checks=_CHECKS[1:] if may_be_away else _CHECKS)

    try:
        call()
    except FailureGroup as found:
        pytest.fail("\n".join(str(failure) for failure in found.exceptions))


def _lead(given: Any, known: dict[str, str]) -> None:
    if isinstance(given, dict):
        given |= {name: known[name] for name in given if name in known}
