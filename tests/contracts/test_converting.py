"""The quick readers of events, and the writers of all shapes, do what the schemas do."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import types
import typing
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

import marshmallow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from contracts import converting, envelope, registry, wording
from contracts.appeals.intake import AppealReceived
from contracts.registry import Event, Shape

registry.load_all()
_SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.json"))
_EVENTS = sorted(registry.EVENTS.values(), key=lambda shape: shape.cloud_type())
_LATER = {"weather": "rain"}
_TEXTS = some.text(some.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
_MOMENTS = some.datetimes(
    dt.datetime(1901, 1, 1),  # noqa: DTZ001 - hypothesis adds the offset
    dt.datetime(2199, 1, 1),  # noqa: DTZ001 - hypothesis adds the offset
    timezones=some.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=8))]),
)
_SIMPLE: dict[Any, some.SearchStrategy[Any]] = {
    str: _TEXTS,
    int: some.integers(-3, 2**31),
    float: some.floats(-3, 2**31),
    bool: some.booleans(),
    UUID: some.uuids(),
    dt.date: some.dates(dt.date(1901, 1, 1), dt.date(2199, 1, 1)),
    dt.datetime: _MOMENTS,
    type(None): some.none(),
}
#: What stands in no event of ours, or in the place of something else.
_ODD = (
    some.none()
    | some.booleans()
    | some.integers(-3, 10**12)
    | some.floats(allow_nan=False)
    | some.text(max_size=12)
    | some.sampled_from(["440305007003", "2013-05-04", "2013-05-04T09:30:00", "17", "true", ""])
    | some.lists(_TEXTS, max_size=2)
    | some.dictionaries(_TEXTS, _TEXTS, max_size=2)
    | some.uuids().map(lambda made: made.hex)
)


def _values(kind: Any) -> some.SearchStrategy[Any]:
    """Values of a field's type, whether or not they keep to its limits."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return some.one_of([_values(argument) for argument in arguments])
    if origin is list:
        return some.lists(_values(arguments[0]), max_size=2)
    if origin is dict:
        return some.dictionaries(_values(arguments[0]), _values(arguments[1]), max_size=2)
    if issubclass(kind, Enum):
        return some.sampled_from(list(kind))
    return _made(kind)


def _made(shape: type[Any]) -> some.SearchStrategy[Any]:
    hints = typing.get_type_hints(shape)
    return some.builds(
        shape, **{field.name: _values(hints[field.name]) for field in dataclasses.fields(shape)}
    )


_MADE = {shape: _made(shape) for shape in _EVENTS}


def _by_schema(shape: type[Shape], data: Any) -> Any:
    """What the schema reads, or its complaints."""
    try:
        with wording.as_kept():
            return shape.schema().load(data, unknown="exclude")
    except marshmallow.ValidationError as wrong:
        return wrong.messages


def _quickly(shape: type[Event], data: Any) -> Any:
    try:
        return shape.read(data)
    except marshmallow.ValidationError as wrong:
        return wrong.messages


_VALUES: dict[Any, Any] = {
    str: "邻里",
    int: 7,
    float: 1.5,
    bool: True,
    UUID: UUID(int=7),
    dt.date: dt.date(2013, 5, 4),
    dt.datetime: dt.datetime(2013, 5, 4, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8))),
    Any: {"name": [1]},
}


def _example(kind: Any, *, is_bare: bool) -> Any:
    """A value of a field's type; bare: with as little in it as may be."""
    if kind in _VALUES:
        return _VALUES[kind]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return None if is_bare else _example(arguments[0], is_bare=is_bare)
    if origin is list:
        return [] if is_bare else [_example(arguments[0], is_bare=bare) for bare in (True, False)]
    if origin is dict:
        name, value = (_example(one, is_bare=is_bare) for one in arguments)
        return {name: value}
    if issubclass(kind, Enum):
        return list(kind)[-1]
    hints = typing.get_type_hints(kind)
    return kind(
        **{
            field.name: _example(hints[field.name], is_bare=is_bare)
            for field in dataclasses.fields(kind)
        }
    )


def test_every_answer_and_request_is_written_as_by_its_schema() -> None:
    """With everything in it, in parts and lists of parts too, and with as little as may be."""
    asked = registry.REQUESTS.values()
    for shape in {*asked, *(one.ANSWER for one in asked)}:
        for is_bare in (True, False):
            made = _example(shape, is_bare=is_bare)
            by_schema = shape.schema().dump(made)
            assert made.plain() == by_schema, shape
            assert json.dumps(made.plain()) == json.dumps(by_schema), shape


@pytest.mark.parametrize("path", _SAMPLES, ids=lambda path: path.stem)
def test_a_golden_event_is_read_and_written_as_by_its_schema(path: Path) -> None:
    sample = json.loads(path.read_text())
    shape = registry.EVENTS[sample["type"]]

    event = shape(**converting.reader(shape.schema())(sample["data"] | _LATER))

    assert event == _by_schema(shape, sample["data"])
    assert event.plain() == shape.schema().dump(event)
    assert list(event.plain()) == list(shape.schema().dump(event))


@pytest.mark.parametrize("shape", _EVENTS, ids=lambda shape: shape.cloud_type())
@settings(max_examples=10, deadline=None)
@given(data=some.data())
def test_any_event_is_written_as_by_its_schema_and_read_back(
    shape: type[Event], data: some.DataObject
) -> None:
    event = data.draw(_MADE[shape])

    written = event.plain()

    assert written == shape.schema().dump(event)
    told = _by_schema(shape, written)
    assert _quickly(shape, written | _LATER) == told
    assert told == event or isinstance(told, dict)


@pytest.mark.parametrize("shape", _EVENTS, ids=lambda shape: shape.cloud_type())
@settings(max_examples=10, deadline=None)
@given(data=some.data())
def test_whatever_comes_is_read_or_refused_as_by_the_schema(
    shape: type[Event], data: some.DataObject
) -> None:
    came = data.draw(_MADE[shape]).plain()
    for name in data.draw(some.lists(some.sampled_from(sorted(came)), max_size=2)):
        came.pop(name, None)
    for name in data.draw(some.lists(some.sampled_from(sorted(came) or ["id"]), max_size=2)):
        came[name] = data.draw(_ODD)

    assert _quickly(shape, came) == _by_schema(shape, came)


@pytest.mark.parametrize("rubbish", [None, 17, "text", [], [{}]])
def test_what_is_no_object_is_refused_as_by_the_schema(rubbish: Any) -> None:
    assert _quickly(AppealReceived, rubbish) == _by_schema(AppealReceived, rubbish)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("community", "440305007003\n"),
        ("number", " "),
        ("number", "x" * 10_000),
        ("version", 0),
        ("version", True),
        ("received_at", "2013-05-04T09:30:00"),
        ("received_at", "1066-10-14T09:00:00+00:00"),
        ("state", "teleported"),
    ],
)
def test_the_quick_reader_judges_as_strictly_as_the_schema(name: str, value: Any) -> None:
    sample = json.loads(_sample(AppealReceived))["data"]

    with pytest.raises(converting.FAILURES):
        converting.reader(AppealReceived.schema())(sample | {name: value})
    assert name in _quickly(AppealReceived, sample | {name: value})


def test_the_usual_events_never_come_to_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise they would be read twice."""
    monkeypatch.setattr(Shape, "read", None)

    for path in _SAMPLES:
        assert envelope.read(path.read_text()).event().plain()


def _sample(shape: type[Event]) -> str:
    name = f"{shape.cloud_type()}.v{shape.DATA_VERSION}.json"
    return next(path for path in _SAMPLES if path.name == name).read_text()
