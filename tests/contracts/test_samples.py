"""Golden files: one event of every version ever released, as it left us. They never change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import marshmallow
import pytest

from contracts import asyncapi, envelope, registry
from contracts.registry import Event, Request

registry.load_all()
_SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.json"))
_EVENTS = sorted(registry.EVENTS.values(), key=lambda shape: shape.cloud_type())
_REQUESTS = sorted(registry.REQUESTS.values(), key=lambda shape: shape.__name__)
_FIELD_NOBODY_KNOWS = {"weather": "rain"}


def test_every_event_has_a_sample_of_its_version() -> None:
    """Design §3.7: golden files of every released version must load for ever."""
    expected = {f"{shape.cloud_type()}.v{shape.DATA_VERSION}.json" for shape in _EVENTS}

    missing = expected - {path.name for path in _SAMPLES}

    assert not missing, f"write a sample into tests/contracts/samples for {sorted(missing)}"


@pytest.mark.parametrize("shape", _EVENTS, ids=lambda shape: shape.cloud_type())
def test_every_field_of_an_event_stands_in_a_sample(shape: type[Event]) -> None:
    """A field that no sample shows could change its form without any test noticing."""
    name = f"{shape.cloud_type()}.v{shape.DATA_VERSION}."
    samples = [json.loads(path.read_text()) for path in _SAMPLES if path.name.startswith(name)]

    missing = shape.schema().fields.keys() - {field for one in samples for field in one["data"]}

    assert not missing, f"a new sample beside the others shows {sorted(missing)}"


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: path.stem)
def test_a_released_event_loads_for_ever(path: Path) -> None:
    text = path.read_text()

    event = envelope.read(text).event()

    assert _still_says(event.plain(), json.loads(text)["data"])


def _still_says(written: Any, released: Any) -> bool:
    """Whether all that was released stands there; what later releases added may stand beside."""
    if isinstance(released, dict):
        return released.keys() <= written.keys() and all(
            _still_says(written[name], value) for name, value in released.items()
        )
    if isinstance(released, list):
        return len(written) == len(released) and all(map(_still_says, written, released))
    return bool(written == released)


@pytest.mark.parametrize(
    "written",
    [{}, {"a": [{"b": 2}]}, {"a": [{}]}, {"a": []}, {"a": [{"b": 1}, {"b": 1}]}],
)
def test_what_says_less_or_other_things_is_found(written: dict[str, Any]) -> None:
    assert not _still_says(written, {"a": [{"b": 1}]})


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: path.stem)
def test_a_released_event_fits_the_published_document(path: Path) -> None:
    sample = json.loads(path.read_text())

    complaints = [found.message for found in _checker(sample["type"]).iter_errors(sample)]

    assert complaints == []


def test_the_published_document_refuses_an_event_without_its_data() -> None:
    """Otherwise the test above would prove nothing."""
    sample = json.loads(_sample("linli.appeals.appeal_closed"))
    del sample["data"]["community"]

    assert not _checker(sample["type"]).is_valid(sample)


@pytest.mark.parametrize("shape", _EVENTS, ids=lambda shape: shape.cloud_type())
def test_a_reader_ignores_what_a_later_release_adds_to_an_event(shape: type[Event]) -> None:
    sample = json.loads(_sample(shape.cloud_type()))
    later = sample | _FIELD_NOBODY_KNOWS | {"data": sample["data"] | _FIELD_NOBODY_KNOWS}

    assert envelope.read(json.dumps(sample)).event() == envelope.read(json.dumps(later)).event()
    assert _checker(shape.cloud_type()).is_valid(later)


@pytest.mark.parametrize("shape", _REQUESTS, ids=lambda shape: shape.METHOD)
def test_a_request_refuses_what_it_does_not_know(shape: type[Request[Any]]) -> None:
    """A misspelt field is an error at our own edge, not silence."""
    with pytest.raises(marshmallow.ValidationError) as refusal:
        shape.read(_FIELD_NOBODY_KNOWS)

    assert refusal.value.messages_dict["weather"] == ["Unknown field."]


def _sample(cloud_type: str) -> str:
    found = [path for path in _SAMPLES if path.name.startswith(f"{cloud_type}.v")]
    return found[-1].read_text()


def _checker(cloud_type: str) -> jsonschema.Draft202012Validator:
    """The schema of one event, with the components that it refers to."""
    document = asyncapi.document()
    payload = document["components"]["messages"][cloud_type.removeprefix("linli.")]["payload"]
    one = payload.get("items", payload)
    return jsonschema.Draft202012Validator(
        one | {"components": document["components"]},
        format_checker=jsonschema.FormatChecker(),
    )
