"""A thing in words: each field of an answer with its name, and its value as people say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import fields

from contracts import words
from contracts.fields import PLACE
from contracts.registry import Shape
from gateway.console import naming, shapes, steps
from gateway.console.languages import _

_HIDDEN = frozenset({"id", "version", "sha256"})
#: Fields that hold a word of a list, although their shape does not say so.
_WORDS: dict[str, Callable[[str], object]] = {
    "what": steps.step_word,
    "role": naming.role,
}


@dataclass(frozen=True)
class Line:
    """One field: a text, or the lines of each thing in it."""

    label: str
    text: str = ""
    rows: Sequence[Sequence[Line]] = ()


def lines(shape: type[Shape], thing: Mapping[str, Any]) -> list[Line]:
    """The content of an answer of this shape, without empty fields."""
    return list(_lines(shape, thing))


def _lines(shape: type[Shape], thing: Mapping[str, Any]) -> Iterator[Line]:
    for name, kind in shape.schema().fields.items():
        key = kind.data_key or name
        value = thing.get(key)
        if value in (None, "", []) or key in _HIDDEN or key.endswith("_id"):
            continue
        label = naming.field(shape, name)
        match kind:
            case fields.Nested():
                inner = shapes.inner(shape, name)
                yield Line(label, rows=[lines(inner, value)])
            case fields.List(inner=fields.Nested()):
                inner = shapes.inner(shape, name)
                yield Line(label, rows=[lines(inner, one) for one in value])
            case fields.List():
                yield Line(label, "、".join(_said(kind.inner, one) for one in value))
            case _ if key in _WORDS:
                yield Line(label, str(_WORDS[key](value)))
            case _ if kind.metadata.get(PLACE):
                yield Line(label, naming.named(dict(thing), key))
            case _:
                yield Line(label, _said(kind, value))


def _said(kind: fields.Field[Any], value: Any) -> str:
    match kind:
        case fields.Boolean():
            return str(_("是") if value else _("否"))
        case fields.Enum():
            return naming.line(words.value_name(kind.enum(value)))
        case fields.AwareDateTime():
            return naming.moment(value)
        case _:
            return str(value)
