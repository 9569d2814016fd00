from __future__ import annotations

import copy
import json
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from contracts import asyncapi, registry
from tests.contracts.published import asyncapi_schema

registry.load_all()
_SAMPLES = Path(__file__).parent / "samples"


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

    offices = {f"office.{name}" for name in ("street.digests", "street.feed", "public.events")}
    assert names | offices == set(document["channels"])
    assert {f"send.{name}" for name in names | offices} == set(document["operations"])
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


def test_what_an_office_receives_is_told_apart_from_what_is_internal(
    document: dict[str, Any],
) -> None:
    """An outsider took `appeal_submitted` for something that would come."""
    channels = document["channels"]
    for name, channel in channels.items():
        (tag,) = channel["tags"]
        assert tag["name"] == ("office" if name.startswith("office.") else "internal"), name

    digests, feed = channels["office.street.digests"], channels["office.street.feed"]
    assert set(digests["messages"]) == {"street.totals_digested"}
    assert "gateway.appeal_submitted" not in feed["messages"]
    assert {"appeals.appeal_closed", "street.totals_digested"} <= set(feed["messages"])
    assert document["servers"]["broker"]["security"]


@pytest.mark.parametrize(
    "name", sorted(f"{one.SOURCE}.{one.NAME}" for one in registry.EVENTS.values())
)
def test_the_example_of_a_message_is_what_its_schema_says(
    document: dict[str, Any], name: str
) -> None:
    """A program built from the document alone accepts it."""
    message = document["components"]["messages"][name]
    check = jsonschema.Draft202012Validator({**message["payload"], **document})

    (example,) = message["examples"]
    assert [found.message for found in check.iter_errors(example["payload"])] == []


def test_a_checker_made_from_the_document_accepts_a_digest(document: dict[str, Any]) -> None:
    message = document["components"]["messages"]["street.totals_digested"]
    check = jsonschema.Draft202012Validator({**message["payload"], **document})
    told = json.loads((_SAMPLES / "linli.street.totals_digested.v1.json").read_text())

    assert [found.message for found in check.iter_errors(told)] == []
    for lacking in ("sequence", "data", "type"):
        assert not check.is_valid({name: one for name, one in told.items() if name != lacking})


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
