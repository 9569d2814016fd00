"""Each operation meets made-up requests; a file takes those of its tags.

For any request in any role: no answer is an error of ours, and the document foresees each one, with
its form and headers.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
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

from gateway.app import openapi_document, permissions_by_route
from tests.journeys.recruiting import committee_of
from tests.journeys.running import (
    ADMINISTRATOR,
    DENGLIANG,
    STREET,
    administrator_of,
    commissioner_of,
    staff_of,
)
from vocabulary.actors import Actor, Grant, Role
from vocabulary.permissions import Action, may_somewhere

#: In each run the same few: most of what is wrong shows in the first ones.
_FEW = 4
_MANY = 200
_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
#: Routes whose 503 is right while the provider is away; its form is compared even so.
_ASK_THE_PROVIDER = {
    "/api/v1/sessions/openid",
    "/api/v1/sessions/openid/callback",
    "/api/v1/accounts/me/identities",
}
CALLERS: list[Actor | None] = [
    staff_of(DENGLIANG),
    None,
    ADMINISTRATOR,
    # Of the city: keeps what all streets share.
    administrator_of("440300000000"),
    commissioner_of(DENGLIANG),
    Actor("street-officer", (Grant(Role.STREET_OFFICER, STREET),)),
    committee_of(DENGLIANG),
    Actor("volunteer", (Grant(Role.VOLUNTEER, DENGLIANG),)),
    Actor("street-committee", (Grant(Role.STREET_PARTY_COMMITTEE, STREET),)),
]

_DOCUMENT = openapi_document()
_PERMISSIONS = permissions_by_route()
#: Of its own: what is made up there is written into the examples it came from.
_SCHEMA = schemathesis.openapi.from_dict(copy.deepcopy(_DOCUMENT))


class Part(StrEnum):
    """The files over which operations are spread, about as many to each."""

    APPOINTING = "appointing"
    RECRUITING = "recruiting"
    APPEALS = "appeals"
    PEOPLE = "people"


#: Tag → file; a tag that is not named here belongs to the last.
_PARTS = {
    **dict.fromkeys(
        ("appointments", "appointment_figures", "terms", "handovers", "certificates", "handbooks",
         "courses", "regulations", "parameters"),
        Part.APPOINTING,
    ),
    **dict.fromkeys(
        ("applications", "surveys", "posts", "campaigns", "screening"),
        Part.RECRUITING,
    ),
    **dict.fromkeys(
        ("intake", "assignment", "actions", "closing", "rating", "disclosures", "own_data",
         "receptions", "attachments", "categories", "areas", "holidays", "consents",
         "consents-of-persons", "totals", "texts", "feed", "audit", "notices",
         "notice_templates", "notice_deliveries", "notice_preferences"),
        Part.APPEALS,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Operation:
    """A verb at an address."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method}-{self.path}"

    @property
    def part(self) -> Part:
        """The file that tries it."""
        return _PARTS.get(_DOCUMENT["paths"][self.path][self.method]["tags"][0], Part.PEOPLE)

    @property
    def asks_the_provider(self) -> bool:
        """Whether it may answer that the city's account system is away."""
        return self.path in _ASK_THE_PROVIDER

    def may_be_done_by(self, caller: Actor | None) -> bool:
        """Whether a caller gets past the door."""
        action = _PERMISSIONS[self.method.upper(), self.path]
        if action is Action.ANYONE or caller is None:
            return action is Action.ANYONE
        return may_somewhere(caller, action)


OPERATIONS = [
    Operation(method, path)
    for path, item in _DOCUMENT["paths"].items()
    for method in item
    if method != "parameters"
]


@dataclass(frozen=True)
class Tried:
    """A system at which requests are thrown."""

    address: str
    #: One connection for all, which the gateway keeps open.
    connection: requests.Session
    #: What leads somewhere, by the name of a parameter or field; others are made up too.
    known: Mapping[str, str]
    #: In the order of `CALLERS`; one has none.
    tokens: list[str | None]

    def tokens_for(self, operation: Operation) -> Iterator[str | None]:
        """Every second request of those who may, so that it gets past the door; the others between."""
        by_right: dict[bool, list[str | None]] = {True: [], False: []}
        for caller, token in zip(CALLERS, self.tokens, strict=True):
            by_right[operation.may_be_done_by(caller)].append(token)
        may, others = by_right[True], by_right[False] or by_right[True]
        return itertools.chain.from_iterable(
            zip(itertools.cycle(may), itertools.cycle(others), strict=False)
        )


class MadeUpRequests:
    """The tests of every file; each names its part."""

    PART: Part

    def test_no_request_meets_an_answer_that_is_not_foreseen(
        self, tried: Tried, operation: Operation
    ) -> None:
        _try(tried, operation, _FEW, same_each_time=True)

    @pytest.mark.thorough("two hundred requests for each operation, others each time")
    def test_no_request_of_very_many_meets_such_an_answer(
        self, tried: Tried, operation: Operation
    ) -> None:
        _try(tried, operation, _MANY, same_each_time=False)


def _try(tried: Tried, operation: Operation, cases: int, *, same_each_time: bool) -> None:
    """Send so many requests, good ones and bad ones.

    Raises:
        AssertionError: an answer is not foreseen; names the request that makes it come again.
    """
    described = _SCHEMA[operation.path][operation.method.upper()]
    in_turn = tried.tokens_for(operation)
    positive, negative = (
        described.as_strategy(generation_mode=mode)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    )

    @settings(
        max_examples=cases,
        derandomize=same_each_time,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(some.one_of(positive, negative), some.booleans())
    def call(case: Any, leads_somewhere: bool) -> None:  # noqa: FBT001 - hypothesis gives it
        token = next(in_turn)
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        if leads_somewhere:
            _lead(case.path_parameters, tried.known)
            _lead(case.body, tried.known)
        answer = case.call(base_url=tried.address, headers=headers, session=tried.connection)
        is_away = (
            operation.asks_the_provider and answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        )
        case.validate_response(answer, checks=_CHECKS[1:] if is_away else _CHECKS)

    try:
        call()
    except FailureGroup as found:
        pytest.fail("\n".join(str(failure) for failure in found.exceptions))


def _lead(given: Any, known: Mapping[str, str]) -> None:
    if isinstance(given, dict):
        given |= {name: known[name] for name in given if name in known}
