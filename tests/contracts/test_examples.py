from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

import pytest

from contracts import fields
from contracts.examples import example_of
from contracts.registry import Shape, shape


class _Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@shape
class _Inner(Shape):
    """A shape inside another one."""

    size: int = fields.number("How large.", least=2, most=9)


@shape
class _Whole(Shape):
    """A field of each kind."""

    name: str = fields.text("Name.", longest=9, example="邻里")
    colour: _Colour = fields.choice("Colour.")
    other: _Colour = fields.choice("Colour.", example="blue")
    of: UUID = fields.plain("Id.")
    day: dt.date = fields.plain("Day.")
    at: dt.datetime = fields.moment("When.")
    sure: bool = fields.plain("Whether.")
    inner: _Inner = fields.plain("Inside.")
    many: list[_Inner] = fields.plain("Inside, several.")
    shown: str | None = fields.text("May be left out.", longest=9, example="有", default=None)
    hidden: str | None = fields.text("May be left out.", longest=9, default=None)
    later: dt.datetime | None = fields.moment("May be left out.", default=None)


@shape
class _Mute(Shape):
    """A text that must be given and says nothing of itself."""

    name: str = fields.text("Name.", longest=9)


def test_an_example_has_what_must_be_given_and_what_is_worth_showing() -> None:
    made = example_of(_Whole)

    assert _Whole.read(made).name == "邻里"
    assert (made["colour"], made["other"], made["inner"]) == ("red", "blue", {"size": 2})
    assert "shown" in made
    assert not {"hidden", "later"} & made.keys()


def test_a_text_that_must_be_given_needs_an_example_of_its_own() -> None:
    with pytest.raises(LookupError, match="name"):
        example_of(_Mute)
