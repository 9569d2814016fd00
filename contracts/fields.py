"""Dataclass fields with the limits and descriptions that borders check and document."""

from __future__ import annotations

import dataclasses
from typing import Any

import marshmallow
from marshmallow import fields, validate

from vocabulary.areas import CODE_PATTERN

_REQUIRED: Any = dataclasses.MISSING


def text(
    description: str,
    *,
    longest: int,
    shortest: int = 1,
    example: str = "",
    default: Any = _REQUIRED,
) -> Any:
    """A text between two lengths, in characters; blanks alone do not count."""
    checks: list[Any] = [validate.Length(min=shortest, max=longest), _check_storable]
    if shortest > 0:
        checks.append(validate.Regexp(r"\s*\S", error="Must not be blank."))
    return _field(description, default, example=example, validate=checks)


def pattern(
    description: str, regex: str, *, error: str, example: str = "", default: Any = _REQUIRED
) -> Any:
    """A text of a fixed form."""
    check = validate.Regexp(regex, error=error)
    return _field(description, default, example=example, validate=check)


def area(description: str, *, default: Any = _REQUIRED) -> Any:
    """A twelve-digit area code."""
    return pattern(
        description,
        CODE_PATTERN,
        error="Must be a twelve-digit area code.",
        example="440305007003",
        default=default,
    )


def number(description: str, *, least: int, most: int, default: Any = _REQUIRED) -> Any:
    """A whole number between two limits, both included; a text is not a number."""
    return _field(description, default, strict=True, validate=validate.Range(min=least, max=most))


def choice(description: str, *, default: Any = _REQUIRED) -> Any:
    """One of an enumeration, written by its value."""
    return _field(description, default, by_value=True)


def moment(description: str, *, default: Any = _REQUIRED) -> Any:
    """A point in time with its offset, ISO 8601; one without an offset is refused."""
    described = {"description": description, "example": "2013-05-04T09:30:00+08:00"}
    required = default is _REQUIRED
    made = fields.AwareDateTime(
        required=required, allow_none=default is None, metadata=described, format="iso"
    )
    if not required:
        made.load_default = default
    return dataclasses.field(default=default, metadata={"marshmallow_field": made})


def plain(description: str, *, default: Any = _REQUIRED, key: str | None = None) -> Any:
    """A field whose type says everything that is checked; `key` is its name in the data."""
    return _field(description, default, **({"data_key": key} if key else {}))


def _check_storable(text: str) -> None:
    # PostgreSQL keeps no NUL, and half of a surrogate pair is no character at all.
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise marshmallow.ValidationError("Must hold characters only, no NUL or lone surrogates.")


def _field(description: str, default: Any, *, example: str = "", **checks: Any) -> Any:
    described = {"description": description} | ({"example": example} if example else {})
    return dataclasses.field(default=default, metadata={"metadata": described, **checks})
