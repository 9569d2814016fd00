"""How texts from outside are read: the one place that every text of every request passes.

`Worded` is the schema beneath all shapes. Only events and answers are read as they are
(`as_kept`): what was kept before a character was refused must stay readable.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import marshmallow
from marshmallow import fields, validate

from vocabulary import names, phones, texts

#: In a field's metadata: the function that brings what was written into the form that is kept.
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
        """Tell whoever words the complaints what was read, so that fields get their names."""
        error.kwargs[SCHEMA] = self


class Items(validate.Length):
    """A list has so many items; a text is counted in characters."""

    message_all = "Must have {min} to {max} items."


class NotBlank(validate.Regexp):
    """Something can be seen; the pattern says as much of it as a pattern can."""

    def __init__(self) -> None:
        super().__init__(r"\s*\S", error="Must not be blank.")

    def __call__(self, value: Any) -> Any:
        if not texts.is_seen(value):
            raise marshmallow.ValidationError(self.error)
        return value


def check_says_something(text: str) -> None:
    """A text has letters or digits; one of before this was asked is read as it is."""
    if not _AS_KEPT.get() and texts.is_seen(text) and not texts.says_something(text):
        raise marshmallow.ValidationError(_LETTERLESS)


def check_words(text: str) -> None:
    """Words have letters: a point or a number alone is no reason."""
    if not _AS_KEPT.get() and texts.is_seen(text) and not texts.holds_letter(text):
        raise marshmallow.ValidationError(_LETTERLESS)


def check_name(text: str) -> None:
    """A name has letters, and no pictures."""
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
