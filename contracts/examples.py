"""An example of a shape for the documentation, from what its fields say of themselves.

What must be given has a value: the field's `example`, or the plainest of its
type. What may be left out is left out unless it has an example of its own.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, cast

import marshmallow
from marshmallow import fields, validate

from contracts.registry import Shape

_UUID = "01970a3c-2b6e-7c1d-9f00-4d2a8e51b7c3"
_DAY = "2013-05-04"


def example_of(shape: type[Shape]) -> dict[str, Any]:
    """Plain data that the shape can read.

    Raises:
        LookupError: a text that must be given has no example; give it one where it is declared.
    """
    return _of_schema(shape.schema())


def _of_schema(schema: marshmallow.Schema) -> dict[str, Any]:
    return {
        field.data_key or name: _value(name, field)
        for name, field in schema.fields.items()
        if field.required or _is_worth_showing(field)
    }


def _is_worth_showing(field: fields.Field[Any]) -> bool:
    # A moment is left out: now is what most callers mean.
    return "example" in field.metadata and not isinstance(field, fields.DateTime)


def _value(name: str, field: fields.Field[Any]) -> Any:
    if "example" in field.metadata:
        return field.metadata["example"]
    match field:
        case fields.Enum():
            return next(member.value for member in cast("type[Enum]", field.enum))
        case fields.Nested():
            return _of_schema(field.schema)
        case fields.List():
            return [_value(name, field.inner)]
        case fields.Dict():
            return {}
        case fields.Boolean():
            return True
        case fields.Integer():
            return _least(field)
        case fields.UUID():
            return _UUID
        case fields.Date():
            return _DAY
    raise LookupError(f"{name} must be given and has no example")


def _least(field: fields.Integer) -> int:
    limits = [check.min for check in field.validators if isinstance(check, validate.Range)]
    return next((int(least) for least in limits if least is not None), 1)
