"""No operation of the interface that a person may do lacks a page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

import flask

from cli import states_page
from contracts.registry import REQUESTS, Shape
from gateway.console import resources
from gateway.console.records import offers
from gateway.http.operations import Operation, operations
from tests.architecture.sources import sources
from tests.gateway.answers import answering_gateway
from tests.gateway.console.calls import made_by_hand

#: No page calls these, each for its reason.
_FOR_PROGRAMS: Mapping[str, str] = {
    "ShowHealth": "tells an orchestrator that the process lives",
    "ShowReadiness": "tells a load balancer whether requests may come",
    "ReadEvents": "the log that other systems follow; people read notices, audit and figures",
    "IssueTokens": "a program's sign-in; people have the page of the sign-in",
    "RefreshTokens": "a program's sign-in; people have the page of the sign-in",
    "RevokeRefreshToken": "a program's sign-in; people have the page of the sign-in",
    "StartOpenIdSignIn": "the button of the sign-in leads there, by the address in the offer",
    "FinishOpenIdSignIn": "the provider sends the browser there",
    "ShowSession": "the script asks it whether the session goes on",
    "ShowNotice": "the inbox shows each notice whole",
    "PreviewText": "for programs that show numbers to be hidden while a person types",
}

#: Deeds with a page of their own, which offers them without `possible`.
_ON_THEIR_OWN_PAGE: Mapping[str, str] = {
    "RecordFinding": "the page of an activity's findings",
    "TrySelection": "the page of a selection, before it is computed",
}


def _app() -> flask.Flask:
    return answering_gateway().app


def _generated() -> set[str]:
    """What the registers read and do, wherever a page of theirs offers it."""
    found: set[str] = set()
    for resource in resources.root().everything():
        shape = resource.reading.answers if resource.reading is not None else None
        at_hand: list[tuple[resources.Resource, type[Shape] | None]] = [(resource, shape)]
        if resource.line is not None:
            at_hand.append((resources.a_line(resource), resource.line))
        for one, of in at_hand:
            found |= {deed.operation.name for deed in resources.offered(one, of)}
            twin = resources.twin_of(one)
            ways = [*one.words, *(twin.words if twin is not None else ())]
            found |= {way.operations["GET"].name for way in ways if "GET" in way.operations}
            if twin is not None and twin.download is not None:
                found.add(twin.download.name)
        if resource.reading is not None:
            found.add(resource.reading.name)
    return found


def test_every_operation_has_a_page_or_a_reason_for_having_none() -> None:
    app = _app()
    with app.app_context():
        generated = _generated()
        known = list(operations(app))
    by_hand = list(made_by_hand())

    missing = [
        f"{one.method} {one.path} ({one.name})"
        for one in known
        if one.name not in generated | _FOR_PROGRAMS.keys() and not _is_called(one, by_hand)
    ]

    assert missing == []


def test_no_reason_is_given_for_what_has_a_page() -> None:
    app = _app()
    with app.app_context():
        assert _FOR_PROGRAMS.keys() & _generated() == set()
        assert _FOR_PROGRAMS.keys() - {one.name for one in operations(app)} == set()


def test_every_deed_of_a_thing_is_named_by_possible_of_some_answer() -> None:
    """A page offers what `possible` names; a deed that no answer ever names has no page.

    What a service can name stands in its tables of states and in its calls of `where`. A page
    made by hand that sends a deed by its address offers it as it sees fit.
    """
    app, said, by_hand = _app(), _said_by_services(), list(made_by_hand())
    with app.app_context():
        unsaid = {
            f"{deed.operation.name} ({deed.word})"
            for resource in resources.root().everything()
            if resource.reading is not None and resources.has_possible(resource.reading.answers)
            for deed in resources.offered(resource, resource.reading.answers)
            if deed.operation.name not in offers.UNGOVERNED | _ON_THEIR_OWN_PAGE.keys()
            if not deed.says and not _is_called(deed.operation, by_hand)
            if deed.word not in said[_service_of(resource.reading)]
        }

    assert unsaid == set()


def _said_by_services() -> Mapping[str, set[str]]:
    """What each service can say; what the gateway answers by itself stands under its name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for module, table in states_page.tables().items():
        found[module.split(".")[1]] |= set(table.routes(list(table.deeds)))
    for source in sources("services", "gateway"):
        part = source.name.split("/")
        service = part[1] if part[0] == "services" else part[0]
        for _line, name, given in source.made:
            if name == "where":
                found[service] |= {word.replace("_", "-") for word in given}
    return found


def _service_of(reading: Operation) -> str:
    """The service that answers; the gateway where no request of its name goes to another."""
    return next(
        (service for (service, _), asked in REQUESTS.items() if asked.__name__ == reading.name),
        "gateway",
    )


def _is_called(one: Operation, by_hand: list[tuple[str, re.Pattern[str]]]) -> bool:
    address = re.sub(r"\{[^}]*\}", "x", one.path)
    return any(method == one.method and form.fullmatch(address) for method, form in by_hand)
