"""Shapes are what frozen dataclasses would be: made, compared, shown and refused in the same way."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Iterator
from typing import Any

import marshmallow
import pytest
from marshmallow import fields

from contracts import registry
from contracts.frozen import Frozen, frozen
from contracts.registry import Shape
from tests.spoken import shapes


@frozen
class _Desk(Frozen):
    number: int
    room: str = "一楼"
    names: list[str] = dataclasses.field(default_factory=list)
    secret: str = dataclasses.field(default="", repr=False, compare=False)


@frozen
class _Counter(_Desk):
    number: int = 1
    queue: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True)
class _UsualDesk:
    number: int
    room: str = "一楼"
    names: list[str] = dataclasses.field(default_factory=list)
    secret: str = dataclasses.field(default="", repr=False, compare=False)


_SAID: list[dict[str, Any]] = [
    {"number": 1},
    {"number": 1, "room": "二楼"},
    {"room": "二楼", "number": 1, "secret": "x"},
    {"number": 1, "names": ["王"], "room": "二楼"},
]


@pytest.mark.parametrize("said", _SAID)
def test_an_object_is_what_a_frozen_dataclass_has(said: dict[str, Any]) -> None:
    made, usual = _Desk(**said), _UsualDesk(**said)

    assert list(vars(made).items()) == list(vars(usual).items())
    assert dataclasses.asdict(made) == dataclasses.asdict(usual)
    assert repr(made) == repr(usual).replace("_UsualDesk", "_Desk")


def test_equal_are_objects_of_one_class_with_the_same_fields() -> None:
    made = [_Desk(**said) for said in _SAID]
    usual = [_UsualDesk(**said) for said in _SAID]

    assert [[a == b for b in made] for a in made] == [[a == b for b in usual] for a in usual]
    assert _Desk(number=1) != _UsualDesk(number=1)
    assert _Counter(number=1) != _Desk(number=1)


def test_each_object_gets_its_own_list() -> None:
    one, other = _Desk(number=1), _Desk(number=1)

    one.names.append("王")

    assert (one.names, other.names) == (["王"], [])


def test_what_is_missing_and_what_is_unknown_is_named() -> None:
    few: dict[str, Any] = {"room": "二楼"}
    with pytest.raises(TypeError, match="_Desk needs number"):
        _Desk(**few)
    many: dict[str, Any] = {"number": 1, "colour": "red"}
    with pytest.raises(TypeError, match="_Desk has no field colour"):
        _Desk(**many)
    other: dict[str, Any] = {"colour": "red"}
    with pytest.raises(TypeError, match="_Desk has no field colour"):
        _Desk(**other)


def test_a_class_that_asks_for_more_than_fields_is_refused() -> None:
    """Or it would be written down, and do nothing."""

    class _Checked(Frozen):
        number: int

        def __post_init__(self) -> None:
            raise ValueError(self.number)

    class _Helped(Frozen):
        number: int
        help: dataclasses.InitVar[str]

    class _Counted(Frozen):
        number: int = dataclasses.field(default=1, init=False)

    for made, named in (
        (_Checked, "__post_init__"),
        (_Helped, r"_Helped\.help"),
        (_Counted, r"_Counted\.number"),
    ):
        with pytest.raises(TypeError, match=named):
            frozen(made)


def test_a_field_may_have_any_name() -> None:
    made: type[Frozen] = frozen(type("Odd", (Frozen,), {"__annotations__": {"self": int}}))

    assert vars(made(self=1)) == {"self": 1}


def test_nothing_of_an_object_changes() -> None:
    made = _Desk(number=1)

    with pytest.raises(dataclasses.FrozenInstanceError, match="number"):
        made.number = 2  # type: ignore[misc]  # what is refused
    with pytest.raises(dataclasses.FrozenInstanceError, match="colour"):
        made.colour = "red"
    with pytest.raises(dataclasses.FrozenInstanceError, match="number"):
        del made.number
    assert made == _Desk(number=1)


def test_copies_and_changed_copies_are_equal_or_changed() -> None:
    made = _Counter(names=["王"], queue=3)

    assert dataclasses.replace(made, queue=4) == _Counter(names=["王"], queue=4)
    for copied in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):  # noqa: S301 - our own
        assert copied == made
    assert copy.deepcopy(made).names is not made.names


def test_equal_objects_have_one_hash() -> None:
    asked = registry.REQUESTS["appeals", "show_appeal"]
    said = {field.name: "x" for field in dataclasses.fields(asked)}

    assert len({asked(**said), asked(**said)}) == 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(_Desk(number=1))


@registry.shape
class _Branch(Shape):
    """A part of itself."""

    branches: list[_Branch]


@registry.shape
class _Egg(Shape):
    """A part of what it is made of."""

    hen: _Hen | None = None


@registry.shape
class _Hen(Shape):
    """A part of what she lays."""

    eggs: list[_Egg]


def test_a_shape_may_be_a_part_of_itself_but_not_of_its_part() -> None:
    """The library would make a second class of a schema for one of the two."""
    tree: dict[str, Any] = {"branches": [{"branches": []}]}
    assert _Branch.read(tree).plain() == tree

    for shape, part in ((_Egg, _Hen), (_Hen, _Egg)):
        with pytest.raises(TypeError, match=f"{shape.__name__} and {part.__name__} are parts of"):
            shape.schema()


def test_a_shape_has_one_schema_wherever_it_is_a_part() -> None:
    """The document of the interface has each form once, in whatever order they are asked for."""
    registry.load_all()

    differ = [
        f"{part.__name__} in {shape.__name__}"
        for shape in reversed(list(shapes(Shape)))
        for part, made in _parts(shape.schema())
        if made is not type(part.schema())
    ]

    assert differ == []


def _parts(of: marshmallow.Schema) -> Iterator[tuple[type[Shape], type[marshmallow.Schema]]]:
    for field in of.fields.values():
        one = field.inner if isinstance(field, fields.List) else field
        if isinstance(one, fields.Nested):
            yield one.schema.Meta.shape, type(one.schema)  # type: ignore[attr-defined]  # as `shape` makes it
