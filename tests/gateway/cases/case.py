"""A call of a route that hands a request on, and how the cases of all capabilities are found."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, cast

import marshmallow
from marshmallow import fields

from contracts.registry import Answer, Request
from vocabulary.actors import Actor


@dataclass
class Case:
    """A call that works, and the request that it becomes."""

    method: str
    path: str
    rule: str
    by: Actor | None
    becomes: type[Request[Any]]
    sent: dict[str, Any]
    #: What keeps the Idempotency-Keys of callers without an account apart.
    key_scope: str = ""
    #: What the route asks in the caller's name before, whether the request may be passed on.
    asks_before: tuple[type[Request[Any]], ...] = ()


def gathered() -> Iterator[Case]:
    """The `CASES` of every module beside this one, each about one capability."""
    for found in pkgutil.iter_modules([str(Path(__file__).parent)]):
        yield from getattr(
            importlib.import_module(f"tests.gateway.cases.{found.name}"), "CASES", ()
        )


def an_answer(kind: type[Answer]) -> Answer:
    """Some answer of this kind: what must be there, with plain values."""
    return kind.read(_of_schema(kind.schema()))


def _of_schema(schema: marshmallow.Schema) -> dict[str, Any]:
    return {
        field.data_key or name: _value(field)
        for name, field in schema.fields.items()
        if field.required
    }


def _value(field: fields.Field[Any]) -> Any:
    if "example" in field.metadata:
        return field.metadata["example"]
    match field:
        case fields.Enum():
            return next(member.value for member in cast("type[Enum]", field.enum))
        case fields.Nested():
            return _of_schema(field.schema)
        case fields.List():
            return [_value(field.inner)]
        case fields.Dict():
            return {}
        case fields.Boolean():
            return True
        case fields.Number():
            return 1
        case fields.UUID():
            return "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
        case fields.Date():
            return "2013-05-04"
        case fields.DateTime():
            return "2013-05-04T01:30:00+00:00"
    return "文"
