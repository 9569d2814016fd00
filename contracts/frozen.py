"""Classes of fields whose objects never change: as frozen dataclasses, made at a tenth of the cost.

For each class `dataclass` writes six functions as text and compiles them. With two thousand shapes
that was a third of what a process spends before it serves. Here all classes share the functions,
which look up the fields of their object; objects are made faster by it too. Everything else is as
the library has it: `fields`, `replace`, `is_dataclass`.
"""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass
from typing import Any, ClassVar, NamedTuple, TypeVar, cast, dataclass_transform

F = TypeVar("F", bound="Frozen")


class _Form(NamedTuple):
    """What making, comparing and showing an object needs of the fields of its class."""

    #: Every field in its order, with its default if there is one.
    usual: dict[str, Any]
    required: frozenset[str]
    factories: tuple[tuple[str, Callable[[], Any]], ...]
    shown: tuple[str, ...]
    compared: Callable[[Any], Any]


@dataclass_transform(
    frozen_default=True, kw_only_default=True, field_specifiers=(dataclasses.field,)
)
class Frozen:
    """An object of fields, given by their names."""

    #: Of the class, or of the one above that it adds no field to.
    FORM: ClassVar[_Form]

    def __init__(self, /, **said: Any) -> None:
        form = self.FORM
        values = form.usual | said
        if len(values) != len(form.usual) or not form.required <= said.keys():
            raise TypeError(_complaint(type(self), form, said))
        for name, make in form.factories:
            if name not in said:
                values[name] = make()
        object.__setattr__(self, "__dict__", values)

    def __setattr__(self, name: str, value: Any) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        compared = self.FORM.compared
        return bool(compared(self) == compared(other))

    def __hash__(self) -> int:
        return hash(self.FORM.compared(self))

    def __repr__(self) -> str:
        shown = (f"{name}={getattr(self, name)!r}" for name in self.FORM.shown)
        return f"{type(self).__qualname__}({', '.join(shown)})"


def frozen(made: type[F]) -> type[F]:
    """The class with its fields read: those that it declares, and those of the classes above.

    Raises:
        TypeError: it asks for more than `Frozen` does when it makes an object.
    """
    declared = dataclass(init=False, repr=False, eq=False, kw_only=True)(made)
    fields = dataclasses.fields(cast("Any", declared))
    _refuse_what_is_left_out(declared, fields)
    compared = [field.name for field in fields if field.compare]
    declared.FORM = _Form(
        usual={field.name: field.default for field in fields},
        required=frozenset(
            field.name
            for field in fields
            if field.default is MISSING and field.default_factory is MISSING
        ),
        factories=tuple(
            (field.name, field.default_factory)
            for field in fields
            if field.default_factory is not MISSING
        ),
        shown=tuple(field.name for field in fields if field.repr),
        compared=operator.attrgetter(*compared) if compared else _nothing,
    )
    return declared


def _refuse_what_is_left_out(made: type, fields: tuple[dataclasses.Field[Any], ...]) -> None:
    """Or it would be written down, and do nothing."""
    if hasattr(made, "__post_init__"):
        raise TypeError(f"{made.__qualname__}: __post_init__ is never called")
    for name, found in cast("Any", made).__dataclass_fields__.items():
        if "InitVar" in str(found.type):
            raise TypeError(f"{made.__qualname__}.{name}: no field is for making an object only")
    for field in fields:
        if not field.init:
            raise TypeError(f"{made.__qualname__}.{field.name}: every field can be given")


def _nothing(_: Any) -> tuple[()]:
    return ()


def _complaint(of: type, form: _Form, said: dict[str, Any]) -> str:
    unknown = sorted(said.keys() - form.usual.keys())
    if unknown:
        return f"{of.__qualname__} has no field {', '.join(unknown)}"
    return f"{of.__qualname__} needs {', '.join(sorted(form.required - said.keys()))}"


frozen(Frozen)
