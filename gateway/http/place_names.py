"""The name of every area beside its code, wherever an answer of the interface gives one.

A shape marks the codes with `fields.place` or `fields.area`; nothing else has to ask for the
names. They come from the gateway's copy of the tree, in both languages and as areas are
called today: `community` gets `community_zh` and `community_en`. What was never an area of
the tree has no name.
"""

from __future__ import annotations

import copy
import functools
from typing import Any, cast

import flask
import marshmallow
from marshmallow import fields

from contracts.fields import PLACE
from contracts.json_schema import NAME, shape_of, written
from contracts.registry import Answer
from contracts.wording import Worded
from contracts.words import Name, field_name, value_name
from gateway.http.dependencies import EXTENSION, Dependencies
from vocabulary.accounts import Language

_Field = fields.Field[Any]


def named(shape: type[Answer]) -> marshmallow.Schema:
    """The schema of an answer, with the names."""
    return _with_names(type(shape.schema()))()


@functools.cache
def _with_names(schema: type[marshmallow.Schema]) -> type[marshmallow.Schema]:
    """The same schema where there is nothing to name, so that the document tells it once."""
    declared: dict[str, _Field] = schema._declared_fields  # noqa: SLF001 - the library shows them bound only
    found: dict[str, _Field] = {}
    for name, field in declared.items():
        found[name] = _inside(field)
        if field.metadata.get(PLACE):
            found |= _names_of(name, field, cast("type", shape_of(schema)))
    if found == declared:
        return schema
    # No subclass of it: so the names stand beside their codes, and not behind everything.
    return type(schema.__name__, (Worded,), found | {"Meta": schema.Meta})


def _inside(field: _Field) -> _Field:
    """The same field where there is nothing to name in it."""
    changed = copy.copy(field)
    match changed:
        case fields.Nested():
            # Asked of another copy, as a field keeps the schema that it has made.
            inner = type(copy.copy(changed).schema)
            changed.nested = _with_names(inner)
            return field if changed.nested is inner else changed
        case fields.List():
            each = changed.inner
            changed.inner = _inside(each)
            return field if changed.inner is each else changed
    return field


def _names_of(name: str, field: _Field, shape: type) -> dict[str, _Field]:
    shown = field.data_key or name
    kind = _Names if isinstance(field, fields.List) else _Name
    found: dict[str, _Field] = {}
    for language in Language:
        of, said_in = field_name(shape, shown), value_name(language)
        title = Name(f"{of.zh}（{said_in.zh}）", f"{of.en} in {said_in.en}")
        found[f"{name}_{language}"] = kind(name, language, shown, title)
    return found


class _Name(fields.String):
    """The name of the area whose code stands in another field."""

    def __init__(self, of: str, language: Language, shown: str, name: Name) -> None:
        said = f"The name of `{shown}` in {value_name(language).en}; null: none, or not known."
        super().__init__(
            allow_none=True,
            data_key=f"{shown}_{language}",
            metadata={"description": said, NAME: written(name)},
        )
        self._of, self._language = of, language

    def serialize(self, attr: str, obj: Any, accessor: Any = None, **kwargs: Any) -> Any:  # noqa: ARG002 - the signature is the library's
        """As the area is called today."""
        return called(getattr(obj, self._of), self._language)


class _Names(fields.List[Any]):
    """The names of the areas whose codes stand in another field, in the same order."""

    def __init__(self, of: str, language: Language, shown: str, name: Name) -> None:
        said = f"The names of `{shown}` in {value_name(language).en}, in the same order."
        super().__init__(
            fields.String(allow_none=True),
            allow_none=True,
            data_key=f"{shown}_{language}",
            metadata={"description": said, NAME: written(name)},
        )
        self._of, self._language = of, language

    def serialize(self, attr: str, obj: Any, accessor: Any = None, **kwargs: Any) -> Any:  # noqa: ARG002 - the signature is the library's
        """As the areas are called today."""
        codes = getattr(obj, self._of)
        return None if codes is None else [called(code, self._language) for code in codes]


def called(code: str | None, language: str) -> str | None:
    """How an area is called today, in `zh` or `en`; None: it is not known, or there is none."""
    dependencies: Dependencies = flask.current_app.extensions[EXTENSION]
    name = None if code is None else dependencies.reference.name_of(code)
    return None if name is None else getattr(name, language)
