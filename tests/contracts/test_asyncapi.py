from __future__ import annotations

import copy
import sys
from typing import Any

import jsonschema
import pytest

from contracts import asyncapi, registry
from tests.contracts.published import asyncapi_schema


@pytest.fixture(scope="module")
def official() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(asyncapi_schema())


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return asyncapi.document()


def test_the_document_is_valid_asyncapi(
    document: dict[str, Any], official: jsonschema.Draft7Validator
) -> None:
    """Design §3.7: outside consumers get a documented, standard feed."""
    complaints = [f"{found.json_path}: {found.message}" for found in official.iter_errors(document)]

    assert complaints == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("asyncapi",), "2.6.0"),
        (("channels", "appeals.appeal_closed", "bindings", "amqp", "is"), "exchange"),
        (("operations", "send.appeals.appeal_closed", "action"), "publish"),
        (("operations", "send.appeals.appeal_closed", "channel"), "appeal_closed"),
        (("components", "messages", "appeals.appeal_closed", "contentType"), 1),
    ],
)
def test_the_check_would_notice_a_broken_document(
    document: dict[str, Any],
    official: jsonschema.Draft7Validator,
    path: tuple[str, ...],
    value: object,
) -> None:
    """The published schema bites."""
    broken = copy.deepcopy(document)
    place = broken
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value

    assert not official.is_valid(broken)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for reference in _references(document):
        place: Any = document
        for name in reference.removeprefix("#/").split("/"):
            place = place[name]


def test_every_event_has_a_channel_a_sender_and_a_message(document: dict[str, Any]) -> None:
    registry.load_all()
    names = {f"{shape.SOURCE}.{shape.NAME}" for shape in registry.EVENTS.values()}

    assert names == set(document["channels"])
    assert {f"send.{name}" for name in names} == set(document["operations"])
    assert names == set(document["components"]["messages"])


def test_an_event_goes_by_its_name_over_the_exchange_of_its_source(
    document: dict[str, Any],
) -> None:
    channel = document["channels"]["appeals.appeal_closed"]

    assert channel["address"] == "appeal_closed"
    assert channel["bindings"]["amqp"] == {
        "is": "routingKey",
        "exchange": {
            "name": "appeals.events",
            "type": "topic",
            "durable": True,
            "autoDelete": False,
        },
        "bindingVersion": "0.3.0",
    }


def test_a_submitted_appeal_stays_on_its_queue(document: dict[str, Any]) -> None:
    """It carries the resident's words and phone, so no exchange spreads it."""
    binding = document["channels"]["gateway.appeal_submitted"]["bindings"]["amqp"]

    assert (binding["is"], binding["queue"]["name"]) == ("queue", "appeals.intake")


def test_the_limits_of_a_field_are_published(document: dict[str, Any]) -> None:
    data = document["components"]["schemas"]["appeals.appeal_closed.v1"]

    assert data["properties"]["number"]["maxLength"] == 40
    assert {limit: data["properties"]["round"][limit] for limit in ("minimum", "maximum")} == {
        "minimum": 1,
        "maximum": 99,
    }
    assert "settled" in data["properties"]["outcome"]["enum"]


def test_the_document_speaks_of_everything_that_is_there(document: dict[str, Any]) -> None:
    """It spoke of appeals and receptions alone, of half of its events."""
    told = document["info"]["description"]

    for event in registry.EVENTS.values():
        subject = (sys.modules[event.__module__].__doc__ or "").partition("\n")[0]
        assert f"From `{event.SOURCE}`:" in told, event
        assert subject, event
        assert subject in told.partition(f"From `{event.SOURCE}`:")[2], event


def test_everything_in_the_document_says_what_it_is(document: dict[str, Any]) -> None:
    silent = [
        (name, field)
        for name, schema in document["components"]["schemas"].items()
        for field, said in (("", schema), *schema["properties"].items())
        if not said.get("description")
    ]

    assert silent == []


def _references(part: Any) -> list[str]:
    if isinstance(part, list):
        return [found for item in part for found in _references(item)]
    if isinstance(part, dict):
        inside = [found for item in part.values() for found in _references(item)]
        return inside + ([part["$ref"]] if "$ref" in part else [])
    return []
