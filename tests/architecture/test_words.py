"""Everything that a person can read has a word, and no word stands for nothing."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum

import pytest
from marshmallow import fields

import contracts
import gateway.app
from contracts import registry, words
from contracts.registry import REQUESTS, Shape
from contracts.words.fields import FIELDS, SHARED
from contracts.words.operations import OPERATIONS
from contracts.words.values import VALUES

registry.load_all()
#: It has shapes and enumerations of its own, which are there once it is imported.
assert gateway.app


def test_every_field_has_a_name() -> None:
    missing = [
        f"{shape.__module__}.{shape.__name__}.{field}"
        for field, shapes in _fields().items()
        for shape in shapes
        if _name_of(shape, field) is None
    ]

    assert missing == []


def test_a_field_without_a_name_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"AppealView\.unheard has no name"):
        words.field_name(_shape("AppealView"), "unheard")


def test_a_shape_may_call_a_field_otherwise_than_its_service() -> None:
    """And a service otherwise than the others."""
    assert words.field_name(_shape("ApplicationPage"), "total").zh == "总数"
    assert words.field_name(_shape("Card"), "total").zh == "总分"
    assert words.field_name(_shape("AppealView"), "received_at").zh == "提出时间"
    assert words.field_name(_shape("ApplicationView"), "received_at").zh == "报名时间"


def test_no_name_of_a_field_is_left_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that can go without any field being called otherwise stands for nothing, or twice."""
    found = _fields()
    left_over = []
    for table in (*FIELDS.values(), SHARED):
        for word in list(table):
            field = word.rpartition(".")[2]
            before = [_name_of(shape, field) for shape in found[field]]
            with monkeypatch.context() as without:
                without.delitem(table, word)
                if before == [_name_of(shape, field) for shape in found[field]]:
                    left_over.append(word)

    assert left_over == []


def test_every_value_has_a_name_and_no_name_of_a_value_is_left_over() -> None:
    """Also those of enumerations that stand in no shape yet."""
    known = {
        (_service_of(kind), kind.__name__): {member.value for member in kind}
        for kind in _enumerations()
    }
    named = {
        (service, kind): set(values)
        for service, kinds in VALUES.items()
        for kind, values in kinds.items()
    }

    assert named == known
    assert all(words.value_names(kind) for kind in _enumerations())


def test_every_operation_has_a_name_and_no_name_of_an_operation_is_left_over() -> None:
    assert set(OPERATIONS) == {asked.__name__ for asked in REQUESTS.values()}


def test_no_operation_is_called_like_another() -> None:
    """Beside each other in a menu, or in a list of what an account may do."""
    for language in (0, 1):
        called = [name[language] for name in OPERATIONS.values()]
        assert sorted(set(called)) == sorted(called)


def test_names_are_words_and_no_codes() -> None:
    """English begins with a small letter, so that it can stand in a sentence as well."""
    tables = [*FIELDS.values(), SHARED, OPERATIONS]
    tables += [values for kinds in VALUES.values() for values in kinds.values()]
    for zh, en in (name for table in tables for name in table.values()):
        assert not zh.isascii() or zh == "API", zh
        assert zh == zh.strip("。 "), zh
        assert en == en.strip(". "), en
        assert "_" not in zh + en, en


def _name_of(shape: type[Shape], field: str) -> words.Name | None:
    try:
        return words.field_name(shape, field)
    except LookupError:
        return None


def _fields() -> dict[str, list[type[Shape]]]:
    """Every name of a field, and the shapes that have it."""
    found: dict[str, list[type[Shape]]] = defaultdict(list)
    for shape in _shapes(Shape):
        for name, field in shape.schema().fields.items():
            found[field.data_key or name].append(shape)
    return found


def _shapes(above: type[Shape]) -> Iterator[type[Shape]]:
    for shape in above.__subclasses__():
        if dataclasses.is_dataclass(shape) and not shape.__module__.startswith("tests."):
            yield shape
        yield from _shapes(shape)


def _shape(name: str) -> type[Shape]:
    return next(shape for shape in _shapes(Shape) if shape.__name__ == name)


def _enumerations() -> set[type[Enum]]:
    """All that a shape has, and all that the contracts declare."""
    return {*_in_shapes(), *_in_contracts()}


def _in_shapes() -> Iterator[type[Enum]]:
    for shape in _shapes(Shape):
        for field in shape.schema().fields.values():
            one = field.inner if isinstance(field, fields.List) else field
            if isinstance(one, fields.Enum):
                yield one.enum


def _in_contracts() -> Iterator[type[Enum]]:
    for found in pkgutil.walk_packages(contracts.__path__, "contracts."):
        if found.name.endswith(".words"):
            for thing in vars(importlib.import_module(found.name)).values():
                if isinstance(thing, type) and issubclass(thing, Enum) and list(thing):
                    yield thing


def _service_of(kind: type[Enum]) -> str:
    return kind.__module__.removeprefix("contracts.").split(".")[0]
