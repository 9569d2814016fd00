"""The name of every area and account beside what stands for it, wherever an answer gives one.

A shape marks codes with `fields.place` or `fields.area`, and accounts with `fields.account`;
nothing else has to ask for the names. Those of areas come from the gateway's copy of the tree,
in both languages and as areas are called today: `community` gets `community_zh` and
`community_en`. What was never an area of the tree has no name. Those of people come from their
accounts, masked by right: `commissioner` gets `commissioner_name`.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import flask
import marshmallow
from marshmallow import fields

from contracts.fields import ACCOUNT, PLACE
from contracts.json_schema import NAME, shape_of, written
from contracts.registry import Answer
from contracts.wording import Worded
from contracts.words import Name, field_name, value_name
from gateway.http import account_names
from gateway.http.dependencies import EXTENSION, Dependencies
from gateway.places.reference import Reference
from vocabulary.accounts import Language

_EXAMPLES = {Language.ZH: "登良社区", Language.EN: "Dengliang Community"}
_Field = fields.Field[Any]


def named(shape: type[Answer]) -> marshmallow.Schema:
    """The schema of an answer, with the names."""
    return _with_names(type(shape.schema()))()


@functools.cache
def _with_names(schema: type[marshmallow.Schema]) -> type[marshmallow.Schema]:
    """The same schema where there is nothing to name, so that the document has it only once."""
    declared: dict[str, _Field] = schema._declared_fields  # noqa: SLF001 - the library shows them bound only
    found: dict[str, _Field] = {}
    for name, field in declared.items():
        found[name] = _inside(field)
        if field.metadata.get(PLACE):
            found |= _names_of(name, field, cast("type", shape_of(schema)))
        if field.metadata.get(ACCOUNT):
            found[f"{name}_name"] = _PersonsName(name, cast("type", shape_of(schema)))
    if found == declared:
        return schema
    # No subclass of it: so the names stand beside their codes, and not behind everything.
    return type(schema.__name__, (Worded,), found | {"Meta": schema.Meta})


def _inside(field: _Field) -> _Field:
    """The same field where there is nothing to name in it."""
    changed = copy.copy(field)
    match changed:
        case fields.Nested():
            # Uses another copy, because a field keeps the schema that it has made.
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
        found[f"{name}_{language}"] = kind(language, shown, title)
    return found


class _Name(fields.String):
    """The name of the area whose code is in another field."""

    def __init__(self, language: Language, shown: str, name: Name) -> None:
        said = f"The name of `{shown}` in {value_name(language).en}; null: none, or not known."
        super().__init__(
            allow_none=True,
            data_key=f"{shown}_{language}",
            metadata={"description": said, NAME: written(name), "example": _EXAMPLES[language]},
        )


class _Names(fields.List[Any]):
    """The names of the areas whose codes are in another field, in the same order."""

    def __init__(self, language: Language, shown: str, name: Name) -> None:
        said = f"The names of `{shown}` in {value_name(language).en}, in the same order."
        super().__init__(
            fields.String(allow_none=True),
            allow_none=True,
            data_key=f"{shown}_{language}",
            metadata={"description": said, NAME: written(name), "example": [_EXAMPLES[language]]},
        )


class _PersonsName(fields.String):
    """The name of the person whose account stands in another field."""

    def __init__(self, beside: str, shape: type) -> None:
        of = field_name(shape, beside)
        title = Name(f"{of.zh}姓名", f"name of {of.en}")
        said = (
            f"The name of the person of `{beside}`, masked where you need no more; null: nobody, "
            "or not known."
        )
        super().__init__(
            allow_none=True,
            metadata={"description": said, NAME: written(title), "example": "欧阳建国"},
        )


@dataclass(frozen=True)
class _Plan:
    """The members of plain data that hold codes, directly or inside."""

    """Which members of plain data hold codes or accounts, and which hold what has some in it."""

    codes: frozenset[str]
    accounts: frozenset[str]
    inside: Mapping[str, _Plan]

    @functools.cached_property
    def has_accounts(self) -> bool:
        """Whether there is an account anywhere in it."""
        return bool(self.accounts) or any(plan.has_accounts for plan in self.inside.values())


@functools.cache
def _plan(schema: type[marshmallow.Schema]) -> _Plan | None:
    """None: there is nothing to name."""
    fields_of = schema._declared_fields  # noqa: SLF001 - the library shows them bound only
    declared = {field.data_key or name: field for name, field in fields_of.items()}
    codes, accounts = (
        frozenset(key for key, field in declared.items() if field.metadata.get(mark))
        for mark in (PLACE, ACCOUNT)
    )
    plans = {key: _plan_inside(field) for key, field in declared.items()}
    inside = {key: plan for key, plan in plans.items() if plan is not None}
    return _Plan(codes, accounts, inside) if codes or accounts or inside else None


def _plan_inside(field: _Field) -> _Plan | None:
    match field:
        case fields.Nested():
            # Uses a copy, because a field keeps the schema that it has made.
            return _plan(type(copy.copy(field).schema))
        case fields.List():
            return _plan_inside(field.inner)
    return None


def beside(plain: dict[str, Any], shape: type[Answer]) -> dict[str, Any]:
    """The plain data of an answer, with the names beside the codes."""
    plan = _plan(type(shape.schema()))
    if plan is None:
        return plain
    made_of: Dependencies = flask.current_app.extensions[EXTENSION]
    people = account_names.of(set(_accounts_in(plain, plan))) if plan.has_accounts else {}
    made: dict[str, Any] = _named_in(plain, plan, made_of.reference, people)
    return made


def _accounts_in(plain: Any, plan: _Plan) -> Iterator[str]:
    if isinstance(plain, list):
        for each in plain:
            yield from _accounts_in(each, plan)
    elif plain is not None:
        yield from (plain[key] for key in plan.accounts if plain.get(key) is not None)
        for key, inside in plan.inside.items():
            yield from _accounts_in(plain.get(key), inside)


def _named_in(plain: Any, plan: _Plan, reference: Reference, people: Mapping[str, str]) -> Any:
    if isinstance(plain, list):
        return [_named_in(each, plan, reference, people) for each in plain]
    if plain is None:
        return None
    made = {}
    for key, value in plain.items():
        inside = plan.inside.get(key)
        made[key] = value if inside is None else _named_in(value, inside, reference, people)
        if key in plan.accounts:
            made[f"{key}_name"] = people.get(value)
        if key in plan.codes:
            for language in Language:
                made[f"{key}_{language}"] = _names(value, language, reference)
    return made


def _names(value: Any, language: str, reference: Reference) -> Any:
    if isinstance(value, list):
        return [_names(code, language, reference) for code in value]
    name = None if value is None else reference.name_of(value)
    return None if name is None else getattr(name, language)


def called(code: str | None, language: str) -> str | None:
    """The name of an area today, in `zh` or `en`; None: not known, or no code."""
    made_of: Dependencies = flask.current_app.extensions[EXTENSION]
    found: str | None = _names(code, language, made_of.reference)
    return found
