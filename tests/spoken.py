"""The Chinese of refusals while tests run: a code in it is a fault.

The tests of sources see what is written down; this sees what was put into it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest
from marshmallow import fields

from contracts import registry
from contracts.registry import Shape
from vocabulary.problems import Problem

#: Between braces stands what is filled in; with a dot, a dash or a slash it is no code of ours.
_CODE = re.compile(r"(?<![\w{.<?/-])[a-z]+(?:_[a-z]+)*(?![\w}.(=?/-])")
#: What a caller sent is quoted as it came.
_QUOTED = re.compile("“[^”]*”")
_told: list[str] = []


@functools.cache
def codes() -> frozenset[str]:
    """Every name of a field and every value of an enumeration that a shape has."""
    registry.load_all()
    return frozenset(code for shape in shapes(Shape) for code in _codes_of(shape))


def codes_in(sentence: str) -> list[str]:
    """The codes that a Chinese sentence shows to people."""
    return [code for code in _CODE.findall(_QUOTED.sub("", sentence)) if code in codes()]


def shapes(above: type[Shape]) -> Iterator[type[Shape]]:
    """Every shape of ours below this one, but for those of the bus, which no person meets."""
    for shape in above.__subclasses__():
        if "Meta" in vars(shape) and not shape.__module__.startswith(("tests.", "bus.")):
            yield shape
        yield from shapes(shape)


def enumerations_of(shape: type[Shape]) -> Iterator[type[Enum]]:
    """The enumerations of its fields."""
    for field in shape.schema().fields.values():
        one = field.inner if isinstance(field, fields.List) else field
        if isinstance(one, fields.Enum):
            yield one.enum


def _codes_of(shape: type[Shape]) -> Iterator[str]:
    yield from (field.data_key or name for name, field in shape.schema().fields.items())
    yield from (member.value for kind in enumerations_of(shape) for member in kind)


def pytest_configure() -> None:
    """Listen to every Problem that is made in this process."""
    Problem.__init__ = _listened(Problem.__init__)  # type: ignore[method-assign]  # to be heard


def _listened(made: Any) -> Any:
    @functools.wraps(made)
    def init(problem: Problem, *args: Any, **kwargs: Any) -> None:
        made(problem, *args, **kwargs)
        _told.extend([problem.zh, *(field.zh for field in problem.fields)])

    return init


@pytest.fixture(autouse=True)
def _refusals_show_no_codes() -> Iterator[None]:
    """Name the test whose refusal shows a code to readers of Chinese."""
    _told.clear()
    yield
    assert [sentence for sentence in _told if codes_in(sentence)] == []
