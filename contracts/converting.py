"""Shapes to plain data, and events from it: as their schemas do it, at a fraction of the time.

A marshmallow schema decides for each value anew what was clear when the shape was declared. Here
each field becomes one function, made once. It knows the usual form of a value and asks the field
itself for any other; the field's own validators judge both. Data that it cannot read goes to the
schema as a whole, so that there is one judge and one wording of refusals.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

import marshmallow
from marshmallow import fields

from contracts import wording

Convert = Callable[[Any], Any]
#: How a quick reader fails; the schema says then what is wrong.
FAILURES = (
    AttributeError,
    KeyError,
    OverflowError,
    TypeError,
    ValueError,
    marshmallow.ValidationError,
)


class _Form(NamedTuple):
    """How values of a field usually look in plain data and in a shape, and how to go across."""

    plain: type
    read: Convert
    made: type
    write: Convert


@functools.cache
def reader(schema: marshmallow.Schema) -> Convert:
    """Reads plain data into the arguments of the schema's shape.

    The function raises one of FAILURES where the schema has to judge.
    """
    parts = [
        (name, field.data_key or name, _reading(field), field.load_default)
        for name, field in schema.load_fields.items()
    ]

    def read(data: Any) -> dict[str, Any]:
        if type(data) is not dict:
            raise TypeError("not an object")
        made = {}
        for name, key, read_one, default in parts:
            if key in data:
                made[name] = read_one(data[key])
            elif default is marshmallow.missing or callable(default):
                raise KeyError(key)
            else:
                made[name] = default
        return made

    return read


@functools.cache
def writer(schema: marshmallow.Schema) -> Convert:
    """Writes a shape to plain data."""
    parts = [
        (name, field.data_key or name, *_writing(name, field))
        for name, field in schema.dump_fields.items()
    ]

    def write(shape: Any) -> dict[str, Any]:
        written = {}
        for name, key, kind, write_one, is_known, otherwise in parts:
            value = getattr(shape, name)
            if type(value) is kind:
                written[key] = write_one(value)
            elif value is None and is_known:
                written[key] = None
            else:
                written[key] = otherwise(shape)
        return written

    return write


def _reading(field: fields.Field[Any]) -> Convert:
    form = _form(field)
    if form is None or field.pre_load or field.post_load:
        return field.deserialize
    kind, convert, checks = form.plain, form.read, tuple(field.validators)
    otherwise, may_be_none = field.deserialize, field.allow_none

    def read(value: Any) -> Any:
        if value is None and may_be_none:
            return None
        if type(value) is not kind:
            return otherwise(value)
        made = convert(value)
        for check in checks:
            check(made)
        return made

    return read


def _writing(name: str, field: fields.Field[Any]) -> tuple[type, Convert, bool, Convert]:
    """Type of the usual value, its function, whether None stays None, and what writes any other."""

    def otherwise(shape: Any) -> Any:
        return field.serialize(name, shape)

    known = _written(field)
    return (*(known or (type(field), _same)), known is not None, otherwise)


def _written(field: fields.Field[Any]) -> tuple[type, Convert] | None:
    """Type of the usual value and its function; None: the field itself decides."""
    if isinstance(field, fields.Nested):
        of = getattr(field.schema.Meta, "shape", None)
        # A part is a shape, which writes itself.
        return None if of is None or field.many else (of, of.plain)
    if isinstance(field, fields.List):
        item = _written(field.inner)
        return None if item is None else (list, _each(*item, field.inner))
    form = _form(field)
    return None if form is None else (form.made, form.write)


def _each(kind: type, write_one: Convert, field: fields.Field[Any]) -> Convert:
    def otherwise(value: Any) -> Any:
        return field.serialize("item", {"item": value})

    def write(values: Any) -> list[Any]:
        return [write_one(one) if type(one) is kind else otherwise(one) for one in values]

    return write


def _form(field: fields.Field[Any]) -> _Form | None:
    if isinstance(field, fields.Enum) and field.by_value is True:
        # Typeshed has no names for what every enumeration keeps.
        members: dict[Any, Any] = field.enum._value2member_map_
        return _Form(str, members.__getitem__, field.enum, _value)
    if getattr(field, "format", None) not in (None, "iso"):
        return None
    return _FORMS.get(type(field))


def _same(value: Any) -> Any:
    return value


def _value(member: Any) -> Any:
    return member.value


def _aware(text: str) -> dt.datetime:
    made = dt.datetime.fromisoformat(text)
    if made.tzinfo is None:
        raise ValueError("no offset")
    return made


_FORMS = {
    fields.String: _Form(str, _same, str, _same),
    # As it was kept: text that is refused today stays readable.
    wording.Text: _Form(str, _same, str, _same),
    fields.Integer: _Form(int, _same, int, _same),
    fields.Boolean: _Form(bool, _same, bool, _same),
    fields.UUID: _Form(str, UUID, UUID, str),
    fields.Date: _Form(str, dt.date.fromisoformat, dt.date, dt.date.isoformat),
    fields.AwareDateTime: _Form(str, _aware, dt.datetime, dt.datetime.isoformat),
}
