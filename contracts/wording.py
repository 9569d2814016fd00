"""How texts from outside are read: the one place that every text of every request passes.

`Worded` is the schema beneath all shapes. Only events and answers are read as they are (`as_kept`):
texts stored before a character was refused must stay readable.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import marshmallow
from marshmallow import fields, validate

from vocabulary import names, phones, texts

#: In a field's metadata: the function that brings the text into the form that is kept.
READS = "reads"
#: In the `kwargs` of a ValidationError: the schema that complains.
SCHEMA = "schema"
_LETTERLESS = "Must hold a letter."

_AS_KEPT: ContextVar[bool] = ContextVar("as_kept", default=False)


@contextmanager
def as_kept() -> Iterator[None]:
    """Inside it texts are read as they are."""
    before = _AS_KEPT.set(True)
    try:
        yield
    finally:
        _AS_KEPT.reset(before)


class Text(fields.String):
    """A text of characters that every database, print and workbook can hold."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, *args, **kwargs)
        if _AS_KEPT.get():
            return text
        character = texts.refused_character(text)
        if character is not None:
            raise marshmallow.ValidationError(f"Must not hold the character {character}.")
        reads = self.metadata.get(READS)
        return text if reads is None else reads(text)


class Worded(marshmallow.Schema):
    """Plain data with `Text` wherever a field is a text."""

    TYPE_MAPPING = marshmallow.Schema.TYPE_MAPPING | {str: Text}

    def handle_error(self, error: marshmallow.ValidationError, *_: Any, **__: Any) -> None:
        """Pass on what was read, so that complaints name the fields."""
        error.kwargs[SCHEMA] = self


class Items(validate.Length):
    """Between two lengths: a list in items, a text in characters."""

    message_all = "Must have {min} to {max} items."


class NotBlank(validate.Regexp):
    """Has a visible character; the pattern says as much of it as a pattern can."""

    def __init__(self) -> None:
        super().__init__(r"\s*\S", error="Must not be blank.")

    def __call__(self, value: Any) -> Any:
        if not texts.is_seen(value):
            raise marshmallow.ValidationError(self.error)
        return value


def check_says_something(text: str) -> None:
    """Has letters or digits; a text stored before this rule is read as it is."""
    if not _AS_KEPT.get() and texts.is_seen(text) and not texts.says_something(text):
        raise marshmallow.ValidationError(_LETTERLESS)


def check_words(text: str) -> None:
    """Has letters: a point or a number alone is no reason."""
    if not _AS_KEPT.get() and texts.is_seen(text) and not texts.holds_letter(text):
        raise marshmallow.ValidationError(_LETTERLESS)


def check_name(text: str) -> None:
    """A name: has letters and no pictures."""
    picture = texts.picture(text)
    if picture is not None:
        raise marshmallow.ValidationError(f"Must not hold the picture {picture}.")
    if text and not names.same_name(text):
        raise marshmallow.ValidationError(_LETTERLESS)


class PhoneNumber(validate.Regexp):
    """A number in any of the ways of writing."""

    def __init__(self) -> None:
        super().__init__(phones.PATTERN, error="Must be a phone number.")

    def __call__(self, value: Any) -> Any:
        if not phones.is_phone(value):
            raise marshmallow.ValidationError(self.error)
        return value
